WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("vegetable_residue_generated")) <= 99999999999999
      AND "vegetable_residue_generated" = ROUND("vegetable_residue_generated", 4)
      THEN CAST("vegetable_residue_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "vegetable_residue_generated",
    CASE
      WHEN "vegetable_residue_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("vegetable_residue_generated")) <= 99999999999999
        AND "vegetable_residue_generated" = ROUND("vegetable_residue_generated", 4)
      )
      THEN 'invalid_input'
    END AS "vegetable_residue_generated__why",
    CASE
      WHEN TRUNC(ABS("vegetable_residue_utilised")) <= 99999999999999
      AND "vegetable_residue_utilised" = ROUND("vegetable_residue_utilised", 4)
      THEN CAST("vegetable_residue_utilised" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "vegetable_residue_utilised",
    CASE
      WHEN "vegetable_residue_utilised" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("vegetable_residue_utilised")) <= 99999999999999
        AND "vegetable_residue_utilised" = ROUND("vegetable_residue_utilised", 4)
      )
      THEN 'invalid_input'
    END AS "vegetable_residue_utilised__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_generated",
    "vegetable_residue_generated__why",
    "vegetable_residue_utilised__why",
    NULLIF(ABS("vegetable_residue_generated"), 0) AS "vegetable_residue_rate__1",
    CAST(CASE
      WHEN "vegetable_residue_generated" < 0
      THEN -"vegetable_residue_utilised"
      ELSE "vegetable_residue_utilised"
    END AS INT128) * 10000 AS "vegetable_residue_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_generated",
    "vegetable_residue_generated__why",
    "vegetable_residue_rate__1",
    "vegetable_residue_rate__2",
    "vegetable_residue_utilised__why",
    "vegetable_residue_rate__2" // "vegetable_residue_rate__1" AS "vegetable_residue_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_generated",
    "vegetable_residue_generated__why",
    "vegetable_residue_rate__1",
    "vegetable_residue_rate__2",
    "vegetable_residue_rate__3",
    "vegetable_residue_utilised__why",
    ABS(
      CAST("vegetable_residue_rate__2" - (
        "vegetable_residue_rate__3" * "vegetable_residue_rate__1"
      ) AS BIGINT)
    ) AS "vegetable_residue_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_generated",
    "vegetable_residue_generated__why",
    "vegetable_residue_utilised__why",
    CASE
      WHEN (
        "vegetable_residue_rate__4" > (
          "vegetable_residue_rate__1" - "vegetable_residue_rate__4"
        )
      )
      OR (
        (
          "vegetable_residue_rate__4" = (
            "vegetable_residue_rate__1" - "vegetable_residue_rate__4"
          )
        )
        AND (
          CAST("vegetable_residue_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "vegetable_residue_rate__3" + CAST(CASE WHEN "vegetable_residue_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "vegetable_residue_rate__3"
    END AS "vegetable_residue_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_generated",
    "vegetable_residue_generated__why",
    "vegetable_residue_utilised__why",
    CASE
      WHEN ABS("vegetable_residue_rate__5") <= 999999999999999999
      THEN CAST("vegetable_residue_rate__5" AS BIGINT)
    END AS "vegetable_residue_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "vegetable_residue_rate",
    COALESCE(
      "vegetable_residue_utilised__why",
      "vegetable_residue_generated__why",
      CASE WHEN "vegetable_residue_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "vegetable_residue_rate" IS NULL THEN 'overflow' END
    ) AS "vegetable_residue_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("vegetable_residue_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "vegetable_residue_rate",
  "vegetable_residue_rate__why"
FROM "_6"

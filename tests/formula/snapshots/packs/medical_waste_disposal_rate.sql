WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("medical_waste_disposed")) <= 99999999999999
      AND "medical_waste_disposed" = ROUND("medical_waste_disposed", 4)
      THEN CAST("medical_waste_disposed" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "medical_waste_disposed",
    CASE
      WHEN "medical_waste_disposed" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_waste_disposed")) <= 99999999999999
        AND "medical_waste_disposed" = ROUND("medical_waste_disposed", 4)
      )
      THEN 'invalid_input'
    END AS "medical_waste_disposed__why",
    CASE
      WHEN TRUNC(ABS("medical_waste_generated")) <= 99999999999999
      AND "medical_waste_generated" = ROUND("medical_waste_generated", 4)
      THEN CAST("medical_waste_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "medical_waste_generated",
    CASE
      WHEN "medical_waste_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_waste_generated")) <= 99999999999999
        AND "medical_waste_generated" = ROUND("medical_waste_generated", 4)
      )
      THEN 'invalid_input'
    END AS "medical_waste_generated__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposed__why",
    "medical_waste_generated",
    "medical_waste_generated__why",
    NULLIF(ABS("medical_waste_generated"), 0) AS "medical_waste_disposal_rate__1",
    CAST(CASE
      WHEN "medical_waste_generated" < 0
      THEN -"medical_waste_disposed"
      ELSE "medical_waste_disposed"
    END AS INT128) * 10000 AS "medical_waste_disposal_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposal_rate__1",
    "medical_waste_disposal_rate__2",
    "medical_waste_disposed__why",
    "medical_waste_generated",
    "medical_waste_generated__why",
    "medical_waste_disposal_rate__2" // "medical_waste_disposal_rate__1" AS "medical_waste_disposal_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposal_rate__1",
    "medical_waste_disposal_rate__2",
    "medical_waste_disposal_rate__3",
    "medical_waste_disposed__why",
    "medical_waste_generated",
    "medical_waste_generated__why",
    ABS(
      CAST("medical_waste_disposal_rate__2" - (
        "medical_waste_disposal_rate__3" * "medical_waste_disposal_rate__1"
      ) AS BIGINT)
    ) AS "medical_waste_disposal_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposed__why",
    "medical_waste_generated",
    "medical_waste_generated__why",
    CASE
      WHEN (
        "medical_waste_disposal_rate__4" > (
          "medical_waste_disposal_rate__1" - "medical_waste_disposal_rate__4"
        )
      )
      OR (
        (
          "medical_waste_disposal_rate__4" = (
            "medical_waste_disposal_rate__1" - "medical_waste_disposal_rate__4"
          )
        )
        AND (
          CAST("medical_waste_disposal_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "medical_waste_disposal_rate__3" + CAST(CASE WHEN "medical_waste_disposal_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "medical_waste_disposal_rate__3"
    END AS "medical_waste_disposal_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposed__why",
    "medical_waste_generated",
    "medical_waste_generated__why",
    CASE
      WHEN ABS("medical_waste_disposal_rate__5") <= 999999999999999999
      THEN CAST("medical_waste_disposal_rate__5" AS BIGINT)
    END AS "medical_waste_disposal_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_disposal_rate",
    COALESCE(
      "medical_waste_disposed__why",
      "medical_waste_generated__why",
      CASE WHEN "medical_waste_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "medical_waste_disposal_rate" IS NULL THEN 'overflow' END
    ) AS "medical_waste_disposal_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("medical_waste_disposal_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "medical_waste_disposal_rate",
  "medical_waste_disposal_rate__why"
FROM "_6"

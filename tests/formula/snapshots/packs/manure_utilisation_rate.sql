WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("manure_generated")) <= 99999999999999
      AND "manure_generated" = ROUND("manure_generated", 4)
      THEN CAST("manure_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "manure_generated",
    CASE
      WHEN "manure_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("manure_generated")) <= 99999999999999
        AND "manure_generated" = ROUND("manure_generated", 4)
      )
      THEN 'invalid_input'
    END AS "manure_generated__why",
    CASE
      WHEN TRUNC(ABS("manure_utilised")) <= 99999999999999
      AND "manure_utilised" = ROUND("manure_utilised", 4)
      THEN CAST("manure_utilised" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "manure_utilised",
    CASE
      WHEN "manure_utilised" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("manure_utilised")) <= 99999999999999
        AND "manure_utilised" = ROUND("manure_utilised", 4)
      )
      THEN 'invalid_input'
    END AS "manure_utilised__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "manure_generated",
    "manure_generated__why",
    "manure_utilised__why",
    NULLIF(ABS("manure_generated"), 0) AS "manure_utilisation_rate__1",
    CAST(CASE WHEN "manure_generated" < 0 THEN -"manure_utilised" ELSE "manure_utilised" END AS INT128) * 10000 AS "manure_utilisation_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "manure_generated",
    "manure_generated__why",
    "manure_utilisation_rate__1",
    "manure_utilisation_rate__2",
    "manure_utilised__why",
    "manure_utilisation_rate__2" // "manure_utilisation_rate__1" AS "manure_utilisation_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "manure_generated",
    "manure_generated__why",
    "manure_utilisation_rate__1",
    "manure_utilisation_rate__2",
    "manure_utilisation_rate__3",
    "manure_utilised__why",
    ABS(
      CAST("manure_utilisation_rate__2" - (
        "manure_utilisation_rate__3" * "manure_utilisation_rate__1"
      ) AS BIGINT)
    ) AS "manure_utilisation_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "manure_generated",
    "manure_generated__why",
    "manure_utilised__why",
    CASE
      WHEN (
        "manure_utilisation_rate__4" > (
          "manure_utilisation_rate__1" - "manure_utilisation_rate__4"
        )
      )
      OR (
        (
          "manure_utilisation_rate__4" = (
            "manure_utilisation_rate__1" - "manure_utilisation_rate__4"
          )
        )
        AND (
          CAST("manure_utilisation_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "manure_utilisation_rate__3" + CAST(CASE WHEN "manure_utilisation_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "manure_utilisation_rate__3"
    END AS "manure_utilisation_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "manure_generated",
    "manure_generated__why",
    "manure_utilised__why",
    CASE
      WHEN ABS("manure_utilisation_rate__5") <= 999999999999999999
      THEN CAST("manure_utilisation_rate__5" AS BIGINT)
    END AS "manure_utilisation_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "manure_utilisation_rate",
    COALESCE(
      "manure_utilised__why",
      "manure_generated__why",
      CASE WHEN "manure_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "manure_utilisation_rate" IS NULL THEN 'overflow' END
    ) AS "manure_utilisation_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("manure_utilisation_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "manure_utilisation_rate",
  "manure_utilisation_rate__why"
FROM "_6"

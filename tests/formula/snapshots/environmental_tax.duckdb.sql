WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "pollutant",
    CASE WHEN "pollutant" IS NULL THEN 'not_reported' END AS "pollutant__why",
    CASE
      WHEN TRUNC(ABS("mass")) <= 9999999999 AND "mass" = ROUND("mass", 2)
      THEN CAST("mass" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "mass",
    CASE
      WHEN "mass" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("mass")) <= 9999999999 AND "mass" = ROUND("mass", 2)
      )
      THEN 'invalid_input'
    END AS "mass__why",
    CASE
      WHEN TRUNC(ABS("mean")) <= 9999999 AND "mean" = ROUND("mean", 1)
      THEN CAST("mean" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "mean",
    CASE
      WHEN "mean" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("mean")) <= 9999999 AND "mean" = ROUND("mean", 1)
      )
      THEN 'invalid_input'
    END AS "mean__why",
    CASE
      WHEN TRUNC(ABS("limit")) <= 9999999 AND "limit" = ROUND("limit", 1)
      THEN CAST("limit" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "limit",
    CASE
      WHEN "limit" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("limit")) <= 9999999 AND "limit" = ROUND("limit", 1)
      )
      THEN 'invalid_input'
    END AS "limit__why",
    "exceeded",
    CASE WHEN "exceeded" IS NULL THEN 'not_reported' END AS "exceeded__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "exceeded",
    "exceeded__why",
    "limit",
    "limit__why",
    "mass",
    "mass__why",
    "mean__why",
    "pollutant__why",
    "mean" * 10 AS "factor__1",
    COALESCE("mean__why", "limit__why") AS "factor__4",
    CAST(CASE WHEN "pollutant" = 'so2' THEN 95 WHEN "pollutant" = 'smoke' THEN 218 END AS BIGINT) AS "tax__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "exceeded__why",
    "factor__4",
    "limit__why",
    "mass",
    "mass__why",
    "mean__why",
    "pollutant__why",
    "tax__1",
    "exceeded" OR (
      "factor__1" > (
        "limit" * 7
      )
    ) AS "factor__2",
    "factor__1" <= (
      "limit" * 5
    ) AS "factor__3",
    NULLIF(ABS("tax__1"), 0) * 5 AS "tax__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "factor__2",
    "factor__3",
    "factor__4",
    "mass",
    "mass__why",
    "pollutant__why",
    "tax__1",
    "tax__2",
    CASE
      WHEN "factor__2"
      THEN 100
      WHEN NOT "factor__2"
      THEN CAST(CASE WHEN "factor__3" THEN 50 WHEN NOT "factor__3" THEN 75 END AS BIGINT)
    END AS "factor",
    CASE
      WHEN "factor__2" IS NULL
      THEN COALESCE("exceeded__why", "mean__why", "limit__why")
    END AS "factor__5"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "mass__why",
    "pollutant__why",
    "tax__1",
    "tax__2",
    CASE
      WHEN NOT "factor__5" IS NULL
      THEN "factor__5"
      WHEN "factor__2"
      THEN NULL
      ELSE CASE WHEN NOT "factor__4" IS NULL THEN "factor__4" WHEN "factor__3" THEN NULL END
    END AS "factor__why",
    (
      CASE WHEN "tax__1" < 0 THEN -"mass" ELSE "mass" END * 6
    ) * "factor" AS "tax__3"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "factor__why",
    "mass__why",
    "pollutant__why",
    "tax__1",
    "tax__2",
    "tax__3",
    "tax__3" // "tax__2" AS "tax__4"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "factor__why",
    "mass__why",
    "pollutant__why",
    "tax__1",
    "tax__2",
    "tax__3",
    "tax__4",
    ABS("tax__3" - (
      "tax__4" * "tax__2"
    )) AS "tax__5"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "factor__why",
    "mass__why",
    "pollutant__why",
    "tax__1",
    CASE
      WHEN "tax__5" >= (
        "tax__2" - "tax__5"
      )
      THEN "tax__4" + CAST(CASE WHEN "tax__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "tax__4"
    END AS "tax__6"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "factor__why",
    "mass__why",
    "pollutant__why",
    "tax__1",
    CASE WHEN ABS("tax__6") <= 99999999999999 THEN CAST("tax__6" AS BIGINT) END AS "tax"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "factor",
    "factor__why",
    "tax",
    COALESCE(
      "mass__why",
      "pollutant__why",
      CASE WHEN "tax__1" IS NULL THEN 'not_in_table' END,
      CASE WHEN "tax__1" = 0 THEN 'division_by_zero' END,
      "factor__why",
      CASE WHEN "tax" IS NULL THEN 'overflow' END
    ) AS "tax__why"
  FROM "_8"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("factor" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(3, 2)) AS "factor",
  "factor__why",
  CAST(CAST("tax" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(14, 2)) AS "tax",
  "tax__why"
FROM "_9"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 9999999 AND "x" = ROUND("x", 2)
      THEN CAST("x" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 9999999 AND "x" = ROUND("x", 2)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    (
      "x" + CAST(CASE WHEN "x" < 0 THEN -50 ELSE 50 END AS BIGINT)
    ) // 100 AS "nearest",
    "x__why" AS "nearest__why",
    (
      "x" + CAST(CASE WHEN "x" < 0 THEN -99 ELSE 99 END AS BIGINT)
    ) // 100 AS "away",
    "x__why" AS "away__why",
    "x" // 100 AS "towards",
    "x__why" AS "towards__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST("nearest" AS DECIMAL(18, 0)) AS "nearest",
  "nearest__why",
  CAST("away" AS DECIMAL(18, 0)) AS "away",
  "away__why",
  CAST("towards" AS DECIMAL(18, 0)) AS "towards",
  "towards__why"
FROM "_1"

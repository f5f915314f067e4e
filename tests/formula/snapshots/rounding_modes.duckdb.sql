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
    "x",
    "x" // 100 AS "nearest__1",
    "x__why" AS "nearest__why",
    "x__why" AS "away__why",
    "x__why" AS "towards__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "away__why",
    "nearest__1",
    "nearest__why",
    "towards__why",
    ABS("x" - (
      "nearest__1" * 100
    )) AS "nearest__2",
    "nearest__1" + CAST(CASE WHEN "x" < 0 THEN -1 ELSE 1 END AS BIGINT) AS "nearest__3",
    "nearest__1" AS "towards"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "away__why",
    "nearest__why",
    "towards",
    "towards__why",
    CASE
      WHEN "nearest__2" >= (
        100 - "nearest__2"
      )
      THEN "nearest__3"
      ELSE "nearest__1"
    END AS "nearest",
    CASE WHEN "nearest__2" > 0 THEN "nearest__3" ELSE "nearest__1" END AS "away"
  FROM "_2"
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
FROM "_3"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x__why",
    "x" + 1 AS "y__1",
    "x" * 10 AS "y__3"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "x__why",
    CASE WHEN ABS("y__1") <= 999999 THEN CAST("y__1" AS BIGINT) END AS "y__2",
    CASE WHEN ABS("y__3") <= 999999 THEN CAST("y__3" AS BIGINT) END AS "y__4"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN "y__2"
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "y__4"
    END AS "y",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN COALESCE("x__why", CASE WHEN "y__2" IS NULL THEN 'overflow' END)
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE("x__why", CASE WHEN "y__4" IS NULL THEN 'overflow' END)
      ELSE 'no_version'
    END AS "y__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST("y" AS DECIMAL(6, 0)) AS "y",
  "y__why"
FROM "_3"

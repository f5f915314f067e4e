WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999 AND "x" = ROUND("x", 2)
      THEN CAST("x" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999 AND "x" = ROUND("x", 2)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x" * 2 AS "y",
    "x__why" AS "y__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("y" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(9, 2)) AS "y",
  "y__why"
FROM "_1"

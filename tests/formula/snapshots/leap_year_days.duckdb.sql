WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST("period_start" - CAST('1970-01-01' AS DATE) AS INT) AS "_index",
    CAST(EXTRACT(MONTH FROM "period_start") AS INT) * 100 + CAST(EXTRACT(DAY FROM "period_start") AS INT) AS "_place",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
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
    FIRST_VALUE("x") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "yesterday__1",
    FIRST_VALUE("x__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "yesterday__2",
    MAX(CASE WHEN "_year" = 2023 THEN "x" END) OVER (PARTITION BY "unit", "_place") AS "then__1",
    MAX(CASE WHEN "_year" = 2023 THEN "x__why" END) OVER (PARTITION BY "unit", "_place") AS "then__2",
    CAST(1 AS BIGINT) AS "length",
    CAST(NULL AS TEXT) AS "length__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "length",
    "length__why",
    "yesterday__1" AS "yesterday",
    COALESCE("yesterday__2", CASE WHEN "yesterday__1" IS NULL THEN 'no_previous' END) AS "yesterday__why",
    "then__1" AS "then",
    COALESCE("then__2", CASE WHEN "then__1" IS NULL THEN 'no_base' END) AS "then__why"
  FROM "_1"
)
SELECT
  "unit",
  "period_start",
  CAST("yesterday" AS DECIMAL(6, 0)) AS "yesterday",
  "yesterday__why",
  CAST("then" AS DECIMAL(6, 0)) AS "then",
  "then__why",
  CAST("length" AS DECIMAL(3, 0)) AS "length",
  "length__why"
FROM "_2"

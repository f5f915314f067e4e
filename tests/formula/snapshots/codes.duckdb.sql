WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "grade",
    CASE WHEN "grade" IS NULL THEN 'not_reported' END AS "grade__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "grade",
    "grade__why",
    "grade" = 'a' AS "is_a",
    "grade__why" AS "is_a__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "is_a",
    "is_a__why",
    CASE WHEN "is_a" THEN 'top' WHEN NOT "is_a" THEN "grade" END AS "other",
    CASE
      WHEN NOT "grade__why" IS NULL
      THEN "grade__why"
      WHEN "is_a"
      THEN NULL
      ELSE "grade__why"
    END AS "other__why"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "is_a",
    "is_a__why",
    "other",
    "other__why",
    CAST(CASE WHEN "other" = 'top' THEN 10 WHEN "other" = 'b' THEN 5 END AS BIGINT) AS "points"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "is_a",
    "is_a__why",
    "other",
    "other__why",
    "points",
    COALESCE("other__why", CASE WHEN "points" IS NULL THEN 'not_in_table' END) AS "points__why"
  FROM "_3"
)
SELECT
  "unit",
  "period_start",
  "is_a",
  "is_a__why",
  "other",
  "other__why",
  CAST("points" AS DECIMAL(4, 0)) AS "points",
  "points__why"
FROM "_4"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("black_odorous_open")) <= 999999999999999999
      AND "black_odorous_open" = ROUND("black_odorous_open", 0)
      THEN CAST("black_odorous_open" AS BIGINT)
    END AS "black_odorous_open",
    CASE
      WHEN "black_odorous_open" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("black_odorous_open")) <= 999999999999999999
        AND "black_odorous_open" = ROUND("black_odorous_open", 0)
      )
      THEN 'invalid_input'
    END AS "black_odorous_open__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "black_odorous_open" AS "black_odorous_water",
    "black_odorous_open__why" AS "black_odorous_water__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST("black_odorous_water" AS DECIMAL(18, 0)) AS "black_odorous_water",
  "black_odorous_water__why"
FROM "_1"

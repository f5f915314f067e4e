WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("straw_collectable")) <= 9999999999999999
      AND "straw_collectable" = ROUND("straw_collectable", 2)
      THEN CAST("straw_collectable" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_collectable",
    CASE
      WHEN "straw_collectable" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_collectable")) <= 9999999999999999
        AND "straw_collectable" = ROUND("straw_collectable", 2)
      )
      THEN 'invalid_input'
    END AS "straw_collectable__why",
    CASE
      WHEN TRUNC(ABS("straw_collectable_by_crops")) <= 9999999999999999
      AND "straw_collectable_by_crops" = ROUND("straw_collectable_by_crops", 2)
      THEN CAST("straw_collectable_by_crops" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_collectable_by_crops",
    CASE
      WHEN "straw_collectable_by_crops" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_collectable_by_crops")) <= 9999999999999999
        AND "straw_collectable_by_crops" = ROUND("straw_collectable_by_crops", 2)
      )
      THEN 'invalid_input'
    END AS "straw_collectable_by_crops__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "straw_collectable__why" IS NULL
      THEN "straw_collectable"
      ELSE "straw_collectable_by_crops"
    END AS "straw_collectable_total",
    CASE
      WHEN "straw_collectable__why" IS NULL
      THEN "straw_collectable__why"
      ELSE "straw_collectable_by_crops__why"
    END AS "straw_collectable_total__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("straw_collectable_total" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "straw_collectable_total",
  "straw_collectable_total__why"
FROM "_1"

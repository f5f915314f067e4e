WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("maize_yield")) <= 9999999999999999
      AND "maize_yield" = ROUND("maize_yield", 2)
      THEN CAST("maize_yield" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "maize_yield",
    CASE
      WHEN "maize_yield" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("maize_yield")) <= 9999999999999999
        AND "maize_yield" = ROUND("maize_yield", 2)
      )
      THEN 'invalid_input'
    END AS "maize_yield__why",
    CASE
      WHEN TRUNC(ABS("potato_yield")) <= 9999999999999999
      AND "potato_yield" = ROUND("potato_yield", 2)
      THEN CAST("potato_yield" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "potato_yield",
    CASE
      WHEN "potato_yield" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("potato_yield")) <= 9999999999999999
        AND "potato_yield" = ROUND("potato_yield", 2)
      )
      THEN 'invalid_input'
    END AS "potato_yield__why",
    CASE
      WHEN TRUNC(ABS("wheat_yield")) <= 9999999999999999
      AND "wheat_yield" = ROUND("wheat_yield", 2)
      THEN CAST("wheat_yield" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "wheat_yield",
    CASE
      WHEN "wheat_yield" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("wheat_yield")) <= 9999999999999999
        AND "wheat_yield" = ROUND("wheat_yield", 2)
      )
      THEN 'invalid_input'
    END AS "wheat_yield__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "maize_yield__why",
    "potato_yield__why",
    "wheat_yield__why",
    (
      (
        (
          CAST("wheat_yield" AS INT128) * 6069375
        ) + (
          CAST("maize_yield" AS INT128) * 5980000
        )
      ) * 25
    ) + (
      CAST("potato_yield" AS INT128) * 105000000
    ) AS "straw_collectable_by_crops__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "maize_yield__why",
    "potato_yield__why",
    "straw_collectable_by_crops__1",
    "wheat_yield__why",
    CAST("straw_collectable_by_crops__1" // 156250000 AS BIGINT) AS "straw_collectable_by_crops__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "maize_yield__why",
    "potato_yield__why",
    "straw_collectable_by_crops__1",
    "straw_collectable_by_crops__2",
    "wheat_yield__why",
    ABS(
      CAST("straw_collectable_by_crops__1" - (
        CAST("straw_collectable_by_crops__2" AS INT128) * 156250000
      ) AS BIGINT)
    ) AS "straw_collectable_by_crops__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "maize_yield__why",
    "potato_yield__why",
    "wheat_yield__why",
    CASE
      WHEN (
        "straw_collectable_by_crops__3" > (
          156250000 - "straw_collectable_by_crops__3"
        )
      )
      OR (
        (
          "straw_collectable_by_crops__3" = (
            156250000 - "straw_collectable_by_crops__3"
          )
        )
        AND (
          (
            "straw_collectable_by_crops__2" % 2
          ) <> 0
        )
      )
      THEN "straw_collectable_by_crops__2" + CAST(CASE WHEN "straw_collectable_by_crops__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "straw_collectable_by_crops__2"
    END AS "straw_collectable_by_crops__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "maize_yield__why",
    "potato_yield__why",
    "wheat_yield__why",
    CASE
      WHEN ABS("straw_collectable_by_crops__4") <= 999999999999999999
      THEN CAST("straw_collectable_by_crops__4" AS BIGINT)
    END AS "straw_collectable_by_crops"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_by_crops",
    COALESCE(
      "wheat_yield__why",
      "maize_yield__why",
      "potato_yield__why",
      CASE WHEN "straw_collectable_by_crops" IS NULL THEN 'overflow' END
    ) AS "straw_collectable_by_crops__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("straw_collectable_by_crops" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "straw_collectable_by_crops",
  "straw_collectable_by_crops__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("sewage_bod_load")) <= 999999999999999
      AND "sewage_bod_load" = ROUND("sewage_bod_load", 3)
      THEN CAST("sewage_bod_load" * CAST(1000 AS BIGINT) AS BIGINT)
    END AS "sewage_bod_load",
    CASE
      WHEN "sewage_bod_load" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sewage_bod_load")) <= 999999999999999
        AND "sewage_bod_load" = ROUND("sewage_bod_load", 3)
      )
      THEN 'invalid_input'
    END AS "sewage_bod_load__why",
    CASE
      WHEN TRUNC(ABS("urban_water_population")) <= 999999999999999999
      AND "urban_water_population" = ROUND("urban_water_population", 0)
      THEN CAST("urban_water_population" AS BIGINT)
    END AS "urban_water_population",
    CASE
      WHEN "urban_water_population" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("urban_water_population")) <= 999999999999999999
        AND "urban_water_population" = ROUND("urban_water_population", 0)
      )
      THEN 'invalid_input'
    END AS "urban_water_population__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "urban_water_population__why",
    CAST("sewage_bod_load" AS INT128) * 1000 AS "sewage_collection_rate__1",
    CAST("urban_water_population" AS INT128) * 45 AS "sewage_collection_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "sewage_collection_rate__2",
    "urban_water_population__why",
    CASE
      WHEN "sewage_collection_rate__2" < 0
      THEN -"sewage_collection_rate__1"
      ELSE "sewage_collection_rate__1"
    END * 100 AS "sewage_collection_rate__3",
    NULLIF(ABS("sewage_collection_rate__2"), 0) * 10 AS "sewage_collection_rate__4"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "sewage_collection_rate__2",
    "sewage_collection_rate__3",
    "sewage_collection_rate__4",
    "urban_water_population__why",
    "sewage_collection_rate__3" // "sewage_collection_rate__4" AS "sewage_collection_rate__5"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "sewage_collection_rate__2",
    "sewage_collection_rate__3",
    "sewage_collection_rate__4",
    "sewage_collection_rate__5",
    "urban_water_population__why",
    ABS(
      "sewage_collection_rate__3" - (
        "sewage_collection_rate__5" * "sewage_collection_rate__4"
      )
    ) AS "sewage_collection_rate__6"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "sewage_collection_rate__2",
    "urban_water_population__why",
    CASE
      WHEN (
        "sewage_collection_rate__6" > (
          "sewage_collection_rate__4" - "sewage_collection_rate__6"
        )
      )
      OR (
        (
          "sewage_collection_rate__6" = (
            "sewage_collection_rate__4" - "sewage_collection_rate__6"
          )
        )
        AND (
          CAST("sewage_collection_rate__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sewage_collection_rate__5" + CAST(CASE WHEN "sewage_collection_rate__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sewage_collection_rate__5"
    END AS "sewage_collection_rate__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_bod_load__why",
    "sewage_collection_rate__2",
    "urban_water_population__why",
    CASE
      WHEN ABS("sewage_collection_rate__7") <= 999999999999999999
      THEN CAST("sewage_collection_rate__7" AS BIGINT)
    END AS "sewage_collection_rate"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_collection_rate",
    COALESCE(
      "sewage_bod_load__why",
      "urban_water_population__why",
      CASE WHEN "sewage_collection_rate__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "sewage_collection_rate" IS NULL THEN 'overflow' END
    ) AS "sewage_collection_rate__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sewage_collection_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sewage_collection_rate",
  "sewage_collection_rate__why"
FROM "_7"

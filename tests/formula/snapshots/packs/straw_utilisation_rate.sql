WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("straw_collectable_total")) <= 9999999999999999
      AND "straw_collectable_total" = ROUND("straw_collectable_total", 2)
      THEN CAST("straw_collectable_total" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_collectable_total",
    CASE
      WHEN "straw_collectable_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_collectable_total")) <= 9999999999999999
        AND "straw_collectable_total" = ROUND("straw_collectable_total", 2)
      )
      THEN 'invalid_input'
    END AS "straw_collectable_total__why",
    CASE
      WHEN TRUNC(ABS("straw_utilised_total")) <= 9999999999999999
      AND "straw_utilised_total" = ROUND("straw_utilised_total", 2)
      THEN CAST("straw_utilised_total" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_utilised_total",
    CASE
      WHEN "straw_utilised_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_utilised_total")) <= 9999999999999999
        AND "straw_utilised_total" = ROUND("straw_utilised_total", 2)
      )
      THEN 'invalid_input'
    END AS "straw_utilised_total__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_total",
    "straw_collectable_total__why",
    "straw_utilised_total__why",
    NULLIF(ABS("straw_collectable_total"), 0) AS "straw_utilisation_rate__1",
    CAST(CASE
      WHEN "straw_collectable_total" < 0
      THEN -"straw_utilised_total"
      ELSE "straw_utilised_total"
    END AS INT128) * 10000 AS "straw_utilisation_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_total",
    "straw_collectable_total__why",
    "straw_utilisation_rate__1",
    "straw_utilisation_rate__2",
    "straw_utilised_total__why",
    "straw_utilisation_rate__2" // "straw_utilisation_rate__1" AS "straw_utilisation_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_total",
    "straw_collectable_total__why",
    "straw_utilisation_rate__1",
    "straw_utilisation_rate__2",
    "straw_utilisation_rate__3",
    "straw_utilised_total__why",
    ABS(
      CAST("straw_utilisation_rate__2" - (
        "straw_utilisation_rate__3" * "straw_utilisation_rate__1"
      ) AS BIGINT)
    ) AS "straw_utilisation_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_total",
    "straw_collectable_total__why",
    "straw_utilised_total__why",
    CASE
      WHEN (
        "straw_utilisation_rate__4" > (
          "straw_utilisation_rate__1" - "straw_utilisation_rate__4"
        )
      )
      OR (
        (
          "straw_utilisation_rate__4" = (
            "straw_utilisation_rate__1" - "straw_utilisation_rate__4"
          )
        )
        AND (
          CAST("straw_utilisation_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "straw_utilisation_rate__3" + CAST(CASE WHEN "straw_utilisation_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "straw_utilisation_rate__3"
    END AS "straw_utilisation_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "straw_collectable_total",
    "straw_collectable_total__why",
    "straw_utilised_total__why",
    CASE
      WHEN ABS("straw_utilisation_rate__5") <= 999999999999999999
      THEN CAST("straw_utilisation_rate__5" AS BIGINT)
    END AS "straw_utilisation_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "straw_utilisation_rate",
    COALESCE(
      "straw_utilised_total__why",
      "straw_collectable_total__why",
      CASE WHEN "straw_collectable_total" = 0 THEN 'division_by_zero' END,
      CASE WHEN "straw_utilisation_rate" IS NULL THEN 'overflow' END
    ) AS "straw_utilisation_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("straw_utilisation_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "straw_utilisation_rate",
  "straw_utilisation_rate__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("large_farms")) <= 999999999999999999
      AND "large_farms" = ROUND("large_farms", 0)
      THEN CAST("large_farms" AS BIGINT)
    END AS "large_farms",
    CASE
      WHEN "large_farms" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("large_farms")) <= 999999999999999999
        AND "large_farms" = ROUND("large_farms", 0)
      )
      THEN 'invalid_input'
    END AS "large_farms__why",
    CASE
      WHEN TRUNC(ABS("large_farms_with_facilities")) <= 999999999999999999
      AND "large_farms_with_facilities" = ROUND("large_farms_with_facilities", 0)
      THEN CAST("large_farms_with_facilities" AS BIGINT)
    END AS "large_farms_with_facilities",
    CASE
      WHEN "large_farms_with_facilities" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("large_farms_with_facilities")) <= 999999999999999999
        AND "large_farms_with_facilities" = ROUND("large_farms_with_facilities", 0)
      )
      THEN 'invalid_input'
    END AS "large_farms_with_facilities__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "large_farms",
    "large_farms__why",
    "large_farms_with_facilities__why",
    NULLIF(ABS("large_farms"), 0) AS "large_farm_facility_rate__1",
    CAST(CASE
      WHEN "large_farms" < 0
      THEN -"large_farms_with_facilities"
      ELSE "large_farms_with_facilities"
    END AS INT128) * 10000 AS "large_farm_facility_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "large_farm_facility_rate__1",
    "large_farm_facility_rate__2",
    "large_farms",
    "large_farms__why",
    "large_farms_with_facilities__why",
    "large_farm_facility_rate__2" // "large_farm_facility_rate__1" AS "large_farm_facility_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "large_farm_facility_rate__1",
    "large_farm_facility_rate__2",
    "large_farm_facility_rate__3",
    "large_farms",
    "large_farms__why",
    "large_farms_with_facilities__why",
    ABS(
      CAST("large_farm_facility_rate__2" - (
        "large_farm_facility_rate__3" * "large_farm_facility_rate__1"
      ) AS BIGINT)
    ) AS "large_farm_facility_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "large_farms",
    "large_farms__why",
    "large_farms_with_facilities__why",
    CASE
      WHEN (
        "large_farm_facility_rate__4" > (
          "large_farm_facility_rate__1" - "large_farm_facility_rate__4"
        )
      )
      OR (
        (
          "large_farm_facility_rate__4" = (
            "large_farm_facility_rate__1" - "large_farm_facility_rate__4"
          )
        )
        AND (
          CAST("large_farm_facility_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "large_farm_facility_rate__3" + CAST(CASE WHEN "large_farm_facility_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "large_farm_facility_rate__3"
    END AS "large_farm_facility_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "large_farms",
    "large_farms__why",
    "large_farms_with_facilities__why",
    CASE
      WHEN ABS("large_farm_facility_rate__5") <= 999999999999999999
      THEN CAST("large_farm_facility_rate__5" AS BIGINT)
    END AS "large_farm_facility_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "large_farm_facility_rate",
    COALESCE(
      "large_farms_with_facilities__why",
      "large_farms__why",
      CASE WHEN "large_farms" = 0 THEN 'division_by_zero' END,
      CASE WHEN "large_farm_facility_rate" IS NULL THEN 'overflow' END
    ) AS "large_farm_facility_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("large_farm_facility_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "large_farm_facility_rate",
  "large_farm_facility_rate__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("drainage_area")) <= 99999999999999
      AND "drainage_area" = ROUND("drainage_area", 4)
      THEN CAST("drainage_area" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "drainage_area",
    CASE
      WHEN "drainage_area" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("drainage_area")) <= 99999999999999
        AND "drainage_area" = ROUND("drainage_area", 4)
      )
      THEN 'invalid_input'
    END AS "drainage_area__why",
    CASE
      WHEN TRUNC(ABS("drainage_area_served")) <= 99999999999999
      AND "drainage_area_served" = ROUND("drainage_area_served", 4)
      THEN CAST("drainage_area_served" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "drainage_area_served",
    CASE
      WHEN "drainage_area_served" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("drainage_area_served")) <= 99999999999999
        AND "drainage_area_served" = ROUND("drainage_area_served", 4)
      )
      THEN 'invalid_input'
    END AS "drainage_area_served__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "drainage_area",
    "drainage_area__why",
    "drainage_area_served__why",
    NULLIF(ABS("drainage_area"), 0) AS "sewer_network_coverage__1",
    CAST(CASE
      WHEN "drainage_area" < 0
      THEN -"drainage_area_served"
      ELSE "drainage_area_served"
    END AS INT128) * 10000 AS "sewer_network_coverage__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "drainage_area",
    "drainage_area__why",
    "drainage_area_served__why",
    "sewer_network_coverage__1",
    "sewer_network_coverage__2",
    "sewer_network_coverage__2" // "sewer_network_coverage__1" AS "sewer_network_coverage__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "drainage_area",
    "drainage_area__why",
    "drainage_area_served__why",
    "sewer_network_coverage__1",
    "sewer_network_coverage__2",
    "sewer_network_coverage__3",
    ABS(
      CAST("sewer_network_coverage__2" - (
        "sewer_network_coverage__3" * "sewer_network_coverage__1"
      ) AS BIGINT)
    ) AS "sewer_network_coverage__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "drainage_area",
    "drainage_area__why",
    "drainage_area_served__why",
    CASE
      WHEN (
        "sewer_network_coverage__4" > (
          "sewer_network_coverage__1" - "sewer_network_coverage__4"
        )
      )
      OR (
        (
          "sewer_network_coverage__4" = (
            "sewer_network_coverage__1" - "sewer_network_coverage__4"
          )
        )
        AND (
          CAST("sewer_network_coverage__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sewer_network_coverage__3" + CAST(CASE WHEN "sewer_network_coverage__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sewer_network_coverage__3"
    END AS "sewer_network_coverage__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "drainage_area",
    "drainage_area__why",
    "drainage_area_served__why",
    CASE
      WHEN ABS("sewer_network_coverage__5") <= 999999999999999999
      THEN CAST("sewer_network_coverage__5" AS BIGINT)
    END AS "sewer_network_coverage"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sewer_network_coverage",
    COALESCE(
      "drainage_area_served__why",
      "drainage_area__why",
      CASE WHEN "drainage_area" = 0 THEN 'division_by_zero' END,
      CASE WHEN "sewer_network_coverage" IS NULL THEN 'overflow' END
    ) AS "sewer_network_coverage__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sewer_network_coverage" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sewer_network_coverage",
  "sewer_network_coverage__why"
FROM "_6"

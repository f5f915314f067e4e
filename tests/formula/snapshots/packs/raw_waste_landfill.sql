WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("emergency_landfilled")) <= 9999999999999999
      AND "emergency_landfilled" = ROUND("emergency_landfilled", 2)
      THEN CAST("emergency_landfilled" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "emergency_landfilled",
    CASE
      WHEN "emergency_landfilled" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("emergency_landfilled")) <= 9999999999999999
        AND "emergency_landfilled" = ROUND("emergency_landfilled", 2)
      )
      THEN 'invalid_input'
    END AS "emergency_landfilled__why",
    CASE
      WHEN TRUNC(ABS("raw_waste_landfilled")) <= 9999999999999999
      AND "raw_waste_landfilled" = ROUND("raw_waste_landfilled", 2)
      THEN CAST("raw_waste_landfilled" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "raw_waste_landfilled",
    CASE
      WHEN "raw_waste_landfilled" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("raw_waste_landfilled")) <= 9999999999999999
        AND "raw_waste_landfilled" = ROUND("raw_waste_landfilled", 2)
      )
      THEN 'invalid_input'
    END AS "raw_waste_landfilled__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "emergency_landfilled__why",
    "raw_waste_landfilled__why",
    "raw_waste_landfilled" - "emergency_landfilled" AS "raw_waste_landfill__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "emergency_landfilled__why",
    "raw_waste_landfilled__why",
    CASE
      WHEN ABS("raw_waste_landfill__1") <= 999999999999999999
      THEN CAST("raw_waste_landfill__1" AS BIGINT)
    END AS "raw_waste_landfill"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "raw_waste_landfill",
    COALESCE(
      "raw_waste_landfilled__why",
      "emergency_landfilled__why",
      CASE WHEN "raw_waste_landfill" IS NULL THEN 'overflow' END
    ) AS "raw_waste_landfill__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("raw_waste_landfill" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "raw_waste_landfill",
  "raw_waste_landfill__why"
FROM "_3"

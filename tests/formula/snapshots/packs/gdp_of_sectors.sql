WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("primary_value_added")) <= 99999999999999
      AND "primary_value_added" = ROUND("primary_value_added", 4)
      THEN CAST("primary_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "primary_value_added",
    CASE
      WHEN "primary_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("primary_value_added")) <= 99999999999999
        AND "primary_value_added" = ROUND("primary_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "primary_value_added__why",
    CASE
      WHEN TRUNC(ABS("secondary_value_added")) <= 99999999999999
      AND "secondary_value_added" = ROUND("secondary_value_added", 4)
      THEN CAST("secondary_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "secondary_value_added",
    CASE
      WHEN "secondary_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("secondary_value_added")) <= 99999999999999
        AND "secondary_value_added" = ROUND("secondary_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "secondary_value_added__why",
    CASE
      WHEN TRUNC(ABS("tertiary_value_added")) <= 99999999999999
      AND "tertiary_value_added" = ROUND("tertiary_value_added", 4)
      THEN CAST("tertiary_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "tertiary_value_added",
    CASE
      WHEN "tertiary_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("tertiary_value_added")) <= 99999999999999
        AND "tertiary_value_added" = ROUND("tertiary_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "tertiary_value_added__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "primary_value_added__why",
    "secondary_value_added__why",
    "tertiary_value_added__why",
    (
      "primary_value_added" + "secondary_value_added"
    ) + "tertiary_value_added" AS "gdp_of_sectors__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "primary_value_added__why",
    "secondary_value_added__why",
    "tertiary_value_added__why",
    CASE
      WHEN ABS("gdp_of_sectors__1") <= 999999999999999999
      THEN CAST("gdp_of_sectors__1" AS BIGINT)
    END AS "gdp_of_sectors"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "gdp_of_sectors",
    COALESCE(
      "primary_value_added__why",
      "secondary_value_added__why",
      "tertiary_value_added__why",
      CASE WHEN "gdp_of_sectors" IS NULL THEN 'overflow' END
    ) AS "gdp_of_sectors__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("gdp_of_sectors" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "gdp_of_sectors",
  "gdp_of_sectors__why"
FROM "_3"

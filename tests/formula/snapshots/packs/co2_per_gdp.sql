WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("co2_emissions")) <= 99999999999999
      AND "co2_emissions" = ROUND("co2_emissions", 4)
      THEN CAST("co2_emissions" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "co2_emissions",
    CASE
      WHEN "co2_emissions" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("co2_emissions")) <= 99999999999999
        AND "co2_emissions" = ROUND("co2_emissions", 4)
      )
      THEN 'invalid_input'
    END AS "co2_emissions__why",
    CASE
      WHEN TRUNC(ABS("gdp_2020_prices")) <= 99999999999999
      AND "gdp_2020_prices" = ROUND("gdp_2020_prices", 4)
      THEN CAST("gdp_2020_prices" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "gdp_2020_prices",
    CASE
      WHEN "gdp_2020_prices" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("gdp_2020_prices")) <= 99999999999999
        AND "gdp_2020_prices" = ROUND("gdp_2020_prices", 4)
      )
      THEN 'invalid_input'
    END AS "gdp_2020_prices__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__why",
    "gdp_2020_prices",
    "gdp_2020_prices__why",
    NULLIF(ABS("gdp_2020_prices"), 0) AS "co2_per_gdp__1",
    CAST(CASE WHEN "gdp_2020_prices" < 0 THEN -"co2_emissions" ELSE "co2_emissions" END AS INT128) * 10000 AS "co2_per_gdp__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__why",
    "co2_per_gdp__1",
    "co2_per_gdp__2",
    "gdp_2020_prices",
    "gdp_2020_prices__why",
    "co2_per_gdp__2" // "co2_per_gdp__1" AS "co2_per_gdp__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__why",
    "co2_per_gdp__1",
    "co2_per_gdp__2",
    "co2_per_gdp__3",
    "gdp_2020_prices",
    "gdp_2020_prices__why",
    ABS(CAST("co2_per_gdp__2" - (
      "co2_per_gdp__3" * "co2_per_gdp__1"
    ) AS BIGINT)) AS "co2_per_gdp__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__why",
    "gdp_2020_prices",
    "gdp_2020_prices__why",
    CASE
      WHEN (
        "co2_per_gdp__4" > (
          "co2_per_gdp__1" - "co2_per_gdp__4"
        )
      )
      OR (
        (
          "co2_per_gdp__4" = (
            "co2_per_gdp__1" - "co2_per_gdp__4"
          )
        )
        AND (
          CAST("co2_per_gdp__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "co2_per_gdp__3" + CAST(CASE WHEN "co2_per_gdp__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co2_per_gdp__3"
    END AS "co2_per_gdp__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__why",
    "gdp_2020_prices",
    "gdp_2020_prices__why",
    CASE
      WHEN ABS("co2_per_gdp__5") <= 999999999999999999
      THEN CAST("co2_per_gdp__5" AS BIGINT)
    END AS "co2_per_gdp__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "co2_per_gdp__6"
    END AS "co2_per_gdp",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "co2_emissions__why",
        "gdp_2020_prices__why",
        CASE WHEN "gdp_2020_prices" = 0 THEN 'division_by_zero' END,
        CASE WHEN "co2_per_gdp__6" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "co2_per_gdp__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("co2_per_gdp" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "co2_per_gdp",
  "co2_per_gdp__why"
FROM "_6"

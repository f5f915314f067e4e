WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("energy_total")) <= 99999999999999
      AND "energy_total" = ROUND("energy_total", 4)
      THEN CAST("energy_total" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_total",
    CASE
      WHEN "energy_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_total")) <= 99999999999999
        AND "energy_total" = ROUND("energy_total", 4)
      )
      THEN 'invalid_input'
    END AS "energy_total__why",
    CASE
      WHEN TRUNC(ABS("gdp_2015_prices")) <= 99999999999999
      AND "gdp_2015_prices" = ROUND("gdp_2015_prices", 4)
      THEN CAST("gdp_2015_prices" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "gdp_2015_prices",
    CASE
      WHEN "gdp_2015_prices" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("gdp_2015_prices")) <= 99999999999999
        AND "gdp_2015_prices" = ROUND("gdp_2015_prices", 4)
      )
      THEN 'invalid_input'
    END AS "gdp_2015_prices__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_total__why",
    "gdp_2015_prices",
    "gdp_2015_prices__why",
    NULLIF(ABS("gdp_2015_prices"), 0) AS "energy_per_gdp_2015_prices__1",
    CAST(CASE WHEN "gdp_2015_prices" < 0 THEN -"energy_total" ELSE "energy_total" END AS INT128) * 10000 AS "energy_per_gdp_2015_prices__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__1",
    "energy_per_gdp_2015_prices__2",
    "energy_total__why",
    "gdp_2015_prices",
    "gdp_2015_prices__why",
    "energy_per_gdp_2015_prices__2" // "energy_per_gdp_2015_prices__1" AS "energy_per_gdp_2015_prices__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__1",
    "energy_per_gdp_2015_prices__2",
    "energy_per_gdp_2015_prices__3",
    "energy_total__why",
    "gdp_2015_prices",
    "gdp_2015_prices__why",
    ABS(
      CAST("energy_per_gdp_2015_prices__2" - (
        "energy_per_gdp_2015_prices__3" * "energy_per_gdp_2015_prices__1"
      ) AS BIGINT)
    ) AS "energy_per_gdp_2015_prices__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "energy_total__why",
    "gdp_2015_prices",
    "gdp_2015_prices__why",
    CASE
      WHEN (
        "energy_per_gdp_2015_prices__4" > (
          "energy_per_gdp_2015_prices__1" - "energy_per_gdp_2015_prices__4"
        )
      )
      OR (
        (
          "energy_per_gdp_2015_prices__4" = (
            "energy_per_gdp_2015_prices__1" - "energy_per_gdp_2015_prices__4"
          )
        )
        AND (
          CAST("energy_per_gdp_2015_prices__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "energy_per_gdp_2015_prices__3" + CAST(CASE WHEN "energy_per_gdp_2015_prices__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "energy_per_gdp_2015_prices__3"
    END AS "energy_per_gdp_2015_prices__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "energy_total__why",
    "gdp_2015_prices",
    "gdp_2015_prices__why",
    CASE
      WHEN ABS("energy_per_gdp_2015_prices__5") <= 999999999999999999
      THEN CAST("energy_per_gdp_2015_prices__5" AS BIGINT)
    END AS "energy_per_gdp_2015_prices__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2015-01-01' AS DATE)
      AND "period_start" < CAST('2021-01-01' AS DATE)
      THEN "energy_per_gdp_2015_prices__6"
    END AS "energy_per_gdp_2015_prices",
    CASE
      WHEN "period_start" >= CAST('2015-01-01' AS DATE)
      AND "period_start" < CAST('2021-01-01' AS DATE)
      THEN COALESCE(
        "energy_total__why",
        "gdp_2015_prices__why",
        CASE WHEN "gdp_2015_prices" = 0 THEN 'division_by_zero' END,
        CASE WHEN "energy_per_gdp_2015_prices__6" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "energy_per_gdp_2015_prices__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_per_gdp_2015_prices" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "energy_per_gdp_2015_prices",
  "energy_per_gdp_2015_prices__why"
FROM "_6"

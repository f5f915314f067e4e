WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("energy_feedstock")) <= 99999999999999
      AND "energy_feedstock" = ROUND("energy_feedstock", 4)
      THEN CAST("energy_feedstock" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_feedstock",
    CASE
      WHEN "energy_feedstock" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_feedstock")) <= 99999999999999
        AND "energy_feedstock" = ROUND("energy_feedstock", 4)
      )
      THEN 'invalid_input'
    END AS "energy_feedstock__why",
    CASE
      WHEN TRUNC(ABS("energy_renewable_increment")) <= 99999999999999
      AND "energy_renewable_increment" = ROUND("energy_renewable_increment", 4)
      THEN CAST("energy_renewable_increment" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_renewable_increment",
    CASE
      WHEN "energy_renewable_increment" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_renewable_increment")) <= 99999999999999
        AND "energy_renewable_increment" = ROUND("energy_renewable_increment", 4)
      )
      THEN 'invalid_input'
    END AS "energy_renewable_increment__why",
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
    END AS "energy_total__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_feedstock__why",
    "energy_renewable_increment__why",
    "energy_total__why",
    (
      "energy_total" - "energy_feedstock"
    ) - "energy_renewable_increment" AS "energy_assessed__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_feedstock__why",
    "energy_renewable_increment__why",
    "energy_total__why",
    CASE
      WHEN ABS("energy_assessed__1") <= 999999999999999999
      THEN CAST("energy_assessed__1" AS BIGINT)
    END AS "energy_assessed__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      THEN "energy_assessed__2"
    END AS "energy_assessed",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      THEN COALESCE(
        "energy_total__why",
        "energy_feedstock__why",
        "energy_renewable_increment__why",
        CASE WHEN "energy_assessed__2" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "energy_assessed__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_assessed" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "energy_assessed",
  "energy_assessed__why"
FROM "_3"

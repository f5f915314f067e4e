WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("coal_consumption")) <= 99999999999999
      AND "coal_consumption" = ROUND("coal_consumption", 4)
      THEN CAST("coal_consumption" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "coal_consumption",
    CASE
      WHEN "coal_consumption" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("coal_consumption")) <= 99999999999999
        AND "coal_consumption" = ROUND("coal_consumption", 4)
      )
      THEN 'invalid_input'
    END AS "coal_consumption__why",
    CASE
      WHEN TRUNC(ABS("gas_consumption")) <= 99999999999999
      AND "gas_consumption" = ROUND("gas_consumption", 4)
      THEN CAST("gas_consumption" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "gas_consumption",
    CASE
      WHEN "gas_consumption" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("gas_consumption")) <= 99999999999999
        AND "gas_consumption" = ROUND("gas_consumption", 4)
      )
      THEN 'invalid_input'
    END AS "gas_consumption__why",
    CASE
      WHEN TRUNC(ABS("net_power_import")) <= 99999999999999
      AND "net_power_import" = ROUND("net_power_import", 4)
      THEN CAST("net_power_import" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "net_power_import",
    CASE
      WHEN "net_power_import" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("net_power_import")) <= 99999999999999
        AND "net_power_import" = ROUND("net_power_import", 4)
      )
      THEN 'invalid_input'
    END AS "net_power_import__why",
    CASE
      WHEN TRUNC(ABS("oil_consumption")) <= 99999999999999
      AND "oil_consumption" = ROUND("oil_consumption", 4)
      THEN CAST("oil_consumption" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "oil_consumption",
    CASE
      WHEN "oil_consumption" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("oil_consumption")) <= 99999999999999
        AND "oil_consumption" = ROUND("oil_consumption", 4)
      )
      THEN 'invalid_input'
    END AS "oil_consumption__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "coal_consumption__why",
    "gas_consumption__why",
    "net_power_import__why",
    "oil_consumption__why",
    (
      (
        (
          (
            (
              CAST("coal_consumption" AS INT128) * 1330
            ) + (
              CAST("oil_consumption" AS INT128) * 865
            )
          ) * 25
        ) + (
          CAST("gas_consumption" AS INT128) * 19500
        )
      ) * 100000
    ) + (
      (
        CAST("net_power_import" AS INT128) * CAST(CASE
          WHEN "period_start" >= CAST('2021-01-01' AS DATE)
          AND "period_start" < CAST('2022-01-01' AS DATE)
          THEN 4955
          WHEN "period_start" >= CAST('2022-01-01' AS DATE)
          AND "period_start" < CAST('2023-01-01' AS DATE)
          THEN 4772
          WHEN "period_start" >= CAST('2023-01-01' AS DATE)
          AND "period_start" < CAST('2024-01-01' AS DATE)
          THEN 4471
        END AS BIGINT)
      ) * 125
    ) AS "co2_emissions__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__1",
    "coal_consumption__why",
    "gas_consumption__why",
    "net_power_import__why",
    "oil_consumption__why",
    CAST("co2_emissions__1" // 1250000000 AS BIGINT) AS "co2_emissions__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions__1",
    "co2_emissions__2",
    "coal_consumption__why",
    "gas_consumption__why",
    "net_power_import__why",
    "oil_consumption__why",
    ABS(
      CAST("co2_emissions__1" - (
        CAST("co2_emissions__2" AS INT128) * 1250000000
      ) AS BIGINT)
    ) AS "co2_emissions__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "coal_consumption__why",
    "gas_consumption__why",
    "net_power_import__why",
    "oil_consumption__why",
    CASE
      WHEN (
        "co2_emissions__3" > (
          1250000000 - "co2_emissions__3"
        )
      )
      OR (
        (
          "co2_emissions__3" = (
            1250000000 - "co2_emissions__3"
          )
        )
        AND (
          (
            "co2_emissions__2" % 2
          ) <> 0
        )
      )
      THEN "co2_emissions__2" + CAST(CASE WHEN "co2_emissions__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co2_emissions__2"
    END AS "co2_emissions__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "coal_consumption__why",
    "gas_consumption__why",
    "net_power_import__why",
    "oil_consumption__why",
    CASE
      WHEN ABS("co2_emissions__4") <= 999999999999999999
      THEN CAST("co2_emissions__4" AS BIGINT)
    END AS "co2_emissions"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "co2_emissions",
    COALESCE(
      "coal_consumption__why",
      "oil_consumption__why",
      "gas_consumption__why",
      "net_power_import__why",
      CASE
        WHEN "period_start" >= CAST('2021-01-01' AS DATE)
        AND "period_start" < CAST('2022-01-01' AS DATE)
        THEN NULL
        WHEN "period_start" >= CAST('2022-01-01' AS DATE)
        AND "period_start" < CAST('2023-01-01' AS DATE)
        THEN NULL
        WHEN "period_start" >= CAST('2023-01-01' AS DATE)
        AND "period_start" < CAST('2024-01-01' AS DATE)
        THEN NULL
        ELSE 'no_version'
      END,
      CASE WHEN "co2_emissions" IS NULL THEN 'overflow' END
    ) AS "co2_emissions__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("co2_emissions" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "co2_emissions",
  "co2_emissions__why"
FROM "_6"

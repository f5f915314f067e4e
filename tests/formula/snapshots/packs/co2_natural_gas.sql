WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("natural_gas_burnt")) <= 99999999999999
      AND "natural_gas_burnt" = ROUND("natural_gas_burnt", 4)
      THEN CAST("natural_gas_burnt" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "natural_gas_burnt",
    CASE
      WHEN "natural_gas_burnt" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("natural_gas_burnt")) <= 99999999999999
        AND "natural_gas_burnt" = ROUND("natural_gas_burnt", 4)
      )
      THEN 'invalid_input'
    END AS "natural_gas_burnt__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "natural_gas_burnt__why",
    CAST("natural_gas_burnt" AS INT128) * 6486566427 AS "co2_natural_gas__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co2_natural_gas__1",
    "natural_gas_burnt__why",
    CAST("co2_natural_gas__1" // 3000000000 AS BIGINT) AS "co2_natural_gas__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co2_natural_gas__1",
    "co2_natural_gas__2",
    "natural_gas_burnt__why",
    ABS(
      CAST("co2_natural_gas__1" - (
        CAST("co2_natural_gas__2" AS INT128) * 3000000000
      ) AS BIGINT)
    ) AS "co2_natural_gas__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "natural_gas_burnt__why",
    CASE
      WHEN (
        "co2_natural_gas__3" > (
          3000000000 - "co2_natural_gas__3"
        )
      )
      OR (
        (
          "co2_natural_gas__3" = (
            3000000000 - "co2_natural_gas__3"
          )
        )
        AND (
          (
            "co2_natural_gas__2" % 2
          ) <> 0
        )
      )
      THEN "co2_natural_gas__2" + CAST(CASE WHEN "co2_natural_gas__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co2_natural_gas__2"
    END AS "co2_natural_gas__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "natural_gas_burnt__why",
    CASE
      WHEN ABS("co2_natural_gas__4") <= 999999999999999999
      THEN CAST("co2_natural_gas__4" AS BIGINT)
    END AS "co2_natural_gas"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "co2_natural_gas",
    COALESCE("natural_gas_burnt__why", CASE WHEN "co2_natural_gas" IS NULL THEN 'overflow' END) AS "co2_natural_gas__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("co2_natural_gas" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "co2_natural_gas",
  "co2_natural_gas__why"
FROM "_6"

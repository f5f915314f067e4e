WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("sewage_discharged")) <= 99999999999999
      AND "sewage_discharged" = ROUND("sewage_discharged", 4)
      THEN CAST("sewage_discharged" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "sewage_discharged",
    CASE
      WHEN "sewage_discharged" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sewage_discharged")) <= 99999999999999
        AND "sewage_discharged" = ROUND("sewage_discharged", 4)
      )
      THEN 'invalid_input'
    END AS "sewage_discharged__why",
    CASE
      WHEN "water_supplied" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("water_supplied")) <= 99999999999999
        AND "water_supplied" = ROUND("water_supplied", 4)
      )
      THEN 'invalid_input'
    END AS "water_supplied__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    CASE WHEN "sewage_discharged__why" IS NULL THEN "sewage_discharged" END AS "sewage_discharged_total",
    CASE
      WHEN "sewage_discharged__why" IS NULL
      THEN "sewage_discharged__why"
      ELSE COALESCE("water_supplied__why", 'parameter_not_set')
    END AS "sewage_discharged_total__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sewage_discharged_total" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sewage_discharged_total",
  "sewage_discharged_total__why"
FROM "_1"

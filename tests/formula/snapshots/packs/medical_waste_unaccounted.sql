WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("medical_waste_generated")) <= 99999999999999
      AND "medical_waste_generated" = ROUND("medical_waste_generated", 4)
      THEN CAST("medical_waste_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "medical_waste_generated",
    CASE
      WHEN "medical_waste_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_waste_generated")) <= 99999999999999
        AND "medical_waste_generated" = ROUND("medical_waste_generated", 4)
      )
      THEN 'invalid_input'
    END AS "medical_waste_generated__why",
    CASE
      WHEN TRUNC(ABS("medical_waste_manifest")) <= 99999999999999
      AND "medical_waste_manifest" = ROUND("medical_waste_manifest", 4)
      THEN CAST("medical_waste_manifest" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "medical_waste_manifest",
    CASE
      WHEN "medical_waste_manifest" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_waste_manifest")) <= 99999999999999
        AND "medical_waste_manifest" = ROUND("medical_waste_manifest", 4)
      )
      THEN 'invalid_input'
    END AS "medical_waste_manifest__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_generated__why",
    "medical_waste_manifest__why",
    "medical_waste_generated" - "medical_waste_manifest" AS "medical_waste_unaccounted__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_generated__why",
    "medical_waste_manifest__why",
    CASE
      WHEN ABS("medical_waste_unaccounted__1") <= 999999999999999999
      THEN CAST("medical_waste_unaccounted__1" AS BIGINT)
    END AS "medical_waste_unaccounted"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_unaccounted",
    COALESCE(
      "medical_waste_generated__why",
      "medical_waste_manifest__why",
      CASE WHEN "medical_waste_unaccounted" IS NULL THEN 'overflow' END
    ) AS "medical_waste_unaccounted__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("medical_waste_unaccounted" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "medical_waste_unaccounted",
  "medical_waste_unaccounted__why"
FROM "_3"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("eco_advanced_manufacturing_value_added")) <= 99999999999999
      AND "eco_advanced_manufacturing_value_added" = ROUND("eco_advanced_manufacturing_value_added", 4)
      THEN CAST("eco_advanced_manufacturing_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_advanced_manufacturing_value_added",
    CASE
      WHEN "eco_advanced_manufacturing_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_advanced_manufacturing_value_added")) <= 99999999999999
        AND "eco_advanced_manufacturing_value_added" = ROUND("eco_advanced_manufacturing_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_advanced_manufacturing_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_chinese_medicine_value_added")) <= 99999999999999
      AND "eco_chinese_medicine_value_added" = ROUND("eco_chinese_medicine_value_added", 4)
      THEN CAST("eco_chinese_medicine_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_chinese_medicine_value_added",
    CASE
      WHEN "eco_chinese_medicine_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_chinese_medicine_value_added")) <= 99999999999999
        AND "eco_chinese_medicine_value_added" = ROUND("eco_chinese_medicine_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_chinese_medicine_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_circular_farming_value_added")) <= 99999999999999
      AND "eco_circular_farming_value_added" = ROUND("eco_circular_farming_value_added", 4)
      THEN CAST("eco_circular_farming_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_circular_farming_value_added",
    CASE
      WHEN "eco_circular_farming_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_circular_farming_value_added")) <= 99999999999999
        AND "eco_circular_farming_value_added" = ROUND("eco_circular_farming_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_circular_farming_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_civil_military_value_added")) <= 99999999999999
      AND "eco_civil_military_value_added" = ROUND("eco_civil_military_value_added", 4)
      THEN CAST("eco_civil_military_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_civil_military_value_added",
    CASE
      WHEN "eco_civil_military_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_civil_military_value_added")) <= 99999999999999
        AND "eco_civil_military_value_added" = ROUND("eco_civil_military_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_civil_military_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_clean_energy_value_added")) <= 99999999999999
      AND "eco_clean_energy_value_added" = ROUND("eco_clean_energy_value_added", 4)
      THEN CAST("eco_clean_energy_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_clean_energy_value_added",
    CASE
      WHEN "eco_clean_energy_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_clean_energy_value_added")) <= 99999999999999
        AND "eco_clean_energy_value_added" = ROUND("eco_clean_energy_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_clean_energy_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_clean_production_value_added")) <= 99999999999999
      AND "eco_clean_production_value_added" = ROUND("eco_clean_production_value_added", 4)
      THEN CAST("eco_clean_production_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_clean_production_value_added",
    CASE
      WHEN "eco_clean_production_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_clean_production_value_added")) <= 99999999999999
        AND "eco_clean_production_value_added" = ROUND("eco_clean_production_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_clean_production_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_culture_tourism_value_added")) <= 99999999999999
      AND "eco_culture_tourism_value_added" = ROUND("eco_culture_tourism_value_added", 4)
      THEN CAST("eco_culture_tourism_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_culture_tourism_value_added",
    CASE
      WHEN "eco_culture_tourism_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_culture_tourism_value_added")) <= 99999999999999
        AND "eco_culture_tourism_value_added" = ROUND("eco_culture_tourism_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_culture_tourism_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_data_value_added")) <= 99999999999999
      AND "eco_data_value_added" = ROUND("eco_data_value_added", 4)
      THEN CAST("eco_data_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_data_value_added",
    CASE
      WHEN "eco_data_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_data_value_added")) <= 99999999999999
        AND "eco_data_value_added" = ROUND("eco_data_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_data_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_energy_saving_value_added")) <= 99999999999999
      AND "eco_energy_saving_value_added" = ROUND("eco_energy_saving_value_added", 4)
      THEN CAST("eco_energy_saving_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_energy_saving_value_added",
    CASE
      WHEN "eco_energy_saving_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_energy_saving_value_added")) <= 99999999999999
        AND "eco_energy_saving_value_added" = ROUND("eco_energy_saving_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_energy_saving_value_added__why",
    CASE
      WHEN TRUNC(ABS("eco_logistics_value_added")) <= 99999999999999
      AND "eco_logistics_value_added" = ROUND("eco_logistics_value_added", 4)
      THEN CAST("eco_logistics_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_logistics_value_added",
    CASE
      WHEN "eco_logistics_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_logistics_value_added")) <= 99999999999999
        AND "eco_logistics_value_added" = ROUND("eco_logistics_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_logistics_value_added__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "eco_advanced_manufacturing_value_added__why",
    "eco_chinese_medicine_value_added__why",
    "eco_circular_farming_value_added__why",
    "eco_civil_military_value_added__why",
    "eco_clean_energy_value_added__why",
    "eco_clean_production_value_added__why",
    "eco_culture_tourism_value_added__why",
    "eco_data_value_added__why",
    "eco_energy_saving_value_added__why",
    "eco_logistics_value_added__why",
    CAST((
      (
        (
          (
            (
              (
                (
                  "eco_energy_saving_value_added" + "eco_clean_production_value_added"
                ) + "eco_clean_energy_value_added"
              ) + "eco_circular_farming_value_added"
            ) + "eco_chinese_medicine_value_added"
          ) + "eco_culture_tourism_value_added"
        ) + "eco_logistics_value_added"
      ) + "eco_civil_military_value_added"
    ) + "eco_data_value_added" AS INT128) + "eco_advanced_manufacturing_value_added" AS "eco_industry_kinds_total__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "eco_advanced_manufacturing_value_added__why",
    "eco_chinese_medicine_value_added__why",
    "eco_circular_farming_value_added__why",
    "eco_civil_military_value_added__why",
    "eco_clean_energy_value_added__why",
    "eco_clean_production_value_added__why",
    "eco_culture_tourism_value_added__why",
    "eco_data_value_added__why",
    "eco_energy_saving_value_added__why",
    "eco_logistics_value_added__why",
    CASE
      WHEN ABS("eco_industry_kinds_total__1") <= 999999999999999999
      THEN CAST("eco_industry_kinds_total__1" AS BIGINT)
    END AS "eco_industry_kinds_total"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_kinds_total",
    COALESCE(
      "eco_energy_saving_value_added__why",
      "eco_clean_production_value_added__why",
      "eco_clean_energy_value_added__why",
      "eco_circular_farming_value_added__why",
      "eco_chinese_medicine_value_added__why",
      "eco_culture_tourism_value_added__why",
      "eco_logistics_value_added__why",
      "eco_civil_military_value_added__why",
      "eco_data_value_added__why",
      "eco_advanced_manufacturing_value_added__why",
      CASE WHEN "eco_industry_kinds_total" IS NULL THEN 'overflow' END
    ) AS "eco_industry_kinds_total__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("eco_industry_kinds_total" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "eco_industry_kinds_total",
  "eco_industry_kinds_total__why"
FROM "_3"

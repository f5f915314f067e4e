WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("renewables_recovered")) <= 99999999999999
      AND "renewables_recovered" = ROUND("renewables_recovered", 4)
      THEN CAST("renewables_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "renewables_recovered",
    CASE
      WHEN "renewables_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("renewables_recovered")) <= 99999999999999
        AND "renewables_recovered" = ROUND("renewables_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "renewables_recovered__why",
    CASE
      WHEN TRUNC(ABS("scrap_metals_recovered")) <= 99999999999999
      AND "scrap_metals_recovered" = ROUND("scrap_metals_recovered", 4)
      THEN CAST("scrap_metals_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_metals_recovered",
    CASE
      WHEN "scrap_metals_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_metals_recovered")) <= 99999999999999
        AND "scrap_metals_recovered" = ROUND("scrap_metals_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_metals_recovered__why",
    CASE
      WHEN TRUNC(ABS("scrap_steel_recovered")) <= 99999999999999
      AND "scrap_steel_recovered" = ROUND("scrap_steel_recovered", 4)
      THEN CAST("scrap_steel_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_steel_recovered",
    CASE
      WHEN "scrap_steel_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_steel_recovered")) <= 99999999999999
        AND "scrap_steel_recovered" = ROUND("scrap_steel_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_steel_recovered__why",
    CASE
      WHEN TRUNC(ABS("scrapped_vehicles_recovered")) <= 99999999999999
      AND "scrapped_vehicles_recovered" = ROUND("scrapped_vehicles_recovered", 4)
      THEN CAST("scrapped_vehicles_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrapped_vehicles_recovered",
    CASE
      WHEN "scrapped_vehicles_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrapped_vehicles_recovered")) <= 99999999999999
        AND "scrapped_vehicles_recovered" = ROUND("scrapped_vehicles_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "scrapped_vehicles_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_appliances_recovered")) <= 99999999999999
      AND "waste_appliances_recovered" = ROUND("waste_appliances_recovered", 4)
      THEN CAST("waste_appliances_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_appliances_recovered",
    CASE
      WHEN "waste_appliances_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_appliances_recovered")) <= 99999999999999
        AND "waste_appliances_recovered" = ROUND("waste_appliances_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_appliances_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_batteries_recovered")) <= 99999999999999
      AND "waste_batteries_recovered" = ROUND("waste_batteries_recovered", 4)
      THEN CAST("waste_batteries_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_batteries_recovered",
    CASE
      WHEN "waste_batteries_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_batteries_recovered")) <= 99999999999999
        AND "waste_batteries_recovered" = ROUND("waste_batteries_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_batteries_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_glass_recovered")) <= 99999999999999
      AND "waste_glass_recovered" = ROUND("waste_glass_recovered", 4)
      THEN CAST("waste_glass_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_glass_recovered",
    CASE
      WHEN "waste_glass_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_glass_recovered")) <= 99999999999999
        AND "waste_glass_recovered" = ROUND("waste_glass_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_glass_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_paper_recovered")) <= 99999999999999
      AND "waste_paper_recovered" = ROUND("waste_paper_recovered", 4)
      THEN CAST("waste_paper_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_paper_recovered",
    CASE
      WHEN "waste_paper_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_paper_recovered")) <= 99999999999999
        AND "waste_paper_recovered" = ROUND("waste_paper_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_paper_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_plastics_recovered")) <= 99999999999999
      AND "waste_plastics_recovered" = ROUND("waste_plastics_recovered", 4)
      THEN CAST("waste_plastics_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_plastics_recovered",
    CASE
      WHEN "waste_plastics_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_plastics_recovered")) <= 99999999999999
        AND "waste_plastics_recovered" = ROUND("waste_plastics_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_plastics_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_textiles_recovered")) <= 99999999999999
      AND "waste_textiles_recovered" = ROUND("waste_textiles_recovered", 4)
      THEN CAST("waste_textiles_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_textiles_recovered",
    CASE
      WHEN "waste_textiles_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_textiles_recovered")) <= 99999999999999
        AND "waste_textiles_recovered" = ROUND("waste_textiles_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_textiles_recovered__why",
    CASE
      WHEN TRUNC(ABS("waste_tyres_recovered")) <= 99999999999999
      AND "waste_tyres_recovered" = ROUND("waste_tyres_recovered", 4)
      THEN CAST("waste_tyres_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_tyres_recovered",
    CASE
      WHEN "waste_tyres_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_tyres_recovered")) <= 99999999999999
        AND "waste_tyres_recovered" = ROUND("waste_tyres_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_tyres_recovered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_recovered__why",
    "scrap_metals_recovered__why",
    "scrap_steel_recovered__why",
    "scrapped_vehicles_recovered__why",
    "waste_appliances_recovered__why",
    "waste_batteries_recovered__why",
    "waste_glass_recovered__why",
    "waste_paper_recovered__why",
    "waste_plastics_recovered__why",
    "waste_textiles_recovered__why",
    "waste_tyres_recovered__why",
    CASE
      WHEN "renewables_recovered__why" IS NULL
      THEN "renewables_recovered"
      ELSE CAST((
        (
          (
            (
              (
                (
                  (
                    "scrap_steel_recovered" + "scrap_metals_recovered"
                  ) + "waste_plastics_recovered"
                ) + "waste_paper_recovered"
              ) + "waste_tyres_recovered"
            ) + "waste_appliances_recovered"
          ) + "scrapped_vehicles_recovered"
        ) + "waste_textiles_recovered"
      ) + "waste_glass_recovered" AS INT128) + "waste_batteries_recovered"
    END AS "renewables_recovered_total__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_recovered__why",
    "scrap_metals_recovered__why",
    "scrap_steel_recovered__why",
    "scrapped_vehicles_recovered__why",
    "waste_appliances_recovered__why",
    "waste_batteries_recovered__why",
    "waste_glass_recovered__why",
    "waste_paper_recovered__why",
    "waste_plastics_recovered__why",
    "waste_textiles_recovered__why",
    "waste_tyres_recovered__why",
    CASE
      WHEN ABS("renewables_recovered_total__1") <= 999999999999999999
      THEN CAST("renewables_recovered_total__1" AS BIGINT)
    END AS "renewables_recovered_total"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_recovered_total",
    COALESCE(
      CASE
        WHEN "renewables_recovered__why" IS NULL
        THEN "renewables_recovered__why"
        ELSE COALESCE(
          "scrap_steel_recovered__why",
          "scrap_metals_recovered__why",
          "waste_plastics_recovered__why",
          "waste_paper_recovered__why",
          "waste_tyres_recovered__why",
          "waste_appliances_recovered__why",
          "scrapped_vehicles_recovered__why",
          "waste_textiles_recovered__why",
          "waste_glass_recovered__why",
          "waste_batteries_recovered__why"
        )
      END,
      CASE WHEN "renewables_recovered_total" IS NULL THEN 'overflow' END
    ) AS "renewables_recovered_total__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("renewables_recovered_total" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "renewables_recovered_total",
  "renewables_recovered_total__why"
FROM "_3"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("renewables_generated")) <= 99999999999999
      AND "renewables_generated" = ROUND("renewables_generated", 4)
      THEN CAST("renewables_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "renewables_generated",
    CASE
      WHEN "renewables_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("renewables_generated")) <= 99999999999999
        AND "renewables_generated" = ROUND("renewables_generated", 4)
      )
      THEN 'invalid_input'
    END AS "renewables_generated__why",
    CASE
      WHEN TRUNC(ABS("scrap_metals_generated")) <= 99999999999999
      AND "scrap_metals_generated" = ROUND("scrap_metals_generated", 4)
      THEN CAST("scrap_metals_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_metals_generated",
    CASE
      WHEN "scrap_metals_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_metals_generated")) <= 99999999999999
        AND "scrap_metals_generated" = ROUND("scrap_metals_generated", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_metals_generated__why",
    CASE
      WHEN TRUNC(ABS("scrap_steel_generated")) <= 99999999999999
      AND "scrap_steel_generated" = ROUND("scrap_steel_generated", 4)
      THEN CAST("scrap_steel_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_steel_generated",
    CASE
      WHEN "scrap_steel_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_steel_generated")) <= 99999999999999
        AND "scrap_steel_generated" = ROUND("scrap_steel_generated", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_steel_generated__why",
    CASE
      WHEN TRUNC(ABS("scrapped_vehicles_generated")) <= 99999999999999
      AND "scrapped_vehicles_generated" = ROUND("scrapped_vehicles_generated", 4)
      THEN CAST("scrapped_vehicles_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrapped_vehicles_generated",
    CASE
      WHEN "scrapped_vehicles_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrapped_vehicles_generated")) <= 99999999999999
        AND "scrapped_vehicles_generated" = ROUND("scrapped_vehicles_generated", 4)
      )
      THEN 'invalid_input'
    END AS "scrapped_vehicles_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_appliances_generated")) <= 99999999999999
      AND "waste_appliances_generated" = ROUND("waste_appliances_generated", 4)
      THEN CAST("waste_appliances_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_appliances_generated",
    CASE
      WHEN "waste_appliances_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_appliances_generated")) <= 99999999999999
        AND "waste_appliances_generated" = ROUND("waste_appliances_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_appliances_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_batteries_generated")) <= 99999999999999
      AND "waste_batteries_generated" = ROUND("waste_batteries_generated", 4)
      THEN CAST("waste_batteries_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_batteries_generated",
    CASE
      WHEN "waste_batteries_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_batteries_generated")) <= 99999999999999
        AND "waste_batteries_generated" = ROUND("waste_batteries_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_batteries_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_glass_generated")) <= 99999999999999
      AND "waste_glass_generated" = ROUND("waste_glass_generated", 4)
      THEN CAST("waste_glass_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_glass_generated",
    CASE
      WHEN "waste_glass_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_glass_generated")) <= 99999999999999
        AND "waste_glass_generated" = ROUND("waste_glass_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_glass_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_paper_generated")) <= 99999999999999
      AND "waste_paper_generated" = ROUND("waste_paper_generated", 4)
      THEN CAST("waste_paper_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_paper_generated",
    CASE
      WHEN "waste_paper_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_paper_generated")) <= 99999999999999
        AND "waste_paper_generated" = ROUND("waste_paper_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_paper_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_plastics_generated")) <= 99999999999999
      AND "waste_plastics_generated" = ROUND("waste_plastics_generated", 4)
      THEN CAST("waste_plastics_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_plastics_generated",
    CASE
      WHEN "waste_plastics_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_plastics_generated")) <= 99999999999999
        AND "waste_plastics_generated" = ROUND("waste_plastics_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_plastics_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_textiles_generated")) <= 99999999999999
      AND "waste_textiles_generated" = ROUND("waste_textiles_generated", 4)
      THEN CAST("waste_textiles_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_textiles_generated",
    CASE
      WHEN "waste_textiles_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_textiles_generated")) <= 99999999999999
        AND "waste_textiles_generated" = ROUND("waste_textiles_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_textiles_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_tyres_generated")) <= 99999999999999
      AND "waste_tyres_generated" = ROUND("waste_tyres_generated", 4)
      THEN CAST("waste_tyres_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_tyres_generated",
    CASE
      WHEN "waste_tyres_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_tyres_generated")) <= 99999999999999
        AND "waste_tyres_generated" = ROUND("waste_tyres_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_tyres_generated__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated__why",
    "scrap_metals_generated__why",
    "scrap_steel_generated__why",
    "scrapped_vehicles_generated__why",
    "waste_appliances_generated__why",
    "waste_batteries_generated__why",
    "waste_glass_generated__why",
    "waste_paper_generated__why",
    "waste_plastics_generated__why",
    "waste_textiles_generated__why",
    "waste_tyres_generated__why",
    CASE
      WHEN "renewables_generated__why" IS NULL
      THEN "renewables_generated"
      ELSE CAST((
        (
          (
            (
              (
                (
                  (
                    "scrap_steel_generated" + "scrap_metals_generated"
                  ) + "waste_plastics_generated"
                ) + "waste_paper_generated"
              ) + "waste_tyres_generated"
            ) + "waste_appliances_generated"
          ) + "scrapped_vehicles_generated"
        ) + "waste_textiles_generated"
      ) + "waste_glass_generated" AS INT128) + "waste_batteries_generated"
    END AS "renewables_generated_total__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated__why",
    "scrap_metals_generated__why",
    "scrap_steel_generated__why",
    "scrapped_vehicles_generated__why",
    "waste_appliances_generated__why",
    "waste_batteries_generated__why",
    "waste_glass_generated__why",
    "waste_paper_generated__why",
    "waste_plastics_generated__why",
    "waste_textiles_generated__why",
    "waste_tyres_generated__why",
    CASE
      WHEN ABS("renewables_generated_total__1") <= 999999999999999999
      THEN CAST("renewables_generated_total__1" AS BIGINT)
    END AS "renewables_generated_total"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated_total",
    COALESCE(
      CASE
        WHEN "renewables_generated__why" IS NULL
        THEN "renewables_generated__why"
        ELSE COALESCE(
          "scrap_steel_generated__why",
          "scrap_metals_generated__why",
          "waste_plastics_generated__why",
          "waste_paper_generated__why",
          "waste_tyres_generated__why",
          "waste_appliances_generated__why",
          "scrapped_vehicles_generated__why",
          "waste_textiles_generated__why",
          "waste_glass_generated__why",
          "waste_batteries_generated__why"
        )
      END,
      CASE WHEN "renewables_generated_total" IS NULL THEN 'overflow' END
    ) AS "renewables_generated_total__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("renewables_generated_total" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "renewables_generated_total",
  "renewables_generated_total__why"
FROM "_3"

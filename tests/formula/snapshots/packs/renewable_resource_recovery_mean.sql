WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("scrap_metals_recovery_rate")) <= 9999999999999999
      AND "scrap_metals_recovery_rate" = ROUND("scrap_metals_recovery_rate", 2)
      THEN CAST("scrap_metals_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "scrap_metals_recovery_rate",
    CASE
      WHEN "scrap_metals_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_metals_recovery_rate")) <= 9999999999999999
        AND "scrap_metals_recovery_rate" = ROUND("scrap_metals_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "scrap_metals_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("scrap_steel_recovery_rate")) <= 9999999999999999
      AND "scrap_steel_recovery_rate" = ROUND("scrap_steel_recovery_rate", 2)
      THEN CAST("scrap_steel_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "scrap_steel_recovery_rate",
    CASE
      WHEN "scrap_steel_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_steel_recovery_rate")) <= 9999999999999999
        AND "scrap_steel_recovery_rate" = ROUND("scrap_steel_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "scrap_steel_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("scrapped_vehicles_recovery_rate")) <= 9999999999999999
      AND "scrapped_vehicles_recovery_rate" = ROUND("scrapped_vehicles_recovery_rate", 2)
      THEN CAST("scrapped_vehicles_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "scrapped_vehicles_recovery_rate",
    CASE
      WHEN "scrapped_vehicles_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrapped_vehicles_recovery_rate")) <= 9999999999999999
        AND "scrapped_vehicles_recovery_rate" = ROUND("scrapped_vehicles_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "scrapped_vehicles_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_appliances_recovery_rate")) <= 9999999999999999
      AND "waste_appliances_recovery_rate" = ROUND("waste_appliances_recovery_rate", 2)
      THEN CAST("waste_appliances_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_appliances_recovery_rate",
    CASE
      WHEN "waste_appliances_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_appliances_recovery_rate")) <= 9999999999999999
        AND "waste_appliances_recovery_rate" = ROUND("waste_appliances_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_appliances_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_batteries_recovery_rate")) <= 9999999999999999
      AND "waste_batteries_recovery_rate" = ROUND("waste_batteries_recovery_rate", 2)
      THEN CAST("waste_batteries_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_batteries_recovery_rate",
    CASE
      WHEN "waste_batteries_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_batteries_recovery_rate")) <= 9999999999999999
        AND "waste_batteries_recovery_rate" = ROUND("waste_batteries_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_batteries_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_glass_recovery_rate")) <= 9999999999999999
      AND "waste_glass_recovery_rate" = ROUND("waste_glass_recovery_rate", 2)
      THEN CAST("waste_glass_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_glass_recovery_rate",
    CASE
      WHEN "waste_glass_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_glass_recovery_rate")) <= 9999999999999999
        AND "waste_glass_recovery_rate" = ROUND("waste_glass_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_glass_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_paper_recovery_rate")) <= 9999999999999999
      AND "waste_paper_recovery_rate" = ROUND("waste_paper_recovery_rate", 2)
      THEN CAST("waste_paper_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_paper_recovery_rate",
    CASE
      WHEN "waste_paper_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_paper_recovery_rate")) <= 9999999999999999
        AND "waste_paper_recovery_rate" = ROUND("waste_paper_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_paper_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_plastics_recovery_rate")) <= 9999999999999999
      AND "waste_plastics_recovery_rate" = ROUND("waste_plastics_recovery_rate", 2)
      THEN CAST("waste_plastics_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_plastics_recovery_rate",
    CASE
      WHEN "waste_plastics_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_plastics_recovery_rate")) <= 9999999999999999
        AND "waste_plastics_recovery_rate" = ROUND("waste_plastics_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_plastics_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_textiles_recovery_rate")) <= 9999999999999999
      AND "waste_textiles_recovery_rate" = ROUND("waste_textiles_recovery_rate", 2)
      THEN CAST("waste_textiles_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_textiles_recovery_rate",
    CASE
      WHEN "waste_textiles_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_textiles_recovery_rate")) <= 9999999999999999
        AND "waste_textiles_recovery_rate" = ROUND("waste_textiles_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_textiles_recovery_rate__why",
    CASE
      WHEN TRUNC(ABS("waste_tyres_recovery_rate")) <= 9999999999999999
      AND "waste_tyres_recovery_rate" = ROUND("waste_tyres_recovery_rate", 2)
      THEN CAST("waste_tyres_recovery_rate" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_tyres_recovery_rate",
    CASE
      WHEN "waste_tyres_recovery_rate" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_tyres_recovery_rate")) <= 9999999999999999
        AND "waste_tyres_recovery_rate" = ROUND("waste_tyres_recovery_rate", 2)
      )
      THEN 'invalid_input'
    END AS "waste_tyres_recovery_rate__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_recovery_rate__why",
    "scrap_steel_recovery_rate__why",
    "scrapped_vehicles_recovery_rate__why",
    "waste_appliances_recovery_rate__why",
    "waste_batteries_recovery_rate__why",
    "waste_glass_recovery_rate__why",
    "waste_paper_recovery_rate__why",
    "waste_plastics_recovery_rate__why",
    "waste_textiles_recovery_rate__why",
    "waste_tyres_recovery_rate__why",
    CAST((
      (
        (
          (
            (
              (
                (
                  "scrap_steel_recovery_rate" + "scrap_metals_recovery_rate"
                ) + "waste_plastics_recovery_rate"
              ) + "waste_paper_recovery_rate"
            ) + "waste_tyres_recovery_rate"
          ) + "waste_appliances_recovery_rate"
        ) + "scrapped_vehicles_recovery_rate"
      ) + "waste_textiles_recovery_rate"
    ) + "waste_glass_recovery_rate" AS INT128) + "waste_batteries_recovery_rate" AS "renewable_resource_recovery_mean__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_mean__1",
    "scrap_metals_recovery_rate__why",
    "scrap_steel_recovery_rate__why",
    "scrapped_vehicles_recovery_rate__why",
    "waste_appliances_recovery_rate__why",
    "waste_batteries_recovery_rate__why",
    "waste_glass_recovery_rate__why",
    "waste_paper_recovery_rate__why",
    "waste_plastics_recovery_rate__why",
    "waste_textiles_recovery_rate__why",
    "waste_tyres_recovery_rate__why",
    CAST("renewable_resource_recovery_mean__1" // 10 AS BIGINT) AS "renewable_resource_recovery_mean__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_mean__1",
    "renewable_resource_recovery_mean__2",
    "scrap_metals_recovery_rate__why",
    "scrap_steel_recovery_rate__why",
    "scrapped_vehicles_recovery_rate__why",
    "waste_appliances_recovery_rate__why",
    "waste_batteries_recovery_rate__why",
    "waste_glass_recovery_rate__why",
    "waste_paper_recovery_rate__why",
    "waste_plastics_recovery_rate__why",
    "waste_textiles_recovery_rate__why",
    "waste_tyres_recovery_rate__why",
    ABS(
      CAST("renewable_resource_recovery_mean__1" - (
        CAST("renewable_resource_recovery_mean__2" AS INT128) * 10
      ) AS BIGINT)
    ) AS "renewable_resource_recovery_mean__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_recovery_rate__why",
    "scrap_steel_recovery_rate__why",
    "scrapped_vehicles_recovery_rate__why",
    "waste_appliances_recovery_rate__why",
    "waste_batteries_recovery_rate__why",
    "waste_glass_recovery_rate__why",
    "waste_paper_recovery_rate__why",
    "waste_plastics_recovery_rate__why",
    "waste_textiles_recovery_rate__why",
    "waste_tyres_recovery_rate__why",
    CASE
      WHEN (
        "renewable_resource_recovery_mean__3" > (
          10 - "renewable_resource_recovery_mean__3"
        )
      )
      OR (
        (
          "renewable_resource_recovery_mean__3" = (
            10 - "renewable_resource_recovery_mean__3"
          )
        )
        AND (
          (
            "renewable_resource_recovery_mean__2" % 2
          ) <> 0
        )
      )
      THEN "renewable_resource_recovery_mean__2" + CAST(CASE WHEN "renewable_resource_recovery_mean__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "renewable_resource_recovery_mean__2"
    END AS "renewable_resource_recovery_mean__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_recovery_rate__why",
    "scrap_steel_recovery_rate__why",
    "scrapped_vehicles_recovery_rate__why",
    "waste_appliances_recovery_rate__why",
    "waste_batteries_recovery_rate__why",
    "waste_glass_recovery_rate__why",
    "waste_paper_recovery_rate__why",
    "waste_plastics_recovery_rate__why",
    "waste_textiles_recovery_rate__why",
    "waste_tyres_recovery_rate__why",
    CASE
      WHEN ABS("renewable_resource_recovery_mean__4") <= 999999999999999999
      THEN CAST("renewable_resource_recovery_mean__4" AS BIGINT)
    END AS "renewable_resource_recovery_mean"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_mean",
    COALESCE(
      "scrap_steel_recovery_rate__why",
      "scrap_metals_recovery_rate__why",
      "waste_plastics_recovery_rate__why",
      "waste_paper_recovery_rate__why",
      "waste_tyres_recovery_rate__why",
      "waste_appliances_recovery_rate__why",
      "scrapped_vehicles_recovery_rate__why",
      "waste_textiles_recovery_rate__why",
      "waste_glass_recovery_rate__why",
      "waste_batteries_recovery_rate__why",
      CASE WHEN "renewable_resource_recovery_mean" IS NULL THEN 'overflow' END
    ) AS "renewable_resource_recovery_mean__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("renewable_resource_recovery_mean" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "renewable_resource_recovery_mean",
  "renewable_resource_recovery_mean__why"
FROM "_6"

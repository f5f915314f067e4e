WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("charging_piles")) <= 999999999999999999
      AND "charging_piles" = ROUND("charging_piles", 0)
      THEN CAST("charging_piles" AS BIGINT)
    END AS "charging_piles",
    CASE
      WHEN "charging_piles" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("charging_piles")) <= 999999999999999999
        AND "charging_piles" = ROUND("charging_piles", 0)
      )
      THEN 'invalid_input'
    END AS "charging_piles__why",
    CASE
      WHEN TRUNC(ABS("nev_stock")) <= 999999999999999999
      AND "nev_stock" = ROUND("nev_stock", 0)
      THEN CAST("nev_stock" AS BIGINT)
    END AS "nev_stock",
    CASE
      WHEN "nev_stock" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("nev_stock")) <= 999999999999999999
        AND "nev_stock" = ROUND("nev_stock", 0)
      )
      THEN 'invalid_input'
    END AS "nev_stock__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles__why",
    "nev_stock",
    "nev_stock__why",
    NULLIF(ABS("nev_stock"), 0) AS "piles_per_vehicle__1",
    CAST(CASE WHEN "nev_stock" < 0 THEN -"charging_piles" ELSE "charging_piles" END AS INT128) * 1000 AS "piles_per_vehicle__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles__why",
    "nev_stock",
    "nev_stock__why",
    "piles_per_vehicle__1",
    "piles_per_vehicle__2",
    "piles_per_vehicle__2" // "piles_per_vehicle__1" AS "piles_per_vehicle__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles__why",
    "nev_stock",
    "nev_stock__why",
    "piles_per_vehicle__1",
    "piles_per_vehicle__2",
    "piles_per_vehicle__3",
    ABS(
      CAST("piles_per_vehicle__2" - (
        "piles_per_vehicle__3" * "piles_per_vehicle__1"
      ) AS BIGINT)
    ) AS "piles_per_vehicle__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles__why",
    "nev_stock",
    "nev_stock__why",
    CASE
      WHEN (
        "piles_per_vehicle__4" > (
          "piles_per_vehicle__1" - "piles_per_vehicle__4"
        )
      )
      OR (
        (
          "piles_per_vehicle__4" = (
            "piles_per_vehicle__1" - "piles_per_vehicle__4"
          )
        )
        AND (
          CAST("piles_per_vehicle__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "piles_per_vehicle__3" + CAST(CASE WHEN "piles_per_vehicle__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "piles_per_vehicle__3"
    END AS "piles_per_vehicle__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles__why",
    "nev_stock",
    "nev_stock__why",
    CASE
      WHEN ABS("piles_per_vehicle__5") <= 999999999999999999
      THEN CAST("piles_per_vehicle__5" AS BIGINT)
    END AS "piles_per_vehicle"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "piles_per_vehicle",
    COALESCE(
      "charging_piles__why",
      "nev_stock__why",
      CASE WHEN "nev_stock" = 0 THEN 'division_by_zero' END,
      CASE WHEN "piles_per_vehicle" IS NULL THEN 'overflow' END
    ) AS "piles_per_vehicle__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("piles_per_vehicle" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "piles_per_vehicle",
  "piles_per_vehicle__why"
FROM "_6"

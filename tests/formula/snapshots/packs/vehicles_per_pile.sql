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
    "charging_piles",
    "charging_piles__why",
    "nev_stock__why",
    NULLIF(ABS("charging_piles"), 0) AS "vehicles_per_pile__1",
    CAST(CASE WHEN "charging_piles" < 0 THEN -"nev_stock" ELSE "nev_stock" END AS INT128) * 100 AS "vehicles_per_pile__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles",
    "charging_piles__why",
    "nev_stock__why",
    "vehicles_per_pile__1",
    "vehicles_per_pile__2",
    "vehicles_per_pile__2" // "vehicles_per_pile__1" AS "vehicles_per_pile__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles",
    "charging_piles__why",
    "nev_stock__why",
    "vehicles_per_pile__1",
    "vehicles_per_pile__2",
    "vehicles_per_pile__3",
    ABS(
      CAST("vehicles_per_pile__2" - (
        "vehicles_per_pile__3" * "vehicles_per_pile__1"
      ) AS BIGINT)
    ) AS "vehicles_per_pile__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles",
    "charging_piles__why",
    "nev_stock__why",
    CASE
      WHEN (
        "vehicles_per_pile__4" > (
          "vehicles_per_pile__1" - "vehicles_per_pile__4"
        )
      )
      OR (
        (
          "vehicles_per_pile__4" = (
            "vehicles_per_pile__1" - "vehicles_per_pile__4"
          )
        )
        AND (
          CAST("vehicles_per_pile__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "vehicles_per_pile__3" + CAST(CASE WHEN "vehicles_per_pile__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "vehicles_per_pile__3"
    END AS "vehicles_per_pile__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "charging_piles",
    "charging_piles__why",
    "nev_stock__why",
    CASE
      WHEN ABS("vehicles_per_pile__5") <= 999999999999999999
      THEN CAST("vehicles_per_pile__5" AS BIGINT)
    END AS "vehicles_per_pile"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "vehicles_per_pile",
    COALESCE(
      "nev_stock__why",
      "charging_piles__why",
      CASE WHEN "charging_piles" = 0 THEN 'division_by_zero' END,
      CASE WHEN "vehicles_per_pile" IS NULL THEN 'overflow' END
    ) AS "vehicles_per_pile__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("vehicles_per_pile" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "vehicles_per_pile",
  "vehicles_per_pile__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("delivery_vehicles")) <= 999999999999999999
      AND "delivery_vehicles" = ROUND("delivery_vehicles", 0)
      THEN CAST("delivery_vehicles" AS BIGINT)
    END AS "delivery_vehicles",
    CASE
      WHEN "delivery_vehicles" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("delivery_vehicles")) <= 999999999999999999
        AND "delivery_vehicles" = ROUND("delivery_vehicles", 0)
      )
      THEN 'invalid_input'
    END AS "delivery_vehicles__why",
    CASE
      WHEN TRUNC(ABS("nev_delivery_vehicles")) <= 999999999999999999
      AND "nev_delivery_vehicles" = ROUND("nev_delivery_vehicles", 0)
      THEN CAST("nev_delivery_vehicles" AS BIGINT)
    END AS "nev_delivery_vehicles",
    CASE
      WHEN "nev_delivery_vehicles" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("nev_delivery_vehicles")) <= 999999999999999999
        AND "nev_delivery_vehicles" = ROUND("nev_delivery_vehicles", 0)
      )
      THEN 'invalid_input'
    END AS "nev_delivery_vehicles__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "delivery_vehicles",
    "delivery_vehicles__why",
    "nev_delivery_vehicles__why",
    NULLIF(ABS("delivery_vehicles"), 0) AS "nev_delivery_share__1",
    CAST(CASE
      WHEN "delivery_vehicles" < 0
      THEN -"nev_delivery_vehicles"
      ELSE "nev_delivery_vehicles"
    END AS INT128) * 10000 AS "nev_delivery_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "delivery_vehicles",
    "delivery_vehicles__why",
    "nev_delivery_share__1",
    "nev_delivery_share__2",
    "nev_delivery_vehicles__why",
    "nev_delivery_share__2" // "nev_delivery_share__1" AS "nev_delivery_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "delivery_vehicles",
    "delivery_vehicles__why",
    "nev_delivery_share__1",
    "nev_delivery_share__2",
    "nev_delivery_share__3",
    "nev_delivery_vehicles__why",
    ABS(
      CAST("nev_delivery_share__2" - (
        "nev_delivery_share__3" * "nev_delivery_share__1"
      ) AS BIGINT)
    ) AS "nev_delivery_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "delivery_vehicles",
    "delivery_vehicles__why",
    "nev_delivery_vehicles__why",
    CASE
      WHEN (
        "nev_delivery_share__4" > (
          "nev_delivery_share__1" - "nev_delivery_share__4"
        )
      )
      OR (
        (
          "nev_delivery_share__4" = (
            "nev_delivery_share__1" - "nev_delivery_share__4"
          )
        )
        AND (
          CAST("nev_delivery_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "nev_delivery_share__3" + CAST(CASE WHEN "nev_delivery_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "nev_delivery_share__3"
    END AS "nev_delivery_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "delivery_vehicles",
    "delivery_vehicles__why",
    "nev_delivery_vehicles__why",
    CASE
      WHEN ABS("nev_delivery_share__5") <= 999999999999999999
      THEN CAST("nev_delivery_share__5" AS BIGINT)
    END AS "nev_delivery_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "nev_delivery_share",
    COALESCE(
      "nev_delivery_vehicles__why",
      "delivery_vehicles__why",
      CASE WHEN "delivery_vehicles" = 0 THEN 'division_by_zero' END,
      CASE WHEN "nev_delivery_share" IS NULL THEN 'overflow' END
    ) AS "nev_delivery_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("nev_delivery_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "nev_delivery_share",
  "nev_delivery_share__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("buses")) <= 999999999999999999 AND "buses" = ROUND("buses", 0)
      THEN CAST("buses" AS BIGINT)
    END AS "buses",
    CASE
      WHEN "buses" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("buses")) <= 999999999999999999 AND "buses" = ROUND("buses", 0)
      )
      THEN 'invalid_input'
    END AS "buses__why",
    CASE
      WHEN TRUNC(ABS("nev_buses")) <= 999999999999999999
      AND "nev_buses" = ROUND("nev_buses", 0)
      THEN CAST("nev_buses" AS BIGINT)
    END AS "nev_buses",
    CASE
      WHEN "nev_buses" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("nev_buses")) <= 999999999999999999
        AND "nev_buses" = ROUND("nev_buses", 0)
      )
      THEN 'invalid_input'
    END AS "nev_buses__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "buses",
    "buses__why",
    "nev_buses__why",
    NULLIF(ABS("buses"), 0) AS "nev_bus_share__1",
    CAST(CASE WHEN "buses" < 0 THEN -"nev_buses" ELSE "nev_buses" END AS INT128) * 10000 AS "nev_bus_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "buses",
    "buses__why",
    "nev_bus_share__1",
    "nev_bus_share__2",
    "nev_buses__why",
    "nev_bus_share__2" // "nev_bus_share__1" AS "nev_bus_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "buses",
    "buses__why",
    "nev_bus_share__1",
    "nev_bus_share__2",
    "nev_bus_share__3",
    "nev_buses__why",
    ABS(
      CAST("nev_bus_share__2" - (
        "nev_bus_share__3" * "nev_bus_share__1"
      ) AS BIGINT)
    ) AS "nev_bus_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "buses",
    "buses__why",
    "nev_buses__why",
    CASE
      WHEN (
        "nev_bus_share__4" > (
          "nev_bus_share__1" - "nev_bus_share__4"
        )
      )
      OR (
        (
          "nev_bus_share__4" = (
            "nev_bus_share__1" - "nev_bus_share__4"
          )
        )
        AND (
          CAST("nev_bus_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "nev_bus_share__3" + CAST(CASE WHEN "nev_bus_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "nev_bus_share__3"
    END AS "nev_bus_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "buses",
    "buses__why",
    "nev_buses__why",
    CASE
      WHEN ABS("nev_bus_share__5") <= 999999999999999999
      THEN CAST("nev_bus_share__5" AS BIGINT)
    END AS "nev_bus_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "nev_bus_share",
    COALESCE(
      "nev_buses__why",
      "buses__why",
      CASE WHEN "buses" = 0 THEN 'division_by_zero' END,
      CASE WHEN "nev_bus_share" IS NULL THEN 'overflow' END
    ) AS "nev_bus_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("nev_bus_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "nev_bus_share",
  "nev_bus_share__why"
FROM "_6"

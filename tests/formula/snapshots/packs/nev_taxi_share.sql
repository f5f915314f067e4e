WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("nev_taxis")) <= 999999999999999999
      AND "nev_taxis" = ROUND("nev_taxis", 0)
      THEN CAST("nev_taxis" AS BIGINT)
    END AS "nev_taxis",
    CASE
      WHEN "nev_taxis" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("nev_taxis")) <= 999999999999999999
        AND "nev_taxis" = ROUND("nev_taxis", 0)
      )
      THEN 'invalid_input'
    END AS "nev_taxis__why",
    CASE
      WHEN TRUNC(ABS("taxis")) <= 999999999999999999 AND "taxis" = ROUND("taxis", 0)
      THEN CAST("taxis" AS BIGINT)
    END AS "taxis",
    CASE
      WHEN "taxis" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("taxis")) <= 999999999999999999 AND "taxis" = ROUND("taxis", 0)
      )
      THEN 'invalid_input'
    END AS "taxis__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxis__why",
    "taxis",
    "taxis__why",
    NULLIF(ABS("taxis"), 0) AS "nev_taxi_share__1",
    CAST(CASE WHEN "taxis" < 0 THEN -"nev_taxis" ELSE "nev_taxis" END AS INT128) * 10000 AS "nev_taxi_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxi_share__1",
    "nev_taxi_share__2",
    "nev_taxis__why",
    "taxis",
    "taxis__why",
    "nev_taxi_share__2" // "nev_taxi_share__1" AS "nev_taxi_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxi_share__1",
    "nev_taxi_share__2",
    "nev_taxi_share__3",
    "nev_taxis__why",
    "taxis",
    "taxis__why",
    ABS(
      CAST("nev_taxi_share__2" - (
        "nev_taxi_share__3" * "nev_taxi_share__1"
      ) AS BIGINT)
    ) AS "nev_taxi_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxis__why",
    "taxis",
    "taxis__why",
    CASE
      WHEN (
        "nev_taxi_share__4" > (
          "nev_taxi_share__1" - "nev_taxi_share__4"
        )
      )
      OR (
        (
          "nev_taxi_share__4" = (
            "nev_taxi_share__1" - "nev_taxi_share__4"
          )
        )
        AND (
          CAST("nev_taxi_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "nev_taxi_share__3" + CAST(CASE WHEN "nev_taxi_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "nev_taxi_share__3"
    END AS "nev_taxi_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxis__why",
    "taxis",
    "taxis__why",
    CASE
      WHEN ABS("nev_taxi_share__5") <= 999999999999999999
      THEN CAST("nev_taxi_share__5" AS BIGINT)
    END AS "nev_taxi_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "nev_taxi_share",
    COALESCE(
      "nev_taxis__why",
      "taxis__why",
      CASE WHEN "taxis" = 0 THEN 'division_by_zero' END,
      CASE WHEN "nev_taxi_share" IS NULL THEN 'overflow' END
    ) AS "nev_taxi_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("nev_taxi_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "nev_taxi_share",
  "nev_taxi_share__why"
FROM "_6"

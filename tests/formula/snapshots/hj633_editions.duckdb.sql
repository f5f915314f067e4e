WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("co")) <= 99999 AND "co" = ROUND("co", 1)
      THEN CAST("co" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "co",
    CASE
      WHEN "co" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("co")) <= 99999 AND "co" = ROUND("co", 1)
      )
      THEN 'invalid_input'
    END AS "co__why",
    CASE
      WHEN TRUNC(ABS("pm25")) <= 999999 AND "pm25" = ROUND("pm25", 0)
      THEN CAST("pm25" AS BIGINT)
    END AS "pm25",
    CASE
      WHEN "pm25" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("pm25")) <= 999999 AND "pm25" = ROUND("pm25", 0)
      )
      THEN 'invalid_input'
    END AS "pm25__why",
    CASE
      WHEN TRUNC(ABS("pm10")) <= 999999 AND "pm10" = ROUND("pm10", 0)
      THEN CAST("pm10" AS BIGINT)
    END AS "pm10",
    CASE
      WHEN "pm10" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("pm10")) <= 999999 AND "pm10" = ROUND("pm10", 0)
      )
      THEN 'invalid_input'
    END AS "pm10__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "co",
    "co__why",
    "pm10",
    "pm10__why",
    "pm25",
    "pm25__why",
    CASE
      WHEN "co" < 0
      THEN NULL
      WHEN "co" <= 40
      THEN "co" * 75
      WHEN "co" <= 140
      THEN (
        "co" * 15
      ) + 2400
      WHEN "co" <= 240
      THEN (
        "co" * 15
      ) + 2400
      WHEN "co" <= 360
      THEN "co" * 25
      WHEN "co" <= 480
      THEN "co" * 25
      WHEN "co" <= 600
      THEN "co" * 25
    END AS "iaqi_co__1",
    "pm25" * 1320 AS "iaqi_pm25__1",
    (
      "pm25" * 924
    ) + 46200 AS "iaqi_pm25__2",
    (
      "pm25" * 616
    ) + 154000 AS "iaqi_pm25__3",
    CASE
      WHEN "period_start" < CAST('2026-03-01' AS DATE)
      THEN NULL
      WHEN "period_start" >= CAST('2026-03-01' AS DATE)
      THEN NULL
      ELSE 'no_version'
    END AS "iaqi_pm25__6",
    "pm10" * 364 AS "iaqi_pm10__1",
    (
      "pm10" * 182
    ) + 9100 AS "iaqi_pm10__2",
    (
      "pm10" * 520
    ) + (
      -109200
    ) AS "iaqi_pm10__3",
    (
      "pm10" * 455
    ) + (
      -81900
    ) AS "iaqi_pm10__4"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co",
    "co__why",
    "iaqi_pm25__6",
    "pm10",
    "pm10__why",
    "pm25",
    "pm25__why",
    (
      "iaqi_co__1" + CAST(CASE WHEN "iaqi_co__1" < 0 THEN -29 ELSE 29 END AS BIGINT)
    ) // 30 AS "iaqi_co__2",
    CASE
      WHEN "period_start" < CAST('2026-03-01' AS DATE)
      THEN CASE
        WHEN "pm25" < 0
        THEN NULL
        WHEN "pm25" <= 35
        THEN "iaqi_pm25__1"
        WHEN "pm25" <= 75
        THEN (
          "pm25" * 1155
        ) + 5775
        WHEN "pm25" <= 115
        THEN (
          "pm25" * 1155
        ) + 5775
        WHEN "pm25" <= 150
        THEN "iaqi_pm25__1" + (
          -13200
        )
        WHEN "pm25" <= 250
        THEN "iaqi_pm25__2"
        WHEN "pm25" <= 350
        THEN "iaqi_pm25__2"
        WHEN "pm25" <= 500
        THEN "iaqi_pm25__3"
      END
      WHEN "period_start" >= CAST('2026-03-01' AS DATE)
      THEN CASE
        WHEN "pm25" < 0
        THEN NULL
        WHEN "pm25" <= 35
        THEN "iaqi_pm25__1"
        WHEN "pm25" <= 60
        THEN (
          "pm25" * 1848
        ) + (
          -18480
        )
        WHEN "pm25" <= 115
        THEN (
          "pm25" * 840
        ) + 42000
        WHEN "pm25" <= 150
        THEN "iaqi_pm25__1" + (
          -13200
        )
        WHEN "pm25" <= 250
        THEN "iaqi_pm25__2"
        WHEN "pm25" <= 350
        THEN "iaqi_pm25__2"
        WHEN "pm25" <= 500
        THEN "iaqi_pm25__3"
      END
    END AS "iaqi_pm25__4",
    CASE
      WHEN "period_start" < CAST('2026-03-01' AS DATE)
      THEN CASE
        WHEN "pm10" < 0
        THEN NULL
        WHEN "pm10" <= 50
        THEN "iaqi_pm10__1"
        WHEN "pm10" <= 150
        THEN "iaqi_pm10__2"
        WHEN "pm10" <= 250
        THEN "iaqi_pm10__2"
        WHEN "pm10" <= 350
        THEN "iaqi_pm10__2"
        WHEN "pm10" <= 420
        THEN "iaqi_pm10__3"
        WHEN "pm10" <= 500
        THEN "iaqi_pm10__4"
        WHEN "pm10" <= 600
        THEN "iaqi_pm10__1" + (
          -36400
        )
      END
      WHEN "period_start" >= CAST('2026-03-01' AS DATE)
      THEN CASE
        WHEN "pm10" < 0
        THEN NULL
        WHEN "pm10" <= 50
        THEN "iaqi_pm10__1"
        WHEN "pm10" <= 120
        THEN (
          "pm10" * 260
        ) + 5200
        WHEN "pm10" <= 250
        THEN (
          "pm10" * 140
        ) + 19600
        WHEN "pm10" <= 350
        THEN "iaqi_pm10__2"
        WHEN "pm10" <= 420
        THEN "iaqi_pm10__3"
        WHEN "pm10" <= 500
        THEN "iaqi_pm10__4"
        WHEN "pm10" <= 600
        THEN "iaqi_pm10__1" + (
          -36400
        )
      END
    END AS "iaqi_pm10__5"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co",
    "co__why",
    "iaqi_pm25__6",
    "pm10",
    "pm10__why",
    "pm25",
    "pm25__why",
    CASE WHEN ABS("iaqi_co__2") <= 999999 THEN CAST("iaqi_co__2" AS BIGINT) END AS "iaqi_co",
    (
      "iaqi_pm25__4" + CAST(CASE WHEN "iaqi_pm25__4" < 0 THEN -923 ELSE 923 END AS BIGINT)
    ) // 924 AS "iaqi_pm25__5",
    (
      "iaqi_pm10__5" + CAST(CASE WHEN "iaqi_pm10__5" < 0 THEN -363 ELSE 363 END AS BIGINT)
    ) // 364 AS "iaqi_pm10__6"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co",
    "iaqi_pm25__6",
    "pm10",
    "pm10__why",
    "pm25",
    "pm25__why",
    COALESCE(
      "co__why",
      CASE WHEN "co" < 0 THEN 'outside_scale' WHEN "co" > 600 THEN 'outside_scale' END,
      CASE WHEN "iaqi_co" IS NULL THEN 'overflow' END
    ) AS "iaqi_co__why",
    CASE WHEN ABS("iaqi_pm25__5") <= 999999 THEN CAST("iaqi_pm25__5" AS BIGINT) END AS "iaqi_pm25",
    CASE WHEN ABS("iaqi_pm10__6") <= 999999 THEN CAST("iaqi_pm10__6" AS BIGINT) END AS "iaqi_pm10"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co",
    "iaqi_co__why",
    "iaqi_pm10",
    "iaqi_pm25",
    COALESCE(
      "pm25__why",
      "iaqi_pm25__6",
      CASE
        WHEN "period_start" < CAST('2026-03-01' AS DATE)
        THEN CASE WHEN "pm25" < 0 THEN 'outside_scale' WHEN "pm25" > 500 THEN 'outside_scale' END
        WHEN "period_start" >= CAST('2026-03-01' AS DATE)
        THEN CASE WHEN "pm25" < 0 THEN 'outside_scale' WHEN "pm25" > 500 THEN 'outside_scale' END
      END,
      CASE WHEN "iaqi_pm25" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm25__why",
    COALESCE(
      "pm10__why",
      "iaqi_pm25__6",
      CASE
        WHEN "period_start" < CAST('2026-03-01' AS DATE)
        THEN CASE WHEN "pm10" < 0 THEN 'outside_scale' WHEN "pm10" > 600 THEN 'outside_scale' END
        WHEN "period_start" >= CAST('2026-03-01' AS DATE)
        THEN CASE WHEN "pm10" < 0 THEN 'outside_scale' WHEN "pm10" > 600 THEN 'outside_scale' END
      END,
      CASE WHEN "iaqi_pm10" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm10__why",
    CASE
      WHEN "iaqi_co" >= "iaqi_pm25"
      THEN "iaqi_co"
      WHEN NOT (
        "iaqi_co" >= "iaqi_pm25"
      )
      THEN "iaqi_pm25"
    END AS "aqi__1"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co",
    "iaqi_co__why",
    "iaqi_pm10",
    "iaqi_pm10__why",
    "iaqi_pm25",
    "iaqi_pm25__why",
    CASE
      WHEN "aqi__1" >= "iaqi_pm10"
      THEN "aqi__1"
      WHEN NOT (
        "aqi__1" >= "iaqi_pm10"
      )
      THEN "iaqi_pm10"
    END AS "aqi",
    COALESCE("iaqi_co__why", "iaqi_pm25__why", "iaqi_pm10__why") AS "aqi__why"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "aqi",
    "aqi__why",
    "iaqi_co",
    "iaqi_co__why",
    "iaqi_pm10",
    "iaqi_pm10__why",
    "iaqi_pm25",
    "iaqi_pm25__why",
    "aqi" <= 100 AS "good",
    "aqi__why" AS "good__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST("iaqi_co" AS DECIMAL(6, 0)) AS "iaqi_co",
  "iaqi_co__why",
  CAST("iaqi_pm25" AS DECIMAL(6, 0)) AS "iaqi_pm25",
  "iaqi_pm25__why",
  CAST("iaqi_pm10" AS DECIMAL(6, 0)) AS "iaqi_pm10",
  "iaqi_pm10__why",
  CAST("aqi" AS DECIMAL(6, 0)) AS "aqi",
  "aqi__why",
  "good",
  "good__why"
FROM "_7"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN ABS("so2_24h_sum") <= 9999999999999999999999
      THEN CAST("so2_24h_sum" AS INT128)
    END AS "so2_24h_sum",
    CASE
      WHEN "so2_24h_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("so2_24h_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "so2_24h_sum__why",
    CASE
      WHEN ABS("so2_24h_parts") <= 999999999999999999
      THEN CAST("so2_24h_parts" AS BIGINT)
    END AS "so2_24h_parts",
    CASE
      WHEN "so2_24h_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("so2_24h_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "so2_24h_parts__why",
    CASE
      WHEN ABS("no2_24h_sum") <= 9999999999999999999999
      THEN CAST("no2_24h_sum" AS INT128)
    END AS "no2_24h_sum",
    CASE
      WHEN "no2_24h_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("no2_24h_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "no2_24h_sum__why",
    CASE
      WHEN ABS("no2_24h_parts") <= 999999999999999999
      THEN CAST("no2_24h_parts" AS BIGINT)
    END AS "no2_24h_parts",
    CASE
      WHEN "no2_24h_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("no2_24h_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "no2_24h_parts__why",
    CASE
      WHEN ABS("pm10_24h_sum") <= 9999999999999999999999
      THEN CAST("pm10_24h_sum" AS INT128)
    END AS "pm10_24h_sum",
    CASE
      WHEN "pm10_24h_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("pm10_24h_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "pm10_24h_sum__why",
    CASE
      WHEN ABS("pm10_24h_parts") <= 999999999999999999
      THEN CAST("pm10_24h_parts" AS BIGINT)
    END AS "pm10_24h_parts",
    CASE
      WHEN "pm10_24h_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("pm10_24h_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "pm10_24h_parts__why",
    CASE
      WHEN ABS("pm2_5_24h_sum") <= 9999999999999999999999
      THEN CAST("pm2_5_24h_sum" AS INT128)
    END AS "pm2_5_24h_sum",
    CASE
      WHEN "pm2_5_24h_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("pm2_5_24h_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "pm2_5_24h_sum__why",
    CASE
      WHEN ABS("pm2_5_24h_parts") <= 999999999999999999
      THEN CAST("pm2_5_24h_parts" AS BIGINT)
    END AS "pm2_5_24h_parts",
    CASE
      WHEN "pm2_5_24h_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("pm2_5_24h_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "pm2_5_24h_parts__why",
    CASE
      WHEN ABS("co_24h_sum") <= 9999999999999999999999
      THEN CAST("co_24h_sum" AS INT128)
    END AS "co_24h_sum",
    CASE
      WHEN "co_24h_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("co_24h_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "co_24h_sum__why",
    CASE
      WHEN ABS("co_24h_parts") <= 999999999999999999
      THEN CAST("co_24h_parts" AS BIGINT)
    END AS "co_24h_parts",
    CASE
      WHEN "co_24h_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("co_24h_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "co_24h_parts__why",
    CASE
      WHEN ABS("o3_1h_max_sum") <= 9999999999999999999999
      THEN CAST("o3_1h_max_sum" AS INT128)
    END AS "o3_1h_max_sum",
    CASE
      WHEN "o3_1h_max_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("o3_1h_max_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "o3_1h_max_sum__why",
    CASE
      WHEN ABS("o3_1h_max_parts") <= 999999999999999999
      THEN CAST("o3_1h_max_parts" AS BIGINT)
    END AS "o3_1h_max_parts",
    CASE
      WHEN "o3_1h_max_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("o3_1h_max_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "o3_1h_max_parts__why",
    CASE
      WHEN ABS("o3_8h_max_sum") <= 9999999999999999999999
      THEN CAST("o3_8h_max_sum" AS INT128)
    END AS "o3_8h_max_sum",
    CASE
      WHEN "o3_8h_max_sum" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("o3_8h_max_sum") <= 9999999999999999999999
      )
      THEN 'invalid_input'
    END AS "o3_8h_max_sum__why",
    CASE
      WHEN ABS("o3_8h_max_parts") <= 999999999999999999
      THEN CAST("o3_8h_max_parts" AS BIGINT)
    END AS "o3_8h_max_parts",
    CASE
      WHEN "o3_8h_max_parts" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        ABS("o3_8h_max_parts") <= 999999999999999999
      )
      THEN 'invalid_input'
    END AS "o3_8h_max_parts__why"
  FROM "air_rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    NULLIF(ABS("so2_24h_parts"), 0) AS "iaqi_so2_24h__1",
    CASE WHEN "so2_24h_parts" < 0 THEN -"so2_24h_sum" ELSE "so2_24h_sum" END AS "iaqi_so2_24h__2",
    NULLIF(ABS("no2_24h_parts"), 0) AS "iaqi_no2_24h__1",
    CASE WHEN "no2_24h_parts" < 0 THEN -"no2_24h_sum" ELSE "no2_24h_sum" END AS "iaqi_no2_24h__2",
    NULLIF(ABS("pm10_24h_parts"), 0) AS "iaqi_pm10_24h__1",
    CASE WHEN "pm10_24h_parts" < 0 THEN -"pm10_24h_sum" ELSE "pm10_24h_sum" END AS "iaqi_pm10_24h__2",
    NULLIF(ABS("pm2_5_24h_parts"), 0) AS "iaqi_pm2_5_24h__1",
    CASE WHEN "pm2_5_24h_parts" < 0 THEN -"pm2_5_24h_sum" ELSE "pm2_5_24h_sum" END AS "iaqi_pm2_5_24h__2",
    NULLIF(ABS("co_24h_parts"), 0) AS "iaqi_co_24h__1",
    CASE WHEN "co_24h_parts" < 0 THEN -"co_24h_sum" ELSE "co_24h_sum" END AS "iaqi_co_24h__2",
    NULLIF(ABS("o3_1h_max_parts"), 0) AS "iaqi_o3_1h_max__1",
    CASE WHEN "o3_1h_max_parts" < 0 THEN -"o3_1h_max_sum" ELSE "o3_1h_max_sum" END AS "iaqi_o3_1h_max__2",
    NULLIF(ABS("o3_8h_max_parts"), 0) AS "iaqi_o3_8h_max__1",
    CASE WHEN "o3_8h_max_parts" < 0 THEN -"o3_8h_max_sum" ELSE "o3_8h_max_sum" END AS "iaqi_o3_8h_max__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__1",
    "iaqi_co_24h__2",
    "iaqi_no2_24h__1",
    "iaqi_no2_24h__2",
    "iaqi_o3_1h_max__1",
    "iaqi_o3_1h_max__2",
    "iaqi_o3_8h_max__1",
    "iaqi_o3_8h_max__2",
    "iaqi_pm10_24h__1",
    "iaqi_pm10_24h__2",
    "iaqi_pm2_5_24h__1",
    "iaqi_pm2_5_24h__2",
    "iaqi_so2_24h__1",
    "iaqi_so2_24h__2",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    "iaqi_so2_24h__2" <= (
      CAST("iaqi_so2_24h__1" AS INT128) * 2620
    ) AS "iaqi_so2_24h__3",
    "iaqi_no2_24h__2" <= (
      CAST("iaqi_no2_24h__1" AS INT128) * 940
    ) AS "iaqi_no2_24h__3",
    "iaqi_pm10_24h__2" <= (
      CAST("iaqi_pm10_24h__1" AS INT128) * 600
    ) AS "iaqi_pm10_24h__3",
    "iaqi_pm2_5_24h__2" <= (
      CAST("iaqi_pm2_5_24h__1" AS INT128) * 500
    ) AS "iaqi_pm2_5_24h__3",
    "iaqi_co_24h__2" <= (
      CAST("iaqi_co_24h__1" AS INT128) * 60
    ) AS "iaqi_co_24h__3",
    "iaqi_o3_1h_max__2" <= (
      CAST("iaqi_o3_1h_max__1" AS INT128) * 1200
    ) AS "iaqi_o3_1h_max__3",
    CAST("iaqi_o3_8h_max__1" AS INT128) * 800 AS "iaqi_o3_8h_max__3",
    CAST("iaqi_o3_8h_max__1" AS INT128) * 7062 AS "iaqi_o3_8h_max__5"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_o3_8h_max__2",
    "iaqi_o3_8h_max__3",
    "iaqi_o3_8h_max__5",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    CASE
      WHEN "iaqi_so2_24h__3"
      THEN "iaqi_so2_24h__2"
      WHEN NOT "iaqi_so2_24h__3"
      THEN 2620
    END AS "iaqi_so2_24h__4",
    CASE
      WHEN "iaqi_so2_24h__3"
      THEN "iaqi_so2_24h__1"
      WHEN NOT "iaqi_so2_24h__3"
      THEN 1
    END AS "iaqi_so2_24h__5",
    CASE
      WHEN "iaqi_no2_24h__3"
      THEN "iaqi_no2_24h__2"
      WHEN NOT "iaqi_no2_24h__3"
      THEN 940
    END AS "iaqi_no2_24h__4",
    CASE
      WHEN "iaqi_no2_24h__3"
      THEN "iaqi_no2_24h__1"
      WHEN NOT "iaqi_no2_24h__3"
      THEN 1
    END AS "iaqi_no2_24h__5",
    CASE
      WHEN "iaqi_pm10_24h__3"
      THEN "iaqi_pm10_24h__2"
      WHEN NOT "iaqi_pm10_24h__3"
      THEN 600
    END AS "iaqi_pm10_24h__4",
    CASE
      WHEN "iaqi_pm10_24h__3"
      THEN "iaqi_pm10_24h__1"
      WHEN NOT "iaqi_pm10_24h__3"
      THEN 1
    END AS "iaqi_pm10_24h__5",
    CASE
      WHEN "iaqi_pm2_5_24h__3"
      THEN "iaqi_pm2_5_24h__2"
      WHEN NOT "iaqi_pm2_5_24h__3"
      THEN 500
    END AS "iaqi_pm2_5_24h__4",
    CASE
      WHEN "iaqi_pm2_5_24h__3"
      THEN "iaqi_pm2_5_24h__1"
      WHEN NOT "iaqi_pm2_5_24h__3"
      THEN 1
    END AS "iaqi_pm2_5_24h__5",
    CASE
      WHEN "iaqi_co_24h__3"
      THEN "iaqi_co_24h__2"
      WHEN NOT "iaqi_co_24h__3"
      THEN 60
    END AS "iaqi_co_24h__4",
    CASE WHEN "iaqi_co_24h__3" THEN "iaqi_co_24h__1" WHEN NOT "iaqi_co_24h__3" THEN 1 END AS "iaqi_co_24h__5",
    CASE
      WHEN "iaqi_o3_1h_max__3"
      THEN "iaqi_o3_1h_max__2"
      WHEN NOT "iaqi_o3_1h_max__3"
      THEN 1200
    END AS "iaqi_o3_1h_max__4",
    CASE
      WHEN "iaqi_o3_1h_max__3"
      THEN "iaqi_o3_1h_max__1"
      WHEN NOT "iaqi_o3_1h_max__3"
      THEN 1
    END AS "iaqi_o3_1h_max__5",
    CASE
      WHEN "iaqi_o3_8h_max__2" < 0
      THEN NULL
      WHEN "iaqi_o3_8h_max__2" <= (
        CAST("iaqi_o3_8h_max__1" AS INT128) * 100
      )
      THEN "iaqi_o3_8h_max__2" * 3531
      WHEN "iaqi_o3_8h_max__2" <= (
        CAST("iaqi_o3_8h_max__1" AS INT128) * 160
      )
      THEN (
        "iaqi_o3_8h_max__2" * 5885
      ) + (
        CAST("iaqi_o3_8h_max__1" AS INT128) * (
          -235400
        )
      )
      WHEN "iaqi_o3_8h_max__2" <= (
        CAST("iaqi_o3_8h_max__1" AS INT128) * 215
      )
      THEN (
        "iaqi_o3_8h_max__2" * 6420
      ) + (
        CAST("iaqi_o3_8h_max__1" AS INT128) * (
          -321000
        )
      )
      WHEN "iaqi_o3_8h_max__2" <= (
        CAST("iaqi_o3_8h_max__1" AS INT128) * 265
      )
      THEN (
        "iaqi_o3_8h_max__2" * 7062
      ) + (
        CAST("iaqi_o3_8h_max__1" AS INT128) * (
          -459030
        )
      )
      WHEN "iaqi_o3_8h_max__2" <= "iaqi_o3_8h_max__3"
      THEN (
        "iaqi_o3_8h_max__2" * 1320
      ) + (
        CAST("iaqi_o3_8h_max__1" AS INT128) * 1062600
      )
    END AS "iaqi_o3_8h_max__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__4",
    "iaqi_co_24h__5",
    "iaqi_no2_24h__4",
    "iaqi_no2_24h__5",
    "iaqi_o3_1h_max__4",
    "iaqi_o3_1h_max__5",
    "iaqi_o3_8h_max__2",
    "iaqi_o3_8h_max__3",
    "iaqi_o3_8h_max__4",
    "iaqi_o3_8h_max__5",
    "iaqi_pm10_24h__4",
    "iaqi_pm10_24h__5",
    "iaqi_pm2_5_24h__4",
    "iaqi_pm2_5_24h__5",
    "iaqi_so2_24h__4",
    "iaqi_so2_24h__5",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    CAST("iaqi_so2_24h__5" AS INT128) * 2620 AS "iaqi_so2_24h__6",
    CAST("iaqi_so2_24h__5" AS INT128) * 520 AS "iaqi_so2_24h__8",
    CAST("iaqi_no2_24h__5" AS INT128) * 940 AS "iaqi_no2_24h__6",
    CAST("iaqi_no2_24h__5" AS INT128) * 8436 AS "iaqi_no2_24h__8",
    "iaqi_pm10_24h__4" * 28 AS "iaqi_pm10_24h__6",
    CAST("iaqi_pm10_24h__5" AS INT128) * 600 AS "iaqi_pm10_24h__7",
    CAST("iaqi_pm10_24h__5" AS INT128) * 28 AS "iaqi_pm10_24h__9",
    "iaqi_pm2_5_24h__4" * 120 AS "iaqi_pm2_5_24h__6",
    CAST("iaqi_pm2_5_24h__5" AS INT128) * 500 AS "iaqi_pm2_5_24h__7",
    CAST("iaqi_pm2_5_24h__5" AS INT128) * 84 AS "iaqi_pm2_5_24h__9",
    CAST("iaqi_co_24h__5" AS INT128) * 60 AS "iaqi_co_24h__6",
    "iaqi_co_24h__5" * 3 AS "iaqi_co_24h__8",
    "iaqi_o3_1h_max__4" * 8 AS "iaqi_o3_1h_max__6",
    CAST("iaqi_o3_1h_max__5" AS INT128) * 1200 AS "iaqi_o3_1h_max__7",
    CAST("iaqi_o3_1h_max__5" AS INT128) * 16 AS "iaqi_o3_1h_max__9",
    "iaqi_o3_8h_max__4" // "iaqi_o3_8h_max__5" AS "iaqi_o3_8h_max__6"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__4",
    "iaqi_co_24h__6",
    "iaqi_co_24h__8",
    "iaqi_no2_24h__4",
    "iaqi_no2_24h__6",
    "iaqi_no2_24h__8",
    "iaqi_o3_1h_max__4",
    "iaqi_o3_1h_max__7",
    "iaqi_o3_1h_max__9",
    "iaqi_o3_8h_max__2",
    "iaqi_o3_8h_max__3",
    "iaqi_pm10_24h__4",
    "iaqi_pm10_24h__7",
    "iaqi_pm10_24h__9",
    "iaqi_pm2_5_24h__4",
    "iaqi_pm2_5_24h__7",
    "iaqi_pm2_5_24h__9",
    "iaqi_so2_24h__4",
    "iaqi_so2_24h__6",
    "iaqi_so2_24h__8",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    CASE
      WHEN "iaqi_so2_24h__4" < 0
      THEN NULL
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 50
      )
      THEN "iaqi_so2_24h__4" * 520
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 150
      )
      THEN (
        "iaqi_so2_24h__4" * 260
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * 13000
      )
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 475
      )
      THEN (
        "iaqi_so2_24h__4" * 80
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * 40000
      )
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 800
      )
      THEN (
        "iaqi_so2_24h__4" * 80
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * 40000
      )
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 1600
      )
      THEN (
        "iaqi_so2_24h__4" * 65
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * 52000
      )
      WHEN "iaqi_so2_24h__4" <= (
        CAST("iaqi_so2_24h__5" AS INT128) * 2100
      )
      THEN (
        "iaqi_so2_24h__4" * 104
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * (
          -10400
        )
      )
      WHEN "iaqi_so2_24h__4" <= "iaqi_so2_24h__6"
      THEN (
        "iaqi_so2_24h__4" * 100
      ) + (
        CAST("iaqi_so2_24h__5" AS INT128) * (
          -2000
        )
      )
    END AS "iaqi_so2_24h__7",
    CASE
      WHEN "iaqi_no2_24h__4" < 0
      THEN NULL
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 40
      )
      THEN "iaqi_no2_24h__4" * 10545
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 80
      )
      THEN "iaqi_no2_24h__4" * 10545
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 180
      )
      THEN (
        "iaqi_no2_24h__4" * 4218
      ) + (
        CAST("iaqi_no2_24h__5" AS INT128) * 506160
      )
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 280
      )
      THEN (
        "iaqi_no2_24h__4" * 4218
      ) + (
        CAST("iaqi_no2_24h__5" AS INT128) * 506160
      )
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 565
      )
      THEN (
        "iaqi_no2_24h__4" * 2960
      ) + (
        CAST("iaqi_no2_24h__5" AS INT128) * 858400
      )
      WHEN "iaqi_no2_24h__4" <= (
        CAST("iaqi_no2_24h__5" AS INT128) * 750
      )
      THEN (
        "iaqi_no2_24h__4" * 4560
      ) + (
        CAST("iaqi_no2_24h__5" AS INT128) * (
          -45600
        )
      )
      WHEN "iaqi_no2_24h__4" <= "iaqi_no2_24h__6"
      THEN (
        "iaqi_no2_24h__4" * 4440
      ) + (
        CAST("iaqi_no2_24h__5" AS INT128) * 44400
      )
    END AS "iaqi_no2_24h__7",
    CASE
      WHEN "iaqi_pm10_24h__4" < 0
      THEN NULL
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 50
      )
      THEN "iaqi_pm10_24h__6"
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 150
      )
      THEN (
        "iaqi_pm10_24h__4" * 14
      ) + (
        CAST("iaqi_pm10_24h__5" AS INT128) * 700
      )
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 250
      )
      THEN (
        "iaqi_pm10_24h__4" * 14
      ) + (
        CAST("iaqi_pm10_24h__5" AS INT128) * 700
      )
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 350
      )
      THEN (
        "iaqi_pm10_24h__4" * 14
      ) + (
        CAST("iaqi_pm10_24h__5" AS INT128) * 700
      )
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 420
      )
      THEN (
        "iaqi_pm10_24h__4" * 40
      ) + (
        CAST("iaqi_pm10_24h__5" AS INT128) * (
          -8400
        )
      )
      WHEN "iaqi_pm10_24h__4" <= (
        CAST("iaqi_pm10_24h__5" AS INT128) * 500
      )
      THEN (
        "iaqi_pm10_24h__4" * 35
      ) + (
        CAST("iaqi_pm10_24h__5" AS INT128) * (
          -6300
        )
      )
      WHEN "iaqi_pm10_24h__4" <= "iaqi_pm10_24h__7"
      THEN "iaqi_pm10_24h__6" + (
        CAST("iaqi_pm10_24h__5" AS INT128) * (
          -2800
        )
      )
    END AS "iaqi_pm10_24h__8",
    CASE
      WHEN "iaqi_pm2_5_24h__4" < 0
      THEN NULL
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 35
      )
      THEN "iaqi_pm2_5_24h__6"
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 75
      )
      THEN (
        "iaqi_pm2_5_24h__4" * 105
      ) + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 525
      )
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 115
      )
      THEN (
        "iaqi_pm2_5_24h__4" * 105
      ) + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 525
      )
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 150
      )
      THEN "iaqi_pm2_5_24h__6" + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * (
          -1200
        )
      )
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 250
      )
      THEN (
        "iaqi_pm2_5_24h__4" * 84
      ) + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 4200
      )
      WHEN "iaqi_pm2_5_24h__4" <= (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 350
      )
      THEN (
        "iaqi_pm2_5_24h__4" * 84
      ) + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 4200
      )
      WHEN "iaqi_pm2_5_24h__4" <= "iaqi_pm2_5_24h__7"
      THEN (
        "iaqi_pm2_5_24h__4" * 56
      ) + (
        CAST("iaqi_pm2_5_24h__5" AS INT128) * 14000
      )
    END AS "iaqi_pm2_5_24h__8",
    CASE
      WHEN "iaqi_co_24h__4" < 0
      THEN NULL
      WHEN "iaqi_co_24h__4" <= (
        "iaqi_co_24h__5" * 2
      )
      THEN "iaqi_co_24h__4" * 75
      WHEN "iaqi_co_24h__4" <= (
        "iaqi_co_24h__5" * 4
      )
      THEN "iaqi_co_24h__4" * 75
      WHEN "iaqi_co_24h__4" <= (
        CAST("iaqi_co_24h__5" AS INT128) * 14
      )
      THEN (
        "iaqi_co_24h__4" * 15
      ) + (
        CAST("iaqi_co_24h__5" AS INT128) * 240
      )
      WHEN "iaqi_co_24h__4" <= (
        CAST("iaqi_co_24h__5" AS INT128) * 24
      )
      THEN (
        "iaqi_co_24h__4" * 15
      ) + (
        CAST("iaqi_co_24h__5" AS INT128) * 240
      )
      WHEN "iaqi_co_24h__4" <= (
        CAST("iaqi_co_24h__5" AS INT128) * 36
      )
      THEN "iaqi_co_24h__4" * 25
      WHEN "iaqi_co_24h__4" <= (
        CAST("iaqi_co_24h__5" AS INT128) * 48
      )
      THEN "iaqi_co_24h__4" * 25
      WHEN "iaqi_co_24h__4" <= "iaqi_co_24h__6"
      THEN "iaqi_co_24h__4" * 25
    END AS "iaqi_co_24h__7",
    CASE
      WHEN "iaqi_o3_1h_max__4" < 0
      THEN NULL
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 160
      )
      THEN "iaqi_o3_1h_max__4" * 5
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 200
      )
      THEN (
        "iaqi_o3_1h_max__4" * 20
      ) + (
        CAST("iaqi_o3_1h_max__5" AS INT128) * (
          -2400
        )
      )
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 300
      )
      THEN "iaqi_o3_1h_max__6"
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 400
      )
      THEN "iaqi_o3_1h_max__6"
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 800
      )
      THEN (
        "iaqi_o3_1h_max__4" * 4
      ) + (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 1600
      )
      WHEN "iaqi_o3_1h_max__4" <= (
        CAST("iaqi_o3_1h_max__5" AS INT128) * 1000
      )
      THEN "iaqi_o3_1h_max__6" + (
        CAST("iaqi_o3_1h_max__5" AS INT128) * (
          -1600
        )
      )
      WHEN "iaqi_o3_1h_max__4" <= "iaqi_o3_1h_max__7"
      THEN "iaqi_o3_1h_max__6" + (
        CAST("iaqi_o3_1h_max__5" AS INT128) * (
          -1600
        )
      )
    END AS "iaqi_o3_1h_max__8",
    CASE
      WHEN ABS("iaqi_o3_8h_max__4" - (
        "iaqi_o3_8h_max__6" * "iaqi_o3_8h_max__5"
      )) > 0
      THEN "iaqi_o3_8h_max__6" + CAST(CASE WHEN "iaqi_o3_8h_max__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_o3_8h_max__6"
    END AS "iaqi_o3_8h_max__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__4",
    "iaqi_co_24h__6",
    "iaqi_co_24h__7",
    "iaqi_co_24h__8",
    "iaqi_no2_24h__4",
    "iaqi_no2_24h__6",
    "iaqi_no2_24h__7",
    "iaqi_no2_24h__8",
    "iaqi_o3_1h_max__4",
    "iaqi_o3_1h_max__7",
    "iaqi_o3_1h_max__8",
    "iaqi_o3_1h_max__9",
    "iaqi_o3_8h_max__2",
    "iaqi_o3_8h_max__3",
    "iaqi_pm10_24h__4",
    "iaqi_pm10_24h__7",
    "iaqi_pm10_24h__8",
    "iaqi_pm10_24h__9",
    "iaqi_pm2_5_24h__4",
    "iaqi_pm2_5_24h__7",
    "iaqi_pm2_5_24h__8",
    "iaqi_pm2_5_24h__9",
    "iaqi_so2_24h__4",
    "iaqi_so2_24h__6",
    "iaqi_so2_24h__7",
    "iaqi_so2_24h__8",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    "iaqi_so2_24h__7" // "iaqi_so2_24h__8" AS "iaqi_so2_24h__9",
    "iaqi_no2_24h__7" // "iaqi_no2_24h__8" AS "iaqi_no2_24h__9",
    "iaqi_pm10_24h__8" // "iaqi_pm10_24h__9" AS "iaqi_pm10_24h__10",
    "iaqi_pm2_5_24h__8" // "iaqi_pm2_5_24h__9" AS "iaqi_pm2_5_24h__10",
    "iaqi_co_24h__7" // "iaqi_co_24h__8" AS "iaqi_co_24h__9",
    "iaqi_o3_1h_max__8" // "iaqi_o3_1h_max__9" AS "iaqi_o3_1h_max__10",
    CASE
      WHEN ABS("iaqi_o3_8h_max__7") <= 999999
      THEN CAST("iaqi_o3_8h_max__7" AS BIGINT)
    END AS "iaqi_o3_8h_max"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__4",
    "iaqi_co_24h__6",
    "iaqi_no2_24h__4",
    "iaqi_no2_24h__6",
    "iaqi_o3_1h_max__4",
    "iaqi_o3_1h_max__7",
    "iaqi_o3_8h_max",
    "iaqi_pm10_24h__4",
    "iaqi_pm10_24h__7",
    "iaqi_pm2_5_24h__4",
    "iaqi_pm2_5_24h__7",
    "iaqi_so2_24h__4",
    "iaqi_so2_24h__6",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    CASE
      WHEN ABS("iaqi_so2_24h__7" - (
        "iaqi_so2_24h__9" * "iaqi_so2_24h__8"
      )) > 0
      THEN "iaqi_so2_24h__9" + CAST(CASE WHEN "iaqi_so2_24h__7" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_so2_24h__9"
    END AS "iaqi_so2_24h__10",
    CASE
      WHEN ABS("iaqi_no2_24h__7" - (
        "iaqi_no2_24h__9" * "iaqi_no2_24h__8"
      )) > 0
      THEN "iaqi_no2_24h__9" + CAST(CASE WHEN "iaqi_no2_24h__7" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_no2_24h__9"
    END AS "iaqi_no2_24h__10",
    CASE
      WHEN ABS("iaqi_pm10_24h__8" - (
        "iaqi_pm10_24h__10" * "iaqi_pm10_24h__9"
      )) > 0
      THEN "iaqi_pm10_24h__10" + CAST(CASE WHEN "iaqi_pm10_24h__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_pm10_24h__10"
    END AS "iaqi_pm10_24h__11",
    CASE
      WHEN ABS("iaqi_pm2_5_24h__8" - (
        "iaqi_pm2_5_24h__10" * "iaqi_pm2_5_24h__9"
      )) > 0
      THEN "iaqi_pm2_5_24h__10" + CAST(CASE WHEN "iaqi_pm2_5_24h__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_pm2_5_24h__10"
    END AS "iaqi_pm2_5_24h__11",
    CASE
      WHEN ABS(CAST("iaqi_co_24h__7" - (
        "iaqi_co_24h__9" * "iaqi_co_24h__8"
      ) AS BIGINT)) > 0
      THEN "iaqi_co_24h__9" + CAST(CASE WHEN "iaqi_co_24h__7" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_co_24h__9"
    END AS "iaqi_co_24h__10",
    CASE
      WHEN ABS("iaqi_o3_1h_max__8" - (
        "iaqi_o3_1h_max__10" * "iaqi_o3_1h_max__9"
      )) > 0
      THEN "iaqi_o3_1h_max__10" + CAST(CASE WHEN "iaqi_o3_1h_max__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_o3_1h_max__10"
    END AS "iaqi_o3_1h_max__11",
    COALESCE(
      "o3_8h_max_sum__why",
      "o3_8h_max_parts__why",
      CASE WHEN "o3_8h_max_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_o3_8h_max__2" < 0
        THEN 'outside_scale'
        WHEN "iaqi_o3_8h_max__2" > "iaqi_o3_8h_max__3"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_o3_8h_max" IS NULL THEN 'overflow' END
    ) AS "iaqi_o3_8h_max__why"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "iaqi_co_24h__4",
    "iaqi_co_24h__6",
    "iaqi_no2_24h__4",
    "iaqi_no2_24h__6",
    "iaqi_o3_1h_max__4",
    "iaqi_o3_1h_max__7",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h__4",
    "iaqi_pm10_24h__7",
    "iaqi_pm2_5_24h__4",
    "iaqi_pm2_5_24h__7",
    "iaqi_so2_24h__4",
    "iaqi_so2_24h__6",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_1h_max_parts",
    "o3_1h_max_parts__why",
    "o3_1h_max_sum__why",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    CASE
      WHEN ABS("iaqi_so2_24h__10") <= 999999
      THEN CAST("iaqi_so2_24h__10" AS BIGINT)
    END AS "iaqi_so2_24h",
    CASE
      WHEN ABS("iaqi_no2_24h__10") <= 999999
      THEN CAST("iaqi_no2_24h__10" AS BIGINT)
    END AS "iaqi_no2_24h",
    CASE
      WHEN ABS("iaqi_pm10_24h__11") <= 999999
      THEN CAST("iaqi_pm10_24h__11" AS BIGINT)
    END AS "iaqi_pm10_24h",
    CASE
      WHEN ABS("iaqi_pm2_5_24h__11") <= 999999
      THEN CAST("iaqi_pm2_5_24h__11" AS BIGINT)
    END AS "iaqi_pm2_5_24h",
    CASE
      WHEN ABS("iaqi_co_24h__10") <= 999999
      THEN CAST("iaqi_co_24h__10" AS BIGINT)
    END AS "iaqi_co_24h",
    CASE
      WHEN ABS("iaqi_o3_1h_max__11") <= 999999
      THEN CAST("iaqi_o3_1h_max__11" AS BIGINT)
    END AS "iaqi_o3_1h_max",
    CASE WHEN "iaqi_o3_8h_max__why" IS NULL THEN "iaqi_o3_8h_max" ELSE 0 END AS "worst__8"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_no2_24h",
    "iaqi_o3_1h_max",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm2_5_24h",
    "iaqi_so2_24h",
    "worst__8",
    COALESCE(
      "so2_24h_sum__why",
      "so2_24h_parts__why",
      CASE WHEN "so2_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_so2_24h__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_so2_24h__4" > "iaqi_so2_24h__6"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_so2_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_so2_24h__why",
    COALESCE(
      "no2_24h_sum__why",
      "no2_24h_parts__why",
      CASE WHEN "no2_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_no2_24h__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_no2_24h__4" > "iaqi_no2_24h__6"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_no2_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_no2_24h__why",
    COALESCE(
      "pm10_24h_sum__why",
      "pm10_24h_parts__why",
      CASE WHEN "pm10_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_pm10_24h__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_pm10_24h__4" > "iaqi_pm10_24h__7"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_pm10_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm10_24h__why",
    COALESCE(
      "pm2_5_24h_sum__why",
      "pm2_5_24h_parts__why",
      CASE WHEN "pm2_5_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_pm2_5_24h__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_pm2_5_24h__4" > "iaqi_pm2_5_24h__7"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_pm2_5_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm2_5_24h__why",
    COALESCE(
      "co_24h_sum__why",
      "co_24h_parts__why",
      CASE WHEN "co_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_co_24h__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_co_24h__4" > "iaqi_co_24h__6"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_co_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_co_24h__why",
    COALESCE(
      "o3_1h_max_sum__why",
      "o3_1h_max_parts__why",
      CASE WHEN "o3_1h_max_parts" = 0 THEN 'division_by_zero' END,
      CASE
        WHEN "iaqi_o3_1h_max__4" < 0
        THEN 'outside_scale'
        WHEN "iaqi_o3_1h_max__4" > "iaqi_o3_1h_max__7"
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_o3_1h_max" IS NULL THEN 'overflow' END
    ) AS "iaqi_o3_1h_max__why"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__8",
    (
      "iaqi_so2_24h__why" IS NULL
    )
    OR (
      "iaqi_no2_24h__why" IS NULL
    )
    OR (
      "iaqi_pm10_24h__why" IS NULL
    )
    OR (
      "iaqi_pm2_5_24h__why" IS NULL
    )
    OR (
      "iaqi_co_24h__why" IS NULL
    )
    OR (
      "iaqi_o3_1h_max__why" IS NULL
    )
    OR (
      "iaqi_o3_8h_max__why" IS NULL
    ) AS "worst__1",
    CASE WHEN "iaqi_so2_24h__why" IS NULL THEN "iaqi_so2_24h" ELSE 0 END AS "worst__2",
    CASE WHEN "iaqi_no2_24h__why" IS NULL THEN "iaqi_no2_24h" ELSE 0 END AS "worst__3",
    CASE WHEN "iaqi_pm10_24h__why" IS NULL THEN "iaqi_pm10_24h" ELSE 0 END AS "worst__4",
    CASE WHEN "iaqi_pm2_5_24h__why" IS NULL THEN "iaqi_pm2_5_24h" ELSE 0 END AS "worst__5",
    CASE WHEN "iaqi_co_24h__why" IS NULL THEN "iaqi_co_24h" ELSE 0 END AS "worst__6",
    CASE WHEN "iaqi_o3_1h_max__why" IS NULL THEN "iaqi_o3_1h_max" ELSE 0 END AS "worst__7"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__4",
    "worst__5",
    "worst__6",
    "worst__7",
    "worst__8",
    CASE
      WHEN "worst__2" >= "worst__3"
      THEN "worst__2"
      WHEN NOT (
        "worst__2" >= "worst__3"
      )
      THEN "worst__3"
    END AS "worst__9",
    CASE
      WHEN "worst__1"
      THEN COALESCE(
        CASE WHEN "iaqi_so2_24h__why" IS NULL THEN "iaqi_so2_24h__why" END,
        CASE WHEN "iaqi_no2_24h__why" IS NULL THEN "iaqi_no2_24h__why" END,
        CASE WHEN "iaqi_pm10_24h__why" IS NULL THEN "iaqi_pm10_24h__why" END,
        CASE WHEN "iaqi_pm2_5_24h__why" IS NULL THEN "iaqi_pm2_5_24h__why" END,
        CASE WHEN "iaqi_co_24h__why" IS NULL THEN "iaqi_co_24h__why" END,
        CASE WHEN "iaqi_o3_1h_max__why" IS NULL THEN "iaqi_o3_1h_max__why" END,
        CASE WHEN "iaqi_o3_8h_max__why" IS NULL THEN "iaqi_o3_8h_max__why" END
      )
      ELSE "iaqi_so2_24h__why"
    END AS "worst__why"
  FROM "_10"
), "_12" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__5",
    "worst__6",
    "worst__7",
    "worst__8",
    "worst__why",
    CASE
      WHEN "worst__9" >= "worst__4"
      THEN "worst__9"
      WHEN NOT (
        "worst__9" >= "worst__4"
      )
      THEN "worst__4"
    END AS "worst__10",
    "worst__why" AS "aqi__why"
  FROM "_11"
), "_13" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__6",
    "worst__7",
    "worst__8",
    "worst__why",
    CASE
      WHEN "worst__10" >= "worst__5"
      THEN "worst__10"
      WHEN NOT (
        "worst__10" >= "worst__5"
      )
      THEN "worst__5"
    END AS "worst__11"
  FROM "_12"
), "_14" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__7",
    "worst__8",
    "worst__why",
    CASE
      WHEN "worst__11" >= "worst__6"
      THEN "worst__11"
      WHEN NOT (
        "worst__11" >= "worst__6"
      )
      THEN "worst__6"
    END AS "worst__12"
  FROM "_13"
), "_15" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__8",
    "worst__why",
    CASE
      WHEN "worst__12" >= "worst__7"
      THEN "worst__12"
      WHEN NOT (
        "worst__12" >= "worst__7"
      )
      THEN "worst__7"
    END AS "worst__13"
  FROM "_14"
), "_16" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__1",
    "worst__why",
    CASE
      WHEN "worst__13" >= "worst__8"
      THEN "worst__13"
      WHEN NOT (
        "worst__13" >= "worst__8"
      )
      THEN "worst__8"
    END AS "worst__14"
  FROM "_15"
), "_17" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__why",
    CASE
      WHEN "worst__1"
      THEN CASE
        WHEN "worst__14" >= 0
        THEN "worst__14"
        WHEN NOT (
          "worst__14" >= 0
        )
        THEN 0
      END
      ELSE "iaqi_so2_24h"
    END AS "worst"
  FROM "_16"
), "_18" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst",
    "worst__why",
    CASE WHEN "worst" >= 0 THEN "worst" WHEN NOT (
      "worst" >= 0
    ) THEN 0 END AS "aqi"
  FROM "_17"
), "_19" AS (
  SELECT
    "unit",
    "period_start",
    "aqi",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__why",
    CASE
      WHEN "aqi" <= 50
      THEN 'excellent'
      WHEN NOT (
        "aqi" <= 50
      )
      THEN CASE
        WHEN "aqi" <= 100
        THEN 'good'
        WHEN NOT (
          "aqi" <= 100
        )
        THEN CASE
          WHEN "aqi" <= 150
          THEN 'light'
          WHEN NOT (
            "aqi" <= 150
          )
          THEN CASE
            WHEN "aqi" <= 200
            THEN 'moderate'
            WHEN NOT (
              "aqi" <= 200
            )
            THEN CASE WHEN "aqi" <= 300 THEN 'heavy' WHEN NOT (
              "aqi" <= 300
            ) THEN 'severe' END
          END
        END
      END
    END AS "level",
    CASE
      WHEN NOT "aqi__why" IS NULL
      THEN "aqi__why"
      WHEN "aqi" <= 50
      THEN NULL
      ELSE CASE
        WHEN NOT "aqi__why" IS NULL
        THEN "aqi__why"
        WHEN "aqi" <= 100
        THEN NULL
        ELSE CASE
          WHEN NOT "aqi__why" IS NULL
          THEN "aqi__why"
          WHEN "aqi" <= 150
          THEN NULL
          ELSE CASE
            WHEN NOT "aqi__why" IS NULL
            THEN "aqi__why"
            WHEN "aqi" <= 200
            THEN NULL
            ELSE CASE WHEN NOT "aqi__why" IS NULL THEN "aqi__why" WHEN "aqi" <= 300 THEN NULL END
          END
        END
      END
    END AS "level__why",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_so2_24h__why" IS NULL
    )
    AND (
      "iaqi_so2_24h" = "worst"
    ) AS "primary_so2_24h__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_no2_24h__why" IS NULL
    )
    AND (
      "iaqi_no2_24h" = "worst"
    ) AS "primary_no2_24h__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_pm10_24h__why" IS NULL
    )
    AND (
      "iaqi_pm10_24h" = "worst"
    ) AS "primary_pm10_24h__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_pm2_5_24h__why" IS NULL
    )
    AND (
      "iaqi_pm2_5_24h" = "worst"
    ) AS "primary_pm2_5_24h__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_co_24h__why" IS NULL
    )
    AND (
      "iaqi_co_24h" = "worst"
    ) AS "primary_co_24h__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_o3_1h_max__why" IS NULL
    )
    AND (
      "iaqi_o3_1h_max" = "worst"
    ) AS "primary_o3_1h_max__1",
    (
      "aqi" > 50
    )
    AND (
      "iaqi_o3_8h_max__why" IS NULL
    )
    AND (
      "iaqi_o3_8h_max" = "worst"
    ) AS "primary_o3_8h_max__1"
  FROM "_18"
), "_20" AS (
  SELECT
    "unit",
    "period_start",
    "aqi",
    "aqi__why",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_1h_max",
    "iaqi_o3_1h_max__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "level",
    "level__why",
    CASE WHEN "iaqi_so2_24h__why" IS NULL THEN "primary_so2_24h__1" ELSE "aqi" < 0 END AS "primary_so2_24h",
    CASE
      WHEN "iaqi_so2_24h__why" IS NULL
      THEN CASE
        WHEN "primary_so2_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_so2_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_so2_24h__why",
    CASE WHEN "iaqi_no2_24h__why" IS NULL THEN "primary_no2_24h__1" ELSE "aqi" < 0 END AS "primary_no2_24h",
    CASE
      WHEN "iaqi_no2_24h__why" IS NULL
      THEN CASE
        WHEN "primary_no2_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_no2_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_no2_24h__why",
    CASE WHEN "iaqi_pm10_24h__why" IS NULL THEN "primary_pm10_24h__1" ELSE "aqi" < 0 END AS "primary_pm10_24h",
    CASE
      WHEN "iaqi_pm10_24h__why" IS NULL
      THEN CASE
        WHEN "primary_pm10_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_pm10_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_pm10_24h__why",
    CASE
      WHEN "iaqi_pm2_5_24h__why" IS NULL
      THEN "primary_pm2_5_24h__1"
      ELSE "aqi" < 0
    END AS "primary_pm2_5_24h",
    CASE
      WHEN "iaqi_pm2_5_24h__why" IS NULL
      THEN CASE
        WHEN "primary_pm2_5_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_pm2_5_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_pm2_5_24h__why",
    CASE WHEN "iaqi_co_24h__why" IS NULL THEN "primary_co_24h__1" ELSE "aqi" < 0 END AS "primary_co_24h",
    CASE
      WHEN "iaqi_co_24h__why" IS NULL
      THEN CASE
        WHEN "primary_co_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_co_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_co_24h__why",
    CASE
      WHEN "iaqi_o3_1h_max__why" IS NULL
      THEN "primary_o3_1h_max__1"
      ELSE "aqi" < 0
    END AS "primary_o3_1h_max",
    CASE
      WHEN "iaqi_o3_1h_max__why" IS NULL
      THEN CASE
        WHEN "primary_o3_1h_max__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_o3_1h_max__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_o3_1h_max__why",
    CASE
      WHEN "iaqi_o3_8h_max__why" IS NULL
      THEN "primary_o3_8h_max__1"
      ELSE "aqi" < 0
    END AS "primary_o3_8h_max",
    CASE
      WHEN "iaqi_o3_8h_max__why" IS NULL
      THEN CASE
        WHEN "primary_o3_8h_max__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_o3_8h_max__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_o3_8h_max__why"
  FROM "_19"
)
SELECT
  "unit",
  "period_start",
  "iaqi_so2_24h",
  "iaqi_so2_24h__why",
  "iaqi_no2_24h",
  "iaqi_no2_24h__why",
  "iaqi_pm10_24h",
  "iaqi_pm10_24h__why",
  "iaqi_pm2_5_24h",
  "iaqi_pm2_5_24h__why",
  "iaqi_co_24h",
  "iaqi_co_24h__why",
  "iaqi_o3_1h_max",
  "iaqi_o3_1h_max__why",
  "iaqi_o3_8h_max",
  "iaqi_o3_8h_max__why",
  "aqi",
  "aqi__why",
  "level",
  "level__why",
  "primary_so2_24h",
  "primary_so2_24h__why",
  "primary_no2_24h",
  "primary_no2_24h__why",
  "primary_pm10_24h",
  "primary_pm10_24h__why",
  "primary_pm2_5_24h",
  "primary_pm2_5_24h__why",
  "primary_co_24h",
  "primary_co_24h__why",
  "primary_o3_1h_max",
  "primary_o3_1h_max__why",
  "primary_o3_8h_max",
  "primary_o3_8h_max__why"
FROM "_20"

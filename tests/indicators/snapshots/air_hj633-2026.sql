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
    NULLIF(ABS("so2_24h_parts"), 0) AS "so2_24h__1",
    CASE WHEN "so2_24h_parts" < 0 THEN -"so2_24h_sum" ELSE "so2_24h_sum" END AS "so2_24h__2",
    NULLIF(ABS("no2_24h_parts"), 0) AS "no2_24h__1",
    CASE WHEN "no2_24h_parts" < 0 THEN -"no2_24h_sum" ELSE "no2_24h_sum" END AS "no2_24h__2",
    NULLIF(ABS("co_24h_parts"), 0) AS "co_24h__1",
    CASE WHEN "co_24h_parts" < 0 THEN -"co_24h_sum" ELSE "co_24h_sum" END * 10 AS "co_24h__2",
    NULLIF(ABS("pm10_24h_parts"), 0) AS "pm10_24h__1",
    CASE WHEN "pm10_24h_parts" < 0 THEN -"pm10_24h_sum" ELSE "pm10_24h_sum" END AS "pm10_24h__2",
    NULLIF(ABS("pm2_5_24h_parts"), 0) AS "pm2_5_24h__1",
    CASE WHEN "pm2_5_24h_parts" < 0 THEN -"pm2_5_24h_sum" ELSE "pm2_5_24h_sum" END AS "pm2_5_24h__2",
    NULLIF(ABS("o3_8h_max_parts"), 0) AS "o3_8h_max__1",
    CASE WHEN "o3_8h_max_parts" < 0 THEN -"o3_8h_max_sum" ELSE "o3_8h_max_sum" END AS "o3_8h_max__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h__1",
    "co_24h__2",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "no2_24h__1",
    "no2_24h__2",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_8h_max__1",
    "o3_8h_max__2",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h__1",
    "pm10_24h__2",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h__1",
    "pm2_5_24h__2",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h__1",
    "so2_24h__2",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    "so2_24h__2" // "so2_24h__1" AS "so2_24h__3",
    "no2_24h__2" // "no2_24h__1" AS "no2_24h__3",
    "co_24h__2" // "co_24h__1" AS "co_24h__3",
    "pm10_24h__2" // "pm10_24h__1" AS "pm10_24h__3",
    "pm2_5_24h__2" // "pm2_5_24h__1" AS "pm2_5_24h__3",
    "o3_8h_max__2" // "o3_8h_max__1" AS "o3_8h_max__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h__1",
    "co_24h__2",
    "co_24h__3",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "no2_24h__1",
    "no2_24h__2",
    "no2_24h__3",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
    "o3_8h_max__1",
    "o3_8h_max__2",
    "o3_8h_max__3",
    "o3_8h_max_parts",
    "o3_8h_max_parts__why",
    "o3_8h_max_sum__why",
    "pm10_24h__1",
    "pm10_24h__2",
    "pm10_24h__3",
    "pm10_24h_parts",
    "pm10_24h_parts__why",
    "pm10_24h_sum__why",
    "pm2_5_24h__1",
    "pm2_5_24h__2",
    "pm2_5_24h__3",
    "pm2_5_24h_parts",
    "pm2_5_24h_parts__why",
    "pm2_5_24h_sum__why",
    "so2_24h__1",
    "so2_24h__2",
    "so2_24h__3",
    "so2_24h_parts",
    "so2_24h_parts__why",
    "so2_24h_sum__why",
    ABS(CAST("so2_24h__2" - (
      "so2_24h__3" * "so2_24h__1"
    ) AS BIGINT)) AS "so2_24h__4",
    ABS(CAST("no2_24h__2" - (
      "no2_24h__3" * "no2_24h__1"
    ) AS BIGINT)) AS "no2_24h__4",
    ABS(CAST("co_24h__2" - (
      "co_24h__3" * "co_24h__1"
    ) AS BIGINT)) AS "co_24h__4",
    ABS(CAST("pm10_24h__2" - (
      "pm10_24h__3" * "pm10_24h__1"
    ) AS BIGINT)) AS "pm10_24h__4",
    ABS(CAST("pm2_5_24h__2" - (
      "pm2_5_24h__3" * "pm2_5_24h__1"
    ) AS BIGINT)) AS "pm2_5_24h__4",
    ABS(CAST("o3_8h_max__2" - (
      "o3_8h_max__3" * "o3_8h_max__1"
    ) AS BIGINT)) AS "o3_8h_max__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
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
      WHEN (
        "so2_24h__4" > (
          "so2_24h__1" - "so2_24h__4"
        )
      )
      OR (
        (
          "so2_24h__4" = (
            "so2_24h__1" - "so2_24h__4"
          )
        )
        AND (
          CAST("so2_24h__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "so2_24h__3" + CAST(CASE WHEN "so2_24h__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "so2_24h__3"
    END AS "so2_24h__5",
    CASE
      WHEN (
        "no2_24h__4" > (
          "no2_24h__1" - "no2_24h__4"
        )
      )
      OR (
        (
          "no2_24h__4" = (
            "no2_24h__1" - "no2_24h__4"
          )
        )
        AND (
          CAST("no2_24h__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "no2_24h__3" + CAST(CASE WHEN "no2_24h__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "no2_24h__3"
    END AS "no2_24h__5",
    CASE
      WHEN (
        "co_24h__4" > (
          "co_24h__1" - "co_24h__4"
        )
      )
      OR (
        (
          "co_24h__4" = (
            "co_24h__1" - "co_24h__4"
          )
        )
        AND (
          CAST("co_24h__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "co_24h__3" + CAST(CASE WHEN "co_24h__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co_24h__3"
    END AS "co_24h__5",
    CASE
      WHEN (
        "pm10_24h__4" > (
          "pm10_24h__1" - "pm10_24h__4"
        )
      )
      OR (
        (
          "pm10_24h__4" = (
            "pm10_24h__1" - "pm10_24h__4"
          )
        )
        AND (
          CAST("pm10_24h__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "pm10_24h__3" + CAST(CASE WHEN "pm10_24h__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "pm10_24h__3"
    END AS "pm10_24h__5",
    CASE
      WHEN (
        "pm2_5_24h__4" > (
          "pm2_5_24h__1" - "pm2_5_24h__4"
        )
      )
      OR (
        (
          "pm2_5_24h__4" = (
            "pm2_5_24h__1" - "pm2_5_24h__4"
          )
        )
        AND (
          CAST("pm2_5_24h__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "pm2_5_24h__3" + CAST(CASE WHEN "pm2_5_24h__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "pm2_5_24h__3"
    END AS "pm2_5_24h__5",
    CASE
      WHEN (
        "o3_8h_max__4" > (
          "o3_8h_max__1" - "o3_8h_max__4"
        )
      )
      OR (
        (
          "o3_8h_max__4" = (
            "o3_8h_max__1" - "o3_8h_max__4"
          )
        )
        AND (
          CAST("o3_8h_max__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "o3_8h_max__3" + CAST(CASE WHEN "o3_8h_max__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "o3_8h_max__3"
    END AS "o3_8h_max__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h_parts",
    "co_24h_parts__why",
    "co_24h_sum__why",
    "no2_24h_parts",
    "no2_24h_parts__why",
    "no2_24h_sum__why",
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
    CASE WHEN ABS("so2_24h__5") <= 999999999999 THEN CAST("so2_24h__5" AS BIGINT) END AS "so2_24h",
    CASE WHEN ABS("no2_24h__5") <= 999999999999 THEN CAST("no2_24h__5" AS BIGINT) END AS "no2_24h",
    CASE WHEN ABS("co_24h__5") <= 999999999999 THEN CAST("co_24h__5" AS BIGINT) END AS "co_24h",
    CASE WHEN ABS("pm10_24h__5") <= 999999999999 THEN CAST("pm10_24h__5" AS BIGINT) END AS "pm10_24h",
    CASE
      WHEN ABS("pm2_5_24h__5") <= 999999999999
      THEN CAST("pm2_5_24h__5" AS BIGINT)
    END AS "pm2_5_24h",
    CASE
      WHEN ABS("o3_8h_max__5") <= 999999999999
      THEN CAST("o3_8h_max__5" AS BIGINT)
    END AS "o3_8h_max"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "o3_8h_max",
    COALESCE(
      "so2_24h_sum__why",
      "so2_24h_parts__why",
      CASE WHEN "so2_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "so2_24h" IS NULL THEN 'overflow' END
    ) AS "so2_24h__why",
    CASE
      WHEN "so2_24h" <= 2620
      THEN "so2_24h"
      WHEN NOT (
        "so2_24h" <= 2620
      )
      THEN 2620
    END AS "iaqi_so2_24h__1",
    COALESCE(
      "no2_24h_sum__why",
      "no2_24h_parts__why",
      CASE WHEN "no2_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "no2_24h" IS NULL THEN 'overflow' END
    ) AS "no2_24h__why",
    CASE
      WHEN "no2_24h" <= 940
      THEN "no2_24h"
      WHEN NOT (
        "no2_24h" <= 940
      )
      THEN 940
    END AS "iaqi_no2_24h__1",
    COALESCE(
      "co_24h_sum__why",
      "co_24h_parts__why",
      CASE WHEN "co_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "co_24h" IS NULL THEN 'overflow' END
    ) AS "co_24h__why",
    CASE WHEN "co_24h" <= 600 THEN "co_24h" WHEN NOT (
      "co_24h" <= 600
    ) THEN 600 END AS "iaqi_co_24h__1",
    COALESCE(
      "pm10_24h_sum__why",
      "pm10_24h_parts__why",
      CASE WHEN "pm10_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "pm10_24h" IS NULL THEN 'overflow' END
    ) AS "pm10_24h__why",
    CASE
      WHEN "pm10_24h" <= 600
      THEN "pm10_24h"
      WHEN NOT (
        "pm10_24h" <= 600
      )
      THEN 600
    END AS "iaqi_pm10_24h__1",
    COALESCE(
      "pm2_5_24h_sum__why",
      "pm2_5_24h_parts__why",
      CASE WHEN "pm2_5_24h_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "pm2_5_24h" IS NULL THEN 'overflow' END
    ) AS "pm2_5_24h__why",
    CASE
      WHEN "pm2_5_24h" <= 500
      THEN "pm2_5_24h"
      WHEN NOT (
        "pm2_5_24h" <= 500
      )
      THEN 500
    END AS "iaqi_pm2_5_24h__1",
    COALESCE(
      "o3_8h_max_sum__why",
      "o3_8h_max_parts__why",
      CASE WHEN "o3_8h_max_parts" = 0 THEN 'division_by_zero' END,
      CASE WHEN "o3_8h_max" IS NULL THEN 'overflow' END
    ) AS "o3_8h_max__why",
    NOT (
      "o3_8h_max" <= 800
    ) AS "iaqi_o3_8h_max__1"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h__why",
    "iaqi_co_24h__1",
    "iaqi_no2_24h__1",
    "iaqi_pm10_24h__1",
    "iaqi_pm2_5_24h__1",
    "iaqi_so2_24h__1",
    "no2_24h__why",
    "o3_8h_max",
    "o3_8h_max__why",
    "pm10_24h__why",
    "pm2_5_24h__why",
    "so2_24h__why",
    CASE
      WHEN "iaqi_so2_24h__1" < 0
      THEN NULL
      WHEN "iaqi_so2_24h__1" <= 50
      THEN "iaqi_so2_24h__1" * 520
      WHEN "iaqi_so2_24h__1" <= 150
      THEN (
        "iaqi_so2_24h__1" * 260
      ) + 13000
      WHEN "iaqi_so2_24h__1" <= 475
      THEN (
        "iaqi_so2_24h__1" * 80
      ) + 40000
      WHEN "iaqi_so2_24h__1" <= 800
      THEN (
        "iaqi_so2_24h__1" * 80
      ) + 40000
      WHEN "iaqi_so2_24h__1" <= 1600
      THEN (
        "iaqi_so2_24h__1" * 65
      ) + 52000
      WHEN "iaqi_so2_24h__1" <= 2100
      THEN (
        "iaqi_so2_24h__1" * 104
      ) + (
        -10400
      )
      WHEN "iaqi_so2_24h__1" <= 2620
      THEN (
        "iaqi_so2_24h__1" * 100
      ) + (
        -2000
      )
    END AS "iaqi_so2_24h__2",
    CASE
      WHEN "iaqi_no2_24h__1" < 0
      THEN NULL
      WHEN "iaqi_no2_24h__1" <= 40
      THEN "iaqi_no2_24h__1" * 10545
      WHEN "iaqi_no2_24h__1" <= 80
      THEN "iaqi_no2_24h__1" * 10545
      WHEN "iaqi_no2_24h__1" <= 180
      THEN (
        "iaqi_no2_24h__1" * 4218
      ) + 506160
      WHEN "iaqi_no2_24h__1" <= 280
      THEN (
        "iaqi_no2_24h__1" * 4218
      ) + 506160
      WHEN "iaqi_no2_24h__1" <= 565
      THEN (
        "iaqi_no2_24h__1" * 2960
      ) + 858400
      WHEN "iaqi_no2_24h__1" <= 750
      THEN (
        "iaqi_no2_24h__1" * 4560
      ) + (
        -45600
      )
      WHEN "iaqi_no2_24h__1" <= 940
      THEN (
        "iaqi_no2_24h__1" * 4440
      ) + 44400
    END AS "iaqi_no2_24h__2",
    CASE
      WHEN "iaqi_co_24h__1" < 0
      THEN NULL
      WHEN "iaqi_co_24h__1" <= 20
      THEN "iaqi_co_24h__1" * 75
      WHEN "iaqi_co_24h__1" <= 40
      THEN "iaqi_co_24h__1" * 75
      WHEN "iaqi_co_24h__1" <= 140
      THEN (
        "iaqi_co_24h__1" * 15
      ) + 2400
      WHEN "iaqi_co_24h__1" <= 240
      THEN (
        "iaqi_co_24h__1" * 15
      ) + 2400
      WHEN "iaqi_co_24h__1" <= 360
      THEN "iaqi_co_24h__1" * 25
      WHEN "iaqi_co_24h__1" <= 480
      THEN "iaqi_co_24h__1" * 25
      WHEN "iaqi_co_24h__1" <= 600
      THEN "iaqi_co_24h__1" * 25
    END AS "iaqi_co_24h__2",
    "iaqi_pm10_24h__1" * 364 AS "iaqi_pm10_24h__2",
    "iaqi_pm2_5_24h__1" * 330 AS "iaqi_pm2_5_24h__2",
    CASE
      WHEN "o3_8h_max" <= 800
      THEN CASE
        WHEN "o3_8h_max" < 0
        THEN NULL
        WHEN "o3_8h_max" <= 100
        THEN "o3_8h_max" * 3531
        WHEN "o3_8h_max" <= 160
        THEN (
          "o3_8h_max" * 5885
        ) + (
          -235400
        )
        WHEN "o3_8h_max" <= 215
        THEN (
          "o3_8h_max" * 6420
        ) + (
          -321000
        )
        WHEN "o3_8h_max" <= 265
        THEN (
          "o3_8h_max" * 7062
        ) + (
          -459030
        )
        WHEN "o3_8h_max" <= 800
        THEN (
          "o3_8h_max" * 1320
        ) + 1062600
      END
      WHEN "iaqi_o3_8h_max__1"
      THEN 300
    END AS "iaqi_o3_8h_max__2",
    CAST(CASE WHEN "o3_8h_max" <= 800 THEN 7062 WHEN "iaqi_o3_8h_max__1" THEN 1 END AS BIGINT) AS "iaqi_o3_8h_max__3"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h__why",
    "iaqi_co_24h__1",
    "iaqi_no2_24h__1",
    "iaqi_o3_8h_max__2",
    "iaqi_o3_8h_max__3",
    "iaqi_pm10_24h__1",
    "iaqi_pm2_5_24h__1",
    "iaqi_so2_24h__1",
    "no2_24h__why",
    "o3_8h_max",
    "o3_8h_max__why",
    "pm10_24h__why",
    "pm2_5_24h__why",
    "so2_24h__why",
    (
      "iaqi_so2_24h__2" + CAST(CASE WHEN "iaqi_so2_24h__2" < 0 THEN -519 ELSE 519 END AS BIGINT)
    ) // 520 AS "iaqi_so2_24h__3",
    (
      "iaqi_no2_24h__2" + CAST(CASE WHEN "iaqi_no2_24h__2" < 0 THEN -8435 ELSE 8435 END AS BIGINT)
    ) // 8436 AS "iaqi_no2_24h__3",
    (
      "iaqi_co_24h__2" + CAST(CASE WHEN "iaqi_co_24h__2" < 0 THEN -29 ELSE 29 END AS BIGINT)
    ) // 30 AS "iaqi_co_24h__3",
    CASE
      WHEN "iaqi_pm10_24h__1" < 0
      THEN NULL
      WHEN "iaqi_pm10_24h__1" <= 50
      THEN "iaqi_pm10_24h__2"
      WHEN "iaqi_pm10_24h__1" <= 120
      THEN (
        "iaqi_pm10_24h__1" * 260
      ) + 5200
      WHEN "iaqi_pm10_24h__1" <= 250
      THEN (
        "iaqi_pm10_24h__1" * 140
      ) + 19600
      WHEN "iaqi_pm10_24h__1" <= 350
      THEN (
        "iaqi_pm10_24h__1" * 182
      ) + 9100
      WHEN "iaqi_pm10_24h__1" <= 420
      THEN (
        "iaqi_pm10_24h__1" * 520
      ) + (
        -109200
      )
      WHEN "iaqi_pm10_24h__1" <= 500
      THEN (
        "iaqi_pm10_24h__1" * 455
      ) + (
        -81900
      )
      WHEN "iaqi_pm10_24h__1" <= 600
      THEN "iaqi_pm10_24h__2" + (
        -36400
      )
    END AS "iaqi_pm10_24h__3",
    CASE
      WHEN "iaqi_pm2_5_24h__1" < 0
      THEN NULL
      WHEN "iaqi_pm2_5_24h__1" <= 35
      THEN "iaqi_pm2_5_24h__2"
      WHEN "iaqi_pm2_5_24h__1" <= 60
      THEN (
        "iaqi_pm2_5_24h__1" * 462
      ) + (
        -4620
      )
      WHEN "iaqi_pm2_5_24h__1" <= 115
      THEN (
        "iaqi_pm2_5_24h__1" * 210
      ) + 10500
      WHEN "iaqi_pm2_5_24h__1" <= 150
      THEN "iaqi_pm2_5_24h__2" + (
        -3300
      )
      WHEN "iaqi_pm2_5_24h__1" <= 250
      THEN (
        "iaqi_pm2_5_24h__1" * 231
      ) + 11550
      WHEN "iaqi_pm2_5_24h__1" <= 350
      THEN (
        "iaqi_pm2_5_24h__1" * 231
      ) + 11550
      WHEN "iaqi_pm2_5_24h__1" <= 500
      THEN (
        "iaqi_pm2_5_24h__1" * 154
      ) + 38500
    END AS "iaqi_pm2_5_24h__3",
    "iaqi_o3_8h_max__2" // "iaqi_o3_8h_max__3" AS "iaqi_o3_8h_max__4"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "co_24h__why",
    "iaqi_co_24h__1",
    "iaqi_no2_24h__1",
    "iaqi_pm10_24h__1",
    "iaqi_pm2_5_24h__1",
    "iaqi_so2_24h__1",
    "no2_24h__why",
    "o3_8h_max",
    "o3_8h_max__why",
    "pm10_24h__why",
    "pm2_5_24h__why",
    "so2_24h__why",
    CASE
      WHEN ABS("iaqi_so2_24h__3") <= 999999
      THEN CAST("iaqi_so2_24h__3" AS BIGINT)
    END AS "iaqi_so2_24h",
    CASE
      WHEN ABS("iaqi_no2_24h__3") <= 999999
      THEN CAST("iaqi_no2_24h__3" AS BIGINT)
    END AS "iaqi_no2_24h",
    CASE WHEN ABS("iaqi_co_24h__3") <= 999999 THEN CAST("iaqi_co_24h__3" AS BIGINT) END AS "iaqi_co_24h",
    (
      "iaqi_pm10_24h__3" + CAST(CASE WHEN "iaqi_pm10_24h__3" < 0 THEN -363 ELSE 363 END AS BIGINT)
    ) // 364 AS "iaqi_pm10_24h__4",
    (
      "iaqi_pm2_5_24h__3" + CAST(CASE WHEN "iaqi_pm2_5_24h__3" < 0 THEN -230 ELSE 230 END AS BIGINT)
    ) // 231 AS "iaqi_pm2_5_24h__4",
    CASE
      WHEN ABS("iaqi_o3_8h_max__2" - (
        "iaqi_o3_8h_max__4" * "iaqi_o3_8h_max__3"
      )) > 0
      THEN "iaqi_o3_8h_max__4" + CAST(CASE WHEN "iaqi_o3_8h_max__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "iaqi_o3_8h_max__4"
    END AS "iaqi_o3_8h_max__5"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_no2_24h",
    "iaqi_pm10_24h__1",
    "iaqi_pm2_5_24h__1",
    "iaqi_so2_24h",
    "o3_8h_max",
    "o3_8h_max__why",
    "pm10_24h__why",
    "pm2_5_24h__why",
    COALESCE(
      "so2_24h__why",
      CASE
        WHEN "iaqi_so2_24h__1" < 0
        THEN 'outside_scale'
        WHEN "iaqi_so2_24h__1" > 2620
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_so2_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_so2_24h__why",
    COALESCE(
      "no2_24h__why",
      CASE
        WHEN "iaqi_no2_24h__1" < 0
        THEN 'outside_scale'
        WHEN "iaqi_no2_24h__1" > 940
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_no2_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_no2_24h__why",
    COALESCE(
      "co_24h__why",
      CASE
        WHEN "iaqi_co_24h__1" < 0
        THEN 'outside_scale'
        WHEN "iaqi_co_24h__1" > 600
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_co_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_co_24h__why",
    CASE
      WHEN ABS("iaqi_pm10_24h__4") <= 999999
      THEN CAST("iaqi_pm10_24h__4" AS BIGINT)
    END AS "iaqi_pm10_24h",
    CASE
      WHEN ABS("iaqi_pm2_5_24h__4") <= 999999
      THEN CAST("iaqi_pm2_5_24h__4" AS BIGINT)
    END AS "iaqi_pm2_5_24h",
    CASE
      WHEN ABS("iaqi_o3_8h_max__5") <= 999999
      THEN CAST("iaqi_o3_8h_max__5" AS BIGINT)
    END AS "iaqi_o3_8h_max",
    CASE
      WHEN "iaqi_so2_24h" >= "iaqi_no2_24h"
      THEN "iaqi_so2_24h"
      WHEN NOT (
        "iaqi_so2_24h" >= "iaqi_no2_24h"
      )
      THEN "iaqi_no2_24h"
    END AS "aqi__1"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_8h_max",
    "iaqi_pm10_24h",
    "iaqi_pm2_5_24h",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    COALESCE(
      "pm10_24h__why",
      CASE
        WHEN "iaqi_pm10_24h__1" < 0
        THEN 'outside_scale'
        WHEN "iaqi_pm10_24h__1" > 600
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_pm10_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm10_24h__why",
    COALESCE(
      "pm2_5_24h__why",
      CASE
        WHEN "iaqi_pm2_5_24h__1" < 0
        THEN 'outside_scale'
        WHEN "iaqi_pm2_5_24h__1" > 500
        THEN 'outside_scale'
      END,
      CASE WHEN "iaqi_pm2_5_24h" IS NULL THEN 'overflow' END
    ) AS "iaqi_pm2_5_24h__why",
    COALESCE(
      CASE
        WHEN NOT "o3_8h_max__why" IS NULL
        THEN "o3_8h_max__why"
        WHEN "o3_8h_max" <= 800
        THEN COALESCE(
          "o3_8h_max__why",
          CASE
            WHEN "o3_8h_max" < 0
            THEN 'outside_scale'
            WHEN "o3_8h_max" > 800
            THEN 'outside_scale'
          END
        )
      END,
      CASE WHEN "iaqi_o3_8h_max" IS NULL THEN 'overflow' END
    ) AS "iaqi_o3_8h_max__why",
    CASE WHEN "iaqi_so2_24h__why" IS NULL THEN "iaqi_so2_24h" ELSE 0 END AS "worst__2",
    CASE WHEN "iaqi_no2_24h__why" IS NULL THEN "iaqi_no2_24h" ELSE 0 END AS "worst__3",
    CASE WHEN "iaqi_co_24h__why" IS NULL THEN "iaqi_co_24h" ELSE 0 END AS "worst__4",
    CASE
      WHEN "aqi__1" >= "iaqi_co_24h"
      THEN "aqi__1"
      WHEN NOT (
        "aqi__1" >= "iaqi_co_24h"
      )
      THEN "iaqi_co_24h"
    END AS "aqi__2"
  FROM "_10"
), "_12" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
    "iaqi_o3_8h_max",
    "iaqi_o3_8h_max__why",
    "iaqi_pm10_24h",
    "iaqi_pm10_24h__why",
    "iaqi_pm2_5_24h",
    "iaqi_pm2_5_24h__why",
    "iaqi_so2_24h",
    "iaqi_so2_24h__why",
    "worst__4",
    (
      "iaqi_so2_24h__why" IS NULL
    )
    OR (
      "iaqi_no2_24h__why" IS NULL
    )
    OR (
      "iaqi_co_24h__why" IS NULL
    )
    OR (
      "iaqi_pm10_24h__why" IS NULL
    )
    OR (
      "iaqi_pm2_5_24h__why" IS NULL
    )
    OR (
      "iaqi_o3_8h_max__why" IS NULL
    ) AS "worst__1",
    CASE WHEN "iaqi_pm10_24h__why" IS NULL THEN "iaqi_pm10_24h" ELSE 0 END AS "worst__5",
    CASE WHEN "iaqi_pm2_5_24h__why" IS NULL THEN "iaqi_pm2_5_24h" ELSE 0 END AS "worst__6",
    CASE WHEN "iaqi_o3_8h_max__why" IS NULL THEN "iaqi_o3_8h_max" ELSE 0 END AS "worst__7",
    CASE
      WHEN "worst__2" >= "worst__3"
      THEN "worst__2"
      WHEN NOT (
        "worst__2" >= "worst__3"
      )
      THEN "worst__3"
    END AS "worst__8",
    CASE
      WHEN "aqi__2" >= "iaqi_pm10_24h"
      THEN "aqi__2"
      WHEN NOT (
        "aqi__2" >= "iaqi_pm10_24h"
      )
      THEN "iaqi_pm10_24h"
    END AS "aqi__3"
  FROM "_11"
), "_13" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
    CASE
      WHEN "worst__8" >= "worst__4"
      THEN "worst__8"
      WHEN NOT (
        "worst__8" >= "worst__4"
      )
      THEN "worst__4"
    END AS "worst__9",
    CASE
      WHEN "worst__1"
      THEN COALESCE(
        CASE WHEN "iaqi_so2_24h__why" IS NULL THEN "iaqi_so2_24h__why" END,
        CASE WHEN "iaqi_no2_24h__why" IS NULL THEN "iaqi_no2_24h__why" END,
        CASE WHEN "iaqi_co_24h__why" IS NULL THEN "iaqi_co_24h__why" END,
        CASE WHEN "iaqi_pm10_24h__why" IS NULL THEN "iaqi_pm10_24h__why" END,
        CASE WHEN "iaqi_pm2_5_24h__why" IS NULL THEN "iaqi_pm2_5_24h__why" END,
        CASE WHEN "iaqi_o3_8h_max__why" IS NULL THEN "iaqi_o3_8h_max__why" END
      )
      ELSE "iaqi_so2_24h__why"
    END AS "worst__why",
    CASE
      WHEN "aqi__3" >= "iaqi_pm2_5_24h"
      THEN "aqi__3"
      WHEN NOT (
        "aqi__3" >= "iaqi_pm2_5_24h"
      )
      THEN "iaqi_pm2_5_24h"
    END AS "aqi__4"
  FROM "_12"
), "_14" AS (
  SELECT
    "unit",
    "period_start",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
    "worst__why",
    CASE
      WHEN "worst__9" >= "worst__5"
      THEN "worst__9"
      WHEN NOT (
        "worst__9" >= "worst__5"
      )
      THEN "worst__5"
    END AS "worst__10",
    CASE
      WHEN "aqi__4" >= "iaqi_o3_8h_max"
      THEN "aqi__4"
      WHEN NOT (
        "aqi__4" >= "iaqi_o3_8h_max"
      )
      THEN "iaqi_o3_8h_max"
    END AS "aqi__5"
  FROM "_13"
), "_15" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__5",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
    "worst__why",
    CASE
      WHEN "worst__10" >= "worst__6"
      THEN "worst__10"
      WHEN NOT (
        "worst__10" >= "worst__6"
      )
      THEN "worst__6"
    END AS "worst__11"
  FROM "_14"
), "_16" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__5",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
      WHEN "worst__11" >= "worst__7"
      THEN "worst__11"
      WHEN NOT (
        "worst__11" >= "worst__7"
      )
      THEN "worst__7"
    END AS "worst__12"
  FROM "_15"
), "_17" AS (
  SELECT
    "unit",
    "period_start",
    "aqi__5",
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
        WHEN "worst__12" >= 0
        THEN "worst__12"
        WHEN NOT (
          "worst__12" >= 0
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
    "iaqi_co_24h",
    "iaqi_co_24h__why",
    "iaqi_no2_24h",
    "iaqi_no2_24h__why",
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
    CASE
      WHEN "worst" > 100
      THEN CASE WHEN "worst" >= 1 THEN "worst" WHEN NOT (
        "worst" >= 1
      ) THEN 1 END
      WHEN NOT (
        "worst" > 100
      )
      THEN CASE WHEN "aqi__5" >= 1 THEN "aqi__5" WHEN NOT (
        "aqi__5" >= 1
      ) THEN 1 END
    END AS "aqi",
    CASE
      WHEN NOT "worst__why" IS NULL
      THEN "worst__why"
      WHEN "worst" > 100
      THEN "worst__why"
      ELSE COALESCE(
        "iaqi_so2_24h__why",
        "iaqi_no2_24h__why",
        "iaqi_co_24h__why",
        "iaqi_pm10_24h__why",
        "iaqi_pm2_5_24h__why",
        "iaqi_o3_8h_max__why"
      )
    END AS "aqi__why"
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
      "iaqi_co_24h__why" IS NULL
    )
    AND (
      "iaqi_co_24h" = "worst"
    ) AS "primary_co_24h__1",
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
    CASE WHEN "iaqi_co_24h__why" IS NULL THEN "primary_co_24h__1" ELSE "aqi" < 0 END AS "primary_co_24h",
    CASE
      WHEN "iaqi_co_24h__why" IS NULL
      THEN CASE
        WHEN "primary_co_24h__1" IS NULL
        THEN COALESCE("aqi__why", "iaqi_co_24h__why", "worst__why")
      END
      ELSE "aqi__why"
    END AS "primary_co_24h__why",
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
  "iaqi_co_24h",
  "iaqi_co_24h__why",
  "iaqi_pm10_24h",
  "iaqi_pm10_24h__why",
  "iaqi_pm2_5_24h",
  "iaqi_pm2_5_24h__why",
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
  "primary_co_24h",
  "primary_co_24h__why",
  "primary_pm10_24h",
  "primary_pm10_24h__why",
  "primary_pm2_5_24h",
  "primary_pm2_5_24h__why",
  "primary_o3_8h_max",
  "primary_o3_8h_max__why"
FROM "_20"

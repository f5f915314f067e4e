WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("unit_use")) <= 9999999 AND "unit_use" = ROUND("unit_use", 0)
      THEN CAST("unit_use" AS BIGINT)
    END AS "unit_use",
    CASE
      WHEN "unit_use" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("unit_use")) <= 9999999 AND "unit_use" = ROUND("unit_use", 0)
      )
      THEN 'invalid_input'
    END AS "unit_use__why",
    CASE
      WHEN TRUNC(ABS("green")) <= 999 AND "green" = ROUND("green", 1)
      THEN CAST("green" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "green",
    CASE
      WHEN "green" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("green")) <= 999 AND "green" = ROUND("green", 1)
      )
      THEN 'invalid_input'
    END AS "green__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "unit_use__why",
    "unit_use" - CAST(CASE
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN 13650
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN 13450
    END AS BIGINT) AS "steps__1",
    (
      "green" + (
        -150
      )
    ) * 100 AS "green_points__1",
    "green__why" AS "green_points__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "green_points__1",
    "green_points__why",
    "unit_use__why",
    CASE WHEN 0 >= "steps__1" THEN 0 WHEN NOT (
      0 >= "steps__1"
    ) THEN "steps__1" END AS "steps__2",
    "green_points__1" // 100 AS "green_points__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "green_points__1",
    "green_points__2",
    "green_points__why",
    "unit_use__why",
    (
      "steps__2" + CAST(CASE WHEN "steps__2" < 0 THEN -19 ELSE 19 END AS BIGINT)
    ) // 20 AS "steps__3",
    ABS("green_points__1" - (
      "green_points__2" * 100
    )) AS "green_points__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "green_points__why",
    "unit_use__why",
    CASE WHEN ABS("steps__3") <= 99999 THEN CAST("steps__3" AS BIGINT) END AS "steps",
    CASE
      WHEN (
        "green_points__3" > (
          100 - "green_points__3"
        )
      )
      OR (
        (
          "green_points__3" = (
            100 - "green_points__3"
          )
        )
        AND (
          (
            "green_points__2" % 2
          ) <> 0
        )
      )
      THEN "green_points__2" + CAST(CASE WHEN "green_points__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "green_points__2"
    END AS "green_points"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "green_points",
    "green_points__why",
    "steps",
    COALESCE(
      "unit_use__why",
      CASE
        WHEN "period_start" >= CAST('2022-01-01' AS DATE)
        AND "period_start" < CAST('2023-01-01' AS DATE)
        THEN NULL
        WHEN "period_start" >= CAST('2023-01-01' AS DATE)
        AND "period_start" < CAST('2025-01-01' AS DATE)
        THEN NULL
        WHEN "period_start" >= CAST('2025-01-01' AS DATE)
        THEN 'parameter_not_set'
        ELSE 'no_version'
      END,
      CASE WHEN "steps" IS NULL THEN 'overflow' END
    ) AS "steps__why",
    "steps" * (
      1000 - CASE
        WHEN 0 >= "green_points"
        THEN 0
        WHEN NOT (
          0 >= "green_points"
        )
        THEN "green_points"
      END
    ) AS "surcharge__1"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "green_points",
    "green_points__why",
    "steps",
    "steps__why",
    (
      "surcharge__1" + CAST(CASE WHEN "surcharge__1" < 0 THEN -5 ELSE 5 END AS BIGINT)
    ) // 10 AS "surcharge__2"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "green_points",
    "green_points__why",
    "steps",
    "steps__why",
    CASE WHEN ABS("surcharge__2") <= 99999999 THEN CAST("surcharge__2" AS BIGINT) END AS "surcharge"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "green_points",
    "green_points__why",
    "steps",
    "steps__why",
    "surcharge",
    COALESCE("steps__why", "green_points__why", CASE WHEN "surcharge" IS NULL THEN 'overflow' END) AS "surcharge__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST("steps" AS DECIMAL(5, 0)) AS "steps",
  "steps__why",
  CAST(CAST("surcharge" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(8, 4)) AS "surcharge",
  "surcharge__why",
  CAST(CAST("green_points" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(5, 1)) AS "green_points",
  "green_points__why"
FROM "_8"

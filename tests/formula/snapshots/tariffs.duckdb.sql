WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("use")) <= 999999999 AND "use" = ROUND("use", 0)
      THEN CAST("use" AS BIGINT)
    END AS "use",
    CASE
      WHEN "use" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("use")) <= 999999999 AND "use" = ROUND("use", 0)
      )
      THEN 'invalid_input'
    END AS "use__why",
    CASE
      WHEN TRUNC(ABS("water")) <= 99999999 AND "water" = ROUND("water", 1)
      THEN CAST("water" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "water",
    CASE
      WHEN "water" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("water")) <= 99999999 AND "water" = ROUND("water", 1)
      )
      THEN 'invalid_input'
    END AS "water__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "use",
    "use" * 51 AS "bill__1",
    "use" * 56 AS "bill__2",
    "use" * 81 AS "bill__3",
    COALESCE("use__why", CASE WHEN "use" < 0 THEN 'outside_scale' END) AS "bill__why",
    CAST(CASE
      WHEN "use" <= 160
      THEN 51
      WHEN "use" <= 240
      THEN 56
      WHEN NOT "use" IS NULL
      THEN 81
    END AS BIGINT) AS "price",
    "use__why" AS "price__why",
    CASE
      WHEN "water" < 0
      THEN NULL
      WHEN "water" <= 120
      THEN "water" * 2
      WHEN "water" <= 180
      THEN (
        "water" * 3
      ) + (
        -120
      )
      WHEN NOT "water" IS NULL
      THEN (
        "water" * 6
      ) + (
        -660
      )
    END * 10 AS "water_bill",
    COALESCE("water__why", CASE WHEN "water" < 0 THEN 'outside_scale' END) AS "water_bill__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "bill__why",
    "price",
    "price__why",
    "water_bill",
    "water_bill__why",
    CASE
      WHEN "use" < 0
      THEN NULL
      WHEN "use" <= 160
      THEN "bill__1"
      WHEN "use" <= 240
      THEN "bill__2" + (
        -800
      )
      WHEN NOT "use" IS NULL
      THEN "bill__3" + (
        -6800
      )
    END AS "bill",
    CASE
      WHEN "use" < 0
      THEN NULL
      WHEN "use" <= 160
      THEN "bill__1"
      WHEN "use" <= 240
      THEN "bill__2"
      WHEN NOT "use" IS NULL
      THEN "bill__3"
    END AS "whole",
    "bill__why" AS "whole__why"
  FROM "_1"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("bill" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(12, 2)) AS "bill",
  "bill__why",
  CAST(CAST("whole" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(12, 2)) AS "whole",
  "whole__why",
  CAST(CAST("price" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(6, 2)) AS "price",
  "price__why",
  CAST(CAST("water_bill" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(12, 2)) AS "water_bill",
  "water_bill__why"
FROM "_2"

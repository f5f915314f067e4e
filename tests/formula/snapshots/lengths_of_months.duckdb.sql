WITH "_0" AS (
  SELECT
    "unit",
    "period_start"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    CAST(CASE
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 1
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 2
      THEN CASE
        WHEN (
          CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
          AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
        )
        OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
        THEN 29
        ELSE 28
      END
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 3
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 4
      THEN 30
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 5
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 6
      THEN 30
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 7
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 8
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 9
      THEN 30
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 10
      THEN 31
      WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) = 11
      THEN 30
      ELSE 31
    END AS BIGINT) AS "length",
    CAST(NULL AS TEXT) AS "length__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST("length" AS DECIMAL(3, 0)) AS "length",
  "length__why"
FROM "_1"

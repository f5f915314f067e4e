WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    CAST(SUM("x") OVER (
      PARTITION BY "unit", "_year"
      ORDER BY "period_start"
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "so_far__1",
    CAST(COUNT("x") OVER (
      PARTITION BY "unit", "_year"
      ORDER BY "period_start"
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS "so_far__2",
    CAST(CASE
      WHEN CASE WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) < 7 THEN 1 ELSE 2 END = 1
      THEN CASE
        WHEN (
          CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
          AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
        )
        OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
        THEN 182
        ELSE 181
      END
      ELSE 184
    END AS BIGINT) AS "length",
    CAST(NULL AS TEXT) AS "length__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "length",
    "length__why",
    "so_far__2",
    CASE
      WHEN "so_far__2" = CAST(CASE WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) < 7 THEN 1 ELSE 2 END AS BIGINT)
      THEN "so_far__1"
    END AS "so_far__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "length",
    "length__why",
    "so_far__2",
    CASE WHEN ABS("so_far__3") <= 999999 THEN CAST("so_far__3" AS BIGINT) END AS "so_far"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "length",
    "length__why",
    "so_far",
    COALESCE(
      CASE
        WHEN "so_far__2" = CAST(CASE WHEN CAST(EXTRACT(MONTH FROM "period_start") AS INT) < 7 THEN 1 ELSE 2 END AS BIGINT)
        THEN NULL
        ELSE 'periods_missing'
      END,
      CASE WHEN "so_far" IS NULL THEN 'overflow' END
    ) AS "so_far__why"
  FROM "_3"
)
SELECT
  "unit",
  "period_start",
  CAST("so_far" AS DECIMAL(6, 0)) AS "so_far",
  "so_far__why",
  CAST("length" AS DECIMAL(3, 0)) AS "length",
  "length__why"
FROM "_4"

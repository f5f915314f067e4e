WITH "_0" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
    CASE
      WHEN TRUNC(ABS(CAST("use" AS DECIMAL))) <= 999999999
      AND "use" = TRUNC(CAST("use" AS DECIMAL), 0)
      THEN TRUNC(CAST("use" AS DECIMAL))
    END AS "use",
    CASE
      WHEN "use" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS(CAST("use" AS DECIMAL))) <= 999999999
        AND "use" = TRUNC(CAST("use" AS DECIMAL), 0)
      )
      THEN 'invalid_input'
    END AS "use__why"
  FROM "rows"
), "_1" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "use",
    "use__why",
    CAST(SUM("use") OVER (
      PARTITION BY "unit", "_year"
      ORDER BY "period_start"
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DECIMAL) AS "so_far__1",
    CAST(COUNT("use") OVER (
      PARTITION BY "unit", "_year"
      ORDER BY "period_start"
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DECIMAL) AS "so_far__2"
  FROM "_0"
), "_2" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "so_far__2",
    "use",
    "use__why",
    CASE
      WHEN "so_far__2" = CAST(CAST(EXTRACT(MONTH FROM "period_start") AS INT) AS DECIMAL)
      THEN "so_far__1"
    END AS "so_far__3"
  FROM "_1"
), "_3" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "so_far__2",
    "use",
    "use__why",
    CASE WHEN ABS("so_far__3") <= 9999999999 THEN CAST("so_far__3" AS DECIMAL) END AS "so_far"
  FROM "_2"
), "_4" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "so_far",
    "use__why",
    COALESCE(
      CASE
        WHEN "so_far__2" = CAST(CAST(EXTRACT(MONTH FROM "period_start") AS INT) AS DECIMAL)
        THEN NULL
        ELSE 'periods_missing'
      END,
      CASE WHEN "so_far" IS NULL THEN 'overflow' END
    ) AS "so_far__why",
    "so_far" - "use" AS "bill__1"
  FROM "_3"
), "_5" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "bill__1",
    "so_far",
    "so_far__why",
    "use__why",
    CASE
      WHEN "period_start" < CAST('2025-03-01' AS DATE)
      THEN CASE
        WHEN "so_far" < 0
        THEN NULL
        WHEN "so_far" <= 1920
        THEN "so_far" * 51
        WHEN "so_far" <= 2880
        THEN (
          "so_far" * 56
        ) + (
          -9600
        )
        WHEN NOT "so_far" IS NULL
        THEN (
          "so_far" * 81
        ) + (
          -81600
        )
      END
      WHEN "period_start" >= CAST('2025-03-01' AS DATE)
      THEN CASE
        WHEN "so_far" < 0
        THEN NULL
        WHEN "so_far" <= 1920
        THEN "so_far" * 52
        WHEN "so_far" <= 2880
        THEN (
          "so_far" * 57
        ) + (
          -9600
        )
        WHEN NOT "so_far" IS NULL
        THEN (
          "so_far" * 82
        ) + (
          -81600
        )
      END
    END - CASE
      WHEN "period_start" < CAST('2025-03-01' AS DATE)
      THEN CASE
        WHEN "bill__1" < 0
        THEN NULL
        WHEN "bill__1" <= 1920
        THEN "bill__1" * 51
        WHEN "bill__1" <= 2880
        THEN (
          "bill__1" * 56
        ) + (
          -9600
        )
        WHEN NOT "bill__1" IS NULL
        THEN (
          "bill__1" * 81
        ) + (
          -81600
        )
      END
      WHEN "period_start" >= CAST('2025-03-01' AS DATE)
      THEN CASE
        WHEN "bill__1" < 0
        THEN NULL
        WHEN "bill__1" <= 1920
        THEN "bill__1" * 52
        WHEN "bill__1" <= 2880
        THEN (
          "bill__1" * 57
        ) + (
          -9600
        )
        WHEN NOT "bill__1" IS NULL
        THEN (
          "bill__1" * 82
        ) + (
          -81600
        )
      END
    END AS "bill__2"
  FROM "_4"
), "_6" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "bill__1",
    "so_far",
    "so_far__why",
    "use__why",
    CASE WHEN ABS("bill__2") <= 999999999999 THEN CAST("bill__2" AS DECIMAL) END AS "bill"
  FROM "_5"
), "_7" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "bill",
    "so_far",
    "so_far__why",
    COALESCE(
      "so_far__why",
      CASE
        WHEN "period_start" < CAST('2025-03-01' AS DATE)
        THEN NULL
        WHEN "period_start" >= CAST('2025-03-01' AS DATE)
        THEN NULL
        ELSE 'no_version'
      END,
      CASE
        WHEN "period_start" < CAST('2025-03-01' AS DATE)
        THEN CASE WHEN "so_far" < 0 THEN 'outside_scale' END
        WHEN "period_start" >= CAST('2025-03-01' AS DATE)
        THEN CASE WHEN "so_far" < 0 THEN 'outside_scale' END
      END,
      "use__why",
      CASE
        WHEN "period_start" < CAST('2025-03-01' AS DATE)
        THEN CASE WHEN "bill__1" < 0 THEN 'outside_scale' END
        WHEN "period_start" >= CAST('2025-03-01' AS DATE)
        THEN CASE WHEN "bill__1" < 0 THEN 'outside_scale' END
      END,
      CASE WHEN "bill" IS NULL THEN 'overflow' END
    ) AS "bill__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST("so_far" * 1 AS DECIMAL(10, 0)) AS "so_far",
  "so_far__why",
  CAST("bill" * 0.01 AS DECIMAL(12, 2)) AS "bill",
  "bill__why"
FROM "_7"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("rural_lines_of_year")) <= 9999999999999999
      AND "rural_lines_of_year" = ROUND("rural_lines_of_year", 2)
      THEN CAST("rural_lines_of_year" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "rural_lines_of_year",
    CASE
      WHEN "rural_lines_of_year" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_lines_of_year")) <= 9999999999999999
        AND "rural_lines_of_year" = ROUND("rural_lines_of_year", 2)
      )
      THEN 'invalid_input'
    END AS "rural_lines_of_year__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    FIRST_VALUE("rural_lines_of_year") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "rural_grid_line_length__1",
    FIRST_VALUE("rural_lines_of_year") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "rural_grid_line_length__4",
    FIRST_VALUE("rural_lines_of_year") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "rural_grid_line_length__7",
    FIRST_VALUE("rural_lines_of_year") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "rural_grid_line_length__10",
    FIRST_VALUE("rural_lines_of_year__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "rural_grid_line_length__13",
    FIRST_VALUE("rural_lines_of_year__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "rural_grid_line_length__15",
    FIRST_VALUE("rural_lines_of_year__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "rural_grid_line_length__17",
    FIRST_VALUE("rural_lines_of_year__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "rural_grid_line_length__19"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "rural_grid_line_length__10",
    "rural_grid_line_length__13",
    "rural_grid_line_length__15",
    "rural_grid_line_length__17",
    "rural_grid_line_length__19",
    "rural_grid_line_length__4",
    "rural_grid_line_length__7",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    "rural_lines_of_year" + "rural_grid_line_length__1" AS "rural_grid_line_length__2",
    CASE WHEN "rural_grid_line_length__1" IS NULL THEN 'no_previous' END AS "rural_grid_line_length__14",
    CASE WHEN "rural_grid_line_length__4" IS NULL THEN 'no_previous' END AS "rural_grid_line_length__16",
    CASE WHEN "rural_grid_line_length__7" IS NULL THEN 'no_previous' END AS "rural_grid_line_length__18"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "rural_grid_line_length__10",
    "rural_grid_line_length__13",
    "rural_grid_line_length__14",
    "rural_grid_line_length__15",
    "rural_grid_line_length__16",
    "rural_grid_line_length__17",
    "rural_grid_line_length__18",
    "rural_grid_line_length__19",
    "rural_grid_line_length__7",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    CASE
      WHEN ABS("rural_grid_line_length__2") <= 999999999999999999
      THEN CAST("rural_grid_line_length__2" AS BIGINT)
    END AS "rural_grid_line_length__3",
    "rural_grid_line_length__2" + "rural_grid_line_length__4" AS "rural_grid_line_length__5"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rural_grid_line_length__10",
    "rural_grid_line_length__13",
    "rural_grid_line_length__14",
    "rural_grid_line_length__15",
    "rural_grid_line_length__16",
    "rural_grid_line_length__17",
    "rural_grid_line_length__18",
    "rural_grid_line_length__19",
    "rural_grid_line_length__3",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    CASE
      WHEN ABS("rural_grid_line_length__5") <= 999999999999999999
      THEN CAST("rural_grid_line_length__5" AS BIGINT)
    END AS "rural_grid_line_length__6",
    "rural_grid_line_length__5" + "rural_grid_line_length__7" AS "rural_grid_line_length__8"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "rural_grid_line_length__10",
    "rural_grid_line_length__13",
    "rural_grid_line_length__14",
    "rural_grid_line_length__15",
    "rural_grid_line_length__16",
    "rural_grid_line_length__17",
    "rural_grid_line_length__18",
    "rural_grid_line_length__19",
    "rural_grid_line_length__3",
    "rural_grid_line_length__6",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    CASE
      WHEN ABS("rural_grid_line_length__8") <= 999999999999999999
      THEN CAST("rural_grid_line_length__8" AS BIGINT)
    END AS "rural_grid_line_length__9",
    "rural_grid_line_length__8" + "rural_grid_line_length__10" AS "rural_grid_line_length__11"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "rural_grid_line_length__10",
    "rural_grid_line_length__13",
    "rural_grid_line_length__14",
    "rural_grid_line_length__15",
    "rural_grid_line_length__16",
    "rural_grid_line_length__17",
    "rural_grid_line_length__18",
    "rural_grid_line_length__19",
    "rural_grid_line_length__3",
    "rural_grid_line_length__6",
    "rural_grid_line_length__9",
    "rural_lines_of_year",
    "rural_lines_of_year__why",
    CASE
      WHEN ABS("rural_grid_line_length__11") <= 999999999999999999
      THEN CAST("rural_grid_line_length__11" AS BIGINT)
    END AS "rural_grid_line_length__12"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN "rural_lines_of_year"
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN "rural_grid_line_length__3"
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN "rural_grid_line_length__6"
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN "rural_grid_line_length__9"
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "rural_grid_line_length__12"
    END AS "rural_grid_line_length",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN "rural_lines_of_year__why"
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN COALESCE(
        "rural_lines_of_year__why",
        "rural_grid_line_length__13",
        "rural_grid_line_length__14",
        CASE WHEN "rural_grid_line_length__3" IS NULL THEN 'overflow' END
      )
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN COALESCE(
        "rural_lines_of_year__why",
        "rural_grid_line_length__13",
        "rural_grid_line_length__14",
        "rural_grid_line_length__15",
        "rural_grid_line_length__16",
        CASE WHEN "rural_grid_line_length__6" IS NULL THEN 'overflow' END
      )
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN COALESCE(
        "rural_lines_of_year__why",
        "rural_grid_line_length__13",
        "rural_grid_line_length__14",
        "rural_grid_line_length__15",
        "rural_grid_line_length__16",
        "rural_grid_line_length__17",
        "rural_grid_line_length__18",
        CASE WHEN "rural_grid_line_length__9" IS NULL THEN 'overflow' END
      )
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "rural_lines_of_year__why",
        "rural_grid_line_length__13",
        "rural_grid_line_length__14",
        "rural_grid_line_length__15",
        "rural_grid_line_length__16",
        "rural_grid_line_length__17",
        "rural_grid_line_length__18",
        "rural_grid_line_length__19",
        CASE WHEN "rural_grid_line_length__10" IS NULL THEN 'no_previous' END,
        CASE WHEN "rural_grid_line_length__12" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "rural_grid_line_length__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("rural_grid_line_length" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "rural_grid_line_length",
  "rural_grid_line_length__why"
FROM "_7"

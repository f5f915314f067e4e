WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(MONTH FROM "period_start") AS INT) * 100 + CAST(EXTRACT(DAY FROM "period_start") AS INT) AS "_place",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
    CASE
      WHEN TRUNC(ABS("co2_per_gdp")) <= 99999999999999
      AND "co2_per_gdp" = ROUND("co2_per_gdp", 4)
      THEN CAST("co2_per_gdp" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "co2_per_gdp",
    CASE
      WHEN "co2_per_gdp" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("co2_per_gdp")) <= 99999999999999
        AND "co2_per_gdp" = ROUND("co2_per_gdp", 4)
      )
      THEN 'invalid_input'
    END AS "co2_per_gdp__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp",
    "co2_per_gdp__why",
    MAX(CASE WHEN "_year" = 2020 THEN "co2_per_gdp" END) OVER (PARTITION BY "unit", "_place") AS "co2_per_gdp_decline__1",
    MAX(CASE WHEN "_year" = 2020 THEN "co2_per_gdp__why" END) OVER (PARTITION BY "unit", "_place") AS "co2_per_gdp_decline__8"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__8",
    NULLIF(ABS("co2_per_gdp_decline__1"), 0) AS "co2_per_gdp_decline__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__2",
    "co2_per_gdp_decline__8",
    CAST("co2_per_gdp_decline__2" - CASE WHEN "co2_per_gdp_decline__1" < 0 THEN -"co2_per_gdp" ELSE "co2_per_gdp" END AS INT128) * 10000 AS "co2_per_gdp_decline__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__2",
    "co2_per_gdp_decline__3",
    "co2_per_gdp_decline__8",
    "co2_per_gdp_decline__3" // "co2_per_gdp_decline__2" AS "co2_per_gdp_decline__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__2",
    "co2_per_gdp_decline__3",
    "co2_per_gdp_decline__4",
    "co2_per_gdp_decline__8",
    ABS(
      CAST("co2_per_gdp_decline__3" - (
        "co2_per_gdp_decline__4" * "co2_per_gdp_decline__2"
      ) AS BIGINT)
    ) AS "co2_per_gdp_decline__5"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__8",
    CASE
      WHEN (
        "co2_per_gdp_decline__5" > (
          "co2_per_gdp_decline__2" - "co2_per_gdp_decline__5"
        )
      )
      OR (
        (
          "co2_per_gdp_decline__5" = (
            "co2_per_gdp_decline__2" - "co2_per_gdp_decline__5"
          )
        )
        AND (
          CAST("co2_per_gdp_decline__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "co2_per_gdp_decline__4" + CAST(CASE WHEN "co2_per_gdp_decline__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co2_per_gdp_decline__4"
    END AS "co2_per_gdp_decline__6"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "co2_per_gdp__why",
    "co2_per_gdp_decline__1",
    "co2_per_gdp_decline__8",
    CASE
      WHEN ABS("co2_per_gdp_decline__6") <= 999999999999999999
      THEN CAST("co2_per_gdp_decline__6" AS BIGINT)
    END AS "co2_per_gdp_decline__7"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "co2_per_gdp_decline__7"
    END AS "co2_per_gdp_decline",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "co2_per_gdp__why",
        "co2_per_gdp_decline__8",
        CASE WHEN "co2_per_gdp_decline__1" IS NULL THEN 'no_base' END,
        CASE WHEN "co2_per_gdp_decline__1" = 0 THEN 'division_by_zero' END,
        CASE WHEN "co2_per_gdp_decline__7" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "co2_per_gdp_decline__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("co2_per_gdp_decline" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "co2_per_gdp_decline",
  "co2_per_gdp_decline__why"
FROM "_8"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(MONTH FROM "period_start") AS INT) * 100 + CAST(EXTRACT(DAY FROM "period_start") AS INT) AS "_place",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
    CASE
      WHEN TRUNC(ABS("energy_per_gdp")) <= 99999999999999
      AND "energy_per_gdp" = ROUND("energy_per_gdp", 4)
      THEN CAST("energy_per_gdp" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_per_gdp",
    CASE
      WHEN "energy_per_gdp" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_per_gdp")) <= 99999999999999
        AND "energy_per_gdp" = ROUND("energy_per_gdp", 4)
      )
      THEN 'invalid_input'
    END AS "energy_per_gdp__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp",
    "energy_per_gdp__why",
    MAX(CASE WHEN "_year" = 2020 THEN "energy_per_gdp" END) OVER (PARTITION BY "unit", "_place") AS "energy_per_gdp_decline__1",
    MAX(CASE WHEN "_year" = 2020 THEN "energy_per_gdp__why" END) OVER (PARTITION BY "unit", "_place") AS "energy_per_gdp_decline__8"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__8",
    NULLIF(ABS("energy_per_gdp_decline__1"), 0) AS "energy_per_gdp_decline__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__2",
    "energy_per_gdp_decline__8",
    CAST("energy_per_gdp_decline__2" - CASE
      WHEN "energy_per_gdp_decline__1" < 0
      THEN -"energy_per_gdp"
      ELSE "energy_per_gdp"
    END AS INT128) * 10000 AS "energy_per_gdp_decline__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__2",
    "energy_per_gdp_decline__3",
    "energy_per_gdp_decline__8",
    "energy_per_gdp_decline__3" // "energy_per_gdp_decline__2" AS "energy_per_gdp_decline__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__2",
    "energy_per_gdp_decline__3",
    "energy_per_gdp_decline__4",
    "energy_per_gdp_decline__8",
    ABS(
      CAST("energy_per_gdp_decline__3" - (
        "energy_per_gdp_decline__4" * "energy_per_gdp_decline__2"
      ) AS BIGINT)
    ) AS "energy_per_gdp_decline__5"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__8",
    CASE
      WHEN (
        "energy_per_gdp_decline__5" > (
          "energy_per_gdp_decline__2" - "energy_per_gdp_decline__5"
        )
      )
      OR (
        (
          "energy_per_gdp_decline__5" = (
            "energy_per_gdp_decline__2" - "energy_per_gdp_decline__5"
          )
        )
        AND (
          CAST("energy_per_gdp_decline__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "energy_per_gdp_decline__4" + CAST(CASE WHEN "energy_per_gdp_decline__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "energy_per_gdp_decline__4"
    END AS "energy_per_gdp_decline__6"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp__why",
    "energy_per_gdp_decline__1",
    "energy_per_gdp_decline__8",
    CASE
      WHEN ABS("energy_per_gdp_decline__6") <= 999999999999999999
      THEN CAST("energy_per_gdp_decline__6" AS BIGINT)
    END AS "energy_per_gdp_decline__7"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "energy_per_gdp_decline__7"
    END AS "energy_per_gdp_decline",
    CASE
      WHEN "period_start" >= CAST('2020-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp__why",
        "energy_per_gdp_decline__8",
        CASE WHEN "energy_per_gdp_decline__1" IS NULL THEN 'no_base' END,
        CASE WHEN "energy_per_gdp_decline__1" = 0 THEN 'division_by_zero' END,
        CASE WHEN "energy_per_gdp_decline__7" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "energy_per_gdp_decline__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_per_gdp_decline" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "energy_per_gdp_decline",
  "energy_per_gdp_decline__why"
FROM "_8"

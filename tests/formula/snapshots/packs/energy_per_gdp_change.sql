WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
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
    END AS "energy_per_gdp__why",
    CASE
      WHEN TRUNC(ABS("energy_per_gdp_2015_prices")) <= 99999999999999
      AND "energy_per_gdp_2015_prices" = ROUND("energy_per_gdp_2015_prices", 4)
      THEN CAST("energy_per_gdp_2015_prices" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_per_gdp_2015_prices",
    CASE
      WHEN "energy_per_gdp_2015_prices" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_per_gdp_2015_prices")) <= 99999999999999
        AND "energy_per_gdp_2015_prices" = ROUND("energy_per_gdp_2015_prices", 4)
      )
      THEN 'invalid_input'
    END AS "energy_per_gdp_2015_prices__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp",
    "energy_per_gdp_2015_prices",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    FIRST_VALUE("energy_per_gdp_2015_prices") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_change__1",
    FIRST_VALUE("energy_per_gdp") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_change__8",
    FIRST_VALUE("energy_per_gdp_2015_prices__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_change__15",
    FIRST_VALUE("energy_per_gdp__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_change__16"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp",
    "energy_per_gdp_2015_prices",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__8",
    NULLIF(ABS("energy_per_gdp_change__1"), 0) AS "energy_per_gdp_change__2",
    NULLIF(ABS("energy_per_gdp_change__8"), 0) AS "energy_per_gdp_change__9"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__2",
    "energy_per_gdp_change__8",
    "energy_per_gdp_change__9",
    CAST(CASE
      WHEN "energy_per_gdp_change__1" < 0
      THEN -"energy_per_gdp_2015_prices"
      ELSE "energy_per_gdp_2015_prices"
    END - "energy_per_gdp_change__2" AS INT128) * 10000 AS "energy_per_gdp_change__3",
    CAST(CASE
      WHEN "energy_per_gdp_change__8" < 0
      THEN -"energy_per_gdp"
      ELSE "energy_per_gdp"
    END - "energy_per_gdp_change__9" AS INT128) * 10000 AS "energy_per_gdp_change__10"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__10",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__2",
    "energy_per_gdp_change__3",
    "energy_per_gdp_change__8",
    "energy_per_gdp_change__9",
    "energy_per_gdp_change__3" // "energy_per_gdp_change__2" AS "energy_per_gdp_change__4",
    "energy_per_gdp_change__10" // "energy_per_gdp_change__9" AS "energy_per_gdp_change__11"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__10",
    "energy_per_gdp_change__11",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__2",
    "energy_per_gdp_change__3",
    "energy_per_gdp_change__4",
    "energy_per_gdp_change__8",
    "energy_per_gdp_change__9",
    ABS(
      CAST("energy_per_gdp_change__3" - (
        "energy_per_gdp_change__4" * "energy_per_gdp_change__2"
      ) AS BIGINT)
    ) AS "energy_per_gdp_change__5",
    ABS(
      CAST("energy_per_gdp_change__10" - (
        "energy_per_gdp_change__11" * "energy_per_gdp_change__9"
      ) AS BIGINT)
    ) AS "energy_per_gdp_change__12"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__8",
    CASE
      WHEN (
        "energy_per_gdp_change__5" > (
          "energy_per_gdp_change__2" - "energy_per_gdp_change__5"
        )
      )
      OR (
        (
          "energy_per_gdp_change__5" = (
            "energy_per_gdp_change__2" - "energy_per_gdp_change__5"
          )
        )
        AND (
          CAST("energy_per_gdp_change__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "energy_per_gdp_change__4" + CAST(CASE WHEN "energy_per_gdp_change__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "energy_per_gdp_change__4"
    END AS "energy_per_gdp_change__6",
    CASE
      WHEN (
        "energy_per_gdp_change__12" > (
          "energy_per_gdp_change__9" - "energy_per_gdp_change__12"
        )
      )
      OR (
        (
          "energy_per_gdp_change__12" = (
            "energy_per_gdp_change__9" - "energy_per_gdp_change__12"
          )
        )
        AND (
          CAST("energy_per_gdp_change__11" % 2 AS BIGINT) <> 0
        )
      )
      THEN "energy_per_gdp_change__11" + CAST(CASE WHEN "energy_per_gdp_change__10" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "energy_per_gdp_change__11"
    END AS "energy_per_gdp_change__13"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_2015_prices__why",
    "energy_per_gdp__why",
    "energy_per_gdp_change__1",
    "energy_per_gdp_change__15",
    "energy_per_gdp_change__16",
    "energy_per_gdp_change__8",
    CASE
      WHEN ABS("energy_per_gdp_change__6") <= 999999999999999999
      THEN CAST("energy_per_gdp_change__6" AS BIGINT)
    END AS "energy_per_gdp_change__7",
    CASE
      WHEN ABS("energy_per_gdp_change__13") <= 999999999999999999
      THEN CAST("energy_per_gdp_change__13" AS BIGINT)
    END AS "energy_per_gdp_change__14"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "period_start" >= CAST('2016-01-01' AS DATE)
      AND "period_start" < CAST('2021-01-01' AS DATE)
      THEN "energy_per_gdp_change__7"
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN "energy_per_gdp_change__14"
    END AS "energy_per_gdp_change",
    CASE
      WHEN "period_start" >= CAST('2016-01-01' AS DATE)
      AND "period_start" < CAST('2021-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp_2015_prices__why",
        "energy_per_gdp_change__15",
        CASE WHEN "energy_per_gdp_change__1" IS NULL THEN 'no_previous' END,
        CASE WHEN "energy_per_gdp_change__1" = 0 THEN 'division_by_zero' END,
        CASE WHEN "energy_per_gdp_change__7" IS NULL THEN 'overflow' END
      )
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp__why",
        "energy_per_gdp_change__16",
        CASE WHEN "energy_per_gdp_change__8" IS NULL THEN 'no_previous' END,
        CASE WHEN "energy_per_gdp_change__8" = 0 THEN 'division_by_zero' END,
        CASE WHEN "energy_per_gdp_change__14" IS NULL THEN 'overflow' END
      )
      ELSE 'no_version'
    END AS "energy_per_gdp_change__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_per_gdp_change" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "energy_per_gdp_change",
  "energy_per_gdp_change__why"
FROM "_8"

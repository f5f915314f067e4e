WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("energy_per_gdp_published_fall")) <= 99
      AND "energy_per_gdp_published_fall" = ROUND("energy_per_gdp_published_fall", 2)
      THEN CAST("energy_per_gdp_published_fall" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "energy_per_gdp_published_fall",
    CASE
      WHEN "energy_per_gdp_published_fall" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_per_gdp_published_fall")) <= 99
        AND "energy_per_gdp_published_fall" = ROUND("energy_per_gdp_published_fall", 2)
      )
      THEN 'invalid_input'
    END AS "energy_per_gdp_published_fall__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_published_fall",
    "energy_per_gdp_published_fall__why",
    FIRST_VALUE("energy_per_gdp_published_fall") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_decline_chained__1",
    FIRST_VALUE("energy_per_gdp_published_fall") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "energy_per_gdp_decline_chained__6",
    FIRST_VALUE("energy_per_gdp_published_fall") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "energy_per_gdp_decline_chained__11",
    FIRST_VALUE("energy_per_gdp_published_fall") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "energy_per_gdp_decline_chained__16",
    FIRST_VALUE("energy_per_gdp_published_fall__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_per_gdp_decline_chained__20",
    FIRST_VALUE("energy_per_gdp_published_fall__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "energy_per_gdp_decline_chained__22",
    FIRST_VALUE("energy_per_gdp_published_fall__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "energy_per_gdp_decline_chained__24",
    FIRST_VALUE("energy_per_gdp_published_fall__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "energy_per_gdp_decline_chained__26"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__11",
    "energy_per_gdp_decline_chained__16",
    "energy_per_gdp_decline_chained__20",
    "energy_per_gdp_decline_chained__22",
    "energy_per_gdp_decline_chained__24",
    "energy_per_gdp_decline_chained__26",
    "energy_per_gdp_decline_chained__6",
    "energy_per_gdp_published_fall",
    "energy_per_gdp_published_fall__why",
    (
      10000 - "energy_per_gdp_published_fall"
    ) * (
      10000 - "energy_per_gdp_decline_chained__1"
    ) AS "energy_per_gdp_decline_chained__2",
    CASE WHEN "energy_per_gdp_decline_chained__1" IS NULL THEN 'no_previous' END AS "energy_per_gdp_decline_chained__21",
    CASE WHEN "energy_per_gdp_decline_chained__6" IS NULL THEN 'no_previous' END AS "energy_per_gdp_decline_chained__23",
    CASE WHEN "energy_per_gdp_decline_chained__11" IS NULL THEN 'no_previous' END AS "energy_per_gdp_decline_chained__25"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__11",
    "energy_per_gdp_decline_chained__16",
    "energy_per_gdp_published_fall",
    100000000 - "energy_per_gdp_decline_chained__2" AS "energy_per_gdp_decline_chained__3",
    "energy_per_gdp_decline_chained__2" * (
      10000 - "energy_per_gdp_decline_chained__6"
    ) AS "energy_per_gdp_decline_chained__7",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN "energy_per_gdp_published_fall__why"
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp_published_fall__why",
        "energy_per_gdp_decline_chained__20",
        "energy_per_gdp_decline_chained__21"
      )
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp_published_fall__why",
        "energy_per_gdp_decline_chained__20",
        "energy_per_gdp_decline_chained__21",
        "energy_per_gdp_decline_chained__22",
        "energy_per_gdp_decline_chained__23"
      )
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp_published_fall__why",
        "energy_per_gdp_decline_chained__20",
        "energy_per_gdp_decline_chained__21",
        "energy_per_gdp_decline_chained__22",
        "energy_per_gdp_decline_chained__23",
        "energy_per_gdp_decline_chained__24",
        "energy_per_gdp_decline_chained__25"
      )
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "energy_per_gdp_published_fall__why",
        "energy_per_gdp_decline_chained__20",
        "energy_per_gdp_decline_chained__21",
        "energy_per_gdp_decline_chained__22",
        "energy_per_gdp_decline_chained__23",
        "energy_per_gdp_decline_chained__24",
        "energy_per_gdp_decline_chained__25",
        "energy_per_gdp_decline_chained__26",
        CASE WHEN "energy_per_gdp_decline_chained__16" IS NULL THEN 'no_previous' END
      )
      ELSE 'no_version'
    END AS "energy_per_gdp_decline_chained__why"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__16",
    "energy_per_gdp_decline_chained__3",
    "energy_per_gdp_decline_chained__why",
    "energy_per_gdp_published_fall",
    "energy_per_gdp_decline_chained__3" // 10000 AS "energy_per_gdp_decline_chained__4",
    1000000000000 - "energy_per_gdp_decline_chained__7" AS "energy_per_gdp_decline_chained__8",
    "energy_per_gdp_decline_chained__7" * (
      10000 - "energy_per_gdp_decline_chained__11"
    ) AS "energy_per_gdp_decline_chained__12"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__3",
    "energy_per_gdp_decline_chained__4",
    "energy_per_gdp_decline_chained__8",
    "energy_per_gdp_decline_chained__why",
    "energy_per_gdp_published_fall",
    ABS(
      "energy_per_gdp_decline_chained__3" - (
        "energy_per_gdp_decline_chained__4" * 10000
      )
    ) AS "energy_per_gdp_decline_chained__5",
    "energy_per_gdp_decline_chained__8" // 100000000 AS "energy_per_gdp_decline_chained__9",
    10000000000000000 - "energy_per_gdp_decline_chained__12" AS "energy_per_gdp_decline_chained__13",
    100000000000000000000 - (
      CAST("energy_per_gdp_decline_chained__12" AS INT128) * (
        10000 - "energy_per_gdp_decline_chained__16"
      )
    ) AS "energy_per_gdp_decline_chained__17"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__13",
    "energy_per_gdp_decline_chained__17",
    "energy_per_gdp_decline_chained__3",
    "energy_per_gdp_decline_chained__4",
    "energy_per_gdp_decline_chained__5",
    "energy_per_gdp_decline_chained__8",
    "energy_per_gdp_decline_chained__9",
    "energy_per_gdp_decline_chained__why",
    "energy_per_gdp_published_fall",
    ABS(
      "energy_per_gdp_decline_chained__8" - (
        "energy_per_gdp_decline_chained__9" * 100000000
      )
    ) AS "energy_per_gdp_decline_chained__10",
    "energy_per_gdp_decline_chained__13" // 1000000000000 AS "energy_per_gdp_decline_chained__14",
    CAST("energy_per_gdp_decline_chained__17" // 10000000000000000 AS BIGINT) AS "energy_per_gdp_decline_chained__18"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__10",
    "energy_per_gdp_decline_chained__13",
    "energy_per_gdp_decline_chained__14",
    "energy_per_gdp_decline_chained__17",
    "energy_per_gdp_decline_chained__18",
    "energy_per_gdp_decline_chained__3",
    "energy_per_gdp_decline_chained__4",
    "energy_per_gdp_decline_chained__5",
    "energy_per_gdp_decline_chained__8",
    "energy_per_gdp_decline_chained__9",
    "energy_per_gdp_decline_chained__why",
    "energy_per_gdp_published_fall",
    ABS(
      "energy_per_gdp_decline_chained__13" - (
        "energy_per_gdp_decline_chained__14" * 1000000000000
      )
    ) AS "energy_per_gdp_decline_chained__15",
    ABS(
      CAST("energy_per_gdp_decline_chained__17" - (
        CAST("energy_per_gdp_decline_chained__18" AS INT128) * 10000000000000000
      ) AS BIGINT)
    ) AS "energy_per_gdp_decline_chained__19"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "energy_per_gdp_decline_chained__why",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN 10000 - (
        10000 - "energy_per_gdp_published_fall"
      )
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN CASE
        WHEN (
          "energy_per_gdp_decline_chained__5" > (
            10000 - "energy_per_gdp_decline_chained__5"
          )
        )
        OR (
          (
            "energy_per_gdp_decline_chained__5" = (
              10000 - "energy_per_gdp_decline_chained__5"
            )
          )
          AND (
            (
              "energy_per_gdp_decline_chained__4" % 2
            ) <> 0
          )
        )
        THEN "energy_per_gdp_decline_chained__4" + CAST(CASE WHEN "energy_per_gdp_decline_chained__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "energy_per_gdp_decline_chained__4"
      END
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN CASE
        WHEN (
          "energy_per_gdp_decline_chained__10" > (
            100000000 - "energy_per_gdp_decline_chained__10"
          )
        )
        OR (
          (
            "energy_per_gdp_decline_chained__10" = (
              100000000 - "energy_per_gdp_decline_chained__10"
            )
          )
          AND (
            (
              "energy_per_gdp_decline_chained__9" % 2
            ) <> 0
          )
        )
        THEN "energy_per_gdp_decline_chained__9" + CAST(CASE WHEN "energy_per_gdp_decline_chained__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "energy_per_gdp_decline_chained__9"
      END
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN CASE
        WHEN (
          "energy_per_gdp_decline_chained__15" > (
            1000000000000 - "energy_per_gdp_decline_chained__15"
          )
        )
        OR (
          (
            "energy_per_gdp_decline_chained__15" = (
              1000000000000 - "energy_per_gdp_decline_chained__15"
            )
          )
          AND (
            (
              "energy_per_gdp_decline_chained__14" % 2
            ) <> 0
          )
        )
        THEN "energy_per_gdp_decline_chained__14" + CAST(CASE WHEN "energy_per_gdp_decline_chained__13" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "energy_per_gdp_decline_chained__14"
      END
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN CASE
        WHEN (
          "energy_per_gdp_decline_chained__19" > (
            10000000000000000 - "energy_per_gdp_decline_chained__19"
          )
        )
        OR (
          (
            "energy_per_gdp_decline_chained__19" = (
              10000000000000000 - "energy_per_gdp_decline_chained__19"
            )
          )
          AND (
            (
              "energy_per_gdp_decline_chained__18" % 2
            ) <> 0
          )
        )
        THEN "energy_per_gdp_decline_chained__18" + CAST(CASE WHEN "energy_per_gdp_decline_chained__17" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "energy_per_gdp_decline_chained__18"
      END
    END AS "energy_per_gdp_decline_chained"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_per_gdp_decline_chained" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "energy_per_gdp_decline_chained",
  "energy_per_gdp_decline_chained__why"
FROM "_8"

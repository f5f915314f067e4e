WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("farmland_accepted")) <= 99999999999999
      AND "farmland_accepted" = ROUND("farmland_accepted", 4)
      THEN CAST("farmland_accepted" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "farmland_accepted",
    CASE
      WHEN "farmland_accepted" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("farmland_accepted")) <= 99999999999999
        AND "farmland_accepted" = ROUND("farmland_accepted", 4)
      )
      THEN 'invalid_input'
    END AS "farmland_accepted__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "farmland_accepted__why",
    "farmland_accepted" // 100 AS "high_standard_farmland__1",
    FIRST_VALUE("farmland_accepted") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "high_standard_farmland__3",
    FIRST_VALUE("farmland_accepted") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "high_standard_farmland__7",
    FIRST_VALUE("farmland_accepted") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "high_standard_farmland__11",
    FIRST_VALUE("farmland_accepted") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "high_standard_farmland__15",
    FIRST_VALUE("farmland_accepted__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "high_standard_farmland__19",
    FIRST_VALUE("farmland_accepted__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "high_standard_farmland__21",
    FIRST_VALUE("farmland_accepted__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING) AS "high_standard_farmland__23",
    FIRST_VALUE("farmland_accepted__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "high_standard_farmland__25"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "farmland_accepted__why",
    "high_standard_farmland__1",
    "high_standard_farmland__11",
    "high_standard_farmland__15",
    "high_standard_farmland__19",
    "high_standard_farmland__21",
    "high_standard_farmland__23",
    "high_standard_farmland__25",
    "high_standard_farmland__7",
    ABS("farmland_accepted" - (
      "high_standard_farmland__1" * 100
    )) AS "high_standard_farmland__2",
    "farmland_accepted" + "high_standard_farmland__3" AS "high_standard_farmland__4",
    CASE WHEN "high_standard_farmland__3" IS NULL THEN 'no_previous' END AS "high_standard_farmland__20",
    CASE WHEN "high_standard_farmland__7" IS NULL THEN 'no_previous' END AS "high_standard_farmland__22",
    CASE WHEN "high_standard_farmland__11" IS NULL THEN 'no_previous' END AS "high_standard_farmland__24"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "high_standard_farmland__1",
    "high_standard_farmland__11",
    "high_standard_farmland__15",
    "high_standard_farmland__2",
    "high_standard_farmland__4",
    "high_standard_farmland__4" // 100 AS "high_standard_farmland__5",
    "high_standard_farmland__4" + "high_standard_farmland__7" AS "high_standard_farmland__8",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN "farmland_accepted__why"
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN COALESCE("farmland_accepted__why", "high_standard_farmland__19", "high_standard_farmland__20")
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN COALESCE(
        "farmland_accepted__why",
        "high_standard_farmland__19",
        "high_standard_farmland__20",
        "high_standard_farmland__21",
        "high_standard_farmland__22"
      )
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN COALESCE(
        "farmland_accepted__why",
        "high_standard_farmland__19",
        "high_standard_farmland__20",
        "high_standard_farmland__21",
        "high_standard_farmland__22",
        "high_standard_farmland__23",
        "high_standard_farmland__24"
      )
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN COALESCE(
        "farmland_accepted__why",
        "high_standard_farmland__19",
        "high_standard_farmland__20",
        "high_standard_farmland__21",
        "high_standard_farmland__22",
        "high_standard_farmland__23",
        "high_standard_farmland__24",
        "high_standard_farmland__25",
        CASE WHEN "high_standard_farmland__15" IS NULL THEN 'no_previous' END
      )
      ELSE 'no_version'
    END AS "high_standard_farmland__why"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "high_standard_farmland__1",
    "high_standard_farmland__15",
    "high_standard_farmland__2",
    "high_standard_farmland__4",
    "high_standard_farmland__5",
    "high_standard_farmland__8",
    "high_standard_farmland__why",
    ABS("high_standard_farmland__4" - (
      "high_standard_farmland__5" * 100
    )) AS "high_standard_farmland__6",
    "high_standard_farmland__8" // 100 AS "high_standard_farmland__9",
    "high_standard_farmland__8" + "high_standard_farmland__11" AS "high_standard_farmland__12"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "high_standard_farmland__1",
    "high_standard_farmland__12",
    "high_standard_farmland__2",
    "high_standard_farmland__4",
    "high_standard_farmland__5",
    "high_standard_farmland__6",
    "high_standard_farmland__8",
    "high_standard_farmland__9",
    "high_standard_farmland__why",
    ABS("high_standard_farmland__8" - (
      "high_standard_farmland__9" * 100
    )) AS "high_standard_farmland__10",
    "high_standard_farmland__12" // 100 AS "high_standard_farmland__13",
    "high_standard_farmland__12" + "high_standard_farmland__15" AS "high_standard_farmland__16"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "high_standard_farmland__1",
    "high_standard_farmland__10",
    "high_standard_farmland__12",
    "high_standard_farmland__13",
    "high_standard_farmland__16",
    "high_standard_farmland__2",
    "high_standard_farmland__4",
    "high_standard_farmland__5",
    "high_standard_farmland__6",
    "high_standard_farmland__8",
    "high_standard_farmland__9",
    "high_standard_farmland__why",
    ABS("high_standard_farmland__12" - (
      "high_standard_farmland__13" * 100
    )) AS "high_standard_farmland__14",
    "high_standard_farmland__16" // 100 AS "high_standard_farmland__17"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_accepted",
    "high_standard_farmland__1",
    "high_standard_farmland__10",
    "high_standard_farmland__12",
    "high_standard_farmland__13",
    "high_standard_farmland__14",
    "high_standard_farmland__16",
    "high_standard_farmland__17",
    "high_standard_farmland__2",
    "high_standard_farmland__4",
    "high_standard_farmland__5",
    "high_standard_farmland__6",
    "high_standard_farmland__8",
    "high_standard_farmland__9",
    "high_standard_farmland__why",
    ABS("high_standard_farmland__16" - (
      "high_standard_farmland__17" * 100
    )) AS "high_standard_farmland__18"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "high_standard_farmland__why",
    CASE
      WHEN "period_start" >= CAST('2021-01-01' AS DATE)
      AND "period_start" < CAST('2022-01-01' AS DATE)
      THEN CASE
        WHEN (
          "high_standard_farmland__2" > (
            100 - "high_standard_farmland__2"
          )
        )
        OR (
          (
            "high_standard_farmland__2" = (
              100 - "high_standard_farmland__2"
            )
          )
          AND (
            (
              "high_standard_farmland__1" % 2
            ) <> 0
          )
        )
        THEN "high_standard_farmland__1" + CAST(CASE WHEN "farmland_accepted" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "high_standard_farmland__1"
      END
      WHEN "period_start" >= CAST('2022-01-01' AS DATE)
      AND "period_start" < CAST('2023-01-01' AS DATE)
      THEN CASE
        WHEN (
          "high_standard_farmland__6" > (
            100 - "high_standard_farmland__6"
          )
        )
        OR (
          (
            "high_standard_farmland__6" = (
              100 - "high_standard_farmland__6"
            )
          )
          AND (
            (
              "high_standard_farmland__5" % 2
            ) <> 0
          )
        )
        THEN "high_standard_farmland__5" + CAST(CASE WHEN "high_standard_farmland__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "high_standard_farmland__5"
      END
      WHEN "period_start" >= CAST('2023-01-01' AS DATE)
      AND "period_start" < CAST('2024-01-01' AS DATE)
      THEN CASE
        WHEN (
          "high_standard_farmland__10" > (
            100 - "high_standard_farmland__10"
          )
        )
        OR (
          (
            "high_standard_farmland__10" = (
              100 - "high_standard_farmland__10"
            )
          )
          AND (
            (
              "high_standard_farmland__9" % 2
            ) <> 0
          )
        )
        THEN "high_standard_farmland__9" + CAST(CASE WHEN "high_standard_farmland__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "high_standard_farmland__9"
      END
      WHEN "period_start" >= CAST('2024-01-01' AS DATE)
      AND "period_start" < CAST('2025-01-01' AS DATE)
      THEN CASE
        WHEN (
          "high_standard_farmland__14" > (
            100 - "high_standard_farmland__14"
          )
        )
        OR (
          (
            "high_standard_farmland__14" = (
              100 - "high_standard_farmland__14"
            )
          )
          AND (
            (
              "high_standard_farmland__13" % 2
            ) <> 0
          )
        )
        THEN "high_standard_farmland__13" + CAST(CASE WHEN "high_standard_farmland__12" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "high_standard_farmland__13"
      END
      WHEN "period_start" >= CAST('2025-01-01' AS DATE)
      AND "period_start" < CAST('2026-01-01' AS DATE)
      THEN CASE
        WHEN (
          "high_standard_farmland__18" > (
            100 - "high_standard_farmland__18"
          )
        )
        OR (
          (
            "high_standard_farmland__18" = (
              100 - "high_standard_farmland__18"
            )
          )
          AND (
            (
              "high_standard_farmland__17" % 2
            ) <> 0
          )
        )
        THEN "high_standard_farmland__17" + CAST(CASE WHEN "high_standard_farmland__16" < 0 THEN -1 ELSE 1 END AS BIGINT)
        ELSE "high_standard_farmland__17"
      END
    END AS "high_standard_farmland"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("high_standard_farmland" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "high_standard_farmland",
  "high_standard_farmland__why"
FROM "_8"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 99999 AND "x" = ROUND("x", 1)
      THEN CAST("x" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 99999 AND "x" = ROUND("x", 1)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS("y")) <= 999999 AND "y" = ROUND("y", 0)
      THEN CAST("y" AS BIGINT)
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("y")) <= 999999 AND "y" = ROUND("y", 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    "y__why",
    CASE WHEN "x" >= 0 THEN "x" WHEN NOT (
      "x" >= 0
    ) THEN 0 END AS "kept__1",
    "x__why" AS "kept__why",
    ABS("x") AS "size",
    "x__why" AS "size__why",
    "y" * 10 AS "least__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "kept__why",
    "size",
    "size__why",
    "x__why",
    "y__why",
    CASE
      WHEN "kept__1" <= 1000
      THEN "kept__1"
      WHEN NOT (
        "kept__1" <= 1000
      )
      THEN 1000
    END AS "kept",
    CASE
      WHEN "x" <= "least__1"
      THEN "x"
      WHEN NOT (
        "x" <= "least__1"
      )
      THEN "least__1"
    END AS "least__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "kept",
    "kept__why",
    "size",
    "size__why",
    "x__why",
    "y__why",
    CASE
      WHEN "least__2" <= 30
      THEN "least__2"
      WHEN NOT (
        "least__2" <= 30
      )
      THEN 30
    END AS "least__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "kept",
    "kept__why",
    "size",
    "size__why",
    "x__why",
    "y__why",
    CASE WHEN ABS("least__3") <= 999999 THEN CAST("least__3" AS BIGINT) END AS "least"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "kept",
    "kept__why",
    "least",
    "size",
    "size__why",
    COALESCE("x__why", "y__why", CASE WHEN "least" IS NULL THEN 'overflow' END) AS "least__why"
  FROM "_4"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("kept" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(6, 1)) AS "kept",
  "kept__why",
  CAST(CAST("size" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(6, 1)) AS "size",
  "size__why",
  CAST(CAST("least" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(6, 1)) AS "least",
  "least__why"
FROM "_5"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 99999999999999999999999999999999999999 AND "x" = ROUND("x", 0)
      THEN CAST(TRUNC("x") AS INT128)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 99999999999999999999999999999999999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    TRY("x" * 10) AS "rate__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    CASE
      WHEN ABS("rate__1") <= 99999999999999999999999999999999999999
      THEN CAST("rate__1" AS INT128)
    END AS "rate__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "x__why",
    CAST(CASE
      WHEN "rate__2" IS NULL
      THEN NULL
      WHEN "rate__2" <= 105
      THEN 1
      WHEN NOT "x" IS NULL
      THEN 2
    END AS BIGINT) AS "rate"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rate",
    COALESCE("x__why", CASE WHEN "rate" IS NULL THEN 'overflow' END) AS "rate__why"
  FROM "_3"
)
SELECT
  "unit",
  "period_start",
  CAST("rate" AS DECIMAL(3, 0)) AS "rate",
  "rate__why"
FROM "_4"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS("y")) <= 999999999999999999 AND "y" = ROUND("y", 0)
      THEN CAST("y" AS BIGINT)
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("y")) <= 999999999999999999 AND "y" = ROUND("y", 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "y",
    "y__why",
    CASE
      WHEN NULLIF(ABS("x"), 0) IS NULL
      THEN NULL
      ELSE (
        CAST(CASE WHEN "x" < 0 THEN -725 ELSE 725 END AS BIGINT) * 10
      ) > CAST(CASE WHEN "x" < 0 THEN -1 ELSE 1 END AS BIGINT)
    END AS "more",
    COALESCE("x__why", CASE WHEN "x" = 0 THEN 'division_by_zero' END) AS "more__why",
    CAST("x" AS INT128) AS "wide",
    "x__why" AS "wide__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "more",
    "more__why",
    "wide",
    "wide__why",
    "y__why",
    TRY("wide" * "y") AS "product__1"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "more",
    "more__why",
    "wide",
    "wide__why",
    "y__why",
    CASE
      WHEN ABS("product__1") <= 99999999999999999999999999999999999999
      THEN CAST("product__1" AS INT128)
    END AS "product"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "more",
    "more__why",
    "product",
    "wide",
    "wide__why",
    COALESCE("wide__why", "y__why", CASE WHEN "product" IS NULL THEN 'overflow' END) AS "product__why"
  FROM "_3"
)
SELECT
  "unit",
  "period_start",
  "more",
  "more__why",
  CAST("wide" AS DECIMAL(38, 0)) AS "wide",
  "wide__why",
  CAST("product" AS DECIMAL(38, 0)) AS "product",
  "product__why"
FROM "_4"

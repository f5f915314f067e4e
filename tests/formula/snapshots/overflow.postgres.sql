WITH "_0" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS(CAST("x" AS DECIMAL))) <= 99999999999999999999999999999999999999
      AND "x" = TRUNC(CAST("x" AS DECIMAL), 0)
      THEN TRUNC(CAST("x" AS DECIMAL))
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS(CAST("x" AS DECIMAL))) <= 99999999999999999999999999999999999999
        AND "x" = TRUNC(CAST("x" AS DECIMAL), 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS(CAST("y" AS DECIMAL))) <= 99999999999999999999999999999999999999
      AND "y" = TRUNC(CAST("y" AS DECIMAL), 0)
      THEN TRUNC(CAST("y" AS DECIMAL))
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS(CAST("y" AS DECIMAL))) <= 99999999999999999999999999999999999999
        AND "y" = TRUNC(CAST("y" AS DECIMAL), 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    "y__why",
    "x" * "y" AS "product__1",
    "x" + "y" AS "total__1",
    CASE WHEN ABS("x") <= 999 THEN CAST("x" AS DECIMAL) END AS "small",
    "x" AS "thousandth",
    "x__why" AS "thousandth__why"
  FROM "_0"
), "_2" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "small",
    "thousandth",
    "thousandth__why",
    "x",
    "x__why",
    "y__why",
    CASE
      WHEN ABS("product__1") <= 99999999999999999999999999999999999999
      THEN CAST("product__1" AS DECIMAL)
    END AS "product",
    CASE
      WHEN ABS("total__1") <= 99999999999999999999999999999999999999
      THEN CAST("total__1" AS DECIMAL)
    END AS "total",
    COALESCE("x__why", CASE WHEN "small" IS NULL THEN 'overflow' END) AS "small__why"
  FROM "_1"
), "_3" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "product",
    "small",
    "small__why",
    "thousandth",
    "thousandth__why",
    "total",
    "x",
    "x__why",
    "y__why",
    CASE WHEN "product" IS NULL THEN 'overflow' END AS "product__2",
    COALESCE("x__why", "y__why", CASE WHEN "total" IS NULL THEN 'overflow' END) AS "total__why",
    "product" > 5 AS "exceeds"
  FROM "_2"
), "_4" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "exceeds",
    "product",
    "small",
    "small__why",
    "thousandth",
    "thousandth__why",
    "total",
    "total__why",
    COALESCE("x__why", "y__why", "product__2") AS "product__why",
    COALESCE("x__why", "y__why", "product__2", CASE WHEN "exceeds" IS NULL THEN 'overflow' END) AS "exceeds__why",
    "exceeds" OR (
      "x" > 0
    ) AS "whatever"
  FROM "_3"
), "_5" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "exceeds",
    "exceeds__why",
    "product",
    "product__why",
    "small",
    "small__why",
    "thousandth",
    "thousandth__why",
    "total",
    "total__why",
    "whatever",
    CASE WHEN "whatever" IS NULL THEN "exceeds__why" END AS "whatever__why"
  FROM "_4"
)
SELECT
  "unit",
  "period_start",
  CAST("product" * 1 AS DECIMAL(38, 0)) AS "product",
  "product__why",
  CAST("total" * 1 AS DECIMAL(38, 0)) AS "total",
  "total__why",
  CAST("small" * 1 AS DECIMAL(3, 0)) AS "small",
  "small__why",
  "exceeds",
  "exceeds__why",
  "whatever",
  "whatever__why",
  CAST("thousandth" * 0.001 AS DECIMAL(38, 3)) AS "thousandth",
  "thousandth__why"
FROM "_5"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("straw_bought")) <= 9999999999999999
      AND "straw_bought" = ROUND("straw_bought", 2)
      THEN CAST("straw_bought" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_bought",
    CASE
      WHEN "straw_bought" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_bought")) <= 9999999999999999
        AND "straw_bought" = ROUND("straw_bought", 2)
      )
      THEN 'invalid_input'
    END AS "straw_bought__why",
    CASE
      WHEN TRUNC(ABS("straw_farmers")) <= 9999999999999999
      AND "straw_farmers" = ROUND("straw_farmers", 2)
      THEN CAST("straw_farmers" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_farmers",
    CASE
      WHEN "straw_farmers" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_farmers")) <= 9999999999999999
        AND "straw_farmers" = ROUND("straw_farmers", 2)
      )
      THEN 'invalid_input'
    END AS "straw_farmers__why",
    CASE
      WHEN TRUNC(ABS("straw_main_users")) <= 9999999999999999
      AND "straw_main_users" = ROUND("straw_main_users", 2)
      THEN CAST("straw_main_users" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_main_users",
    CASE
      WHEN "straw_main_users" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_main_users")) <= 9999999999999999
        AND "straw_main_users" = ROUND("straw_main_users", 2)
      )
      THEN 'invalid_input'
    END AS "straw_main_users__why",
    CASE
      WHEN TRUNC(ABS("straw_returned")) <= 9999999999999999
      AND "straw_returned" = ROUND("straw_returned", 2)
      THEN CAST("straw_returned" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_returned",
    CASE
      WHEN "straw_returned" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_returned")) <= 9999999999999999
        AND "straw_returned" = ROUND("straw_returned", 2)
      )
      THEN 'invalid_input'
    END AS "straw_returned__why",
    CASE
      WHEN TRUNC(ABS("straw_sold")) <= 9999999999999999
      AND "straw_sold" = ROUND("straw_sold", 2)
      THEN CAST("straw_sold" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_sold",
    CASE
      WHEN "straw_sold" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_sold")) <= 9999999999999999
        AND "straw_sold" = ROUND("straw_sold", 2)
      )
      THEN 'invalid_input'
    END AS "straw_sold__why",
    CASE
      WHEN TRUNC(ABS("straw_utilised")) <= 9999999999999999
      AND "straw_utilised" = ROUND("straw_utilised", 2)
      THEN CAST("straw_utilised" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "straw_utilised",
    CASE
      WHEN "straw_utilised" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("straw_utilised")) <= 9999999999999999
        AND "straw_utilised" = ROUND("straw_utilised", 2)
      )
      THEN 'invalid_input'
    END AS "straw_utilised__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "straw_bought__why",
    "straw_farmers__why",
    "straw_main_users__why",
    "straw_returned__why",
    "straw_sold__why",
    "straw_utilised__why",
    CASE
      WHEN "straw_utilised__why" IS NULL
      THEN "straw_utilised"
      ELSE (
        (
          (
            "straw_main_users" + "straw_farmers"
          ) + "straw_returned"
        ) - "straw_bought"
      ) + "straw_sold"
    END AS "straw_utilised_total__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "straw_bought__why",
    "straw_farmers__why",
    "straw_main_users__why",
    "straw_returned__why",
    "straw_sold__why",
    "straw_utilised__why",
    CASE
      WHEN ABS("straw_utilised_total__1") <= 999999999999999999
      THEN CAST("straw_utilised_total__1" AS BIGINT)
    END AS "straw_utilised_total"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "straw_utilised_total",
    COALESCE(
      CASE
        WHEN "straw_utilised__why" IS NULL
        THEN "straw_utilised__why"
        ELSE COALESCE(
          "straw_main_users__why",
          "straw_farmers__why",
          "straw_returned__why",
          "straw_bought__why",
          "straw_sold__why"
        )
      END,
      CASE WHEN "straw_utilised_total" IS NULL THEN 'overflow' END
    ) AS "straw_utilised_total__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("straw_utilised_total" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "straw_utilised_total",
  "straw_utilised_total__why"
FROM "_3"

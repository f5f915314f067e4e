WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("film_impurities")) <= 9999999999999999
      AND "film_impurities" = ROUND("film_impurities", 2)
      THEN CAST("film_impurities" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "film_impurities",
    CASE
      WHEN "film_impurities" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("film_impurities")) <= 9999999999999999
        AND "film_impurities" = ROUND("film_impurities", 2)
      )
      THEN 'invalid_input'
    END AS "film_impurities__why",
    CASE
      WHEN TRUNC(ABS("film_recovered")) <= 9999999999999999
      AND "film_recovered" = ROUND("film_recovered", 2)
      THEN CAST("film_recovered" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "film_recovered",
    CASE
      WHEN "film_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("film_recovered")) <= 9999999999999999
        AND "film_recovered" = ROUND("film_recovered", 2)
      )
      THEN 'invalid_input'
    END AS "film_recovered__why",
    CASE
      WHEN TRUNC(ABS("film_recovered_gross")) <= 9999999999999999
      AND "film_recovered_gross" = ROUND("film_recovered_gross", 2)
      THEN CAST("film_recovered_gross" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "film_recovered_gross",
    CASE
      WHEN "film_recovered_gross" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("film_recovered_gross")) <= 9999999999999999
        AND "film_recovered_gross" = ROUND("film_recovered_gross", 2)
      )
      THEN 'invalid_input'
    END AS "film_recovered_gross__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "film_impurities__why",
    "film_recovered__why",
    "film_recovered_gross__why",
    CASE
      WHEN "film_recovered__why" IS NULL
      THEN "film_recovered"
      ELSE "film_recovered_gross" - "film_impurities"
    END AS "film_recovered_net__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "film_impurities__why",
    "film_recovered__why",
    "film_recovered_gross__why",
    CASE
      WHEN ABS("film_recovered_net__1") <= 999999999999999999
      THEN CAST("film_recovered_net__1" AS BIGINT)
    END AS "film_recovered_net"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net",
    COALESCE(
      CASE
        WHEN "film_recovered__why" IS NULL
        THEN "film_recovered__why"
        ELSE COALESCE("film_recovered_gross__why", "film_impurities__why")
      END,
      CASE WHEN "film_recovered_net" IS NULL THEN 'overflow' END
    ) AS "film_recovered_net__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("film_recovered_net" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "film_recovered_net",
  "film_recovered_net__why"
FROM "_3"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("greenhouse_film_recovered")) <= 9999999999999999
      AND "greenhouse_film_recovered" = ROUND("greenhouse_film_recovered", 2)
      THEN CAST("greenhouse_film_recovered" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "greenhouse_film_recovered",
    CASE
      WHEN "greenhouse_film_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("greenhouse_film_recovered")) <= 9999999999999999
        AND "greenhouse_film_recovered" = ROUND("greenhouse_film_recovered", 2)
      )
      THEN 'invalid_input'
    END AS "greenhouse_film_recovered__why",
    CASE
      WHEN TRUNC(ABS("mulch_film_recovered")) <= 9999999999999999
      AND "mulch_film_recovered" = ROUND("mulch_film_recovered", 2)
      THEN CAST("mulch_film_recovered" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "mulch_film_recovered",
    CASE
      WHEN "mulch_film_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("mulch_film_recovered")) <= 9999999999999999
        AND "mulch_film_recovered" = ROUND("mulch_film_recovered", 2)
      )
      THEN 'invalid_input'
    END AS "mulch_film_recovered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "greenhouse_film_recovered__why",
    "mulch_film_recovered__why",
    "mulch_film_recovered" + "greenhouse_film_recovered" AS "film_recovered_by_kind__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "greenhouse_film_recovered__why",
    "mulch_film_recovered__why",
    CASE
      WHEN ABS("film_recovered_by_kind__1") <= 999999999999999999
      THEN CAST("film_recovered_by_kind__1" AS BIGINT)
    END AS "film_recovered_by_kind"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_by_kind",
    COALESCE(
      "mulch_film_recovered__why",
      "greenhouse_film_recovered__why",
      CASE WHEN "film_recovered_by_kind" IS NULL THEN 'overflow' END
    ) AS "film_recovered_by_kind__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("film_recovered_by_kind" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "film_recovered_by_kind",
  "film_recovered_by_kind__why"
FROM "_3"

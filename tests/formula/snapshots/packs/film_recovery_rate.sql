WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("film_recovered_net")) <= 9999999999999999
      AND "film_recovered_net" = ROUND("film_recovered_net", 2)
      THEN CAST("film_recovered_net" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "film_recovered_net",
    CASE
      WHEN "film_recovered_net" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("film_recovered_net")) <= 9999999999999999
        AND "film_recovered_net" = ROUND("film_recovered_net", 2)
      )
      THEN 'invalid_input'
    END AS "film_recovered_net__why",
    CASE
      WHEN TRUNC(ABS("film_used")) <= 9999999999999999
      AND "film_used" = ROUND("film_used", 2)
      THEN CAST("film_used" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "film_used",
    CASE
      WHEN "film_used" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("film_used")) <= 9999999999999999
        AND "film_used" = ROUND("film_used", 2)
      )
      THEN 'invalid_input'
    END AS "film_used__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net__why",
    "film_used",
    "film_used__why",
    NULLIF(ABS("film_used"), 0) AS "film_recovery_rate__1",
    CAST(CASE WHEN "film_used" < 0 THEN -"film_recovered_net" ELSE "film_recovered_net" END AS INT128) * 10000 AS "film_recovery_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net__why",
    "film_recovery_rate__1",
    "film_recovery_rate__2",
    "film_used",
    "film_used__why",
    "film_recovery_rate__2" // "film_recovery_rate__1" AS "film_recovery_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net__why",
    "film_recovery_rate__1",
    "film_recovery_rate__2",
    "film_recovery_rate__3",
    "film_used",
    "film_used__why",
    ABS(
      CAST("film_recovery_rate__2" - (
        "film_recovery_rate__3" * "film_recovery_rate__1"
      ) AS BIGINT)
    ) AS "film_recovery_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net__why",
    "film_used",
    "film_used__why",
    CASE
      WHEN (
        "film_recovery_rate__4" > (
          "film_recovery_rate__1" - "film_recovery_rate__4"
        )
      )
      OR (
        (
          "film_recovery_rate__4" = (
            "film_recovery_rate__1" - "film_recovery_rate__4"
          )
        )
        AND (
          CAST("film_recovery_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "film_recovery_rate__3" + CAST(CASE WHEN "film_recovery_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "film_recovery_rate__3"
    END AS "film_recovery_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovered_net__why",
    "film_used",
    "film_used__why",
    CASE
      WHEN ABS("film_recovery_rate__5") <= 999999999999999999
      THEN CAST("film_recovery_rate__5" AS BIGINT)
    END AS "film_recovery_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "film_recovery_rate",
    COALESCE(
      "film_recovered_net__why",
      "film_used__why",
      CASE WHEN "film_used" = 0 THEN 'division_by_zero' END,
      CASE WHEN "film_recovery_rate" IS NULL THEN 'overflow' END
    ) AS "film_recovery_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("film_recovery_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "film_recovery_rate",
  "film_recovery_rate__why"
FROM "_6"

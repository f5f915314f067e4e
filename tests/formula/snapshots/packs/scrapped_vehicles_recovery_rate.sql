WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("scrapped_vehicles_generated")) <= 99999999999999
      AND "scrapped_vehicles_generated" = ROUND("scrapped_vehicles_generated", 4)
      THEN CAST("scrapped_vehicles_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrapped_vehicles_generated",
    CASE
      WHEN "scrapped_vehicles_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrapped_vehicles_generated")) <= 99999999999999
        AND "scrapped_vehicles_generated" = ROUND("scrapped_vehicles_generated", 4)
      )
      THEN 'invalid_input'
    END AS "scrapped_vehicles_generated__why",
    CASE
      WHEN TRUNC(ABS("scrapped_vehicles_recovered")) <= 99999999999999
      AND "scrapped_vehicles_recovered" = ROUND("scrapped_vehicles_recovered", 4)
      THEN CAST("scrapped_vehicles_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrapped_vehicles_recovered",
    CASE
      WHEN "scrapped_vehicles_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrapped_vehicles_recovered")) <= 99999999999999
        AND "scrapped_vehicles_recovered" = ROUND("scrapped_vehicles_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "scrapped_vehicles_recovered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_generated",
    "scrapped_vehicles_generated__why",
    "scrapped_vehicles_recovered__why",
    NULLIF(ABS("scrapped_vehicles_generated"), 0) AS "scrapped_vehicles_recovery_rate__1",
    CAST(CASE
      WHEN "scrapped_vehicles_generated" < 0
      THEN -"scrapped_vehicles_recovered"
      ELSE "scrapped_vehicles_recovered"
    END AS INT128) * 10000 AS "scrapped_vehicles_recovery_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_generated",
    "scrapped_vehicles_generated__why",
    "scrapped_vehicles_recovered__why",
    "scrapped_vehicles_recovery_rate__1",
    "scrapped_vehicles_recovery_rate__2",
    "scrapped_vehicles_recovery_rate__2" // "scrapped_vehicles_recovery_rate__1" AS "scrapped_vehicles_recovery_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_generated",
    "scrapped_vehicles_generated__why",
    "scrapped_vehicles_recovered__why",
    "scrapped_vehicles_recovery_rate__1",
    "scrapped_vehicles_recovery_rate__2",
    "scrapped_vehicles_recovery_rate__3",
    ABS(
      CAST("scrapped_vehicles_recovery_rate__2" - (
        "scrapped_vehicles_recovery_rate__3" * "scrapped_vehicles_recovery_rate__1"
      ) AS BIGINT)
    ) AS "scrapped_vehicles_recovery_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_generated",
    "scrapped_vehicles_generated__why",
    "scrapped_vehicles_recovered__why",
    CASE
      WHEN (
        "scrapped_vehicles_recovery_rate__4" > (
          "scrapped_vehicles_recovery_rate__1" - "scrapped_vehicles_recovery_rate__4"
        )
      )
      OR (
        (
          "scrapped_vehicles_recovery_rate__4" = (
            "scrapped_vehicles_recovery_rate__1" - "scrapped_vehicles_recovery_rate__4"
          )
        )
        AND (
          CAST("scrapped_vehicles_recovery_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "scrapped_vehicles_recovery_rate__3" + CAST(CASE WHEN "scrapped_vehicles_recovery_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "scrapped_vehicles_recovery_rate__3"
    END AS "scrapped_vehicles_recovery_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_generated",
    "scrapped_vehicles_generated__why",
    "scrapped_vehicles_recovered__why",
    CASE
      WHEN ABS("scrapped_vehicles_recovery_rate__5") <= 999999999999999999
      THEN CAST("scrapped_vehicles_recovery_rate__5" AS BIGINT)
    END AS "scrapped_vehicles_recovery_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "scrapped_vehicles_recovery_rate",
    COALESCE(
      "scrapped_vehicles_recovered__why",
      "scrapped_vehicles_generated__why",
      CASE WHEN "scrapped_vehicles_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "scrapped_vehicles_recovery_rate" IS NULL THEN 'overflow' END
    ) AS "scrapped_vehicles_recovery_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("scrapped_vehicles_recovery_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "scrapped_vehicles_recovery_rate",
  "scrapped_vehicles_recovery_rate__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("renewables_generated_total")) <= 99999999999999
      AND "renewables_generated_total" = ROUND("renewables_generated_total", 4)
      THEN CAST("renewables_generated_total" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "renewables_generated_total",
    CASE
      WHEN "renewables_generated_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("renewables_generated_total")) <= 99999999999999
        AND "renewables_generated_total" = ROUND("renewables_generated_total", 4)
      )
      THEN 'invalid_input'
    END AS "renewables_generated_total__why",
    CASE
      WHEN TRUNC(ABS("renewables_recovered_total")) <= 99999999999999
      AND "renewables_recovered_total" = ROUND("renewables_recovered_total", 4)
      THEN CAST("renewables_recovered_total" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "renewables_recovered_total",
    CASE
      WHEN "renewables_recovered_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("renewables_recovered_total")) <= 99999999999999
        AND "renewables_recovered_total" = ROUND("renewables_recovered_total", 4)
      )
      THEN 'invalid_input'
    END AS "renewables_recovered_total__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated_total",
    "renewables_generated_total__why",
    "renewables_recovered_total__why",
    NULLIF(ABS("renewables_generated_total"), 0) AS "renewable_resource_recovery_rate__1",
    CAST(CASE
      WHEN "renewables_generated_total" < 0
      THEN -"renewables_recovered_total"
      ELSE "renewables_recovered_total"
    END AS INT128) * 10000 AS "renewable_resource_recovery_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_rate__1",
    "renewable_resource_recovery_rate__2",
    "renewables_generated_total",
    "renewables_generated_total__why",
    "renewables_recovered_total__why",
    "renewable_resource_recovery_rate__2" // "renewable_resource_recovery_rate__1" AS "renewable_resource_recovery_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_rate__1",
    "renewable_resource_recovery_rate__2",
    "renewable_resource_recovery_rate__3",
    "renewables_generated_total",
    "renewables_generated_total__why",
    "renewables_recovered_total__why",
    ABS(
      CAST("renewable_resource_recovery_rate__2" - (
        "renewable_resource_recovery_rate__3" * "renewable_resource_recovery_rate__1"
      ) AS BIGINT)
    ) AS "renewable_resource_recovery_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated_total",
    "renewables_generated_total__why",
    "renewables_recovered_total__why",
    CASE
      WHEN (
        "renewable_resource_recovery_rate__4" > (
          "renewable_resource_recovery_rate__1" - "renewable_resource_recovery_rate__4"
        )
      )
      OR (
        (
          "renewable_resource_recovery_rate__4" = (
            "renewable_resource_recovery_rate__1" - "renewable_resource_recovery_rate__4"
          )
        )
        AND (
          CAST("renewable_resource_recovery_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "renewable_resource_recovery_rate__3" + CAST(CASE WHEN "renewable_resource_recovery_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "renewable_resource_recovery_rate__3"
    END AS "renewable_resource_recovery_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "renewables_generated_total",
    "renewables_generated_total__why",
    "renewables_recovered_total__why",
    CASE
      WHEN ABS("renewable_resource_recovery_rate__5") <= 999999999999999999
      THEN CAST("renewable_resource_recovery_rate__5" AS BIGINT)
    END AS "renewable_resource_recovery_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "renewable_resource_recovery_rate",
    COALESCE(
      "renewables_recovered_total__why",
      "renewables_generated_total__why",
      CASE WHEN "renewables_generated_total" = 0 THEN 'division_by_zero' END,
      CASE WHEN "renewable_resource_recovery_rate" IS NULL THEN 'overflow' END
    ) AS "renewable_resource_recovery_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("renewable_resource_recovery_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "renewable_resource_recovery_rate",
  "renewable_resource_recovery_rate__why"
FROM "_6"

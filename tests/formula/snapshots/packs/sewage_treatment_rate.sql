WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("sewage_discharged_total")) <= 99999999999999
      AND "sewage_discharged_total" = ROUND("sewage_discharged_total", 4)
      THEN CAST("sewage_discharged_total" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "sewage_discharged_total",
    CASE
      WHEN "sewage_discharged_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sewage_discharged_total")) <= 99999999999999
        AND "sewage_discharged_total" = ROUND("sewage_discharged_total", 4)
      )
      THEN 'invalid_input'
    END AS "sewage_discharged_total__why",
    CASE
      WHEN TRUNC(ABS("sewage_treated")) <= 99999999999999
      AND "sewage_treated" = ROUND("sewage_treated", 4)
      THEN CAST("sewage_treated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "sewage_treated",
    CASE
      WHEN "sewage_treated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sewage_treated")) <= 99999999999999
        AND "sewage_treated" = ROUND("sewage_treated", 4)
      )
      THEN 'invalid_input'
    END AS "sewage_treated__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_discharged_total",
    "sewage_discharged_total__why",
    "sewage_treated__why",
    NULLIF(ABS("sewage_discharged_total"), 0) AS "sewage_treatment_rate__1",
    CAST(CASE
      WHEN "sewage_discharged_total" < 0
      THEN -"sewage_treated"
      ELSE "sewage_treated"
    END AS INT128) * 10000 AS "sewage_treatment_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_discharged_total",
    "sewage_discharged_total__why",
    "sewage_treated__why",
    "sewage_treatment_rate__1",
    "sewage_treatment_rate__2",
    "sewage_treatment_rate__2" // "sewage_treatment_rate__1" AS "sewage_treatment_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_discharged_total",
    "sewage_discharged_total__why",
    "sewage_treated__why",
    "sewage_treatment_rate__1",
    "sewage_treatment_rate__2",
    "sewage_treatment_rate__3",
    ABS(
      CAST("sewage_treatment_rate__2" - (
        "sewage_treatment_rate__3" * "sewage_treatment_rate__1"
      ) AS BIGINT)
    ) AS "sewage_treatment_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_discharged_total",
    "sewage_discharged_total__why",
    "sewage_treated__why",
    CASE
      WHEN (
        "sewage_treatment_rate__4" > (
          "sewage_treatment_rate__1" - "sewage_treatment_rate__4"
        )
      )
      OR (
        (
          "sewage_treatment_rate__4" = (
            "sewage_treatment_rate__1" - "sewage_treatment_rate__4"
          )
        )
        AND (
          CAST("sewage_treatment_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sewage_treatment_rate__3" + CAST(CASE WHEN "sewage_treatment_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sewage_treatment_rate__3"
    END AS "sewage_treatment_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_discharged_total",
    "sewage_discharged_total__why",
    "sewage_treated__why",
    CASE
      WHEN ABS("sewage_treatment_rate__5") <= 999999999999999999
      THEN CAST("sewage_treatment_rate__5" AS BIGINT)
    END AS "sewage_treatment_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sewage_treatment_rate",
    COALESCE(
      "sewage_treated__why",
      "sewage_discharged_total__why",
      CASE WHEN "sewage_discharged_total" = 0 THEN 'division_by_zero' END,
      CASE WHEN "sewage_treatment_rate" IS NULL THEN 'overflow' END
    ) AS "sewage_treatment_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sewage_treatment_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sewage_treatment_rate",
  "sewage_treatment_rate__why"
FROM "_6"

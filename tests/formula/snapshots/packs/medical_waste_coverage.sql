WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("medical_institutions")) <= 999999999999999999
      AND "medical_institutions" = ROUND("medical_institutions", 0)
      THEN CAST("medical_institutions" AS BIGINT)
    END AS "medical_institutions",
    CASE
      WHEN "medical_institutions" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_institutions")) <= 999999999999999999
        AND "medical_institutions" = ROUND("medical_institutions", 0)
      )
      THEN 'invalid_input'
    END AS "medical_institutions__why",
    CASE
      WHEN TRUNC(ABS("medical_institutions_covered")) <= 999999999999999999
      AND "medical_institutions_covered" = ROUND("medical_institutions_covered", 0)
      THEN CAST("medical_institutions_covered" AS BIGINT)
    END AS "medical_institutions_covered",
    CASE
      WHEN "medical_institutions_covered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("medical_institutions_covered")) <= 999999999999999999
        AND "medical_institutions_covered" = ROUND("medical_institutions_covered", 0)
      )
      THEN 'invalid_input'
    END AS "medical_institutions_covered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "medical_institutions",
    "medical_institutions__why",
    "medical_institutions_covered__why",
    NULLIF(ABS("medical_institutions"), 0) AS "medical_waste_coverage__1",
    CAST(CASE
      WHEN "medical_institutions" < 0
      THEN -"medical_institutions_covered"
      ELSE "medical_institutions_covered"
    END AS INT128) * 10000 AS "medical_waste_coverage__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "medical_institutions",
    "medical_institutions__why",
    "medical_institutions_covered__why",
    "medical_waste_coverage__1",
    "medical_waste_coverage__2",
    "medical_waste_coverage__2" // "medical_waste_coverage__1" AS "medical_waste_coverage__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "medical_institutions",
    "medical_institutions__why",
    "medical_institutions_covered__why",
    "medical_waste_coverage__1",
    "medical_waste_coverage__2",
    "medical_waste_coverage__3",
    ABS(
      CAST("medical_waste_coverage__2" - (
        "medical_waste_coverage__3" * "medical_waste_coverage__1"
      ) AS BIGINT)
    ) AS "medical_waste_coverage__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "medical_institutions",
    "medical_institutions__why",
    "medical_institutions_covered__why",
    CASE
      WHEN (
        "medical_waste_coverage__4" > (
          "medical_waste_coverage__1" - "medical_waste_coverage__4"
        )
      )
      OR (
        (
          "medical_waste_coverage__4" = (
            "medical_waste_coverage__1" - "medical_waste_coverage__4"
          )
        )
        AND (
          CAST("medical_waste_coverage__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "medical_waste_coverage__3" + CAST(CASE WHEN "medical_waste_coverage__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "medical_waste_coverage__3"
    END AS "medical_waste_coverage__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "medical_institutions",
    "medical_institutions__why",
    "medical_institutions_covered__why",
    CASE
      WHEN ABS("medical_waste_coverage__5") <= 999999999999999999
      THEN CAST("medical_waste_coverage__5" AS BIGINT)
    END AS "medical_waste_coverage"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "medical_waste_coverage",
    COALESCE(
      "medical_institutions_covered__why",
      "medical_institutions__why",
      CASE WHEN "medical_institutions" = 0 THEN 'division_by_zero' END,
      CASE WHEN "medical_waste_coverage" IS NULL THEN 'overflow' END
    ) AS "medical_waste_coverage__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("medical_waste_coverage" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "medical_waste_coverage",
  "medical_waste_coverage__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("waste_harmless")) <= 9999999999999999
      AND "waste_harmless" = ROUND("waste_harmless", 2)
      THEN CAST("waste_harmless" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_harmless",
    CASE
      WHEN "waste_harmless" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_harmless")) <= 9999999999999999
        AND "waste_harmless" = ROUND("waste_harmless", 2)
      )
      THEN 'invalid_input'
    END AS "waste_harmless__why",
    CASE
      WHEN TRUNC(ABS("waste_removed")) <= 9999999999999999
      AND "waste_removed" = ROUND("waste_removed", 2)
      THEN CAST("waste_removed" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_removed",
    CASE
      WHEN "waste_removed" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_removed")) <= 9999999999999999
        AND "waste_removed" = ROUND("waste_removed", 2)
      )
      THEN 'invalid_input'
    END AS "waste_removed__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless__why",
    "waste_removed",
    "waste_removed__why",
    NULLIF(ABS("waste_removed"), 0) AS "waste_harmless_treatment__1",
    CAST(CASE WHEN "waste_removed" < 0 THEN -"waste_harmless" ELSE "waste_harmless" END AS INT128) * 10000 AS "waste_harmless_treatment__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless__why",
    "waste_harmless_treatment__1",
    "waste_harmless_treatment__2",
    "waste_removed",
    "waste_removed__why",
    "waste_harmless_treatment__2" // "waste_harmless_treatment__1" AS "waste_harmless_treatment__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless__why",
    "waste_harmless_treatment__1",
    "waste_harmless_treatment__2",
    "waste_harmless_treatment__3",
    "waste_removed",
    "waste_removed__why",
    ABS(
      CAST("waste_harmless_treatment__2" - (
        "waste_harmless_treatment__3" * "waste_harmless_treatment__1"
      ) AS BIGINT)
    ) AS "waste_harmless_treatment__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless__why",
    "waste_removed",
    "waste_removed__why",
    CASE
      WHEN (
        "waste_harmless_treatment__4" > (
          "waste_harmless_treatment__1" - "waste_harmless_treatment__4"
        )
      )
      OR (
        (
          "waste_harmless_treatment__4" = (
            "waste_harmless_treatment__1" - "waste_harmless_treatment__4"
          )
        )
        AND (
          CAST("waste_harmless_treatment__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "waste_harmless_treatment__3" + CAST(CASE WHEN "waste_harmless_treatment__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "waste_harmless_treatment__3"
    END AS "waste_harmless_treatment__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless__why",
    "waste_removed",
    "waste_removed__why",
    CASE
      WHEN ABS("waste_harmless_treatment__5") <= 999999999999999999
      THEN CAST("waste_harmless_treatment__5" AS BIGINT)
    END AS "waste_harmless_treatment"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "waste_harmless_treatment",
    COALESCE(
      "waste_harmless__why",
      "waste_removed__why",
      CASE WHEN "waste_removed" = 0 THEN 'division_by_zero' END,
      CASE WHEN "waste_harmless_treatment" IS NULL THEN 'overflow' END
    ) AS "waste_harmless_treatment__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("waste_harmless_treatment" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "waste_harmless_treatment",
  "waste_harmless_treatment__why"
FROM "_6"

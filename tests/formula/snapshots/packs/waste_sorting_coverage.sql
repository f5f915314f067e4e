WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("estates")) <= 999999999999999999 AND "estates" = ROUND("estates", 0)
      THEN CAST("estates" AS BIGINT)
    END AS "estates",
    CASE
      WHEN "estates" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("estates")) <= 999999999999999999 AND "estates" = ROUND("estates", 0)
      )
      THEN 'invalid_input'
    END AS "estates__why",
    CASE
      WHEN TRUNC(ABS("estates_sorting")) <= 999999999999999999
      AND "estates_sorting" = ROUND("estates_sorting", 0)
      THEN CAST("estates_sorting" AS BIGINT)
    END AS "estates_sorting",
    CASE
      WHEN "estates_sorting" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("estates_sorting")) <= 999999999999999999
        AND "estates_sorting" = ROUND("estates_sorting", 0)
      )
      THEN 'invalid_input'
    END AS "estates_sorting__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "estates",
    "estates__why",
    "estates_sorting__why",
    NULLIF(ABS("estates"), 0) AS "waste_sorting_coverage__1",
    CAST(CASE WHEN "estates" < 0 THEN -"estates_sorting" ELSE "estates_sorting" END AS INT128) * 10000 AS "waste_sorting_coverage__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "estates",
    "estates__why",
    "estates_sorting__why",
    "waste_sorting_coverage__1",
    "waste_sorting_coverage__2",
    "waste_sorting_coverage__2" // "waste_sorting_coverage__1" AS "waste_sorting_coverage__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "estates",
    "estates__why",
    "estates_sorting__why",
    "waste_sorting_coverage__1",
    "waste_sorting_coverage__2",
    "waste_sorting_coverage__3",
    ABS(
      CAST("waste_sorting_coverage__2" - (
        "waste_sorting_coverage__3" * "waste_sorting_coverage__1"
      ) AS BIGINT)
    ) AS "waste_sorting_coverage__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "estates",
    "estates__why",
    "estates_sorting__why",
    CASE
      WHEN (
        "waste_sorting_coverage__4" > (
          "waste_sorting_coverage__1" - "waste_sorting_coverage__4"
        )
      )
      OR (
        (
          "waste_sorting_coverage__4" = (
            "waste_sorting_coverage__1" - "waste_sorting_coverage__4"
          )
        )
        AND (
          CAST("waste_sorting_coverage__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "waste_sorting_coverage__3" + CAST(CASE WHEN "waste_sorting_coverage__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "waste_sorting_coverage__3"
    END AS "waste_sorting_coverage__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "estates",
    "estates__why",
    "estates_sorting__why",
    CASE
      WHEN ABS("waste_sorting_coverage__5") <= 999999999999999999
      THEN CAST("waste_sorting_coverage__5" AS BIGINT)
    END AS "waste_sorting_coverage"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "waste_sorting_coverage",
    COALESCE(
      "estates_sorting__why",
      "estates__why",
      CASE WHEN "estates" = 0 THEN 'division_by_zero' END,
      CASE WHEN "waste_sorting_coverage" IS NULL THEN 'overflow' END
    ) AS "waste_sorting_coverage__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("waste_sorting_coverage" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "waste_sorting_coverage",
  "waste_sorting_coverage__why"
FROM "_6"

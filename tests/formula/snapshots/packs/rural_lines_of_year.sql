WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("rural_lines_built")) <= 999999999999999
      AND "rural_lines_built" = ROUND("rural_lines_built", 3)
      THEN CAST("rural_lines_built" * CAST(1000 AS BIGINT) AS BIGINT)
    END AS "rural_lines_built",
    CASE
      WHEN "rural_lines_built" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_lines_built")) <= 999999999999999
        AND "rural_lines_built" = ROUND("rural_lines_built", 3)
      )
      THEN 'invalid_input'
    END AS "rural_lines_built__why",
    CASE
      WHEN TRUNC(ABS("rural_lines_rebuilt")) <= 999999999999999
      AND "rural_lines_rebuilt" = ROUND("rural_lines_rebuilt", 3)
      THEN CAST("rural_lines_rebuilt" * CAST(1000 AS BIGINT) AS BIGINT)
    END AS "rural_lines_rebuilt",
    CASE
      WHEN "rural_lines_rebuilt" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_lines_rebuilt")) <= 999999999999999
        AND "rural_lines_rebuilt" = ROUND("rural_lines_rebuilt", 3)
      )
      THEN 'invalid_input'
    END AS "rural_lines_rebuilt__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "rural_lines_built" + "rural_lines_rebuilt" AS "rural_lines_of_year__1",
    COALESCE("rural_lines_built__why", "rural_lines_rebuilt__why") AS "rural_lines_of_year__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "rural_lines_of_year__1",
    "rural_lines_of_year__why",
    "rural_lines_of_year__1" // 10 AS "rural_lines_of_year__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "rural_lines_of_year__1",
    "rural_lines_of_year__2",
    "rural_lines_of_year__why",
    ABS("rural_lines_of_year__1" - (
      "rural_lines_of_year__2" * 10
    )) AS "rural_lines_of_year__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rural_lines_of_year__why",
    CASE
      WHEN (
        "rural_lines_of_year__3" > (
          10 - "rural_lines_of_year__3"
        )
      )
      OR (
        (
          "rural_lines_of_year__3" = (
            10 - "rural_lines_of_year__3"
          )
        )
        AND (
          (
            "rural_lines_of_year__2" % 2
          ) <> 0
        )
      )
      THEN "rural_lines_of_year__2" + CAST(CASE WHEN "rural_lines_of_year__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "rural_lines_of_year__2"
    END AS "rural_lines_of_year"
  FROM "_3"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("rural_lines_of_year" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "rural_lines_of_year",
  "rural_lines_of_year__why"
FROM "_4"

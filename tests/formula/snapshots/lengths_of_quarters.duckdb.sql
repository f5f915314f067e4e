WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) * 4 + CAST(EXTRACT(QUARTER FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    CAST(CASE
      WHEN CAST(EXTRACT(QUARTER FROM "period_start") AS INT) = 1
      THEN CASE
        WHEN (
          CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
          AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
        )
        OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
        THEN 91
        ELSE 90
      END
      WHEN CAST(EXTRACT(QUARTER FROM "period_start") AS INT) = 2
      THEN 91
      WHEN CAST(EXTRACT(QUARTER FROM "period_start") AS INT) = 3
      THEN 92
      ELSE 92
    END AS BIGINT) AS "length",
    CAST(NULL AS TEXT) AS "length__why",
    FIRST_VALUE("x") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "before__1",
    FIRST_VALUE("x__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING) AS "before__2",
    FIRST_VALUE("x") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "year_on_year__1",
    FIRST_VALUE("x__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS "year_on_year__7"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "length",
    "length__why",
    "x",
    "x__why",
    "year_on_year__1",
    "year_on_year__7",
    "before__1" AS "before",
    COALESCE("before__2", CASE WHEN "before__1" IS NULL THEN 'no_previous' END) AS "before__why",
    NULLIF(ABS("year_on_year__1"), 0) AS "year_on_year__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "x__why",
    "year_on_year__1",
    "year_on_year__2",
    "year_on_year__7",
    (
      CASE WHEN "year_on_year__1" < 0 THEN -"x" ELSE "x" END - "year_on_year__2"
    ) * 1000 AS "year_on_year__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "x__why",
    "year_on_year__1",
    "year_on_year__2",
    "year_on_year__3",
    "year_on_year__7",
    "year_on_year__3" // "year_on_year__2" AS "year_on_year__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "x__why",
    "year_on_year__1",
    "year_on_year__2",
    "year_on_year__3",
    "year_on_year__4",
    "year_on_year__7",
    ABS("year_on_year__3" - (
      "year_on_year__4" * "year_on_year__2"
    )) AS "year_on_year__5"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "x__why",
    "year_on_year__1",
    "year_on_year__7",
    CASE
      WHEN (
        "year_on_year__5" > (
          "year_on_year__2" - "year_on_year__5"
        )
      )
      OR (
        (
          "year_on_year__5" = (
            "year_on_year__2" - "year_on_year__5"
          )
        )
        AND (
          (
            "year_on_year__4" % 2
          ) <> 0
        )
      )
      THEN "year_on_year__4" + CAST(CASE WHEN "year_on_year__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "year_on_year__4"
    END AS "year_on_year__6"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "x__why",
    "year_on_year__1",
    "year_on_year__7",
    CASE
      WHEN ABS("year_on_year__6") <= 999999
      THEN CAST("year_on_year__6" AS BIGINT)
    END AS "year_on_year"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "before",
    "before__why",
    "length",
    "length__why",
    "year_on_year",
    COALESCE(
      "x__why",
      "year_on_year__7",
      CASE WHEN "year_on_year__1" IS NULL THEN 'no_previous' END,
      CASE WHEN "year_on_year__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "year_on_year" IS NULL THEN 'overflow' END
    ) AS "year_on_year__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST("length" AS DECIMAL(3, 0)) AS "length",
  "length__why",
  CAST("before" AS DECIMAL(6, 0)) AS "before",
  "before__why",
  CAST(CAST("year_on_year" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(6, 1)) AS "year_on_year",
  "year_on_year__why"
FROM "_8"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("gdp")) <= 99999999999999 AND "gdp" = ROUND("gdp", 4)
      THEN CAST("gdp" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "gdp",
    CASE
      WHEN "gdp" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("gdp")) <= 99999999999999 AND "gdp" = ROUND("gdp", 4)
      )
      THEN 'invalid_input'
    END AS "gdp__why",
    CASE
      WHEN TRUNC(ABS("resident_population")) <= 99999999999999
      AND "resident_population" = ROUND("resident_population", 4)
      THEN CAST("resident_population" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "resident_population",
    CASE
      WHEN "resident_population" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("resident_population")) <= 99999999999999
        AND "resident_population" = ROUND("resident_population", 4)
      )
      THEN 'invalid_input'
    END AS "resident_population__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "resident_population",
    "resident_population__why",
    FIRST_VALUE("resident_population") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "gdp_per_person__1",
    FIRST_VALUE("resident_population__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "gdp_per_person__8"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__8",
    "resident_population__why",
    "resident_population" + "gdp_per_person__1" AS "gdp_per_person__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__2",
    "gdp_per_person__8",
    "resident_population__why",
    NULLIF(ABS("gdp_per_person__2"), 0) AS "gdp_per_person__3",
    CAST(CASE WHEN "gdp_per_person__2" < 0 THEN -"gdp" ELSE "gdp" END AS INT128) * 20000 AS "gdp_per_person__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__2",
    "gdp_per_person__3",
    "gdp_per_person__4",
    "gdp_per_person__8",
    "resident_population__why",
    "gdp_per_person__4" // "gdp_per_person__3" AS "gdp_per_person__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__2",
    "gdp_per_person__3",
    "gdp_per_person__4",
    "gdp_per_person__5",
    "gdp_per_person__8",
    "resident_population__why",
    ABS(
      CAST("gdp_per_person__4" - (
        "gdp_per_person__5" * "gdp_per_person__3"
      ) AS BIGINT)
    ) AS "gdp_per_person__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__2",
    "gdp_per_person__8",
    "resident_population__why",
    CASE
      WHEN (
        "gdp_per_person__6" > (
          "gdp_per_person__3" - "gdp_per_person__6"
        )
      )
      OR (
        (
          "gdp_per_person__6" = (
            "gdp_per_person__3" - "gdp_per_person__6"
          )
        )
        AND (
          CAST("gdp_per_person__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN "gdp_per_person__5" + CAST(CASE WHEN "gdp_per_person__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "gdp_per_person__5"
    END AS "gdp_per_person__7"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "gdp__why",
    "gdp_per_person__1",
    "gdp_per_person__2",
    "gdp_per_person__8",
    "resident_population__why",
    CASE
      WHEN ABS("gdp_per_person__7") <= 999999999999999999
      THEN CAST("gdp_per_person__7" AS BIGINT)
    END AS "gdp_per_person"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "gdp_per_person",
    COALESCE(
      "gdp__why",
      "resident_population__why",
      "gdp_per_person__8",
      CASE WHEN "gdp_per_person__1" IS NULL THEN 'no_previous' END,
      CASE WHEN "gdp_per_person__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "gdp_per_person" IS NULL THEN 'overflow' END
    ) AS "gdp_per_person__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST("gdp_per_person" AS DECIMAL(18, 0)) AS "gdp_per_person",
  "gdp_per_person__why"
FROM "_8"

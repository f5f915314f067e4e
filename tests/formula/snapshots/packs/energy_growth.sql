WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CASE
      WHEN TRUNC(ABS("energy_total")) <= 99999999999999
      AND "energy_total" = ROUND("energy_total", 4)
      THEN CAST("energy_total" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "energy_total",
    CASE
      WHEN "energy_total" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy_total")) <= 99999999999999
        AND "energy_total" = ROUND("energy_total", 4)
      )
      THEN 'invalid_input'
    END AS "energy_total__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "energy_total",
    "energy_total__why",
    FIRST_VALUE("energy_total") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_growth__1",
    FIRST_VALUE("energy_total__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "energy_growth__7"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__7",
    "energy_total",
    "energy_total__why",
    NULLIF(ABS("energy_growth__1"), 0) AS "energy_growth__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__2",
    "energy_growth__7",
    "energy_total__why",
    CAST(CASE WHEN "energy_growth__1" < 0 THEN -"energy_total" ELSE "energy_total" END - "energy_growth__2" AS INT128) * 10000 AS "energy_growth__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__2",
    "energy_growth__3",
    "energy_growth__7",
    "energy_total__why",
    "energy_growth__3" // "energy_growth__2" AS "energy_growth__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__2",
    "energy_growth__3",
    "energy_growth__4",
    "energy_growth__7",
    "energy_total__why",
    ABS(
      CAST("energy_growth__3" - (
        "energy_growth__4" * "energy_growth__2"
      ) AS BIGINT)
    ) AS "energy_growth__5"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__7",
    "energy_total__why",
    CASE
      WHEN (
        "energy_growth__5" > (
          "energy_growth__2" - "energy_growth__5"
        )
      )
      OR (
        (
          "energy_growth__5" = (
            "energy_growth__2" - "energy_growth__5"
          )
        )
        AND (
          CAST("energy_growth__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "energy_growth__4" + CAST(CASE WHEN "energy_growth__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "energy_growth__4"
    END AS "energy_growth__6"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth__1",
    "energy_growth__7",
    "energy_total__why",
    CASE
      WHEN ABS("energy_growth__6") <= 999999999999999999
      THEN CAST("energy_growth__6" AS BIGINT)
    END AS "energy_growth"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "energy_growth",
    COALESCE(
      "energy_total__why",
      "energy_growth__7",
      CASE WHEN "energy_growth__1" IS NULL THEN 'no_previous' END,
      CASE WHEN "energy_growth__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "energy_growth" IS NULL THEN 'overflow' END
    ) AS "energy_growth__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("energy_growth" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "energy_growth",
  "energy_growth__why"
FROM "_8"

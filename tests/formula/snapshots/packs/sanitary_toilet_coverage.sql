WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("rural_households")) <= 999999999999999999
      AND "rural_households" = ROUND("rural_households", 0)
      THEN CAST("rural_households" AS BIGINT)
    END AS "rural_households",
    CASE
      WHEN "rural_households" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_households")) <= 999999999999999999
        AND "rural_households" = ROUND("rural_households", 0)
      )
      THEN 'invalid_input'
    END AS "rural_households__why",
    CASE
      WHEN TRUNC(ABS("sanitary_toilet_households")) <= 999999999999999999
      AND "sanitary_toilet_households" = ROUND("sanitary_toilet_households", 0)
      THEN CAST("sanitary_toilet_households" AS BIGINT)
    END AS "sanitary_toilet_households",
    CASE
      WHEN "sanitary_toilet_households" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sanitary_toilet_households")) <= 999999999999999999
        AND "sanitary_toilet_households" = ROUND("sanitary_toilet_households", 0)
      )
      THEN 'invalid_input'
    END AS "sanitary_toilet_households__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "rural_households",
    "rural_households__why",
    "sanitary_toilet_households__why",
    NULLIF(ABS("rural_households"), 0) AS "sanitary_toilet_coverage__1",
    CAST(CASE
      WHEN "rural_households" < 0
      THEN -"sanitary_toilet_households"
      ELSE "sanitary_toilet_households"
    END AS INT128) * 1000 AS "sanitary_toilet_coverage__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "rural_households",
    "rural_households__why",
    "sanitary_toilet_coverage__1",
    "sanitary_toilet_coverage__2",
    "sanitary_toilet_households__why",
    "sanitary_toilet_coverage__2" // "sanitary_toilet_coverage__1" AS "sanitary_toilet_coverage__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "rural_households",
    "rural_households__why",
    "sanitary_toilet_coverage__1",
    "sanitary_toilet_coverage__2",
    "sanitary_toilet_coverage__3",
    "sanitary_toilet_households__why",
    ABS(
      CAST("sanitary_toilet_coverage__2" - (
        "sanitary_toilet_coverage__3" * "sanitary_toilet_coverage__1"
      ) AS BIGINT)
    ) AS "sanitary_toilet_coverage__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rural_households",
    "rural_households__why",
    "sanitary_toilet_households__why",
    CASE
      WHEN (
        "sanitary_toilet_coverage__4" > (
          "sanitary_toilet_coverage__1" - "sanitary_toilet_coverage__4"
        )
      )
      OR (
        (
          "sanitary_toilet_coverage__4" = (
            "sanitary_toilet_coverage__1" - "sanitary_toilet_coverage__4"
          )
        )
        AND (
          CAST("sanitary_toilet_coverage__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sanitary_toilet_coverage__3" + CAST(CASE WHEN "sanitary_toilet_coverage__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sanitary_toilet_coverage__3"
    END AS "sanitary_toilet_coverage__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "rural_households",
    "rural_households__why",
    "sanitary_toilet_households__why",
    CASE
      WHEN ABS("sanitary_toilet_coverage__5") <= 999999999999999999
      THEN CAST("sanitary_toilet_coverage__5" AS BIGINT)
    END AS "sanitary_toilet_coverage"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sanitary_toilet_coverage",
    COALESCE(
      "sanitary_toilet_households__why",
      "rural_households__why",
      CASE WHEN "rural_households" = 0 THEN 'division_by_zero' END,
      CASE WHEN "sanitary_toilet_coverage" IS NULL THEN 'overflow' END
    ) AS "sanitary_toilet_coverage__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sanitary_toilet_coverage" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(18, 1)) AS "sanitary_toilet_coverage",
  "sanitary_toilet_coverage__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
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
      WHEN TRUNC(ABS("secondary_value_added")) <= 99999999999999
      AND "secondary_value_added" = ROUND("secondary_value_added", 4)
      THEN CAST("secondary_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "secondary_value_added",
    CASE
      WHEN "secondary_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("secondary_value_added")) <= 99999999999999
        AND "secondary_value_added" = ROUND("secondary_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "secondary_value_added__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "secondary_value_added__why",
    NULLIF(ABS("gdp"), 0) AS "secondary_share__1",
    CAST(CASE WHEN "gdp" < 0 THEN -"secondary_value_added" ELSE "secondary_value_added" END AS INT128) * 10000 AS "secondary_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "secondary_share__1",
    "secondary_share__2",
    "secondary_value_added__why",
    "secondary_share__2" // "secondary_share__1" AS "secondary_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "secondary_share__1",
    "secondary_share__2",
    "secondary_share__3",
    "secondary_value_added__why",
    ABS(
      CAST("secondary_share__2" - (
        "secondary_share__3" * "secondary_share__1"
      ) AS BIGINT)
    ) AS "secondary_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "secondary_value_added__why",
    CASE
      WHEN (
        "secondary_share__4" > (
          "secondary_share__1" - "secondary_share__4"
        )
      )
      OR (
        (
          "secondary_share__4" = (
            "secondary_share__1" - "secondary_share__4"
          )
        )
        AND (
          CAST("secondary_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "secondary_share__3" + CAST(CASE WHEN "secondary_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "secondary_share__3"
    END AS "secondary_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "secondary_value_added__why",
    CASE
      WHEN ABS("secondary_share__5") <= 999999999999999999
      THEN CAST("secondary_share__5" AS BIGINT)
    END AS "secondary_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "secondary_share",
    COALESCE(
      "secondary_value_added__why",
      "gdp__why",
      CASE WHEN "gdp" = 0 THEN 'division_by_zero' END,
      CASE WHEN "secondary_share" IS NULL THEN 'overflow' END
    ) AS "secondary_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("secondary_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "secondary_share",
  "secondary_share__why"
FROM "_6"

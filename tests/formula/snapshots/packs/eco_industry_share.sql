WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("eco_industry_value_added")) <= 99999999999999
      AND "eco_industry_value_added" = ROUND("eco_industry_value_added", 4)
      THEN CAST("eco_industry_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "eco_industry_value_added",
    CASE
      WHEN "eco_industry_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("eco_industry_value_added")) <= 99999999999999
        AND "eco_industry_value_added" = ROUND("eco_industry_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "eco_industry_value_added__why",
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
    END AS "gdp__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_value_added__why",
    "gdp",
    "gdp__why",
    NULLIF(ABS("gdp"), 0) AS "eco_industry_share__1",
    CAST(CASE
      WHEN "gdp" < 0
      THEN -"eco_industry_value_added"
      ELSE "eco_industry_value_added"
    END AS INT128) * 10000 AS "eco_industry_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_share__1",
    "eco_industry_share__2",
    "eco_industry_value_added__why",
    "gdp",
    "gdp__why",
    "eco_industry_share__2" // "eco_industry_share__1" AS "eco_industry_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_share__1",
    "eco_industry_share__2",
    "eco_industry_share__3",
    "eco_industry_value_added__why",
    "gdp",
    "gdp__why",
    ABS(
      CAST("eco_industry_share__2" - (
        "eco_industry_share__3" * "eco_industry_share__1"
      ) AS BIGINT)
    ) AS "eco_industry_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_value_added__why",
    "gdp",
    "gdp__why",
    CASE
      WHEN (
        "eco_industry_share__4" > (
          "eco_industry_share__1" - "eco_industry_share__4"
        )
      )
      OR (
        (
          "eco_industry_share__4" = (
            "eco_industry_share__1" - "eco_industry_share__4"
          )
        )
        AND (
          CAST("eco_industry_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "eco_industry_share__3" + CAST(CASE WHEN "eco_industry_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "eco_industry_share__3"
    END AS "eco_industry_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_value_added__why",
    "gdp",
    "gdp__why",
    CASE
      WHEN ABS("eco_industry_share__5") <= 999999999999999999
      THEN CAST("eco_industry_share__5" AS BIGINT)
    END AS "eco_industry_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "eco_industry_share",
    COALESCE(
      "eco_industry_value_added__why",
      "gdp__why",
      CASE WHEN "gdp" = 0 THEN 'division_by_zero' END,
      CASE WHEN "eco_industry_share" IS NULL THEN 'overflow' END
    ) AS "eco_industry_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("eco_industry_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "eco_industry_share",
  "eco_industry_share__why"
FROM "_6"

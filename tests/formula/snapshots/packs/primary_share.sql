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
      WHEN TRUNC(ABS("primary_value_added")) <= 99999999999999
      AND "primary_value_added" = ROUND("primary_value_added", 4)
      THEN CAST("primary_value_added" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "primary_value_added",
    CASE
      WHEN "primary_value_added" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("primary_value_added")) <= 99999999999999
        AND "primary_value_added" = ROUND("primary_value_added", 4)
      )
      THEN 'invalid_input'
    END AS "primary_value_added__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "primary_value_added__why",
    NULLIF(ABS("gdp"), 0) AS "primary_share__1",
    CAST(CASE WHEN "gdp" < 0 THEN -"primary_value_added" ELSE "primary_value_added" END AS INT128) * 10000 AS "primary_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "primary_share__1",
    "primary_share__2",
    "primary_value_added__why",
    "primary_share__2" // "primary_share__1" AS "primary_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "primary_share__1",
    "primary_share__2",
    "primary_share__3",
    "primary_value_added__why",
    ABS(
      CAST("primary_share__2" - (
        "primary_share__3" * "primary_share__1"
      ) AS BIGINT)
    ) AS "primary_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "primary_value_added__why",
    CASE
      WHEN (
        "primary_share__4" > (
          "primary_share__1" - "primary_share__4"
        )
      )
      OR (
        (
          "primary_share__4" = (
            "primary_share__1" - "primary_share__4"
          )
        )
        AND (
          CAST("primary_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "primary_share__3" + CAST(CASE WHEN "primary_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "primary_share__3"
    END AS "primary_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "gdp",
    "gdp__why",
    "primary_value_added__why",
    CASE
      WHEN ABS("primary_share__5") <= 999999999999999999
      THEN CAST("primary_share__5" AS BIGINT)
    END AS "primary_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "primary_share",
    COALESCE(
      "primary_value_added__why",
      "gdp__why",
      CASE WHEN "gdp" = 0 THEN 'division_by_zero' END,
      CASE WHEN "primary_share" IS NULL THEN 'overflow' END
    ) AS "primary_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("primary_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "primary_share",
  "primary_share__why"
FROM "_6"

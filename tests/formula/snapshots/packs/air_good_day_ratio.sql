WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("air_good_days")) <= 999999999999999999
      AND "air_good_days" = ROUND("air_good_days", 0)
      THEN CAST("air_good_days" AS BIGINT)
    END AS "air_good_days",
    CASE
      WHEN "air_good_days" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("air_good_days")) <= 999999999999999999
        AND "air_good_days" = ROUND("air_good_days", 0)
      )
      THEN 'invalid_input'
    END AS "air_good_days__why",
    CASE
      WHEN TRUNC(ABS("air_valid_days")) <= 999999999999999999
      AND "air_valid_days" = ROUND("air_valid_days", 0)
      THEN CAST("air_valid_days" AS BIGINT)
    END AS "air_valid_days",
    CASE
      WHEN "air_valid_days" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("air_valid_days")) <= 999999999999999999
        AND "air_valid_days" = ROUND("air_valid_days", 0)
      )
      THEN 'invalid_input'
    END AS "air_valid_days__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_days__why",
    "air_valid_days",
    "air_valid_days__why",
    NULLIF(ABS("air_valid_days"), 0) AS "air_good_day_ratio__1",
    CAST(CASE WHEN "air_valid_days" < 0 THEN -"air_good_days" ELSE "air_good_days" END AS INT128) * 1000 AS "air_good_day_ratio__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_day_ratio__1",
    "air_good_day_ratio__2",
    "air_good_days__why",
    "air_valid_days",
    "air_valid_days__why",
    "air_good_day_ratio__2" // "air_good_day_ratio__1" AS "air_good_day_ratio__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_day_ratio__1",
    "air_good_day_ratio__2",
    "air_good_day_ratio__3",
    "air_good_days__why",
    "air_valid_days",
    "air_valid_days__why",
    ABS(
      CAST("air_good_day_ratio__2" - (
        "air_good_day_ratio__3" * "air_good_day_ratio__1"
      ) AS BIGINT)
    ) AS "air_good_day_ratio__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_days__why",
    "air_valid_days",
    "air_valid_days__why",
    CASE
      WHEN (
        "air_good_day_ratio__4" > (
          "air_good_day_ratio__1" - "air_good_day_ratio__4"
        )
      )
      OR (
        (
          "air_good_day_ratio__4" = (
            "air_good_day_ratio__1" - "air_good_day_ratio__4"
          )
        )
        AND (
          CAST("air_good_day_ratio__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "air_good_day_ratio__3" + CAST(CASE WHEN "air_good_day_ratio__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "air_good_day_ratio__3"
    END AS "air_good_day_ratio__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_days__why",
    "air_valid_days",
    "air_valid_days__why",
    CASE
      WHEN ABS("air_good_day_ratio__5") <= 999999999999999999
      THEN CAST("air_good_day_ratio__5" AS BIGINT)
    END AS "air_good_day_ratio"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "air_good_day_ratio",
    COALESCE(
      "air_good_days__why",
      "air_valid_days__why",
      CASE WHEN "air_valid_days" = 0 THEN 'division_by_zero' END,
      CASE WHEN "air_good_day_ratio" IS NULL THEN 'overflow' END
    ) AS "air_good_day_ratio__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("air_good_day_ratio" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(18, 1)) AS "air_good_day_ratio",
  "air_good_day_ratio__why"
FROM "_6"

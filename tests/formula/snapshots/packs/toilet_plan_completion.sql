WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("toilets_planned")) <= 999999999999999999
      AND "toilets_planned" = ROUND("toilets_planned", 0)
      THEN CAST("toilets_planned" AS BIGINT)
    END AS "toilets_planned",
    CASE
      WHEN "toilets_planned" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("toilets_planned")) <= 999999999999999999
        AND "toilets_planned" = ROUND("toilets_planned", 0)
      )
      THEN 'invalid_input'
    END AS "toilets_planned__why",
    CASE
      WHEN TRUNC(ABS("toilets_rebuilt")) <= 999999999999999999
      AND "toilets_rebuilt" = ROUND("toilets_rebuilt", 0)
      THEN CAST("toilets_rebuilt" AS BIGINT)
    END AS "toilets_rebuilt",
    CASE
      WHEN "toilets_rebuilt" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("toilets_rebuilt")) <= 999999999999999999
        AND "toilets_rebuilt" = ROUND("toilets_rebuilt", 0)
      )
      THEN 'invalid_input'
    END AS "toilets_rebuilt__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "toilets_planned",
    "toilets_planned__why",
    "toilets_rebuilt__why",
    NULLIF(ABS("toilets_planned"), 0) AS "toilet_plan_completion__1",
    CAST(CASE WHEN "toilets_planned" < 0 THEN -"toilets_rebuilt" ELSE "toilets_rebuilt" END AS INT128) * 10000 AS "toilet_plan_completion__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "toilet_plan_completion__1",
    "toilet_plan_completion__2",
    "toilets_planned",
    "toilets_planned__why",
    "toilets_rebuilt__why",
    "toilet_plan_completion__2" // "toilet_plan_completion__1" AS "toilet_plan_completion__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "toilet_plan_completion__1",
    "toilet_plan_completion__2",
    "toilet_plan_completion__3",
    "toilets_planned",
    "toilets_planned__why",
    "toilets_rebuilt__why",
    ABS(
      CAST("toilet_plan_completion__2" - (
        "toilet_plan_completion__3" * "toilet_plan_completion__1"
      ) AS BIGINT)
    ) AS "toilet_plan_completion__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "toilets_planned",
    "toilets_planned__why",
    "toilets_rebuilt__why",
    CASE
      WHEN (
        "toilet_plan_completion__4" > (
          "toilet_plan_completion__1" - "toilet_plan_completion__4"
        )
      )
      OR (
        (
          "toilet_plan_completion__4" = (
            "toilet_plan_completion__1" - "toilet_plan_completion__4"
          )
        )
        AND (
          CAST("toilet_plan_completion__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "toilet_plan_completion__3" + CAST(CASE WHEN "toilet_plan_completion__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "toilet_plan_completion__3"
    END AS "toilet_plan_completion__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "toilets_planned",
    "toilets_planned__why",
    "toilets_rebuilt__why",
    CASE
      WHEN ABS("toilet_plan_completion__5") <= 999999999999999999
      THEN CAST("toilet_plan_completion__5" AS BIGINT)
    END AS "toilet_plan_completion"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "toilet_plan_completion",
    COALESCE(
      "toilets_rebuilt__why",
      "toilets_planned__why",
      CASE WHEN "toilets_planned" = 0 THEN 'division_by_zero' END,
      CASE WHEN "toilet_plan_completion" IS NULL THEN 'overflow' END
    ) AS "toilet_plan_completion__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("toilet_plan_completion" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "toilet_plan_completion",
  "toilet_plan_completion__why"
FROM "_6"

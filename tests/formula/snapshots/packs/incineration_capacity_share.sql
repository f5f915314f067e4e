WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("harmless_capacity")) <= 9999999999999999
      AND "harmless_capacity" = ROUND("harmless_capacity", 2)
      THEN CAST("harmless_capacity" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "harmless_capacity",
    CASE
      WHEN "harmless_capacity" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("harmless_capacity")) <= 9999999999999999
        AND "harmless_capacity" = ROUND("harmless_capacity", 2)
      )
      THEN 'invalid_input'
    END AS "harmless_capacity__why",
    CASE
      WHEN TRUNC(ABS("incineration_capacity")) <= 9999999999999999
      AND "incineration_capacity" = ROUND("incineration_capacity", 2)
      THEN CAST("incineration_capacity" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "incineration_capacity",
    CASE
      WHEN "incineration_capacity" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("incineration_capacity")) <= 9999999999999999
        AND "incineration_capacity" = ROUND("incineration_capacity", 2)
      )
      THEN 'invalid_input'
    END AS "incineration_capacity__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "harmless_capacity",
    "harmless_capacity__why",
    "incineration_capacity__why",
    NULLIF(ABS("harmless_capacity"), 0) AS "incineration_capacity_share__1",
    CAST(CASE
      WHEN "harmless_capacity" < 0
      THEN -"incineration_capacity"
      ELSE "incineration_capacity"
    END AS INT128) * 10000 AS "incineration_capacity_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "harmless_capacity",
    "harmless_capacity__why",
    "incineration_capacity__why",
    "incineration_capacity_share__1",
    "incineration_capacity_share__2",
    "incineration_capacity_share__2" // "incineration_capacity_share__1" AS "incineration_capacity_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "harmless_capacity",
    "harmless_capacity__why",
    "incineration_capacity__why",
    "incineration_capacity_share__1",
    "incineration_capacity_share__2",
    "incineration_capacity_share__3",
    ABS(
      CAST("incineration_capacity_share__2" - (
        "incineration_capacity_share__3" * "incineration_capacity_share__1"
      ) AS BIGINT)
    ) AS "incineration_capacity_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "harmless_capacity",
    "harmless_capacity__why",
    "incineration_capacity__why",
    CASE
      WHEN (
        "incineration_capacity_share__4" > (
          "incineration_capacity_share__1" - "incineration_capacity_share__4"
        )
      )
      OR (
        (
          "incineration_capacity_share__4" = (
            "incineration_capacity_share__1" - "incineration_capacity_share__4"
          )
        )
        AND (
          CAST("incineration_capacity_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "incineration_capacity_share__3" + CAST(CASE WHEN "incineration_capacity_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "incineration_capacity_share__3"
    END AS "incineration_capacity_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "harmless_capacity",
    "harmless_capacity__why",
    "incineration_capacity__why",
    CASE
      WHEN ABS("incineration_capacity_share__5") <= 999999999999999999
      THEN CAST("incineration_capacity_share__5" AS BIGINT)
    END AS "incineration_capacity_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "incineration_capacity_share",
    COALESCE(
      "incineration_capacity__why",
      "harmless_capacity__why",
      CASE WHEN "harmless_capacity" = 0 THEN 'division_by_zero' END,
      CASE WHEN "incineration_capacity_share" IS NULL THEN 'overflow' END
    ) AS "incineration_capacity_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("incineration_capacity_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "incineration_capacity_share",
  "incineration_capacity_share__why"
FROM "_6"

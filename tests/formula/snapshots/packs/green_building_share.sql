WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("green_floor_area")) <= 99999999999999
      AND "green_floor_area" = ROUND("green_floor_area", 4)
      THEN CAST("green_floor_area" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "green_floor_area",
    CASE
      WHEN "green_floor_area" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("green_floor_area")) <= 99999999999999
        AND "green_floor_area" = ROUND("green_floor_area", 4)
      )
      THEN 'invalid_input'
    END AS "green_floor_area__why",
    CASE
      WHEN TRUNC(ABS("new_floor_area")) <= 99999999999999
      AND "new_floor_area" = ROUND("new_floor_area", 4)
      THEN CAST("new_floor_area" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "new_floor_area",
    CASE
      WHEN "new_floor_area" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("new_floor_area")) <= 99999999999999
        AND "new_floor_area" = ROUND("new_floor_area", 4)
      )
      THEN 'invalid_input'
    END AS "new_floor_area__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "green_floor_area__why",
    "new_floor_area",
    "new_floor_area__why",
    NULLIF(ABS("new_floor_area"), 0) AS "green_building_share__1",
    CAST(CASE WHEN "new_floor_area" < 0 THEN -"green_floor_area" ELSE "green_floor_area" END AS INT128) * 10000 AS "green_building_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "green_building_share__1",
    "green_building_share__2",
    "green_floor_area__why",
    "new_floor_area",
    "new_floor_area__why",
    "green_building_share__2" // "green_building_share__1" AS "green_building_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "green_building_share__1",
    "green_building_share__2",
    "green_building_share__3",
    "green_floor_area__why",
    "new_floor_area",
    "new_floor_area__why",
    ABS(
      CAST("green_building_share__2" - (
        "green_building_share__3" * "green_building_share__1"
      ) AS BIGINT)
    ) AS "green_building_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "green_floor_area__why",
    "new_floor_area",
    "new_floor_area__why",
    CASE
      WHEN (
        "green_building_share__4" > (
          "green_building_share__1" - "green_building_share__4"
        )
      )
      OR (
        (
          "green_building_share__4" = (
            "green_building_share__1" - "green_building_share__4"
          )
        )
        AND (
          CAST("green_building_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "green_building_share__3" + CAST(CASE WHEN "green_building_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "green_building_share__3"
    END AS "green_building_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "green_floor_area__why",
    "new_floor_area",
    "new_floor_area__why",
    CASE
      WHEN ABS("green_building_share__5") <= 999999999999999999
      THEN CAST("green_building_share__5" AS BIGINT)
    END AS "green_building_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "green_building_share",
    COALESCE(
      "green_floor_area__why",
      "new_floor_area__why",
      CASE WHEN "new_floor_area" = 0 THEN 'division_by_zero' END,
      CASE WHEN "green_building_share" IS NULL THEN 'overflow' END
    ) AS "green_building_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("green_building_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "green_building_share",
  "green_building_share__why"
FROM "_6"

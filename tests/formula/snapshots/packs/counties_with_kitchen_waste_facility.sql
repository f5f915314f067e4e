WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "kitchen_waste_facility_running"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT("_m"."unit") AS "counties_with_kitchen_waste_facility__1"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_group_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT("_s"."kitchen_waste_facility_running") AS "counties_with_kitchen_waste_facility__2",
    COUNT(CASE WHEN "_s"."kitchen_waste_facility_running" THEN 1 END) AS "counties_with_kitchen_waste_facility__3"
  FROM "_0" AS "_s"
  JOIN "members" AS "_m"
    ON "_s"."unit" = "_m"."unit"
  GROUP BY
    "_m"."parent",
    "_s"."period_start"
), "_1" AS (
  SELECT
    "_s"."unit",
    "_s"."period_start",
    CAST(COALESCE("_z"."counties_with_kitchen_waste_facility__1", 0) AS BIGINT) AS "counties_with_kitchen_waste_facility__1",
    CAST(COALESCE("_g"."counties_with_kitchen_waste_facility__2", 0) AS BIGINT) AS "counties_with_kitchen_waste_facility__2",
    CAST(COALESCE("_g"."counties_with_kitchen_waste_facility__3", 0) AS BIGINT) AS "counties_with_kitchen_waste_facility__3"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
  LEFT JOIN "_group_1" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "counties_with_kitchen_waste_facility__3",
    (
      "counties_with_kitchen_waste_facility__1" = 0
    )
    OR (
      "counties_with_kitchen_waste_facility__2" = "counties_with_kitchen_waste_facility__1"
    ) AS "counties_with_kitchen_waste_facility__4"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "counties_with_kitchen_waste_facility__4"
      THEN "counties_with_kitchen_waste_facility__3"
    END AS "counties_with_kitchen_waste_facility",
    CASE
      WHEN "counties_with_kitchen_waste_facility__4"
      THEN NULL
      ELSE 'members_missing'
    END AS "counties_with_kitchen_waste_facility__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST("counties_with_kitchen_waste_facility" AS DECIMAL(18, 0)) AS "counties_with_kitchen_waste_facility",
  "counties_with_kitchen_waste_facility__why"
FROM "_3"

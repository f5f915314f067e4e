WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 99999999999999999999999999999999999999 AND "x" = ROUND("x", 0)
      THEN CAST(TRUNC("x") AS INT128)
    END AS "x"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT("_m"."unit") AS "total__1"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_group_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT("_s"."x") AS "total__2",
    CAST(SUM("_s"."x" // 10000000000000000000) AS INT128) AS "total__3",
    CAST(SUM("_s"."x" % 10000000000000000000) AS INT128) AS "total__4"
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
    CAST(COALESCE("_z"."total__1", 0) AS BIGINT) AS "total__1",
    CAST(COALESCE("_g"."total__2", 0) AS BIGINT) AS "total__2",
    "_g"."total__3" AS "total__3",
    "_g"."total__4" AS "total__4"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
  LEFT JOIN "_group_1" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "total__1",
    "total__2",
    "total__4",
    TRY("total__3" * 10000000000000000000) AS "total__5"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "total__1",
    "total__2",
    TRY(
      CASE
        WHEN ABS("total__5") <= 99999999999999999999999999999999999999
        THEN CAST("total__5" AS INT128)
      END + "total__4"
    ) AS "total__6"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "total__1",
    "total__2",
    CASE
      WHEN "total__2" = "total__1"
      THEN CASE
        WHEN ABS("total__6") <= 99999999999999999999999999999999999999
        THEN CAST("total__6" AS INT128)
      END
    END AS "total"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "total",
    COALESCE(
      CASE
        WHEN "total__1" = 0
        THEN 'no_members'
        WHEN "total__2" = "total__1"
        THEN NULL
        ELSE 'members_missing'
      END,
      CASE WHEN "total" IS NULL THEN 'overflow' END
    ) AS "total__why"
  FROM "_4"
)
SELECT
  "unit",
  "period_start",
  CAST("total" AS DECIMAL(38, 0)) AS "total",
  "total__why"
FROM "_5"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "thing",
    CASE
      WHEN "thing" = 'sewage_plant'
      THEN CASE
        WHEN TRUNC(ABS("sludge_disposed_mass")) <= 9999999999999999
        AND "sludge_disposed_mass" = ROUND("sludge_disposed_mass", 2)
        THEN CAST("sludge_disposed_mass" * CAST(100 AS BIGINT) AS BIGINT)
      END
    END AS "sludge_disposed_mass",
    CASE
      WHEN "thing" = 'sewage_plant'
      THEN CASE
        WHEN TRUNC(ABS("sludge_disposed_moisture")) <= 9999999999999999
        AND "sludge_disposed_moisture" = ROUND("sludge_disposed_moisture", 2)
        THEN CAST("sludge_disposed_moisture" * CAST(100 AS BIGINT) AS BIGINT)
      END
    END AS "sludge_disposed_moisture"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT(CASE WHEN "_m"."thing" = 'sewage_plant' THEN "_m"."unit" END) AS "sludge_disposed__2"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_1" AS (
  SELECT
    "_s"."unit",
    "_s"."period_start",
    "_s"."thing",
    CAST("_s"."sludge_disposed_mass" AS INT128) * (
      10000 - "_s"."sludge_disposed_moisture"
    ) AS "sludge_disposed__1",
    CAST(COALESCE("_z"."sludge_disposed__2", 0) AS BIGINT) AS "sludge_disposed__2"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
), "_group_2" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT(CASE WHEN "_s"."thing" = 'sewage_plant' THEN "_s"."sludge_disposed__1" END) AS "sludge_disposed__3",
    CAST(SUM(
      CAST(CASE
        WHEN "_s"."thing" = 'sewage_plant'
        THEN CAST("_s"."sludge_disposed__1" // 10000000000000000000 AS BIGINT)
      END AS INT128)
    ) AS INT128) AS "sludge_disposed__4",
    CAST(SUM(
      CASE
        WHEN "_s"."thing" = 'sewage_plant'
        THEN "_s"."sludge_disposed__1" % 10000000000000000000
      END
    ) AS INT128) AS "sludge_disposed__5"
  FROM "_1" AS "_s"
  JOIN "members" AS "_m"
    ON "_s"."unit" = "_m"."unit"
  GROUP BY
    "_m"."parent",
    "_s"."period_start"
), "_2" AS (
  SELECT
    "_s"."unit",
    "_s"."period_start",
    "_s"."sludge_disposed__2",
    "_s"."thing",
    CAST(COALESCE("_g"."sludge_disposed__3", 0) AS BIGINT) AS "sludge_disposed__3",
    "_g"."sludge_disposed__4" AS "sludge_disposed__4",
    "_g"."sludge_disposed__5" AS "sludge_disposed__5"
  FROM "_1" AS "_s"
  LEFT JOIN "_group_2" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__5",
    "thing",
    TRY("sludge_disposed__4" * 10000000000000000000) AS "sludge_disposed__6"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "thing",
    TRY(
      CASE
        WHEN ABS("sludge_disposed__6") <= 99999999999999999999999999999999999999
        THEN CAST("sludge_disposed__6" AS INT128)
      END + "sludge_disposed__5"
    ) AS "sludge_disposed__7"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "thing",
    CASE
      WHEN "sludge_disposed__3" = "sludge_disposed__2"
      THEN CASE
        WHEN ABS("sludge_disposed__7") <= 99999999999999999999999999999999999999
        THEN CAST("sludge_disposed__7" AS INT128)
      END
    END AS "sludge_disposed__8"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__8",
    "thing",
    TRY("sludge_disposed__8" * 5) AS "sludge_disposed__9"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__8",
    "thing",
    CASE
      WHEN ABS("sludge_disposed__9") <= 99999999999999999999999999999999999999
      THEN CAST("sludge_disposed__9" AS INT128)
    END AS "sludge_disposed__10"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__10",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__8",
    "thing",
    "sludge_disposed__10" // 10000 AS "sludge_disposed__11"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__10",
    "sludge_disposed__11",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__8",
    "thing",
    ABS(CAST("sludge_disposed__10" - (
      "sludge_disposed__11" * 10000
    ) AS BIGINT)) AS "sludge_disposed__12"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__10",
    "sludge_disposed__2",
    "sludge_disposed__3",
    "sludge_disposed__8",
    "thing",
    CASE
      WHEN (
        "sludge_disposed__12" > (
          10000 - "sludge_disposed__12"
        )
      )
      OR (
        (
          "sludge_disposed__12" = (
            10000 - "sludge_disposed__12"
          )
        )
        AND (
          CAST("sludge_disposed__11" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sludge_disposed__11" + CAST(CASE WHEN "sludge_disposed__10" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sludge_disposed__11"
    END AS "sludge_disposed__13"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "thing" = 'area'
      THEN CASE
        WHEN ABS("sludge_disposed__13") <= 999999999999999999
        THEN CAST("sludge_disposed__13" AS BIGINT)
      END
    END AS "sludge_disposed",
    CASE
      WHEN "thing" = 'area'
      THEN COALESCE(
        CASE
          WHEN "sludge_disposed__2" = 0
          THEN 'no_members'
          WHEN "sludge_disposed__3" = "sludge_disposed__2"
          THEN NULL
          ELSE 'members_missing'
        END,
        CASE WHEN "sludge_disposed__8" IS NULL THEN 'overflow' END,
        CASE WHEN "sludge_disposed__10" IS NULL THEN 'overflow' END,
        CASE
          WHEN CASE
            WHEN ABS("sludge_disposed__13") <= 999999999999999999
            THEN CAST("sludge_disposed__13" AS BIGINT)
          END IS NULL
          THEN 'overflow'
        END
      )
      ELSE 'not_applicable'
    END AS "sludge_disposed__why"
  FROM "_10"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sludge_disposed" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sludge_disposed",
  "sludge_disposed__why"
FROM "_11"

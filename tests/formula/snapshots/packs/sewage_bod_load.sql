WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "thing",
    CASE
      WHEN "thing" = 'area'
      THEN CASE
        WHEN TRUNC(ABS("industrial_bod_load")) <= 999999999999999
        AND "industrial_bod_load" = ROUND("industrial_bod_load", 3)
        THEN CAST("industrial_bod_load" * CAST(1000 AS BIGINT) AS BIGINT)
      END
    END AS "industrial_bod_load",
    CASE
      WHEN "thing" <> 'area'
      THEN 'not_applicable'
      WHEN "industrial_bod_load" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("industrial_bod_load")) <= 999999999999999
        AND "industrial_bod_load" = ROUND("industrial_bod_load", 3)
      )
      THEN 'invalid_input'
    END AS "industrial_bod_load__why",
    CASE
      WHEN "thing" = 'sewage_plant'
      THEN CASE
        WHEN TRUNC(ABS("sewage_inflow")) <= 9999999999999999
        AND "sewage_inflow" = ROUND("sewage_inflow", 2)
        THEN CAST("sewage_inflow" * CAST(100 AS BIGINT) AS BIGINT)
      END
    END AS "sewage_inflow",
    CASE
      WHEN "thing" = 'sewage_plant'
      THEN CASE
        WHEN TRUNC(ABS("sewage_inflow_bod")) <= 9999999999999999
        AND "sewage_inflow_bod" = ROUND("sewage_inflow_bod", 2)
        THEN CAST("sewage_inflow_bod" * CAST(100 AS BIGINT) AS BIGINT)
      END
    END AS "sewage_inflow_bod"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT(CASE WHEN "_m"."thing" = 'sewage_plant' THEN "_m"."unit" END) AS "sewage_bod_load__2"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_1" AS (
  SELECT
    "_s"."unit",
    "_s"."period_start",
    "_s"."industrial_bod_load",
    "_s"."industrial_bod_load__why",
    "_s"."thing",
    CAST("_s"."sewage_inflow" AS INT128) * "_s"."sewage_inflow_bod" AS "sewage_bod_load__1",
    CAST(COALESCE("_z"."sewage_bod_load__2", 0) AS BIGINT) AS "sewage_bod_load__2"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
), "_group_2" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT(CASE WHEN "_s"."thing" = 'sewage_plant' THEN "_s"."sewage_bod_load__1" END) AS "sewage_bod_load__3",
    CAST(SUM(
      CAST(CASE
        WHEN "_s"."thing" = 'sewage_plant'
        THEN CAST("_s"."sewage_bod_load__1" // 10000000000000000000 AS BIGINT)
      END AS INT128)
    ) AS INT128) AS "sewage_bod_load__4",
    CAST(SUM(
      CASE
        WHEN "_s"."thing" = 'sewage_plant'
        THEN "_s"."sewage_bod_load__1" % 10000000000000000000
      END
    ) AS INT128) AS "sewage_bod_load__5"
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
    "_s"."industrial_bod_load",
    "_s"."industrial_bod_load__why",
    "_s"."sewage_bod_load__2",
    "_s"."thing",
    CAST(COALESCE("_g"."sewage_bod_load__3", 0) AS BIGINT) AS "sewage_bod_load__3",
    "_g"."sewage_bod_load__4" AS "sewage_bod_load__4",
    "_g"."sewage_bod_load__5" AS "sewage_bod_load__5"
  FROM "_1" AS "_s"
  LEFT JOIN "_group_2" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load",
    "industrial_bod_load__why",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__5",
    "thing",
    TRY("sewage_bod_load__4" * 10000000000000000000) AS "sewage_bod_load__6"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load",
    "industrial_bod_load__why",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "thing",
    TRY(
      CASE
        WHEN ABS("sewage_bod_load__6") <= 99999999999999999999999999999999999999
        THEN CAST("sewage_bod_load__6" AS INT128)
      END + "sewage_bod_load__5"
    ) AS "sewage_bod_load__7"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load",
    "industrial_bod_load__why",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "thing",
    CASE
      WHEN "sewage_bod_load__3" = "sewage_bod_load__2"
      THEN CASE
        WHEN ABS("sewage_bod_load__7") <= 99999999999999999999999999999999999999
        THEN CAST("sewage_bod_load__7" AS INT128)
      END
    END AS "sewage_bod_load__8"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load__why",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__8",
    "thing",
    TRY("sewage_bod_load__8" - (
      CAST("industrial_bod_load" AS INT128) * 10000
    )) AS "sewage_bod_load__9"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load__why",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__8",
    "thing",
    CASE
      WHEN ABS("sewage_bod_load__9") <= 99999999999999999999999999999999999999
      THEN CAST("sewage_bod_load__9" AS INT128)
    END AS "sewage_bod_load__10"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load__why",
    "sewage_bod_load__10",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__8",
    "thing",
    "sewage_bod_load__10" // 10000 AS "sewage_bod_load__11"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load__why",
    "sewage_bod_load__10",
    "sewage_bod_load__11",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__8",
    "thing",
    ABS(CAST("sewage_bod_load__10" - (
      "sewage_bod_load__11" * 10000
    ) AS BIGINT)) AS "sewage_bod_load__12"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "industrial_bod_load__why",
    "sewage_bod_load__10",
    "sewage_bod_load__2",
    "sewage_bod_load__3",
    "sewage_bod_load__8",
    "thing",
    CASE
      WHEN (
        "sewage_bod_load__12" > (
          10000 - "sewage_bod_load__12"
        )
      )
      OR (
        (
          "sewage_bod_load__12" = (
            10000 - "sewage_bod_load__12"
          )
        )
        AND (
          CAST("sewage_bod_load__11" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sewage_bod_load__11" + CAST(CASE WHEN "sewage_bod_load__10" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sewage_bod_load__11"
    END AS "sewage_bod_load__13"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN "thing" = 'area'
      THEN CASE
        WHEN ABS("sewage_bod_load__13") <= 999999999999999999
        THEN CAST("sewage_bod_load__13" AS BIGINT)
      END
    END AS "sewage_bod_load",
    CASE
      WHEN "thing" = 'area'
      THEN COALESCE(
        CASE
          WHEN "sewage_bod_load__2" = 0
          THEN 'no_members'
          WHEN "sewage_bod_load__3" = "sewage_bod_load__2"
          THEN NULL
          ELSE 'members_missing'
        END,
        CASE WHEN "sewage_bod_load__8" IS NULL THEN 'overflow' END,
        "industrial_bod_load__why",
        CASE WHEN "sewage_bod_load__10" IS NULL THEN 'overflow' END,
        CASE
          WHEN CASE
            WHEN ABS("sewage_bod_load__13") <= 999999999999999999
            THEN CAST("sewage_bod_load__13" AS BIGINT)
          END IS NULL
          THEN 'overflow'
        END
      )
      ELSE 'not_applicable'
    END AS "sewage_bod_load__why"
  FROM "_10"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sewage_bod_load" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "sewage_bod_load",
  "sewage_bod_load__why"
FROM "_11"

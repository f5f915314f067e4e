WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "thing",
    CASE
      WHEN "thing" = 'plant'
      THEN CASE
        WHEN TRUNC(ABS("inflow")) <= 99999999999 AND "inflow" = ROUND("inflow", 1)
        THEN CAST("inflow" * CAST(10 AS BIGINT) AS BIGINT)
      END
    END AS "inflow",
    CASE
      WHEN "thing" = 'plant'
      THEN CASE
        WHEN TRUNC(ABS("bod")) <= 9999999 AND "bod" = ROUND("bod", 1)
        THEN CAST("bod" * CAST(10 AS BIGINT) AS BIGINT)
      END
    END AS "bod",
    CASE
      WHEN "thing" = 'area'
      THEN CASE
        WHEN TRUNC(ABS("people")) <= 9999999999 AND "people" = ROUND("people", 0)
        THEN CAST("people" AS BIGINT)
      END
    END AS "people",
    CASE
      WHEN "thing" <> 'area'
      THEN 'not_applicable'
      WHEN "people" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("people")) <= 9999999999 AND "people" = ROUND("people", 0)
      )
      THEN 'invalid_input'
    END AS "people__why"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT(CASE WHEN "_m"."thing" = 'plant' THEN "_m"."unit" END) AS "rate__2"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_group_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT(CASE WHEN "_s"."thing" = 'plant' THEN "_s"."inflow" > 0 END) AS "plants__1",
    COUNT(CASE WHEN CASE WHEN "_s"."thing" = 'plant' THEN "_s"."inflow" > 0 END THEN 1 END) AS "plants__2"
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
    "_s"."people__why",
    "_s"."thing",
    CAST("_s"."inflow" AS INT128) * "_s"."bod" AS "rate__1",
    CAST(COALESCE("_z"."rate__2", 0) AS BIGINT) AS "rate__2",
    "_s"."people" * 45 AS "rate__6",
    CAST(COALESCE("_g"."plants__1", 0) AS BIGINT) AS "plants__1",
    CAST(COALESCE("_g"."plants__2", 0) AS BIGINT) AS "plants__2"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
  LEFT JOIN "_group_1" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_group_2" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT(CASE WHEN "_s"."thing" = 'plant' THEN "_s"."rate__1" END) AS "rate__3",
    CAST(SUM(CASE WHEN "_s"."thing" = 'plant' THEN "_s"."rate__1" END) AS INT128) AS "rate__4"
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
    "_s"."people__why",
    "_s"."plants__2",
    "_s"."rate__2",
    "_s"."rate__6",
    "_s"."thing",
    CAST(COALESCE("_g"."rate__3", 0) AS BIGINT) AS "rate__3",
    "_g"."rate__4" AS "rate__4",
    NULLIF(ABS("_s"."rate__6"), 0) AS "rate__7",
    (
      "_s"."rate__2" = 0
    ) OR (
      "_s"."plants__1" = "_s"."rate__2"
    ) AS "plants__3"
  FROM "_1" AS "_s"
  LEFT JOIN "_group_2" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "people__why",
    "plants__3",
    "rate__2",
    "rate__3",
    "rate__6",
    "rate__7",
    "thing",
    CASE WHEN "rate__3" = "rate__2" THEN "rate__4" END AS "rate__5",
    CASE WHEN "plants__3" THEN "plants__2" END AS "plants__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "people__why",
    "rate__2",
    "rate__3",
    "rate__6",
    "rate__7",
    "thing",
    CASE WHEN "rate__6" < 0 THEN -"rate__5" ELSE "rate__5" END * 100 AS "rate__8",
    CASE
      WHEN "thing" = 'area'
      THEN CASE WHEN ABS("plants__4") <= 999999 THEN CAST("plants__4" AS BIGINT) END
    END AS "plants",
    CASE
      WHEN "thing" = 'area'
      THEN COALESCE(
        CASE WHEN "plants__3" THEN NULL ELSE 'members_missing' END,
        CASE
          WHEN CASE WHEN ABS("plants__4") <= 999999 THEN CAST("plants__4" AS BIGINT) END IS NULL
          THEN 'overflow'
        END
      )
      ELSE 'not_applicable'
    END AS "plants__why"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "people__why",
    "plants",
    "plants__why",
    "rate__2",
    "rate__3",
    "rate__6",
    "rate__7",
    "rate__8",
    "thing",
    "rate__8" // "rate__7" AS "rate__9"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "people__why",
    "plants",
    "plants__why",
    "rate__2",
    "rate__3",
    "rate__6",
    "rate__7",
    "rate__8",
    "rate__9",
    "thing",
    ABS(CAST("rate__8" - (
      "rate__9" * "rate__7"
    ) AS BIGINT)) AS "rate__10"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "people__why",
    "plants",
    "plants__why",
    "rate__2",
    "rate__3",
    "rate__6",
    "thing",
    CASE
      WHEN (
        "rate__10" > (
          "rate__7" - "rate__10"
        )
      )
      OR (
        (
          "rate__10" = (
            "rate__7" - "rate__10"
          )
        )
        AND (
          CAST("rate__9" % 2 AS BIGINT) <> 0
        )
      )
      THEN "rate__9" + CAST(CASE WHEN "rate__8" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "rate__9"
    END AS "rate__11"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "plants",
    "plants__why",
    CASE
      WHEN "thing" = 'area'
      THEN CASE WHEN ABS("rate__11") <= 99999999 THEN CAST("rate__11" AS BIGINT) END
    END AS "rate",
    CASE
      WHEN "thing" = 'area'
      THEN COALESCE(
        CASE
          WHEN "rate__2" = 0
          THEN 'no_members'
          WHEN "rate__3" = "rate__2"
          THEN NULL
          ELSE 'members_missing'
        END,
        "people__why",
        CASE WHEN "rate__6" = 0 THEN 'division_by_zero' END,
        CASE
          WHEN CASE WHEN ABS("rate__11") <= 99999999 THEN CAST("rate__11" AS BIGINT) END IS NULL
          THEN 'overflow'
        END
      )
      ELSE 'not_applicable'
    END AS "rate__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(8, 2)) AS "rate",
  "rate__why",
  CAST("plants" AS DECIMAL(6, 0)) AS "plants",
  "plants__why"
FROM "_8"

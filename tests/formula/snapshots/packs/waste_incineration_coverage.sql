WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("waste_incinerated")) <= 9999999999999999
      AND "waste_incinerated" = ROUND("waste_incinerated", 2)
      THEN CAST("waste_incinerated" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_incinerated"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT("_m"."unit") AS "waste_incineration_coverage__1"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_group_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT("_s"."waste_incinerated" > 0) AS "waste_incineration_coverage__2",
    COUNT(CASE WHEN "_s"."waste_incinerated" > 0 THEN 1 END) AS "waste_incineration_coverage__3",
    COUNT("_s"."waste_incinerated" >= 0) AS "waste_incineration_coverage__6",
    COUNT(CASE WHEN "_s"."waste_incinerated" >= 0 THEN 1 END) AS "waste_incineration_coverage__7"
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
    CAST(COALESCE("_z"."waste_incineration_coverage__1", 0) AS BIGINT) AS "waste_incineration_coverage__1",
    CAST(COALESCE("_g"."waste_incineration_coverage__2", 0) AS BIGINT) AS "waste_incineration_coverage__2",
    CAST(COALESCE("_g"."waste_incineration_coverage__3", 0) AS BIGINT) AS "waste_incineration_coverage__3",
    CAST(COALESCE("_g"."waste_incineration_coverage__6", 0) AS BIGINT) AS "waste_incineration_coverage__6",
    CAST(COALESCE("_g"."waste_incineration_coverage__7", 0) AS BIGINT) AS "waste_incineration_coverage__7"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
  LEFT JOIN "_group_1" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incineration_coverage__3",
    "waste_incineration_coverage__7",
    (
      "waste_incineration_coverage__1" = 0
    )
    OR (
      "waste_incineration_coverage__2" = "waste_incineration_coverage__1"
    ) AS "waste_incineration_coverage__4",
    (
      "waste_incineration_coverage__1" = 0
    )
    OR (
      "waste_incineration_coverage__6" = "waste_incineration_coverage__1"
    ) AS "waste_incineration_coverage__8"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incineration_coverage__4",
    "waste_incineration_coverage__8",
    CASE
      WHEN "waste_incineration_coverage__4"
      THEN "waste_incineration_coverage__3"
    END AS "waste_incineration_coverage__5",
    CASE
      WHEN "waste_incineration_coverage__8"
      THEN "waste_incineration_coverage__7"
    END AS "waste_incineration_coverage__9"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    NULLIF(ABS("waste_incineration_coverage__9"), 0) AS "waste_incineration_coverage__10",
    CASE
      WHEN "waste_incineration_coverage__9" < 0
      THEN -"waste_incineration_coverage__5"
      ELSE "waste_incineration_coverage__5"
    END * 1000 AS "waste_incineration_coverage__11",
    COALESCE(
      CASE WHEN "waste_incineration_coverage__4" THEN NULL ELSE 'members_missing' END,
      CASE WHEN "waste_incineration_coverage__8" THEN NULL ELSE 'members_missing' END,
      CASE WHEN "waste_incineration_coverage__9" = 0 THEN 'division_by_zero' END
    ) AS "waste_incineration_coverage__why"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incineration_coverage__10",
    "waste_incineration_coverage__11",
    "waste_incineration_coverage__why",
    "waste_incineration_coverage__11" // "waste_incineration_coverage__10" AS "waste_incineration_coverage__12"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incineration_coverage__10",
    "waste_incineration_coverage__11",
    "waste_incineration_coverage__12",
    "waste_incineration_coverage__why",
    ABS(
      "waste_incineration_coverage__11" - (
        "waste_incineration_coverage__12" * "waste_incineration_coverage__10"
      )
    ) AS "waste_incineration_coverage__13"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incineration_coverage__why",
    CASE
      WHEN (
        "waste_incineration_coverage__13" > (
          "waste_incineration_coverage__10" - "waste_incineration_coverage__13"
        )
      )
      OR (
        (
          "waste_incineration_coverage__13" = (
            "waste_incineration_coverage__10" - "waste_incineration_coverage__13"
          )
        )
        AND (
          (
            "waste_incineration_coverage__12" % 2
          ) <> 0
        )
      )
      THEN "waste_incineration_coverage__12" + CAST(CASE WHEN "waste_incineration_coverage__11" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "waste_incineration_coverage__12"
    END AS "waste_incineration_coverage"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("waste_incineration_coverage" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(18, 1)) AS "waste_incineration_coverage",
  "waste_incineration_coverage__why"
FROM "_7"

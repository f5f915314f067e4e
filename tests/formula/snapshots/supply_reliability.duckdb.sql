WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("users")) <= 999999999 AND "users" = ROUND("users", 0)
      THEN CAST("users" AS BIGINT)
    END AS "users",
    CASE
      WHEN TRUNC(ABS("outage")) <= 999999 AND "outage" = ROUND("outage", 1)
      THEN CAST("outage" * CAST(10 AS BIGINT) AS BIGINT)
    END AS "outage"
  FROM "rows"
), "_size_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    COUNT("_m"."unit") AS "saidi__2"
  FROM "members" AS "_m"
  GROUP BY
    "_m"."parent"
), "_group_1" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT("_s"."users") AS "saidi__6",
    CAST(SUM("_s"."users") AS BIGINT) AS "saidi__7"
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
    "_s"."users" * "_s"."outage" AS "saidi__1",
    CAST(COALESCE("_z"."saidi__2", 0) AS BIGINT) AS "saidi__2",
    CAST(COALESCE("_g"."saidi__6", 0) AS BIGINT) AS "saidi__6",
    "_g"."saidi__7" AS "saidi__7",
    CAST(CASE
      WHEN (
        CAST(EXTRACT(YEAR FROM "_s"."period_start") AS INT) % 4 = 0
        AND NOT CAST(EXTRACT(YEAR FROM "_s"."period_start") AS INT) % 100 = 0
      )
      OR CAST(EXTRACT(YEAR FROM "_s"."period_start") AS INT) % 400 = 0
      THEN 366
      ELSE 365
    END AS BIGINT) * 24 AS "hours",
    CAST(NULL AS TEXT) AS "hours__why"
  FROM "_0" AS "_s"
  LEFT JOIN "_size_1" AS "_z"
    ON "_z"."unit" = "_s"."unit"
  LEFT JOIN "_group_1" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_group_2" AS (
  SELECT
    "_m"."parent" AS "unit",
    "_s"."period_start",
    COUNT("_s"."saidi__1") AS "saidi__3",
    CAST(SUM(CAST("_s"."saidi__1" AS INT128)) AS INT128) AS "saidi__4"
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
    "_s"."hours",
    "_s"."hours__why",
    "_s"."saidi__2",
    "_s"."saidi__6",
    CAST(COALESCE("_g"."saidi__3", 0) AS BIGINT) AS "saidi__3",
    "_g"."saidi__4" AS "saidi__4",
    CASE WHEN "_s"."saidi__6" = "_s"."saidi__2" THEN "_s"."saidi__7" END AS "saidi__8",
    NULLIF(ABS("_s"."hours"), 0) AS "share_of_year__1"
  FROM "_1" AS "_s"
  LEFT JOIN "_group_2" AS "_g"
    ON "_g"."unit" = "_s"."unit" AND "_g"."period_start" = "_s"."period_start"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "share_of_year__1",
    CASE WHEN "saidi__3" = "saidi__2" THEN "saidi__4" END AS "saidi__5",
    NULLIF(ABS("saidi__8"), 0) AS "saidi__9"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "saidi__9",
    "share_of_year__1",
    CASE WHEN "saidi__8" < 0 THEN -"saidi__5" ELSE "saidi__5" END * 100000 AS "saidi__10"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__10",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "saidi__9",
    "share_of_year__1",
    "saidi__10" // "saidi__9" AS "saidi__11"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__10",
    "saidi__11",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "saidi__9",
    "share_of_year__1",
    ABS(CAST("saidi__10" - (
      "saidi__11" * "saidi__9"
    ) AS BIGINT)) AS "saidi__12"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "share_of_year__1",
    CASE
      WHEN (
        "saidi__12" > (
          "saidi__9" - "saidi__12"
        )
      )
      OR (
        (
          "saidi__12" = (
            "saidi__9" - "saidi__12"
          )
        )
        AND (
          CAST("saidi__11" % 2 AS BIGINT) <> 0
        )
      )
      THEN "saidi__11" + CAST(CASE WHEN "saidi__10" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "saidi__11"
    END AS "saidi__13"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi__2",
    "saidi__3",
    "saidi__6",
    "saidi__8",
    "share_of_year__1",
    CASE WHEN ABS("saidi__13") <= 999999999999 THEN CAST("saidi__13" AS BIGINT) END AS "saidi"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "share_of_year__1",
    COALESCE(
      CASE
        WHEN "saidi__2" = 0
        THEN 'no_members'
        WHEN "saidi__3" = "saidi__2"
        THEN NULL
        ELSE 'members_missing'
      END,
      CASE
        WHEN "saidi__2" = 0
        THEN 'no_members'
        WHEN "saidi__6" = "saidi__2"
        THEN NULL
        ELSE 'members_missing'
      END,
      CASE WHEN "saidi__8" = 0 THEN 'division_by_zero' END,
      CASE WHEN "saidi" IS NULL THEN 'overflow' END
    ) AS "saidi__why",
    CASE WHEN "hours" < 0 THEN -"saidi" ELSE "saidi" END * 100 AS "share_of_year__2"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    "share_of_year__1",
    "share_of_year__2",
    "share_of_year__2" // "share_of_year__1" AS "share_of_year__3"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    "share_of_year__1",
    "share_of_year__2",
    "share_of_year__3",
    ABS("share_of_year__2" - (
      "share_of_year__3" * "share_of_year__1"
    )) AS "share_of_year__4"
  FROM "_10"
), "_12" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    CASE
      WHEN (
        "share_of_year__4" > (
          "share_of_year__1" - "share_of_year__4"
        )
      )
      OR (
        (
          "share_of_year__4" = (
            "share_of_year__1" - "share_of_year__4"
          )
        )
        AND (
          (
            "share_of_year__3" % 2
          ) <> 0
        )
      )
      THEN "share_of_year__3" + CAST(CASE WHEN "share_of_year__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "share_of_year__3"
    END AS "share_of_year__5"
  FROM "_11"
), "_13" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    CASE
      WHEN ABS("share_of_year__5") <= 999999999999
      THEN CAST("share_of_year__5" AS BIGINT)
    END AS "share_of_year"
  FROM "_12"
), "_14" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    "share_of_year",
    COALESCE(
      "saidi__why",
      "hours__why",
      CASE WHEN "hours" = 0 THEN 'division_by_zero' END,
      CASE WHEN "share_of_year" IS NULL THEN 'overflow' END
    ) AS "share_of_year__why",
    (
      100000000 - "share_of_year"
    ) * 100 AS "own_share__1"
  FROM "_13"
), "_15" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "own_share__1",
    "saidi",
    "saidi__why",
    "share_of_year",
    "share_of_year__why",
    "own_share__1" // 100000 AS "own_share__2"
  FROM "_14"
), "_16" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "own_share__1",
    "own_share__2",
    "saidi",
    "saidi__why",
    "share_of_year",
    "share_of_year__why",
    ABS("own_share__1" - (
      "own_share__2" * 100000
    )) AS "own_share__3"
  FROM "_15"
), "_17" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    "share_of_year",
    "share_of_year__why",
    CASE
      WHEN (
        "own_share__3" > (
          100000 - "own_share__3"
        )
      )
      OR (
        (
          "own_share__3" = (
            100000 - "own_share__3"
          )
        )
        AND (
          (
            "own_share__2" % 2
          ) <> 0
        )
      )
      THEN "own_share__2" + CAST(CASE WHEN "own_share__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "own_share__2"
    END AS "own_share__4"
  FROM "_16"
), "_18" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "saidi",
    "saidi__why",
    "share_of_year",
    "share_of_year__why",
    CASE WHEN ABS("own_share__4") <= 9999999 THEN CAST("own_share__4" AS BIGINT) END AS "own_share"
  FROM "_17"
), "_19" AS (
  SELECT
    "unit",
    "period_start",
    "hours",
    "hours__why",
    "own_share",
    "saidi",
    "saidi__why",
    "share_of_year",
    "share_of_year__why",
    COALESCE("share_of_year__why", CASE WHEN "own_share" IS NULL THEN 'overflow' END) AS "own_share__why"
  FROM "_18"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("saidi" AS DECIMAL(38, 0)) * CAST(0.000001 AS DECIMAL(6, 6)) AS DECIMAL(12, 6)) AS "saidi",
  "saidi__why",
  CAST("hours" AS DECIMAL(6, 0)) AS "hours",
  "hours__why",
  CAST(CAST("own_share" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(7, 3)) AS "own_share",
  "own_share__why",
  CAST(CAST("share_of_year" AS DECIMAL(38, 0)) * CAST(0.00000001 AS DECIMAL(8, 8)) AS DECIMAL(12, 8)) AS "share_of_year",
  "share_of_year__why"
FROM "_19"

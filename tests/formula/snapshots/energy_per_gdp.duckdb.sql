WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_index",
    CAST(EXTRACT(MONTH FROM "period_start") AS INT) * 100 + CAST(EXTRACT(DAY FROM "period_start") AS INT) AS "_place",
    CAST(EXTRACT(YEAR FROM "period_start") AS INT) AS "_year",
    CASE
      WHEN TRUNC(ABS("energy")) <= 999999999999 AND "energy" = ROUND("energy", 0)
      THEN CAST("energy" AS BIGINT)
    END AS "energy",
    CASE
      WHEN "energy" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("energy")) <= 999999999999 AND "energy" = ROUND("energy", 0)
      )
      THEN 'invalid_input'
    END AS "energy__why",
    CASE
      WHEN TRUNC(ABS("gdp")) <= 999999999999 AND "gdp" = ROUND("gdp", 0)
      THEN CAST("gdp" AS BIGINT)
    END AS "gdp",
    CASE
      WHEN "gdp" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("gdp")) <= 999999999999 AND "gdp" = ROUND("gdp", 0)
      )
      THEN 'invalid_input'
    END AS "gdp__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "energy__why",
    "gdp",
    "gdp__why",
    NULLIF(ABS("gdp"), 0) AS "intensity__1",
    CASE WHEN "gdp" < 0 THEN -"energy" ELSE "energy" END * 10000 AS "intensity__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "energy__why",
    "gdp",
    "gdp__why",
    "intensity__1",
    "intensity__2",
    "intensity__2" // "intensity__1" AS "intensity__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "energy__why",
    "gdp",
    "gdp__why",
    "intensity__1",
    "intensity__2",
    "intensity__3",
    ABS("intensity__2" - (
      "intensity__3" * "intensity__1"
    )) AS "intensity__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "energy__why",
    "gdp",
    "gdp__why",
    CASE
      WHEN (
        "intensity__4" > (
          "intensity__1" - "intensity__4"
        )
      )
      OR (
        (
          "intensity__4" = (
            "intensity__1" - "intensity__4"
          )
        )
        AND (
          (
            "intensity__3" % 2
          ) <> 0
        )
      )
      THEN "intensity__3" + CAST(CASE WHEN "intensity__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "intensity__3"
    END AS "intensity__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "energy__why",
    "gdp",
    "gdp__why",
    CASE WHEN ABS("intensity__5") <= 9999999999 THEN CAST("intensity__5" AS BIGINT) END AS "intensity"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "_index",
    "_place",
    "_year",
    "intensity",
    COALESCE(
      "energy__why",
      "gdp__why",
      CASE WHEN "gdp" = 0 THEN 'division_by_zero' END,
      CASE WHEN "intensity" IS NULL THEN 'overflow' END
    ) AS "intensity__why",
    FIRST_VALUE("intensity") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "change__1",
    MAX(CASE WHEN "_year" = 2020 THEN "intensity" END) OVER (PARTITION BY "unit", "_place") AS "decline__1"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "decline__1",
    "intensity",
    "intensity__why",
    NULLIF(ABS("change__1"), 0) AS "change__2",
    FIRST_VALUE("intensity__why") OVER (PARTITION BY "unit" ORDER BY "_index" RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS "change__7",
    NULLIF(ABS("decline__1"), 0) AS "decline__2",
    MAX(CASE WHEN "_year" = 2020 THEN "intensity__why" END) OVER (PARTITION BY "unit", "_place") AS "decline__7"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "change__2",
    "change__7",
    "decline__1",
    "decline__2",
    "decline__7",
    "intensity",
    "intensity__why",
    (
      CASE WHEN "change__1" < 0 THEN -"intensity" ELSE "intensity" END - "change__2"
    ) * 10000 AS "change__3",
    (
      "decline__2" - CASE WHEN "decline__1" < 0 THEN -"intensity" ELSE "intensity" END
    ) * 10000 AS "decline__3"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "change__2",
    "change__3",
    "change__7",
    "decline__1",
    "decline__2",
    "decline__3",
    "decline__7",
    "intensity",
    "intensity__why",
    "change__3" // "change__2" AS "change__4",
    "decline__3" // "decline__2" AS "decline__4"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "change__2",
    "change__3",
    "change__4",
    "change__7",
    "decline__1",
    "decline__2",
    "decline__3",
    "decline__4",
    "decline__7",
    "intensity",
    "intensity__why",
    ABS("change__3" - (
      "change__4" * "change__2"
    )) AS "change__5",
    ABS("decline__3" - (
      "decline__4" * "decline__2"
    )) AS "decline__5"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "change__7",
    "decline__1",
    "decline__7",
    "intensity",
    "intensity__why",
    CASE
      WHEN (
        "change__5" > (
          "change__2" - "change__5"
        )
      )
      OR (
        (
          "change__5" = (
            "change__2" - "change__5"
          )
        )
        AND (
          (
            "change__4" % 2
          ) <> 0
        )
      )
      THEN "change__4" + CAST(CASE WHEN "change__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "change__4"
    END AS "change__6",
    CASE
      WHEN (
        "decline__5" > (
          "decline__2" - "decline__5"
        )
      )
      OR (
        (
          "decline__5" = (
            "decline__2" - "decline__5"
          )
        )
        AND (
          (
            "decline__4" % 2
          ) <> 0
        )
      )
      THEN "decline__4" + CAST(CASE WHEN "decline__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "decline__4"
    END AS "decline__6"
  FROM "_10"
), "_12" AS (
  SELECT
    "unit",
    "period_start",
    "change__1",
    "change__7",
    "decline__1",
    "decline__7",
    "intensity",
    "intensity__why",
    CASE WHEN ABS("change__6") <= 99999999 THEN CAST("change__6" AS BIGINT) END AS "change",
    CASE WHEN ABS("decline__6") <= 99999999 THEN CAST("decline__6" AS BIGINT) END AS "decline"
  FROM "_11"
), "_13" AS (
  SELECT
    "unit",
    "period_start",
    "change",
    "decline",
    "intensity",
    "intensity__why",
    COALESCE(
      "intensity__why",
      "change__7",
      CASE WHEN "change__1" IS NULL THEN 'no_previous' END,
      CASE WHEN "change__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "change" IS NULL THEN 'overflow' END
    ) AS "change__why",
    COALESCE(
      "intensity__why",
      "decline__7",
      CASE WHEN "decline__1" IS NULL THEN 'no_base' END,
      CASE WHEN "decline__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "decline" IS NULL THEN 'overflow' END
    ) AS "decline__why"
  FROM "_12"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("intensity" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(10, 4)) AS "intensity",
  "intensity__why",
  CAST(CAST("change" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(8, 2)) AS "change",
  "change__why",
  CAST(CAST("decline" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(8, 2)) AS "decline",
  "decline__why"
FROM "_13"

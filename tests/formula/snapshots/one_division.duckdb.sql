WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS("y")) <= 999999 AND "y" = ROUND("y", 0)
      THEN CAST("y" AS BIGINT)
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("y")) <= 999999 AND "y" = ROUND("y", 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    "y",
    "y__why",
    NULLIF(ABS("y"), 0) AS "back__1",
    CASE WHEN "y" < 0 THEN -"x" ELSE "x" END AS "back__2",
    CASE WHEN "y" = 0 THEN 'division_by_zero' END AS "back__7",
    (
      (
        "x" + "x"
      ) + "x"
    ) * 1000000 AS "parts__1",
    "x__why" AS "parts__why",
    NULLIF(ABS("x"), 0) AS "nested__1",
    CASE WHEN "x" = 0 THEN 'division_by_zero' END AS "nested__8",
    CASE WHEN "x" < 0 THEN -"y" ELSE "y" END AS "least__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "back__1",
    "back__2",
    "back__7",
    "least__1",
    "nested__1",
    "nested__8",
    "parts__1",
    "parts__why",
    "x__why",
    "y__why",
    (
      "back__2" * "y"
    ) * 1000000 AS "back__3",
    "parts__1" // 3 AS "parts__2",
    (
      CAST(CASE WHEN "x" < 0 THEN -1 ELSE 1 END AS BIGINT) * "back__1"
    ) + (
      CAST(CASE WHEN "y" < 0 THEN -1 ELSE 1 END AS BIGINT) * "nested__1"
    ) AS "nested__2",
    (
      "back__2" * "nested__1"
    ) <= (
      "least__1" * "back__1"
    ) AS "least__2",
    COALESCE("x__why", "y__why", "back__7", "nested__8") AS "least__why"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "back__1",
    "back__3",
    "back__7",
    "least__why",
    "nested__2",
    "nested__8",
    "parts__1",
    "parts__2",
    "parts__why",
    "x__why",
    "y__why",
    "back__3" // "back__1" AS "back__4",
    ABS("parts__1" - (
      "parts__2" * 3
    )) AS "parts__3",
    NULLIF(ABS("nested__2"), 0) AS "nested__3",
    (
      CAST(CASE WHEN "nested__2" < 0 THEN -1 ELSE 1 END AS BIGINT) * (
        "nested__1" * "back__1"
      )
    ) * 10000 AS "nested__4",
    CASE WHEN "least__2" THEN "back__2" WHEN NOT "least__2" THEN "least__1" END AS "least__3",
    CASE WHEN "least__2" THEN "back__1" WHEN NOT "least__2" THEN "nested__1" END AS "least__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "back__1",
    "back__3",
    "back__4",
    "back__7",
    "least__3",
    "least__4",
    "least__why",
    "nested__2",
    "nested__3",
    "nested__4",
    "nested__8",
    "parts__why",
    "x__why",
    "y__why",
    ABS("back__3" - (
      "back__4" * "back__1"
    )) AS "back__5",
    CASE
      WHEN (
        "parts__3" > (
          3 - "parts__3"
        )
      )
      OR (
        (
          "parts__3" = (
            3 - "parts__3"
          )
        )
        AND (
          (
            "parts__2" % 2
          ) <> 0
        )
      )
      THEN "parts__2" + CAST(CASE WHEN "parts__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "parts__2"
    END AS "parts",
    "nested__4" // "nested__3" AS "nested__5",
    (
      "least__3" * 3
    ) <= "least__4" AS "least__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "back__7",
    "least__why",
    "nested__2",
    "nested__3",
    "nested__4",
    "nested__5",
    "nested__8",
    "parts",
    "parts__why",
    "x__why",
    "y__why",
    CASE
      WHEN (
        "back__5" > (
          "back__1" - "back__5"
        )
      )
      OR (
        (
          "back__5" = (
            "back__1" - "back__5"
          )
        )
        AND (
          (
            "back__4" % 2
          ) <> 0
        )
      )
      THEN "back__4" + CAST(CASE WHEN "back__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "back__4"
    END AS "back__6",
    ABS("nested__4" - (
      "nested__5" * "nested__3"
    )) AS "nested__6",
    CASE WHEN "least__5" THEN "least__4" WHEN NOT "least__5" THEN 3 END AS "least__6",
    CASE WHEN "least__5" THEN "least__3" WHEN NOT "least__5" THEN 1 END * 10000 AS "least__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "back__7",
    "least__6",
    "least__7",
    "least__why",
    "nested__2",
    "nested__8",
    "parts",
    "parts__why",
    "x__why",
    "y__why",
    CASE WHEN ABS("back__6") <= 999999999999 THEN CAST("back__6" AS BIGINT) END AS "back",
    CASE
      WHEN (
        "nested__6" > (
          "nested__3" - "nested__6"
        )
      )
      OR (
        (
          "nested__6" = (
            "nested__3" - "nested__6"
          )
        )
        AND (
          (
            "nested__5" % 2
          ) <> 0
        )
      )
      THEN "nested__5" + CAST(CASE WHEN "nested__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "nested__5"
    END AS "nested__7",
    "least__7" // "least__6" AS "least__8"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "back",
    "back__7",
    "least__6",
    "least__7",
    "least__8",
    "least__why",
    "nested__2",
    "nested__8",
    "parts",
    "parts__why",
    "x__why",
    "y__why",
    COALESCE("x__why", "y__why", "back__7", CASE WHEN "back" IS NULL THEN 'overflow' END) AS "back__why",
    CASE WHEN ABS("nested__7") <= 999999999999 THEN CAST("nested__7" AS BIGINT) END AS "nested",
    ABS("least__7" - (
      "least__8" * "least__6"
    )) AS "least__9"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "back",
    "back__why",
    "least__why",
    "nested",
    "parts",
    "parts__why",
    COALESCE(
      "x__why",
      "nested__8",
      "y__why",
      "back__7",
      CASE WHEN "nested__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "nested" IS NULL THEN 'overflow' END
    ) AS "nested__why",
    CASE
      WHEN (
        "least__9" > (
          "least__6" - "least__9"
        )
      )
      OR (
        (
          "least__9" = (
            "least__6" - "least__9"
          )
        )
        AND (
          (
            "least__8" % 2
          ) <> 0
        )
      )
      THEN "least__8" + CAST(CASE WHEN "least__7" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "least__8"
    END AS "least"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("back" AS DECIMAL(38, 0)) * CAST(0.000001 AS DECIMAL(6, 6)) AS DECIMAL(12, 6)) AS "back",
  "back__why",
  CAST(CAST("parts" AS DECIMAL(38, 0)) * CAST(0.000001 AS DECIMAL(6, 6)) AS DECIMAL(12, 6)) AS "parts",
  "parts__why",
  CAST(CAST("nested" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(12, 4)) AS "nested",
  "nested__why",
  CAST(CAST("least" AS DECIMAL(38, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(12, 4)) AS "least",
  "least__why"
FROM "_8"

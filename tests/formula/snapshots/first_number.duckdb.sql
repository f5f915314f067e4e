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
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    (
      (
        3 + "x"
      ) * 3
    ) <= "x" AS "y__1",
    "x__why" AS "y__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "y__why",
    CAST(CASE WHEN "y__1" THEN 1 WHEN NOT "y__1" THEN 3 END AS BIGINT) AS "y__2",
    CASE WHEN "y__1" THEN 3 + "x" WHEN NOT "y__1" THEN "x" END * 100 AS "y__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "y__2",
    "y__3",
    "y__why",
    "y__3" // "y__2" AS "y__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "y__2",
    "y__3",
    "y__4",
    "y__why",
    ABS("y__3" - (
      "y__4" * "y__2"
    )) AS "y__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "y__why",
    CASE
      WHEN (
        "y__5" > (
          "y__2" - "y__5"
        )
      )
      OR (
        (
          "y__5" = (
            "y__2" - "y__5"
          )
        ) AND (
          (
            "y__4" % 2
          ) <> 0
        )
      )
      THEN "y__4" + CAST(CASE WHEN "y__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "y__4"
    END AS "y"
  FROM "_4"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("y" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(12, 2)) AS "y",
  "y__why"
FROM "_5"

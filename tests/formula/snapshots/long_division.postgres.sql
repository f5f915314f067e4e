WITH "_0" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS(CAST("x" AS DECIMAL))) <= 99999999999999999999999999999999999999
      AND "x" = TRUNC(CAST("x" AS DECIMAL), 0)
      THEN TRUNC(CAST("x" AS DECIMAL))
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS(CAST("x" AS DECIMAL))) <= 99999999999999999999999999999999999999
        AND "x" = TRUNC(CAST("x" AS DECIMAL), 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS(CAST("y" AS DECIMAL))) <= 99999999999999999999999999999999999999
      AND "y" = TRUNC(CAST("y" AS DECIMAL), 0)
      THEN TRUNC(CAST("y" AS DECIMAL))
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS(CAST("y" AS DECIMAL))) <= 99999999999999999999999999999999999999
        AND "y" = TRUNC(CAST("y" AS DECIMAL), 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "x__why",
    "y__why",
    NULLIF(ABS("y"), 0) AS "quotient__1",
    CASE WHEN "y" < 0 THEN -"x" ELSE "x" END AS "quotient__2",
    CASE WHEN "y" = 0 THEN 'division_by_zero' END AS "quotient__3"
  FROM "_0"
), "_2" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "quotient__1",
    "quotient__2",
    "quotient__3",
    "x__why",
    "y__why",
    DIV("quotient__2", "quotient__1") AS "quotient",
    COALESCE("x__why", "y__why", "quotient__3") AS "quotient__why"
  FROM "_1"
), "_3" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "quotient",
    "quotient__1",
    "quotient__3",
    "quotient__why",
    "x__why",
    "y__why",
    ABS("quotient__2" % "quotient__1") AS "nearest__1",
    "quotient" + CAST(CASE WHEN "quotient__2" < 0 THEN -1 ELSE 1 END AS DECIMAL) AS "nearest__4"
  FROM "_2"
), "_4" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "nearest__1",
    "nearest__4",
    "quotient",
    "quotient__3",
    "quotient__why",
    "x__why",
    "y__why",
    "quotient__1" - "nearest__1" AS "nearest__2"
  FROM "_3"
), "_5" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "nearest__1",
    "nearest__4",
    "quotient",
    "quotient__3",
    "quotient__why",
    "x__why",
    "y__why",
    CASE
      WHEN ABS("nearest__2") <= 99999999999999999999999999999999999999
      THEN CAST("nearest__2" AS DECIMAL)
    END AS "nearest__3"
  FROM "_4"
), "_6" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "quotient",
    "quotient__3",
    "quotient__why",
    "x__why",
    "y__why",
    CASE
      WHEN (
        "nearest__1" > "nearest__3"
      )
      OR (
        (
          "nearest__1" = "nearest__3"
        ) AND (
          (
            "quotient" % 2
          ) <> 0
        )
      )
      THEN CASE
        WHEN ABS("nearest__4") <= 99999999999999999999999999999999999999
        THEN CAST("nearest__4" AS DECIMAL)
      END
      ELSE "quotient"
    END AS "nearest"
  FROM "_5"
), "_7" AS MATERIALIZED (
  SELECT
    "unit",
    "period_start",
    "nearest",
    "quotient",
    "quotient__why",
    COALESCE("x__why", "y__why", "quotient__3", CASE WHEN "nearest" IS NULL THEN 'overflow' END) AS "nearest__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST("quotient" * 1 AS DECIMAL(38, 0)) AS "quotient",
  "quotient__why",
  CAST("nearest" * 1 AS DECIMAL(38, 0)) AS "nearest",
  "nearest__why"
FROM "_7"

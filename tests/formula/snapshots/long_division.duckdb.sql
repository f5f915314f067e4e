WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 99999999999999999999999999999999999999 AND "x" = ROUND("x", 0)
      THEN CAST(TRUNC("x") AS INT128)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 99999999999999999999999999999999999999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS("y")) <= 99999999999999999999999999999999999999 AND "y" = ROUND("y", 0)
      THEN CAST(TRUNC("y") AS INT128)
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("y")) <= 99999999999999999999999999999999999999 AND "y" = ROUND("y", 0)
      )
      THEN 'invalid_input'
    END AS "y__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x__why",
    "y__why",
    NULLIF(ABS("y"), 0) AS "quotient__1",
    CASE WHEN "y" < 0 THEN -"x" ELSE "x" END AS "quotient__2",
    CASE WHEN "y" = 0 THEN 'division_by_zero' END AS "quotient__3"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "quotient__1",
    "quotient__2",
    "quotient__3",
    "x__why",
    "y__why",
    "quotient__2" // "quotient__1" AS "quotient",
    COALESCE("x__why", "y__why", "quotient__3") AS "quotient__why"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "quotient",
    "quotient__1",
    "quotient__3",
    "quotient__why",
    "x__why",
    "y__why",
    ABS("quotient__2" - (
      "quotient" * "quotient__1"
    )) AS "nearest__1",
    TRY("quotient" + CAST(CASE WHEN "quotient__2" < 0 THEN -1 ELSE 1 END AS BIGINT)) AS "nearest__4"
  FROM "_2"
), "_4" AS (
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
    TRY("quotient__1" - "nearest__1") AS "nearest__2"
  FROM "_3"
), "_5" AS (
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
      THEN CAST("nearest__2" AS INT128)
    END AS "nearest__3"
  FROM "_4"
), "_6" AS (
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
          CAST("quotient" % 2 AS BIGINT) <> 0
        )
      )
      THEN CASE
        WHEN ABS("nearest__4") <= 99999999999999999999999999999999999999
        THEN CAST("nearest__4" AS INT128)
      END
      ELSE "quotient"
    END AS "nearest"
  FROM "_5"
), "_7" AS (
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
  CAST("quotient" AS DECIMAL(38, 0)) AS "quotient",
  "quotient__why",
  CAST("nearest" AS DECIMAL(38, 0)) AS "nearest",
  "nearest__why"
FROM "_7"

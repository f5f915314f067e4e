WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 3)
      THEN CAST("x" * CAST(1000 AS BIGINT) AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999999 AND "x" = ROUND("x", 3)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x" // 10 AS "y__1",
    CAST(CASE WHEN "x" < 0 THEN -1 ELSE 1 END AS BIGINT) AS "y__3",
    "x__why" AS "y__why",
    "x" // 300 AS "third__1",
    "x__why" AS "third__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "third__1",
    "third__why",
    "y__1",
    "y__3",
    "y__why",
    ABS("x" - (
      "y__1" * 10
    )) AS "y__2",
    ABS("x" - (
      "third__1" * 300
    )) AS "third__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "third__why",
    "y__why",
    CASE
      WHEN (
        "y__2" > (
          10 - "y__2"
        )
      )
      OR (
        (
          "y__2" = (
            10 - "y__2"
          )
        ) AND (
          (
            "y__1" % 2
          ) <> 0
        )
      )
      THEN "y__1" + "y__3"
      ELSE "y__1"
    END AS "y",
    CASE
      WHEN (
        "third__2" > (
          300 - "third__2"
        )
      )
      OR (
        (
          "third__2" = (
            300 - "third__2"
          )
        )
        AND (
          (
            "third__1" % 2
          ) <> 0
        )
      )
      THEN "third__1" + "y__3"
      ELSE "third__1"
    END AS "third"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("y" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(9, 2)) AS "y",
  "y__why",
  CAST(CAST("third" AS DECIMAL(38, 0)) * CAST(0.1 AS DECIMAL(1, 1)) AS DECIMAL(9, 1)) AS "third",
  "third__why"
FROM "_3"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("x")) <= 999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("x")) <= 999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why",
    CASE
      WHEN TRUNC(ABS("y")) <= 0 AND "y" = ROUND("y", 38)
      THEN CAST(TRUNC("y") AS INT128) * 100000000000000000000000000000000000000 + CAST((
        "y" % 1
      ) * 100000000000000000000000000000000000000 AS INT128)
    END AS "y",
    CASE
      WHEN "y" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("y")) <= 0 AND "y" = ROUND("y", 38)
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
    CAST(NULL AS INT128) AS "aligned__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__1",
    "x",
    "x__why",
    "y",
    "y__why",
    TRY("x" * "aligned__1") AS "aligned__2",
    CASE
      WHEN "x" < 0
      THEN NULL
      WHEN "aligned__1" IS NULL
      THEN NULL
      WHEN "x" <= 1
      THEN "x" * 3
      WHEN "x" <= "aligned__1"
      THEN (
        "x" * 10
      ) + (
        -7
      )
    END AS "long_limit__1",
    CASE WHEN "aligned__1" IS NULL THEN 'overflow' END AS "long_parameter__1"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__1",
    "long_limit__1",
    "long_parameter__1",
    "x",
    "x__why",
    "y",
    "y__why",
    CASE
      WHEN ABS("aligned__2") <= 99999999999999999999999999999999999999
      THEN CAST("aligned__2" AS INT128)
    END AS "aligned__3",
    "long_limit__1" // 10 AS "long_limit__2"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__1",
    "aligned__3",
    "long_limit__1",
    "long_limit__2",
    "long_parameter__1",
    "x",
    "x__why",
    "y__why",
    TRY("aligned__3" + "y") AS "aligned__4",
    ABS("long_limit__1" - (
      "long_limit__2" * 10
    )) AS "long_limit__3",
    "aligned__3" AS "long_parameter",
    CASE WHEN "aligned__3" IS NULL THEN 'overflow' END AS "long_parameter__2",
    (
      "aligned__3" > 1
    ) OR (
      "x" > 1
    ) AS "decided"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__1",
    "decided",
    "long_limit__1",
    "long_parameter",
    "x",
    "x__why",
    "y__why",
    CASE
      WHEN ABS("aligned__4") <= 99999999999999999999999999999999999999
      THEN CAST("aligned__4" AS INT128)
    END AS "aligned__5",
    CAST(CASE
      WHEN (
        "long_limit__3" > (
          10 - "long_limit__3"
        )
      )
      OR (
        (
          "long_limit__3" = (
            10 - "long_limit__3"
          )
        )
        AND (
          (
            "long_limit__2" % 2
          ) <> 0
        )
      )
      THEN "long_limit__2" + CAST(CASE WHEN "long_limit__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "long_limit__2"
    END AS INT128) AS "long_limit",
    COALESCE("x__why", "long_parameter__1", "long_parameter__2") AS "long_parameter__why",
    CASE
      WHEN "decided" IS NULL
      THEN COALESCE(
        "x__why",
        "long_parameter__1",
        "long_parameter__2",
        CASE WHEN (
          "aligned__3" > 1
        ) IS NULL THEN 'overflow' END
      )
    END AS "decided__why"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__5",
    "decided",
    "decided__why",
    "long_limit",
    "long_parameter",
    "long_parameter__why",
    "x__why",
    "y__why",
    CAST("aligned__5" // 1000000000000000000000000000000000 AS BIGINT) AS "aligned__6",
    COALESCE(
      "x__why",
      CASE
        WHEN "x" < 0
        THEN 'outside_scale'
        WHEN "x" > "aligned__1"
        THEN 'outside_scale'
      END,
      CASE WHEN "long_limit__1" IS NULL THEN 'overflow' END,
      CASE WHEN "long_limit" IS NULL THEN 'overflow' END
    ) AS "long_limit__why"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__5",
    "aligned__6",
    "decided",
    "decided__why",
    "long_limit",
    "long_limit__why",
    "long_parameter",
    "long_parameter__why",
    "x__why",
    "y__why",
    ABS("aligned__5" - (
      "aligned__6" * 1000000000000000000000000000000000
    )) AS "aligned__7"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "aligned__5",
    "decided",
    "decided__why",
    "long_limit",
    "long_limit__why",
    "long_parameter",
    "long_parameter__why",
    "x__why",
    "y__why",
    CAST(CASE
      WHEN (
        "aligned__7" > (
          1000000000000000000000000000000000 - "aligned__7"
        )
      )
      OR (
        (
          "aligned__7" = (
            1000000000000000000000000000000000 - "aligned__7"
          )
        )
        AND (
          (
            "aligned__6" % 2
          ) <> 0
        )
      )
      THEN "aligned__6" + CAST(CASE WHEN "aligned__5" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "aligned__6"
    END AS INT128) AS "aligned"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "aligned",
    "decided",
    "decided__why",
    "long_limit",
    "long_limit__why",
    "long_parameter",
    "long_parameter__why",
    COALESCE(
      "x__why",
      "y__why",
      CASE WHEN "aligned__5" IS NULL THEN 'overflow' END,
      CASE WHEN "aligned" IS NULL THEN 'overflow' END
    ) AS "aligned__why"
  FROM "_8"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("aligned" AS DECIMAL(38, 0)) * CAST(0.00001 AS DECIMAL(5, 5)) AS DECIMAL(38, 5)) AS "aligned",
  "aligned__why",
  CAST("long_limit" AS DECIMAL(38, 0)) AS "long_limit",
  "long_limit__why",
  CAST("long_parameter" AS DECIMAL(38, 0)) AS "long_parameter",
  "long_parameter__why",
  "decided",
  "decided__why"
FROM "_9"

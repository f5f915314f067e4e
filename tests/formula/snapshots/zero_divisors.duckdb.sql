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
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x",
    "x__why",
    CAST(NULL AS BIGINT) AS "by_parameter",
    COALESCE("x__why", 'division_by_zero') AS "by_parameter__why",
    CAST(CASE WHEN 0 <= 1 THEN 0 ELSE 1 END AS BIGINT) AS "by_choice__1",
    TRY("x" - "x") AS "by_itself__1",
    CASE WHEN 0 = 0 THEN "x" END AS "guarded"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice__1",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "x",
    "x__why",
    NULLIF(ABS("by_choice__1"), 0) AS "by_choice__2",
    CASE WHEN "by_choice__1" < 0 THEN -"x" ELSE "x" END AS "by_choice__3",
    CASE
      WHEN ABS("by_itself__1") <= 99999999999999999999999999999999999999
      THEN CAST("by_itself__1" AS INT128)
    END AS "by_itself__2",
    CASE WHEN 0 = 0 THEN "x__why" ELSE "by_parameter__why" END AS "guarded__why"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice__1",
    "by_choice__2",
    "by_choice__3",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "x__why",
    "by_choice__3" // "by_choice__2" AS "by_choice__4",
    NULLIF(ABS("by_itself__2"), 0) AS "by_itself__3",
    CASE WHEN "by_itself__2" < 0 THEN -"x" ELSE "x" END AS "by_itself__4",
    CASE WHEN "by_itself__2" IS NULL THEN 'overflow' END AS "by_itself__11",
    CASE WHEN "by_itself__2" = 0 THEN 'division_by_zero' END AS "by_itself__12"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice__1",
    "by_choice__2",
    "by_choice__4",
    "by_itself__11",
    "by_itself__12",
    "by_itself__3",
    "by_itself__4",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "x__why",
    ABS(CAST("by_choice__3" - (
      "by_choice__4" * "by_choice__2"
    ) AS BIGINT)) AS "by_choice__5",
    TRY("by_choice__4" + CAST(CASE WHEN "by_choice__3" < 0 THEN -1 ELSE 1 END AS BIGINT)) AS "by_choice__6",
    "by_itself__4" // "by_itself__3" AS "by_itself__5",
    CASE WHEN "by_itself__3" IS NULL THEN 'overflow' END AS "by_itself__13",
    CASE
      WHEN "by_itself__3" IS NULL
      THEN NULL
      ELSE CAST(CASE WHEN NOT "by_itself__4" IS NULL THEN 51 END AS BIGINT)
    END AS "rate_of_quotient"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice__1",
    "by_itself__11",
    "by_itself__12",
    "by_itself__13",
    "by_itself__3",
    "by_itself__5",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "x__why",
    CASE
      WHEN (
        "by_choice__5" > (
          "by_choice__2" - "by_choice__5"
        )
      )
      OR (
        (
          "by_choice__5" = (
            "by_choice__2" - "by_choice__5"
          )
        )
        AND (
          CAST("by_choice__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN CASE
        WHEN ABS("by_choice__6") <= 99999999999999999999999999999999999999
        THEN CAST("by_choice__6" AS INT128)
      END
      ELSE "by_choice__4"
    END AS "by_choice__7",
    ABS("by_itself__4" - (
      "by_itself__5" * "by_itself__3"
    )) AS "by_itself__6",
    TRY("by_itself__5" + CAST(CASE WHEN "by_itself__4" < 0 THEN -1 ELSE 1 END AS BIGINT)) AS "by_itself__9",
    COALESCE(
      "x__why",
      "by_itself__11",
      "by_itself__12",
      "by_itself__13",
      CASE WHEN "rate_of_quotient" IS NULL THEN 'overflow' END
    ) AS "rate_of_quotient__why"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice__1",
    "by_itself__11",
    "by_itself__12",
    "by_itself__13",
    "by_itself__5",
    "by_itself__6",
    "by_itself__9",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "rate_of_quotient__why",
    "x__why",
    CASE
      WHEN ABS("by_choice__7") <= 999999999999999999
      THEN CAST("by_choice__7" AS BIGINT)
    END AS "by_choice",
    TRY("by_itself__3" - "by_itself__6") AS "by_itself__7"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice",
    "by_itself__11",
    "by_itself__12",
    "by_itself__13",
    "by_itself__5",
    "by_itself__6",
    "by_itself__9",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "rate_of_quotient__why",
    "x__why",
    COALESCE(
      "x__why",
      CASE WHEN "by_choice__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "by_choice" IS NULL THEN 'overflow' END
    ) AS "by_choice__why",
    CASE
      WHEN ABS("by_itself__7") <= 99999999999999999999999999999999999999
      THEN CAST("by_itself__7" AS INT128)
    END AS "by_itself__8"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice",
    "by_choice__why",
    "by_itself__11",
    "by_itself__12",
    "by_itself__13",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "rate_of_quotient__why",
    "x__why",
    CASE
      WHEN (
        "by_itself__6" > "by_itself__8"
      )
      OR (
        (
          "by_itself__6" = "by_itself__8"
        )
        AND (
          CAST("by_itself__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN CASE
        WHEN ABS("by_itself__9") <= 99999999999999999999999999999999999999
        THEN CAST("by_itself__9" AS INT128)
      END
      ELSE "by_itself__5"
    END AS "by_itself__10"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice",
    "by_choice__why",
    "by_itself__11",
    "by_itself__12",
    "by_itself__13",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "rate_of_quotient__why",
    "x__why",
    CASE
      WHEN ABS("by_itself__10") <= 999999999999999999
      THEN CAST("by_itself__10" AS BIGINT)
    END AS "by_itself"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "by_choice",
    "by_choice__why",
    "by_itself",
    "by_parameter",
    "by_parameter__why",
    "guarded",
    "guarded__why",
    "rate_of_quotient",
    "rate_of_quotient__why",
    COALESCE(
      "x__why",
      "by_itself__11",
      "by_itself__12",
      "by_itself__13",
      CASE WHEN "by_itself" IS NULL THEN 'overflow' END
    ) AS "by_itself__why"
  FROM "_9"
)
SELECT
  "unit",
  "period_start",
  CAST("by_parameter" AS DECIMAL(18, 0)) AS "by_parameter",
  "by_parameter__why",
  CAST("by_choice" AS DECIMAL(18, 0)) AS "by_choice",
  "by_choice__why",
  CAST("by_itself" AS DECIMAL(18, 0)) AS "by_itself",
  "by_itself__why",
  CAST(CAST("rate_of_quotient" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "rate_of_quotient",
  "rate_of_quotient__why",
  CAST("guarded" AS DECIMAL(38, 0)) AS "guarded",
  "guarded__why"
FROM "_10"

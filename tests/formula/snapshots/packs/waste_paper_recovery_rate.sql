WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("waste_paper_generated")) <= 99999999999999
      AND "waste_paper_generated" = ROUND("waste_paper_generated", 4)
      THEN CAST("waste_paper_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_paper_generated",
    CASE
      WHEN "waste_paper_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_paper_generated")) <= 99999999999999
        AND "waste_paper_generated" = ROUND("waste_paper_generated", 4)
      )
      THEN 'invalid_input'
    END AS "waste_paper_generated__why",
    CASE
      WHEN TRUNC(ABS("waste_paper_recovered")) <= 99999999999999
      AND "waste_paper_recovered" = ROUND("waste_paper_recovered", 4)
      THEN CAST("waste_paper_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "waste_paper_recovered",
    CASE
      WHEN "waste_paper_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_paper_recovered")) <= 99999999999999
        AND "waste_paper_recovered" = ROUND("waste_paper_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "waste_paper_recovered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_generated",
    "waste_paper_generated__why",
    "waste_paper_recovered__why",
    NULLIF(ABS("waste_paper_generated"), 0) AS "waste_paper_recovery_rate__1",
    CAST(CASE
      WHEN "waste_paper_generated" < 0
      THEN -"waste_paper_recovered"
      ELSE "waste_paper_recovered"
    END AS INT128) * 10000 AS "waste_paper_recovery_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_generated",
    "waste_paper_generated__why",
    "waste_paper_recovered__why",
    "waste_paper_recovery_rate__1",
    "waste_paper_recovery_rate__2",
    "waste_paper_recovery_rate__2" // "waste_paper_recovery_rate__1" AS "waste_paper_recovery_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_generated",
    "waste_paper_generated__why",
    "waste_paper_recovered__why",
    "waste_paper_recovery_rate__1",
    "waste_paper_recovery_rate__2",
    "waste_paper_recovery_rate__3",
    ABS(
      CAST("waste_paper_recovery_rate__2" - (
        "waste_paper_recovery_rate__3" * "waste_paper_recovery_rate__1"
      ) AS BIGINT)
    ) AS "waste_paper_recovery_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_generated",
    "waste_paper_generated__why",
    "waste_paper_recovered__why",
    CASE
      WHEN (
        "waste_paper_recovery_rate__4" > (
          "waste_paper_recovery_rate__1" - "waste_paper_recovery_rate__4"
        )
      )
      OR (
        (
          "waste_paper_recovery_rate__4" = (
            "waste_paper_recovery_rate__1" - "waste_paper_recovery_rate__4"
          )
        )
        AND (
          CAST("waste_paper_recovery_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "waste_paper_recovery_rate__3" + CAST(CASE WHEN "waste_paper_recovery_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "waste_paper_recovery_rate__3"
    END AS "waste_paper_recovery_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_generated",
    "waste_paper_generated__why",
    "waste_paper_recovered__why",
    CASE
      WHEN ABS("waste_paper_recovery_rate__5") <= 999999999999999999
      THEN CAST("waste_paper_recovery_rate__5" AS BIGINT)
    END AS "waste_paper_recovery_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "waste_paper_recovery_rate",
    COALESCE(
      "waste_paper_recovered__why",
      "waste_paper_generated__why",
      CASE WHEN "waste_paper_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "waste_paper_recovery_rate" IS NULL THEN 'overflow' END
    ) AS "waste_paper_recovery_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("waste_paper_recovery_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "waste_paper_recovery_rate",
  "waste_paper_recovery_rate__why"
FROM "_6"

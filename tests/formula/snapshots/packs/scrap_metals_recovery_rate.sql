WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("scrap_metals_generated")) <= 99999999999999
      AND "scrap_metals_generated" = ROUND("scrap_metals_generated", 4)
      THEN CAST("scrap_metals_generated" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_metals_generated",
    CASE
      WHEN "scrap_metals_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_metals_generated")) <= 99999999999999
        AND "scrap_metals_generated" = ROUND("scrap_metals_generated", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_metals_generated__why",
    CASE
      WHEN TRUNC(ABS("scrap_metals_recovered")) <= 99999999999999
      AND "scrap_metals_recovered" = ROUND("scrap_metals_recovered", 4)
      THEN CAST("scrap_metals_recovered" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "scrap_metals_recovered",
    CASE
      WHEN "scrap_metals_recovered" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("scrap_metals_recovered")) <= 99999999999999
        AND "scrap_metals_recovered" = ROUND("scrap_metals_recovered", 4)
      )
      THEN 'invalid_input'
    END AS "scrap_metals_recovered__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_generated",
    "scrap_metals_generated__why",
    "scrap_metals_recovered__why",
    NULLIF(ABS("scrap_metals_generated"), 0) AS "scrap_metals_recovery_rate__1",
    CAST(CASE
      WHEN "scrap_metals_generated" < 0
      THEN -"scrap_metals_recovered"
      ELSE "scrap_metals_recovered"
    END AS INT128) * 10000 AS "scrap_metals_recovery_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_generated",
    "scrap_metals_generated__why",
    "scrap_metals_recovered__why",
    "scrap_metals_recovery_rate__1",
    "scrap_metals_recovery_rate__2",
    "scrap_metals_recovery_rate__2" // "scrap_metals_recovery_rate__1" AS "scrap_metals_recovery_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_generated",
    "scrap_metals_generated__why",
    "scrap_metals_recovered__why",
    "scrap_metals_recovery_rate__1",
    "scrap_metals_recovery_rate__2",
    "scrap_metals_recovery_rate__3",
    ABS(
      CAST("scrap_metals_recovery_rate__2" - (
        "scrap_metals_recovery_rate__3" * "scrap_metals_recovery_rate__1"
      ) AS BIGINT)
    ) AS "scrap_metals_recovery_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_generated",
    "scrap_metals_generated__why",
    "scrap_metals_recovered__why",
    CASE
      WHEN (
        "scrap_metals_recovery_rate__4" > (
          "scrap_metals_recovery_rate__1" - "scrap_metals_recovery_rate__4"
        )
      )
      OR (
        (
          "scrap_metals_recovery_rate__4" = (
            "scrap_metals_recovery_rate__1" - "scrap_metals_recovery_rate__4"
          )
        )
        AND (
          CAST("scrap_metals_recovery_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "scrap_metals_recovery_rate__3" + CAST(CASE WHEN "scrap_metals_recovery_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "scrap_metals_recovery_rate__3"
    END AS "scrap_metals_recovery_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_generated",
    "scrap_metals_generated__why",
    "scrap_metals_recovered__why",
    CASE
      WHEN ABS("scrap_metals_recovery_rate__5") <= 999999999999999999
      THEN CAST("scrap_metals_recovery_rate__5" AS BIGINT)
    END AS "scrap_metals_recovery_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "scrap_metals_recovery_rate",
    COALESCE(
      "scrap_metals_recovered__why",
      "scrap_metals_generated__why",
      CASE WHEN "scrap_metals_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "scrap_metals_recovery_rate" IS NULL THEN 'overflow' END
    ) AS "scrap_metals_recovery_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("scrap_metals_recovery_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "scrap_metals_recovery_rate",
  "scrap_metals_recovery_rate__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("sludge_disposed")) <= 9999999999999999
      AND "sludge_disposed" = ROUND("sludge_disposed", 2)
      THEN CAST("sludge_disposed" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "sludge_disposed",
    CASE
      WHEN "sludge_disposed" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sludge_disposed")) <= 9999999999999999
        AND "sludge_disposed" = ROUND("sludge_disposed", 2)
      )
      THEN 'invalid_input'
    END AS "sludge_disposed__why",
    CASE
      WHEN TRUNC(ABS("sludge_generated")) <= 9999999999999999
      AND "sludge_generated" = ROUND("sludge_generated", 2)
      THEN CAST("sludge_generated" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "sludge_generated",
    CASE
      WHEN "sludge_generated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sludge_generated")) <= 9999999999999999
        AND "sludge_generated" = ROUND("sludge_generated", 2)
      )
      THEN 'invalid_input'
    END AS "sludge_generated__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__why",
    "sludge_generated",
    "sludge_generated__why",
    NULLIF(ABS("sludge_generated"), 0) AS "sludge_harmless_rate__1",
    CAST(CASE WHEN "sludge_generated" < 0 THEN -"sludge_disposed" ELSE "sludge_disposed" END AS INT128) * 10000 AS "sludge_harmless_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__why",
    "sludge_generated",
    "sludge_generated__why",
    "sludge_harmless_rate__1",
    "sludge_harmless_rate__2",
    "sludge_harmless_rate__2" // "sludge_harmless_rate__1" AS "sludge_harmless_rate__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__why",
    "sludge_generated",
    "sludge_generated__why",
    "sludge_harmless_rate__1",
    "sludge_harmless_rate__2",
    "sludge_harmless_rate__3",
    ABS(
      CAST("sludge_harmless_rate__2" - (
        "sludge_harmless_rate__3" * "sludge_harmless_rate__1"
      ) AS BIGINT)
    ) AS "sludge_harmless_rate__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__why",
    "sludge_generated",
    "sludge_generated__why",
    CASE
      WHEN (
        "sludge_harmless_rate__4" > (
          "sludge_harmless_rate__1" - "sludge_harmless_rate__4"
        )
      )
      OR (
        (
          "sludge_harmless_rate__4" = (
            "sludge_harmless_rate__1" - "sludge_harmless_rate__4"
          )
        )
        AND (
          CAST("sludge_harmless_rate__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "sludge_harmless_rate__3" + CAST(CASE WHEN "sludge_harmless_rate__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "sludge_harmless_rate__3"
    END AS "sludge_harmless_rate__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_disposed__why",
    "sludge_generated",
    "sludge_generated__why",
    CASE
      WHEN ABS("sludge_harmless_rate__5") <= 999999999999999999
      THEN CAST("sludge_harmless_rate__5" AS BIGINT)
    END AS "sludge_harmless_rate"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "sludge_harmless_rate",
    COALESCE(
      "sludge_disposed__why",
      "sludge_generated__why",
      CASE WHEN "sludge_generated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "sludge_harmless_rate" IS NULL THEN 'overflow' END
    ) AS "sludge_harmless_rate__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("sludge_harmless_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sludge_harmless_rate",
  "sludge_harmless_rate__why"
FROM "_6"

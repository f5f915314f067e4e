WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("kitchen_waste_recycled")) <= 9999999999999999
      AND "kitchen_waste_recycled" = ROUND("kitchen_waste_recycled", 2)
      THEN CAST("kitchen_waste_recycled" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "kitchen_waste_recycled",
    CASE
      WHEN "kitchen_waste_recycled" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("kitchen_waste_recycled")) <= 9999999999999999
        AND "kitchen_waste_recycled" = ROUND("kitchen_waste_recycled", 2)
      )
      THEN 'invalid_input'
    END AS "kitchen_waste_recycled__why",
    CASE
      WHEN TRUNC(ABS("recyclables_in_removal")) <= 9999999999999999
      AND "recyclables_in_removal" = ROUND("recyclables_in_removal", 2)
      THEN CAST("recyclables_in_removal" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "recyclables_in_removal",
    CASE
      WHEN "recyclables_in_removal" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("recyclables_in_removal")) <= 9999999999999999
        AND "recyclables_in_removal" = ROUND("recyclables_in_removal", 2)
      )
      THEN 'invalid_input'
    END AS "recyclables_in_removal__why",
    CASE
      WHEN TRUNC(ABS("recyclables_outside")) <= 9999999999999999
      AND "recyclables_outside" = ROUND("recyclables_outside", 2)
      THEN CAST("recyclables_outside" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "recyclables_outside",
    CASE
      WHEN "recyclables_outside" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("recyclables_outside")) <= 9999999999999999
        AND "recyclables_outside" = ROUND("recyclables_outside", 2)
      )
      THEN 'invalid_input'
    END AS "recyclables_outside__why",
    CASE
      WHEN TRUNC(ABS("waste_removed")) <= 9999999999999999
      AND "waste_removed" = ROUND("waste_removed", 2)
      THEN CAST("waste_removed" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_removed",
    CASE
      WHEN "waste_removed" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_removed")) <= 9999999999999999
        AND "waste_removed" = ROUND("waste_removed", 2)
      )
      THEN 'invalid_input'
    END AS "waste_removed__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    (
      "recyclables_outside" + "kitchen_waste_recycled"
    ) + "recyclables_in_removal" AS "household_waste_recycling_rate__1",
    "waste_removed" + "recyclables_outside" AS "household_waste_recycling_rate__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate__2",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    NULLIF(ABS("household_waste_recycling_rate__2"), 0) AS "household_waste_recycling_rate__3",
    CAST(CASE
      WHEN "household_waste_recycling_rate__2" < 0
      THEN -"household_waste_recycling_rate__1"
      ELSE "household_waste_recycling_rate__1"
    END AS INT128) * 10000 AS "household_waste_recycling_rate__4"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate__2",
    "household_waste_recycling_rate__3",
    "household_waste_recycling_rate__4",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    "household_waste_recycling_rate__4" // "household_waste_recycling_rate__3" AS "household_waste_recycling_rate__5"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate__2",
    "household_waste_recycling_rate__3",
    "household_waste_recycling_rate__4",
    "household_waste_recycling_rate__5",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    ABS(
      CAST("household_waste_recycling_rate__4" - (
        "household_waste_recycling_rate__5" * "household_waste_recycling_rate__3"
      ) AS BIGINT)
    ) AS "household_waste_recycling_rate__6"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate__2",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    CASE
      WHEN (
        "household_waste_recycling_rate__6" > (
          "household_waste_recycling_rate__3" - "household_waste_recycling_rate__6"
        )
      )
      OR (
        (
          "household_waste_recycling_rate__6" = (
            "household_waste_recycling_rate__3" - "household_waste_recycling_rate__6"
          )
        )
        AND (
          CAST("household_waste_recycling_rate__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN "household_waste_recycling_rate__5" + CAST(CASE WHEN "household_waste_recycling_rate__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "household_waste_recycling_rate__5"
    END AS "household_waste_recycling_rate__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate__2",
    "kitchen_waste_recycled__why",
    "recyclables_in_removal__why",
    "recyclables_outside__why",
    "waste_removed__why",
    CASE
      WHEN ABS("household_waste_recycling_rate__7") <= 999999999999999999
      THEN CAST("household_waste_recycling_rate__7" AS BIGINT)
    END AS "household_waste_recycling_rate"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "household_waste_recycling_rate",
    COALESCE(
      "recyclables_outside__why",
      "kitchen_waste_recycled__why",
      "recyclables_in_removal__why",
      "waste_removed__why",
      CASE WHEN "household_waste_recycling_rate__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "household_waste_recycling_rate" IS NULL THEN 'overflow' END
    ) AS "household_waste_recycling_rate__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("household_waste_recycling_rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "household_waste_recycling_rate",
  "household_waste_recycling_rate__why"
FROM "_7"

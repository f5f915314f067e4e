WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("volume")) <= 999999999999 AND "volume" = ROUND("volume", 0)
      THEN CAST("volume" AS BIGINT)
    END AS "volume",
    CASE
      WHEN "volume" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("volume")) <= 999999999999 AND "volume" = ROUND("volume", 0)
      )
      THEN 'invalid_input'
    END AS "volume__why",
    CASE
      WHEN TRUNC(ABS("multiple")) <= 999999 AND "multiple" = ROUND("multiple", 2)
      THEN CAST("multiple" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "multiple",
    CASE
      WHEN "multiple" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("multiple")) <= 999999 AND "multiple" = ROUND("multiple", 2)
      )
      THEN 'invalid_input'
    END AS "multiple__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    (
      "volume" * 4755
    ) * CAST(CASE
      WHEN "multiple" <= 0
      THEN 4
      WHEN "multiple" <= 1000
      THEN 5
      WHEN "multiple" <= 10000
      THEN 6
      WHEN NOT "multiple" IS NULL
      THEN 8
    END AS BIGINT) AS "damage__1",
    COALESCE("volume__why", "multiple__why") AS "damage__why"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "damage__why",
    (
      "damage__1" + CAST(CASE WHEN "damage__1" < 0 THEN -100 ELSE 100 END AS BIGINT)
    ) // 200 AS "damage"
  FROM "_1"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("damage" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(16, 2)) AS "damage",
  "damage__why"
FROM "_2"

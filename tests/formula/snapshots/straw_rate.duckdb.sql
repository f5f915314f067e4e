WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("wheat")) <= 999999999999999999 AND "wheat" = ROUND("wheat", 0)
      THEN CAST("wheat" AS BIGINT)
    END AS "wheat",
    CASE
      WHEN "wheat" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("wheat")) <= 999999999999999999 AND "wheat" = ROUND("wheat", 0)
      )
      THEN 'invalid_input'
    END AS "wheat__why",
    CASE
      WHEN TRUNC(ABS("maize")) <= 999999999999999999 AND "maize" = ROUND("maize", 0)
      THEN CAST("maize" AS BIGINT)
    END AS "maize",
    CASE
      WHEN "maize" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("maize")) <= 999999999999999999 AND "maize" = ROUND("maize", 0)
      )
      THEN 'invalid_input'
    END AS "maize__why",
    CASE
      WHEN TRUNC(ABS("potato")) <= 999999999999999999 AND "potato" = ROUND("potato", 0)
      THEN CAST("potato" AS BIGINT)
    END AS "potato",
    CASE
      WHEN "potato" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("potato")) <= 999999999999999999 AND "potato" = ROUND("potato", 0)
      )
      THEN 'invalid_input'
    END AS "potato__why",
    CASE
      WHEN TRUNC(ABS("used")) <= 999999999999999999 AND "used" = ROUND("used", 0)
      THEN CAST("used" AS BIGINT)
    END AS "used",
    CASE
      WHEN "used" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("used")) <= 999999999999999999 AND "used" = ROUND("used", 0)
      )
      THEN 'invalid_input'
    END AS "used__why",
    CASE
      WHEN TRUNC(ABS("bought")) <= 999999999999999999 AND "bought" = ROUND("bought", 0)
      THEN CAST("bought" AS BIGINT)
    END AS "bought",
    CASE
      WHEN "bought" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("bought")) <= 999999999999999999 AND "bought" = ROUND("bought", 0)
      )
      THEN 'invalid_input'
    END AS "bought__why",
    CASE
      WHEN TRUNC(ABS("sold")) <= 999999999999999999 AND "sold" = ROUND("sold", 0)
      THEN CAST("sold" AS BIGINT)
    END AS "sold",
    CASE
      WHEN "sold" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("sold")) <= 999999999999999999 AND "sold" = ROUND("sold", 0)
      )
      THEN 'invalid_input'
    END AS "sold__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "maize__why",
    "potato__why",
    "sold__why",
    "used__why",
    "wheat__why",
    (
      (
        CAST("wheat" AS INT128) * 9711
      ) + (
        CAST("maize" AS INT128) * 9568
      )
    ) + (
      CAST("potato" AS INT128) * 6720
    ) AS "collectable__1",
    (
      "used" - "bought"
    ) + "sold" AS "rate__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable__1",
    "maize__why",
    "potato__why",
    "rate__1",
    "sold__why",
    "used__why",
    "wheat__why",
    CAST("collectable__1" // 10000 AS BIGINT) AS "collectable__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable__1",
    "collectable__2",
    "maize__why",
    "potato__why",
    "rate__1",
    "sold__why",
    "used__why",
    "wheat__why",
    ABS(
      CAST("collectable__1" - (
        CAST("collectable__2" AS INT128) * 10000
      ) AS BIGINT)
    ) AS "collectable__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "maize__why",
    "potato__why",
    "rate__1",
    "sold__why",
    "used__why",
    "wheat__why",
    CASE
      WHEN (
        "collectable__3" > (
          10000 - "collectable__3"
        )
      )
      OR (
        (
          "collectable__3" = (
            10000 - "collectable__3"
          )
        )
        AND (
          (
            "collectable__2" % 2
          ) <> 0
        )
      )
      THEN "collectable__2" + CAST(CASE WHEN "collectable__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "collectable__2"
    END AS "collectable__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "maize__why",
    "potato__why",
    "rate__1",
    "sold__why",
    "used__why",
    "wheat__why",
    CASE
      WHEN ABS("collectable__4") <= 999999999999999999
      THEN CAST("collectable__4" AS BIGINT)
    END AS "collectable"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable",
    "sold__why",
    "used__why",
    COALESCE(
      "wheat__why",
      "maize__why",
      "potato__why",
      CASE WHEN "collectable" IS NULL THEN 'overflow' END
    ) AS "collectable__why",
    NULLIF(ABS("collectable"), 0) AS "rate__2",
    CAST(CASE WHEN "collectable" < 0 THEN -"rate__1" ELSE "rate__1" END AS INT128) * 10000 AS "rate__3"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable",
    "collectable__why",
    "rate__2",
    "rate__3",
    "sold__why",
    "used__why",
    "rate__3" // "rate__2" AS "rate__4"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable",
    "collectable__why",
    "rate__2",
    "rate__3",
    "rate__4",
    "sold__why",
    "used__why",
    ABS(CAST("rate__3" - (
      "rate__4" * "rate__2"
    ) AS BIGINT)) AS "rate__5"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable",
    "collectable__why",
    "sold__why",
    "used__why",
    CASE
      WHEN (
        "rate__5" > (
          "rate__2" - "rate__5"
        )
      )
      OR (
        (
          "rate__5" = (
            "rate__2" - "rate__5"
          )
        )
        AND (
          CAST("rate__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "rate__4" + CAST(CASE WHEN "rate__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "rate__4"
    END AS "rate__6"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "bought__why",
    "collectable",
    "collectable__why",
    "sold__why",
    "used__why",
    CASE WHEN ABS("rate__6") <= 99999999 THEN CAST("rate__6" AS BIGINT) END AS "rate"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "collectable",
    "collectable__why",
    "rate",
    COALESCE(
      "used__why",
      "bought__why",
      "sold__why",
      "collectable__why",
      CASE WHEN "collectable" = 0 THEN 'division_by_zero' END,
      CASE WHEN "rate" IS NULL THEN 'overflow' END
    ) AS "rate__why"
  FROM "_10"
)
SELECT
  "unit",
  "period_start",
  CAST("collectable" AS DECIMAL(18, 0)) AS "collectable",
  "collectable__why",
  CAST(CAST("rate" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(8, 2)) AS "rate",
  "rate__why"
FROM "_11"

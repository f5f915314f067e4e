WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    "p",
    CASE WHEN "p" IS NULL THEN 'not_reported' END AS "p__why",
    "q",
    CASE WHEN "q" IS NULL THEN COALESCE("q__why", 'not_reported') END AS "q__why",
    CASE
      WHEN TRUNC(ABS("x")) <= 99999 AND "x" = ROUND("x", 0)
      THEN CAST("x" AS BIGINT)
    END AS "x",
    CASE
      WHEN "x" IS NULL
      THEN COALESCE("x__why", 'not_reported')
      WHEN NOT (
        TRUNC(ABS("x")) <= 99999 AND "x" = ROUND("x", 0)
      )
      THEN 'invalid_input'
    END AS "x__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "x__why",
    "p" AND "q" AS "both",
    COALESCE("p__why", "q__why") AS "both__1",
    "p" OR "q" AS "either",
    CASE WHEN "x__why" IS NULL THEN "x" ELSE 0 END AS "filled",
    CASE WHEN "x__why" IS NULL THEN "x__why" END AS "filled__why",
    CASE WHEN "p" THEN 1 WHEN NOT "p" THEN "x" END AS "chosen",
    CASE WHEN NOT "p__why" IS NULL THEN "p__why" WHEN "p" THEN NULL ELSE "x__why" END AS "chosen__why",
    (
      0 <= "x"
    ) AND (
      "x" < 10
    ) AS "chain"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "both",
    "chain",
    "chosen",
    "chosen__why",
    "either",
    "filled",
    "filled__why",
    CASE WHEN "both" IS NULL THEN "both__1" END AS "both__why",
    CASE WHEN "either" IS NULL THEN "both__1" END AS "either__why",
    NOT "either" AS "neither",
    CASE WHEN "chain" IS NULL THEN "x__why" END AS "chain__why"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "both",
    "both__why",
    "chain",
    "chain__why",
    "chosen",
    "chosen__why",
    "either",
    "either__why",
    "filled",
    "filled__why",
    "neither",
    "either__why" AS "neither__why"
  FROM "_2"
)
SELECT
  "unit",
  "period_start",
  "both",
  "both__why",
  "either",
  "either__why",
  "neither",
  "neither__why",
  CAST("filled" AS DECIMAL(18, 0)) AS "filled",
  "filled__why",
  CAST("chosen" AS DECIMAL(18, 0)) AS "chosen",
  "chosen__why",
  "chain",
  "chain__why"
FROM "_3"

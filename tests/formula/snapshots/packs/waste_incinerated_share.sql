WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("waste_incinerated")) <= 9999999999999999
      AND "waste_incinerated" = ROUND("waste_incinerated", 2)
      THEN CAST("waste_incinerated" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_incinerated",
    CASE
      WHEN "waste_incinerated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_incinerated")) <= 9999999999999999
        AND "waste_incinerated" = ROUND("waste_incinerated", 2)
      )
      THEN 'invalid_input'
    END AS "waste_incinerated__why",
    CASE
      WHEN TRUNC(ABS("waste_treated")) <= 9999999999999999
      AND "waste_treated" = ROUND("waste_treated", 2)
      THEN CAST("waste_treated" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "waste_treated",
    CASE
      WHEN "waste_treated" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("waste_treated")) <= 9999999999999999
        AND "waste_treated" = ROUND("waste_treated", 2)
      )
      THEN 'invalid_input'
    END AS "waste_treated__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated__why",
    "waste_treated",
    "waste_treated__why",
    NULLIF(ABS("waste_treated"), 0) AS "waste_incinerated_share__1",
    CAST(CASE WHEN "waste_treated" < 0 THEN -"waste_incinerated" ELSE "waste_incinerated" END AS INT128) * 10000 AS "waste_incinerated_share__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated__why",
    "waste_incinerated_share__1",
    "waste_incinerated_share__2",
    "waste_treated",
    "waste_treated__why",
    "waste_incinerated_share__2" // "waste_incinerated_share__1" AS "waste_incinerated_share__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated__why",
    "waste_incinerated_share__1",
    "waste_incinerated_share__2",
    "waste_incinerated_share__3",
    "waste_treated",
    "waste_treated__why",
    ABS(
      CAST("waste_incinerated_share__2" - (
        "waste_incinerated_share__3" * "waste_incinerated_share__1"
      ) AS BIGINT)
    ) AS "waste_incinerated_share__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated__why",
    "waste_treated",
    "waste_treated__why",
    CASE
      WHEN (
        "waste_incinerated_share__4" > (
          "waste_incinerated_share__1" - "waste_incinerated_share__4"
        )
      )
      OR (
        (
          "waste_incinerated_share__4" = (
            "waste_incinerated_share__1" - "waste_incinerated_share__4"
          )
        )
        AND (
          CAST("waste_incinerated_share__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "waste_incinerated_share__3" + CAST(CASE WHEN "waste_incinerated_share__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "waste_incinerated_share__3"
    END AS "waste_incinerated_share__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated__why",
    "waste_treated",
    "waste_treated__why",
    CASE
      WHEN ABS("waste_incinerated_share__5") <= 999999999999999999
      THEN CAST("waste_incinerated_share__5" AS BIGINT)
    END AS "waste_incinerated_share"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "waste_incinerated_share",
    COALESCE(
      "waste_incinerated__why",
      "waste_treated__why",
      CASE WHEN "waste_treated" = 0 THEN 'division_by_zero' END,
      CASE WHEN "waste_incinerated_share" IS NULL THEN 'overflow' END
    ) AS "waste_incinerated_share__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("waste_incinerated_share" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "waste_incinerated_share",
  "waste_incinerated_share__why"
FROM "_6"

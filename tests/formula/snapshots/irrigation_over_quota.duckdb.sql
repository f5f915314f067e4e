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
      WHEN TRUNC(ABS("quota")) <= 999999999999 AND "quota" = ROUND("quota", 0)
      THEN CAST("quota" AS BIGINT)
    END AS "quota",
    CASE
      WHEN "quota" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("quota")) <= 999999999999 AND "quota" = ROUND("quota", 0)
      )
      THEN 'invalid_input'
    END AS "quota__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "volume__why",
    NULLIF(ABS("quota"), 0) AS "ratio_fee__1",
    CASE WHEN "quota" < 0 THEN -"volume" ELSE "volume" END AS "ratio_fee__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__1",
    "ratio_fee__2",
    "volume__why",
    "ratio_fee__2" * 10 AS "ratio_fee__3",
    "ratio_fee__1" * 25 AS "ratio_fee__5"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__2",
    "ratio_fee__5",
    "volume__why",
    (
      CAST(CASE
        WHEN "ratio_fee__2" < 0
        THEN NULL
        WHEN "ratio_fee__2" <= "ratio_fee__1"
        THEN "ratio_fee__2" * 100
        WHEN "ratio_fee__3" <= (
          "ratio_fee__1" * 13
        )
        THEN (
          "ratio_fee__2" * 130
        ) + (
          "ratio_fee__1" * (
            -30
          )
        )
        WHEN "ratio_fee__3" <= (
          "ratio_fee__1" * 15
        )
        THEN (
          "ratio_fee__2" * 150
        ) + (
          "ratio_fee__1" * (
            -56
          )
        )
        WHEN NOT "ratio_fee__2" IS NULL
        THEN (
          "ratio_fee__2" * 200
        ) + (
          "ratio_fee__1" * (
            -131
          )
        )
      END AS INT128) * "quota"
    ) * 3 AS "ratio_fee__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__2",
    "ratio_fee__4",
    "ratio_fee__5",
    "volume__why",
    "ratio_fee__4" // "ratio_fee__5" AS "ratio_fee__6"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__2",
    "ratio_fee__4",
    "ratio_fee__5",
    "ratio_fee__6",
    "volume__why",
    ABS(CAST("ratio_fee__4" - (
      "ratio_fee__6" * "ratio_fee__5"
    ) AS BIGINT)) AS "ratio_fee__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__2",
    "volume__why",
    CASE
      WHEN "ratio_fee__7" >= (
        "ratio_fee__5" - "ratio_fee__7"
      )
      THEN "ratio_fee__6" + CAST(CASE WHEN "ratio_fee__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "ratio_fee__6"
    END AS "ratio_fee__8"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "quota",
    "quota__why",
    "ratio_fee__2",
    "volume__why",
    CASE
      WHEN ABS("ratio_fee__8") <= 99999999999999
      THEN CAST("ratio_fee__8" AS BIGINT)
    END AS "ratio_fee"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "ratio_fee",
    COALESCE(
      "volume__why",
      "quota__why",
      CASE WHEN "quota" = 0 THEN 'division_by_zero' END,
      CASE WHEN "ratio_fee__2" < 0 THEN 'outside_scale' END,
      CASE WHEN "ratio_fee" IS NULL THEN 'overflow' END
    ) AS "ratio_fee__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("ratio_fee" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(14, 2)) AS "ratio_fee",
  "ratio_fee__why"
FROM "_8"

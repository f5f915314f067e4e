WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("user_electricity")) <= 99999999999999
      AND "user_electricity" = ROUND("user_electricity", 4)
      THEN CAST("user_electricity" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "user_electricity",
    CASE
      WHEN "user_electricity" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_electricity")) <= 99999999999999
        AND "user_electricity" = ROUND("user_electricity", 4)
      )
      THEN 'invalid_input'
    END AS "user_electricity__why",
    CASE
      WHEN TRUNC(ABS("user_energy")) <= 9999999999999999
      AND "user_energy" = ROUND("user_energy", 2)
      THEN CAST("user_energy" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_energy",
    CASE
      WHEN "user_energy" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_energy")) <= 9999999999999999
        AND "user_energy" = ROUND("user_energy", 2)
      )
      THEN 'invalid_input'
    END AS "user_energy__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "user_electricity__why",
    "user_energy__why",
    (
      (
        CAST("user_energy" AS INT128) * 1000000000
      ) - (
        CAST("user_electricity" AS INT128) * 12290000
      )
    ) + (
      (
        (
          CAST("user_electricity" AS INT128) * 10000
        ) * NULL
      ) * 10000
    ) AS "user_energy_generation__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "user_electricity__why",
    "user_energy__why",
    "user_energy_generation__1",
    "user_energy_generation__1" // 1000000000 AS "user_energy_generation__2",
    ABS(CAST("user_energy_generation__1" % 1000000000 AS BIGINT)) AS "user_energy_generation__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "user_electricity__why",
    "user_energy__why",
    CASE
      WHEN (
        "user_energy_generation__3" > (
          1000000000 - "user_energy_generation__3"
        )
      )
      OR (
        (
          "user_energy_generation__3" = (
            1000000000 - "user_energy_generation__3"
          )
        )
        AND (
          CAST("user_energy_generation__2" % 2 AS BIGINT) <> 0
        )
      )
      THEN "user_energy_generation__2" + CAST(CASE WHEN "user_energy_generation__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "user_energy_generation__2"
    END AS "user_energy_generation__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "user_electricity__why",
    "user_energy__why",
    CASE
      WHEN ABS("user_energy_generation__4") <= 999999999999999999
      THEN CAST("user_energy_generation__4" AS BIGINT)
    END AS "user_energy_generation"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "user_energy_generation",
    COALESCE(
      "user_energy__why",
      "user_electricity__why",
      'parameter_not_set',
      CASE WHEN "user_energy_generation" IS NULL THEN 'overflow' END
    ) AS "user_energy_generation__why"
  FROM "_4"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("user_energy_generation" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "user_energy_generation",
  "user_energy_generation__why"
FROM "_5"

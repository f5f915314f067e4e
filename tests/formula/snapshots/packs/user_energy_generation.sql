WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
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
    CAST(NULL AS BIGINT) AS "user_energy_generation",
    COALESCE("user_energy__why", "user_electricity__why", 'parameter_not_set') AS "user_energy_generation__why"
  FROM "_0"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("user_energy_generation" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "user_energy_generation",
  "user_energy_generation__why"
FROM "_1"

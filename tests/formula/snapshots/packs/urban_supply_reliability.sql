WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("urban_outage_user_hours")) <= 9999999999999999
      AND "urban_outage_user_hours" = ROUND("urban_outage_user_hours", 2)
      THEN CAST("urban_outage_user_hours" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "urban_outage_user_hours",
    CASE
      WHEN "urban_outage_user_hours" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("urban_outage_user_hours")) <= 9999999999999999
        AND "urban_outage_user_hours" = ROUND("urban_outage_user_hours", 2)
      )
      THEN 'invalid_input'
    END AS "urban_outage_user_hours__why",
    CASE
      WHEN TRUNC(ABS("urban_power_users")) <= 999999999999999999
      AND "urban_power_users" = ROUND("urban_power_users", 0)
      THEN CAST("urban_power_users" AS BIGINT)
    END AS "urban_power_users",
    CASE
      WHEN "urban_power_users" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("urban_power_users")) <= 999999999999999999
        AND "urban_power_users" = ROUND("urban_power_users", 0)
      )
      THEN 'invalid_input'
    END AS "urban_power_users__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    CASE
      WHEN "urban_power_users" < 0
      THEN -"urban_outage_user_hours"
      ELSE "urban_outage_user_hours"
    END AS "urban_supply_reliability__1",
    CAST(CASE
      WHEN (
        CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
        AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
      )
      OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
      THEN 366
      ELSE 365
    END AS BIGINT) * 24 AS "urban_supply_reliability__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__1",
    "urban_supply_reliability__2",
    CAST(NULLIF(ABS("urban_power_users"), 0) AS INT128) * NULLIF(ABS("urban_supply_reliability__2"), 0) AS "urban_supply_reliability__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__2",
    "urban_supply_reliability__3",
    (
      (
        "urban_supply_reliability__3" * 100
      ) - CASE
        WHEN "urban_supply_reliability__2" < 0
        THEN -"urban_supply_reliability__1"
        ELSE "urban_supply_reliability__1"
      END
    ) * 1000 AS "urban_supply_reliability__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__2",
    "urban_supply_reliability__3",
    "urban_supply_reliability__4",
    "urban_supply_reliability__4" // "urban_supply_reliability__3" AS "urban_supply_reliability__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__2",
    "urban_supply_reliability__3",
    "urban_supply_reliability__4",
    "urban_supply_reliability__5",
    ABS(
      "urban_supply_reliability__4" - (
        "urban_supply_reliability__5" * "urban_supply_reliability__3"
      )
    ) AS "urban_supply_reliability__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__2",
    CASE
      WHEN (
        "urban_supply_reliability__6" > (
          "urban_supply_reliability__3" - "urban_supply_reliability__6"
        )
      )
      OR (
        (
          "urban_supply_reliability__6" = (
            "urban_supply_reliability__3" - "urban_supply_reliability__6"
          )
        )
        AND (
          CAST("urban_supply_reliability__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN "urban_supply_reliability__5" + CAST(CASE WHEN "urban_supply_reliability__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "urban_supply_reliability__5"
    END AS "urban_supply_reliability__7"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "urban_outage_user_hours__why",
    "urban_power_users",
    "urban_power_users__why",
    "urban_supply_reliability__2",
    CASE
      WHEN ABS("urban_supply_reliability__7") <= 999999999999999999
      THEN CAST("urban_supply_reliability__7" AS BIGINT)
    END AS "urban_supply_reliability"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "urban_supply_reliability",
    COALESCE(
      "urban_outage_user_hours__why",
      "urban_power_users__why",
      CASE WHEN "urban_power_users" = 0 THEN 'division_by_zero' END,
      CASE WHEN "urban_supply_reliability__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "urban_supply_reliability" IS NULL THEN 'overflow' END
    ) AS "urban_supply_reliability__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("urban_supply_reliability" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "urban_supply_reliability",
  "urban_supply_reliability__why"
FROM "_8"

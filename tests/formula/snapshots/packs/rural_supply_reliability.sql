WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("rural_outage_user_hours")) <= 9999999999999999
      AND "rural_outage_user_hours" = ROUND("rural_outage_user_hours", 2)
      THEN CAST("rural_outage_user_hours" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "rural_outage_user_hours",
    CASE
      WHEN "rural_outage_user_hours" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_outage_user_hours")) <= 9999999999999999
        AND "rural_outage_user_hours" = ROUND("rural_outage_user_hours", 2)
      )
      THEN 'invalid_input'
    END AS "rural_outage_user_hours__why",
    CASE
      WHEN TRUNC(ABS("rural_power_users")) <= 999999999999999999
      AND "rural_power_users" = ROUND("rural_power_users", 0)
      THEN CAST("rural_power_users" AS BIGINT)
    END AS "rural_power_users",
    CASE
      WHEN "rural_power_users" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("rural_power_users")) <= 999999999999999999
        AND "rural_power_users" = ROUND("rural_power_users", 0)
      )
      THEN 'invalid_input'
    END AS "rural_power_users__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    CASE
      WHEN "rural_power_users" < 0
      THEN -"rural_outage_user_hours"
      ELSE "rural_outage_user_hours"
    END AS "rural_supply_reliability__1",
    CAST(CASE
      WHEN (
        CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
        AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
      )
      OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
      THEN 366
      ELSE 365
    END AS BIGINT) * 24 AS "rural_supply_reliability__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__1",
    "rural_supply_reliability__2",
    CAST(NULLIF(ABS("rural_power_users"), 0) AS INT128) * NULLIF(ABS("rural_supply_reliability__2"), 0) AS "rural_supply_reliability__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__2",
    "rural_supply_reliability__3",
    (
      (
        "rural_supply_reliability__3" * 100
      ) - CASE
        WHEN "rural_supply_reliability__2" < 0
        THEN -"rural_supply_reliability__1"
        ELSE "rural_supply_reliability__1"
      END
    ) * 1000 AS "rural_supply_reliability__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__2",
    "rural_supply_reliability__3",
    "rural_supply_reliability__4",
    "rural_supply_reliability__4" // "rural_supply_reliability__3" AS "rural_supply_reliability__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__2",
    "rural_supply_reliability__3",
    "rural_supply_reliability__4",
    "rural_supply_reliability__5",
    ABS(
      "rural_supply_reliability__4" - (
        "rural_supply_reliability__5" * "rural_supply_reliability__3"
      )
    ) AS "rural_supply_reliability__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__2",
    CASE
      WHEN (
        "rural_supply_reliability__6" > (
          "rural_supply_reliability__3" - "rural_supply_reliability__6"
        )
      )
      OR (
        (
          "rural_supply_reliability__6" = (
            "rural_supply_reliability__3" - "rural_supply_reliability__6"
          )
        )
        AND (
          CAST("rural_supply_reliability__5" % 2 AS BIGINT) <> 0
        )
      )
      THEN "rural_supply_reliability__5" + CAST(CASE WHEN "rural_supply_reliability__4" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "rural_supply_reliability__5"
    END AS "rural_supply_reliability__7"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users",
    "rural_power_users__why",
    "rural_supply_reliability__2",
    CASE
      WHEN ABS("rural_supply_reliability__7") <= 999999999999999999
      THEN CAST("rural_supply_reliability__7" AS BIGINT)
    END AS "rural_supply_reliability"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "rural_supply_reliability",
    COALESCE(
      "rural_outage_user_hours__why",
      "rural_power_users__why",
      CASE WHEN "rural_power_users" = 0 THEN 'division_by_zero' END,
      CASE WHEN "rural_supply_reliability__2" = 0 THEN 'division_by_zero' END,
      CASE WHEN "rural_supply_reliability" IS NULL THEN 'overflow' END
    ) AS "rural_supply_reliability__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("rural_supply_reliability" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "rural_supply_reliability",
  "rural_supply_reliability__why"
FROM "_8"

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
    END AS "rural_power_users__why",
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
    "rural_outage_user_hours",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    "urban_power_users" + "rural_power_users" AS "supply_reliability__1",
    CAST(CASE
      WHEN (
        CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 4 = 0
        AND NOT CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 100 = 0
      )
      OR CAST(EXTRACT(YEAR FROM "period_start") AS INT) % 400 = 0
      THEN 366
      ELSE 365
    END AS BIGINT) * 24 AS "supply_reliability__3"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    CASE
      WHEN "supply_reliability__1" < 0
      THEN -(
        "urban_outage_user_hours" + "rural_outage_user_hours"
      )
      ELSE "urban_outage_user_hours" + "rural_outage_user_hours"
    END AS "supply_reliability__2",
    CAST(NULLIF(ABS("supply_reliability__1"), 0) AS INT128) * NULLIF(ABS("supply_reliability__3"), 0) AS "supply_reliability__4"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "supply_reliability__4",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    (
      (
        "supply_reliability__4" * 100
      ) - CASE
        WHEN "supply_reliability__3" < 0
        THEN -"supply_reliability__2"
        ELSE "supply_reliability__2"
      END
    ) * 1000 AS "supply_reliability__5"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "supply_reliability__4",
    "supply_reliability__5",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    "supply_reliability__5" // "supply_reliability__4" AS "supply_reliability__6"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "supply_reliability__4",
    "supply_reliability__5",
    "supply_reliability__6",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    ABS(
      "supply_reliability__5" - (
        "supply_reliability__6" * "supply_reliability__4"
      )
    ) AS "supply_reliability__7"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    CASE
      WHEN (
        "supply_reliability__7" > (
          "supply_reliability__4" - "supply_reliability__7"
        )
      )
      OR (
        (
          "supply_reliability__7" = (
            "supply_reliability__4" - "supply_reliability__7"
          )
        )
        AND (
          CAST("supply_reliability__6" % 2 AS BIGINT) <> 0
        )
      )
      THEN "supply_reliability__6" + CAST(CASE WHEN "supply_reliability__5" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "supply_reliability__6"
    END AS "supply_reliability__8"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "supply_reliability__1",
    "supply_reliability__3",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    CASE
      WHEN ABS("supply_reliability__8") <= 999999999999999999
      THEN CAST("supply_reliability__8" AS BIGINT)
    END AS "supply_reliability"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "supply_reliability",
    COALESCE(
      "urban_outage_user_hours__why",
      "rural_outage_user_hours__why",
      "urban_power_users__why",
      "rural_power_users__why",
      CASE WHEN "supply_reliability__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "supply_reliability__3" = 0 THEN 'division_by_zero' END,
      CASE WHEN "supply_reliability" IS NULL THEN 'overflow' END
    ) AS "supply_reliability__why"
  FROM "_7"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("supply_reliability" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "supply_reliability",
  "supply_reliability__why"
FROM "_8"

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
    "urban_power_users" + "rural_power_users" AS "outage_per_user__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user__1",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    NULLIF(ABS("outage_per_user__1"), 0) AS "outage_per_user__2",
    CAST(CASE
      WHEN "outage_per_user__1" < 0
      THEN -(
        "urban_outage_user_hours" + "rural_outage_user_hours"
      )
      ELSE "urban_outage_user_hours" + "rural_outage_user_hours"
    END AS INT128) * 10 AS "outage_per_user__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user__1",
    "outage_per_user__2",
    "outage_per_user__3",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    "outage_per_user__3" // "outage_per_user__2" AS "outage_per_user__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user__1",
    "outage_per_user__2",
    "outage_per_user__3",
    "outage_per_user__4",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    ABS(
      CAST("outage_per_user__3" - (
        "outage_per_user__4" * "outage_per_user__2"
      ) AS BIGINT)
    ) AS "outage_per_user__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user__1",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    CASE
      WHEN (
        "outage_per_user__5" > (
          "outage_per_user__2" - "outage_per_user__5"
        )
      )
      OR (
        (
          "outage_per_user__5" = (
            "outage_per_user__2" - "outage_per_user__5"
          )
        )
        AND (
          CAST("outage_per_user__4" % 2 AS BIGINT) <> 0
        )
      )
      THEN "outage_per_user__4" + CAST(CASE WHEN "outage_per_user__3" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "outage_per_user__4"
    END AS "outage_per_user__6"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user__1",
    "rural_outage_user_hours__why",
    "rural_power_users__why",
    "urban_outage_user_hours__why",
    "urban_power_users__why",
    CASE
      WHEN ABS("outage_per_user__6") <= 999999999999999999
      THEN CAST("outage_per_user__6" AS BIGINT)
    END AS "outage_per_user"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "outage_per_user",
    COALESCE(
      "urban_outage_user_hours__why",
      "rural_outage_user_hours__why",
      "urban_power_users__why",
      "rural_power_users__why",
      CASE WHEN "outage_per_user__1" = 0 THEN 'division_by_zero' END,
      CASE WHEN "outage_per_user" IS NULL THEN 'overflow' END
    ) AS "outage_per_user__why"
  FROM "_6"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("outage_per_user" AS DECIMAL(38, 0)) * CAST(0.001 AS DECIMAL(3, 3)) AS DECIMAL(18, 3)) AS "outage_per_user",
  "outage_per_user__why"
FROM "_7"

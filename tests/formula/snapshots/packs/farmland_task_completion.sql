WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("farmland_done")) <= 99999999999999
      AND "farmland_done" = ROUND("farmland_done", 4)
      THEN CAST("farmland_done" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "farmland_done",
    CASE
      WHEN "farmland_done" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("farmland_done")) <= 99999999999999
        AND "farmland_done" = ROUND("farmland_done", 4)
      )
      THEN 'invalid_input'
    END AS "farmland_done__why",
    CASE
      WHEN TRUNC(ABS("farmland_task")) <= 99999999999999
      AND "farmland_task" = ROUND("farmland_task", 4)
      THEN CAST("farmland_task" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "farmland_task",
    CASE
      WHEN "farmland_task" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("farmland_task")) <= 99999999999999
        AND "farmland_task" = ROUND("farmland_task", 4)
      )
      THEN 'invalid_input'
    END AS "farmland_task__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_done__why",
    "farmland_task",
    "farmland_task__why",
    NULLIF(ABS("farmland_task"), 0) AS "farmland_task_completion__1",
    CAST(CASE WHEN "farmland_task" < 0 THEN -"farmland_done" ELSE "farmland_done" END AS INT128) * 10000 AS "farmland_task_completion__2"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_done__why",
    "farmland_task",
    "farmland_task__why",
    "farmland_task_completion__1",
    "farmland_task_completion__2",
    "farmland_task_completion__2" // "farmland_task_completion__1" AS "farmland_task_completion__3"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_done__why",
    "farmland_task",
    "farmland_task__why",
    "farmland_task_completion__1",
    "farmland_task_completion__2",
    "farmland_task_completion__3",
    ABS(
      CAST("farmland_task_completion__2" - (
        "farmland_task_completion__3" * "farmland_task_completion__1"
      ) AS BIGINT)
    ) AS "farmland_task_completion__4"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_done__why",
    "farmland_task",
    "farmland_task__why",
    CASE
      WHEN (
        "farmland_task_completion__4" > (
          "farmland_task_completion__1" - "farmland_task_completion__4"
        )
      )
      OR (
        (
          "farmland_task_completion__4" = (
            "farmland_task_completion__1" - "farmland_task_completion__4"
          )
        )
        AND (
          CAST("farmland_task_completion__3" % 2 AS BIGINT) <> 0
        )
      )
      THEN "farmland_task_completion__3" + CAST(CASE WHEN "farmland_task_completion__2" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "farmland_task_completion__3"
    END AS "farmland_task_completion__5"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_done__why",
    "farmland_task",
    "farmland_task__why",
    CASE
      WHEN ABS("farmland_task_completion__5") <= 999999999999999999
      THEN CAST("farmland_task_completion__5" AS BIGINT)
    END AS "farmland_task_completion"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "farmland_task_completion",
    COALESCE(
      "farmland_done__why",
      "farmland_task__why",
      CASE WHEN "farmland_task" = 0 THEN 'division_by_zero' END,
      CASE WHEN "farmland_task_completion" IS NULL THEN 'overflow' END
    ) AS "farmland_task_completion__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("farmland_task_completion" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "farmland_task_completion",
  "farmland_task_completion__why"
FROM "_6"

WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("bituminous_coal_burnt")) <= 9999999999999999
      AND "bituminous_coal_burnt" = ROUND("bituminous_coal_burnt", 2)
      THEN CAST("bituminous_coal_burnt" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "bituminous_coal_burnt",
    CASE
      WHEN "bituminous_coal_burnt" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("bituminous_coal_burnt")) <= 9999999999999999
        AND "bituminous_coal_burnt" = ROUND("bituminous_coal_burnt", 2)
      )
      THEN 'invalid_input'
    END AS "bituminous_coal_burnt__why",
    CASE
      WHEN TRUNC(ABS("bituminous_coal_ncv")) <= 99999999999999
      AND "bituminous_coal_ncv" = ROUND("bituminous_coal_ncv", 4)
      THEN CAST("bituminous_coal_ncv" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "bituminous_coal_ncv",
    CASE
      WHEN "bituminous_coal_ncv" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("bituminous_coal_ncv")) <= 99999999999999
        AND "bituminous_coal_ncv" = ROUND("bituminous_coal_ncv", 4)
      )
      THEN 'invalid_input'
    END AS "bituminous_coal_ncv__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    TRY((
      CAST("bituminous_coal_burnt" AS INT128) * "bituminous_coal_ncv"
    ) * 1309) AS "co2_bituminous_coal__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    CASE
      WHEN ABS("co2_bituminous_coal__1") <= 99999999999999999999999999999999999999
      THEN CAST("co2_bituminous_coal__1" AS INT128)
    END AS "co2_bituminous_coal__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    TRY("co2_bituminous_coal__2" * 93) AS "co2_bituminous_coal__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    CASE
      WHEN ABS("co2_bituminous_coal__3") <= 99999999999999999999999999999999999999
      THEN CAST("co2_bituminous_coal__3" AS INT128)
    END AS "co2_bituminous_coal__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    TRY("co2_bituminous_coal__4" * 11) AS "co2_bituminous_coal__5"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    CASE
      WHEN ABS("co2_bituminous_coal__5") <= 99999999999999999999999999999999999999
      THEN CAST("co2_bituminous_coal__5" AS INT128)
    END AS "co2_bituminous_coal__6"
  FROM "_5"
), "_7" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    "co2_bituminous_coal__6",
    "co2_bituminous_coal__6" // 150000000000 AS "co2_bituminous_coal__7"
  FROM "_6"
), "_8" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    "co2_bituminous_coal__6",
    "co2_bituminous_coal__7",
    ABS(
      CAST("co2_bituminous_coal__6" - (
        "co2_bituminous_coal__7" * 150000000000
      ) AS BIGINT)
    ) AS "co2_bituminous_coal__8"
  FROM "_7"
), "_9" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    "co2_bituminous_coal__6",
    CASE
      WHEN (
        "co2_bituminous_coal__8" > (
          150000000000 - "co2_bituminous_coal__8"
        )
      )
      OR (
        (
          "co2_bituminous_coal__8" = (
            150000000000 - "co2_bituminous_coal__8"
          )
        )
        AND (
          CAST("co2_bituminous_coal__7" % 2 AS BIGINT) <> 0
        )
      )
      THEN "co2_bituminous_coal__7" + CAST(CASE WHEN "co2_bituminous_coal__6" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "co2_bituminous_coal__7"
    END AS "co2_bituminous_coal__9"
  FROM "_8"
), "_10" AS (
  SELECT
    "unit",
    "period_start",
    "bituminous_coal_burnt__why",
    "bituminous_coal_ncv__why",
    "co2_bituminous_coal__2",
    "co2_bituminous_coal__4",
    "co2_bituminous_coal__6",
    CASE
      WHEN ABS("co2_bituminous_coal__9") <= 999999999999999999
      THEN CAST("co2_bituminous_coal__9" AS BIGINT)
    END AS "co2_bituminous_coal"
  FROM "_9"
), "_11" AS (
  SELECT
    "unit",
    "period_start",
    "co2_bituminous_coal",
    COALESCE(
      "bituminous_coal_burnt__why",
      "bituminous_coal_ncv__why",
      CASE WHEN "co2_bituminous_coal__2" IS NULL THEN 'overflow' END,
      CASE WHEN "co2_bituminous_coal__4" IS NULL THEN 'overflow' END,
      CASE WHEN "co2_bituminous_coal__6" IS NULL THEN 'overflow' END,
      CASE WHEN "co2_bituminous_coal" IS NULL THEN 'overflow' END
    ) AS "co2_bituminous_coal__why"
  FROM "_10"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("co2_bituminous_coal" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "co2_bituminous_coal",
  "co2_bituminous_coal__why"
FROM "_11"

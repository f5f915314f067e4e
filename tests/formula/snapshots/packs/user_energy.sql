WITH "_0" AS (
  SELECT
    "unit",
    "period_start",
    CASE
      WHEN TRUNC(ABS("user_coke")) <= 9999999999999999
      AND "user_coke" = ROUND("user_coke", 2)
      THEN CAST("user_coke" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_coke",
    CASE
      WHEN "user_coke" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_coke")) <= 9999999999999999
        AND "user_coke" = ROUND("user_coke", 2)
      )
      THEN 'invalid_input'
    END AS "user_coke__why",
    CASE
      WHEN TRUNC(ABS("user_diesel")) <= 9999999999999999
      AND "user_diesel" = ROUND("user_diesel", 2)
      THEN CAST("user_diesel" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_diesel",
    CASE
      WHEN "user_diesel" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_diesel")) <= 9999999999999999
        AND "user_diesel" = ROUND("user_diesel", 2)
      )
      THEN 'invalid_input'
    END AS "user_diesel__why",
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
      WHEN TRUNC(ABS("user_energy_sold")) <= 9999999999999999
      AND "user_energy_sold" = ROUND("user_energy_sold", 2)
      THEN CAST("user_energy_sold" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_energy_sold",
    CASE
      WHEN "user_energy_sold" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_energy_sold")) <= 9999999999999999
        AND "user_energy_sold" = ROUND("user_energy_sold", 2)
      )
      THEN 'invalid_input'
    END AS "user_energy_sold__why",
    CASE
      WHEN TRUNC(ABS("user_gasoline")) <= 9999999999999999
      AND "user_gasoline" = ROUND("user_gasoline", 2)
      THEN CAST("user_gasoline" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_gasoline",
    CASE
      WHEN "user_gasoline" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_gasoline")) <= 9999999999999999
        AND "user_gasoline" = ROUND("user_gasoline", 2)
      )
      THEN 'invalid_input'
    END AS "user_gasoline__why",
    CASE
      WHEN TRUNC(ABS("user_heat")) <= 9999999999999999
      AND "user_heat" = ROUND("user_heat", 2)
      THEN CAST("user_heat" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_heat",
    CASE
      WHEN "user_heat" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_heat")) <= 9999999999999999
        AND "user_heat" = ROUND("user_heat", 2)
      )
      THEN 'invalid_input'
    END AS "user_heat__why",
    CASE
      WHEN TRUNC(ABS("user_lng")) <= 9999999999999999 AND "user_lng" = ROUND("user_lng", 2)
      THEN CAST("user_lng" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_lng",
    CASE
      WHEN "user_lng" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_lng")) <= 9999999999999999 AND "user_lng" = ROUND("user_lng", 2)
      )
      THEN 'invalid_input'
    END AS "user_lng__why",
    CASE
      WHEN TRUNC(ABS("user_lpg")) <= 9999999999999999 AND "user_lpg" = ROUND("user_lpg", 2)
      THEN CAST("user_lpg" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_lpg",
    CASE
      WHEN "user_lpg" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_lpg")) <= 9999999999999999 AND "user_lpg" = ROUND("user_lpg", 2)
      )
      THEN 'invalid_input'
    END AS "user_lpg__why",
    CASE
      WHEN TRUNC(ABS("user_natural_gas")) <= 99999999999999
      AND "user_natural_gas" = ROUND("user_natural_gas", 4)
      THEN CAST("user_natural_gas" * CAST(10000 AS BIGINT) AS BIGINT)
    END AS "user_natural_gas",
    CASE
      WHEN "user_natural_gas" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_natural_gas")) <= 99999999999999
        AND "user_natural_gas" = ROUND("user_natural_gas", 4)
      )
      THEN 'invalid_input'
    END AS "user_natural_gas__why",
    CASE
      WHEN TRUNC(ABS("user_other_energy")) <= 9999999999999999
      AND "user_other_energy" = ROUND("user_other_energy", 2)
      THEN CAST("user_other_energy" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_other_energy",
    CASE
      WHEN "user_other_energy" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_other_energy")) <= 9999999999999999
        AND "user_other_energy" = ROUND("user_other_energy", 2)
      )
      THEN 'invalid_input'
    END AS "user_other_energy__why",
    CASE
      WHEN TRUNC(ABS("user_raw_coal")) <= 9999999999999999
      AND "user_raw_coal" = ROUND("user_raw_coal", 2)
      THEN CAST("user_raw_coal" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_raw_coal",
    CASE
      WHEN "user_raw_coal" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_raw_coal")) <= 9999999999999999
        AND "user_raw_coal" = ROUND("user_raw_coal", 2)
      )
      THEN 'invalid_input'
    END AS "user_raw_coal__why",
    CASE
      WHEN TRUNC(ABS("user_washed_coal")) <= 9999999999999999
      AND "user_washed_coal" = ROUND("user_washed_coal", 2)
      THEN CAST("user_washed_coal" * CAST(100 AS BIGINT) AS BIGINT)
    END AS "user_washed_coal",
    CASE
      WHEN "user_washed_coal" IS NULL
      THEN 'not_reported'
      WHEN NOT (
        TRUNC(ABS("user_washed_coal")) <= 9999999999999999
        AND "user_washed_coal" = ROUND("user_washed_coal", 2)
      )
      THEN 'invalid_input'
    END AS "user_washed_coal__why"
  FROM "rows"
), "_1" AS (
  SELECT
    "unit",
    "period_start",
    "user_coke__why",
    "user_diesel__why",
    "user_electricity__why",
    "user_energy_sold__why",
    "user_gasoline__why",
    "user_heat__why",
    "user_lng__why",
    "user_lpg__why",
    "user_natural_gas__why",
    "user_other_energy__why",
    "user_raw_coal__why",
    "user_washed_coal__why",
    (
      (
        (
          (
            (
              (
                (
                  (
                    (
                      (
                        (
                          (
                            (
                              (
                                (
                                  (
                                    CAST("user_raw_coal" AS INT128) * 7143
                                  ) + (
                                    CAST("user_washed_coal" AS INT128) * 9000
                                  )
                                ) * 5
                              ) + (
                                CAST("user_coke" AS INT128) * 48570
                              )
                            ) + (
                              CAST("user_gasoline" AS INT128) * 73570
                            )
                          ) + (
                            CAST("user_diesel" AS INT128) * 72855
                          )
                        ) * 1000
                      ) + (
                        CAST("user_natural_gas" AS INT128) * 6650000
                      )
                    ) * 25
                  ) + (
                    CAST("user_lng" AS INT128) * 2196500000
                  )
                ) + (
                  CAST("user_lpg" AS INT128) * 2142875000
                )
              ) * 25
            ) + (
              CAST("user_heat" AS INT128) * 1066250000
            )
          ) * 100
        ) + (
          CAST("user_electricity" AS INT128) * 38406250000
        )
      ) + (
        CAST("user_other_energy" AS INT128) * 3125000000000
      )
    ) - (
      CAST("user_energy_sold" AS INT128) * 3125000000000
    ) AS "user_energy__1"
  FROM "_0"
), "_2" AS (
  SELECT
    "unit",
    "period_start",
    "user_coke__why",
    "user_diesel__why",
    "user_electricity__why",
    "user_energy__1",
    "user_energy_sold__why",
    "user_gasoline__why",
    "user_heat__why",
    "user_lng__why",
    "user_lpg__why",
    "user_natural_gas__why",
    "user_other_energy__why",
    "user_raw_coal__why",
    "user_washed_coal__why",
    "user_energy__1" // 3125000000000 AS "user_energy__2"
  FROM "_1"
), "_3" AS (
  SELECT
    "unit",
    "period_start",
    "user_coke__why",
    "user_diesel__why",
    "user_electricity__why",
    "user_energy__1",
    "user_energy__2",
    "user_energy_sold__why",
    "user_gasoline__why",
    "user_heat__why",
    "user_lng__why",
    "user_lpg__why",
    "user_natural_gas__why",
    "user_other_energy__why",
    "user_raw_coal__why",
    "user_washed_coal__why",
    ABS(CAST("user_energy__1" - (
      "user_energy__2" * 3125000000000
    ) AS BIGINT)) AS "user_energy__3"
  FROM "_2"
), "_4" AS (
  SELECT
    "unit",
    "period_start",
    "user_coke__why",
    "user_diesel__why",
    "user_electricity__why",
    "user_energy_sold__why",
    "user_gasoline__why",
    "user_heat__why",
    "user_lng__why",
    "user_lpg__why",
    "user_natural_gas__why",
    "user_other_energy__why",
    "user_raw_coal__why",
    "user_washed_coal__why",
    CASE
      WHEN (
        "user_energy__3" > (
          3125000000000 - "user_energy__3"
        )
      )
      OR (
        (
          "user_energy__3" = (
            3125000000000 - "user_energy__3"
          )
        )
        AND (
          CAST("user_energy__2" % 2 AS BIGINT) <> 0
        )
      )
      THEN "user_energy__2" + CAST(CASE WHEN "user_energy__1" < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE "user_energy__2"
    END AS "user_energy__4"
  FROM "_3"
), "_5" AS (
  SELECT
    "unit",
    "period_start",
    "user_coke__why",
    "user_diesel__why",
    "user_electricity__why",
    "user_energy_sold__why",
    "user_gasoline__why",
    "user_heat__why",
    "user_lng__why",
    "user_lpg__why",
    "user_natural_gas__why",
    "user_other_energy__why",
    "user_raw_coal__why",
    "user_washed_coal__why",
    CASE
      WHEN ABS("user_energy__4") <= 999999999999999999
      THEN CAST("user_energy__4" AS BIGINT)
    END AS "user_energy"
  FROM "_4"
), "_6" AS (
  SELECT
    "unit",
    "period_start",
    "user_energy",
    COALESCE(
      "user_raw_coal__why",
      "user_washed_coal__why",
      "user_coke__why",
      "user_gasoline__why",
      "user_diesel__why",
      "user_natural_gas__why",
      "user_lng__why",
      "user_lpg__why",
      "user_heat__why",
      "user_electricity__why",
      "user_other_energy__why",
      "user_energy_sold__why",
      CASE WHEN "user_energy" IS NULL THEN 'overflow' END
    ) AS "user_energy__why"
  FROM "_5"
)
SELECT
  "unit",
  "period_start",
  CAST(CAST("user_energy" AS DECIMAL(38, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "user_energy",
  "user_energy__why"
FROM "_6"

WITH `_0` AS (
  SELECT
    `unit`,
    `period_start`,
    CASE
      WHEN FLOOR(CASE WHEN `x` < 0 THEN 0 - `x` ELSE `x` END) <= 99999999999999999999999999999999999999
      AND `x` = ROUND(`x`, 0)
      THEN CAST(CAST(CONCAT(CAST(`x` AS STRING), 'E0') AS DECIMAL(38, 0)) AS DECIMAL(38, 0))
    END AS `x`,
    CASE
      WHEN `x` IS NULL
      THEN 'not_reported'
      WHEN NOT (
        FLOOR(CASE WHEN `x` < 0 THEN 0 - `x` ELSE `x` END) <= 99999999999999999999999999999999999999
        AND `x` = ROUND(`x`, 0)
      )
      THEN 'invalid_input'
    END AS `x__why`,
    CASE
      WHEN FLOOR(CASE WHEN `y` < 0 THEN 0 - `y` ELSE `y` END) <= 99999999999999999999999999999999999999
      AND `y` = ROUND(`y`, 0)
      THEN CAST(CAST(CONCAT(CAST(`y` AS STRING), 'E0') AS DECIMAL(38, 0)) AS DECIMAL(38, 0))
    END AS `y`,
    CASE
      WHEN `y` IS NULL
      THEN 'not_reported'
      WHEN NOT (
        FLOOR(CASE WHEN `y` < 0 THEN 0 - `y` ELSE `y` END) <= 99999999999999999999999999999999999999
        AND `y` = ROUND(`y`, 0)
      )
      THEN 'invalid_input'
    END AS `y__why`
  FROM `rows`
), `_1` AS (
  SELECT
    `unit`,
    `period_start`,
    `x__why`,
    `y__why`,
    NULLIF(CASE WHEN `y` < 0 THEN 0 - `y` ELSE `y` END, 0) AS `quotient__1`,
    CASE WHEN `y` < 0 THEN 0 - `x` ELSE `x` END AS `quotient__2`,
    CASE WHEN `y` = 0 THEN 'division_by_zero' END AS `quotient__3`
  FROM `_0`
), `_2` AS (
  SELECT
    `unit`,
    `period_start`,
    `quotient__1`,
    `quotient__2`,
    `quotient__3`,
    `x__why`,
    `y__why`,
    COALESCE(
      CAST(TRY_DIVIDE(
        CAST(`quotient__2` AS DECIMAL(38, 0)) - CAST(`quotient__2` AS DECIMAL(38, 0)) % CAST(`quotient__1` AS DECIMAL(38, 0)),
        CAST(`quotient__1` AS DECIMAL(38, 0))
      ) AS DECIMAL(38, 0)),
      CAST(TRY_ADD(
        TRY_MULTIPLY(
          CAST(TRY_DIVIDE(
            CAST(TRY_DIVIDE(
              CAST(`quotient__2` AS DECIMAL(38, 0)) - CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000,
              1000000000000000000
            ) AS DECIMAL(38, 0)) - CAST(TRY_DIVIDE(
              CAST(`quotient__2` AS DECIMAL(38, 0)) - CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000,
              1000000000000000000
            ) AS DECIMAL(38, 0)) % CAST(`quotient__1` AS DECIMAL(38, 0)),
            CAST(`quotient__1` AS DECIMAL(38, 0))
          ) AS DECIMAL(38, 0)),
          1000000000000000000
        ),
        CAST(TRY_DIVIDE(
          TRY_ADD(
            TRY_MULTIPLY(
              CAST(TRY_DIVIDE(
                CAST(`quotient__2` AS DECIMAL(38, 0)) - CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000,
                1000000000000000000
              ) AS DECIMAL(38, 0)) % CAST(`quotient__1` AS DECIMAL(38, 0)),
              1000000000000000000
            ),
            CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000
          ) - TRY_ADD(
            TRY_MULTIPLY(
              CAST(TRY_DIVIDE(
                CAST(`quotient__2` AS DECIMAL(38, 0)) - CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000,
                1000000000000000000
              ) AS DECIMAL(38, 0)) % CAST(`quotient__1` AS DECIMAL(38, 0)),
              1000000000000000000
            ),
            CAST(`quotient__2` AS DECIMAL(38, 0)) % 1000000000000000000
          ) % CAST(`quotient__1` AS DECIMAL(38, 0)),
          CAST(`quotient__1` AS DECIMAL(38, 0))
        ) AS DECIMAL(38, 0))
      ) AS DECIMAL(38, 0))
    ) AS `quotient`,
    COALESCE(`x__why`, `y__why`, `quotient__3`) AS `quotient__why`
  FROM `_1`
), `_3` AS (
  SELECT
    `unit`,
    `period_start`,
    `quotient`,
    `quotient__1`,
    `quotient__3`,
    `quotient__why`,
    `x__why`,
    `y__why`,
    `quotient__2` % `quotient__1` AS `nearest__1`,
    TRY_ADD(`quotient`, CAST(CASE WHEN `quotient__2` < 0 THEN -1 ELSE 1 END AS BIGINT)) AS `nearest__4`
  FROM `_2`
), `_4` AS (
  SELECT
    `unit`,
    `period_start`,
    `nearest__1`,
    `nearest__4`,
    `quotient`,
    `quotient__3`,
    `quotient__why`,
    `x__why`,
    `y__why`,
    TRY_SUBTRACT(
      `quotient__1`,
      CASE WHEN `nearest__1` < 0 THEN 0 - `nearest__1` ELSE `nearest__1` END
    ) AS `nearest__2`
  FROM `_3`
), `_5` AS (
  SELECT
    `unit`,
    `period_start`,
    `nearest__1`,
    `nearest__4`,
    `quotient`,
    `quotient__3`,
    `quotient__why`,
    `x__why`,
    `y__why`,
    `nearest__2` AS `nearest__3`
  FROM `_4`
), `_6` AS (
  SELECT
    `unit`,
    `period_start`,
    `quotient`,
    `quotient__3`,
    `quotient__why`,
    `x__why`,
    `y__why`,
    CASE
      WHEN (
        CASE WHEN `nearest__1` < 0 THEN 0 - `nearest__1` ELSE `nearest__1` END > `nearest__3`
      )
      OR (
        (
          CASE WHEN `nearest__1` < 0 THEN 0 - `nearest__1` ELSE `nearest__1` END = `nearest__3`
        )
        AND (
          CAST(`quotient` % 2 AS BIGINT) <> 0
        )
      )
      THEN `nearest__4`
      ELSE `quotient`
    END AS `nearest`
  FROM `_5`
), `_7` AS (
  SELECT
    `unit`,
    `period_start`,
    `nearest`,
    `quotient`,
    `quotient__why`,
    COALESCE(`x__why`, `y__why`, `quotient__3`, CASE WHEN `nearest` IS NULL THEN 'overflow' END) AS `nearest__why`
  FROM `_6`
)
SELECT
  `unit`,
  `period_start`,
  CAST(CONCAT(CAST(`quotient` AS STRING), 'E-0') AS DECIMAL(38, 0)) AS `quotient`,
  `quotient__why`,
  CAST(CONCAT(CAST(`nearest` AS STRING), 'E-0') AS DECIMAL(38, 0)) AS `nearest`,
  `nearest__why`
FROM `_7`

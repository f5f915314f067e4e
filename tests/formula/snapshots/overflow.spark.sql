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
    `x`,
    `x__why`,
    `y__why`,
    TRY_MULTIPLY(`x`, `y`) AS `product__1`,
    TRY_ADD(`x`, `y`) AS `total__1`,
    CASE
      WHEN CASE WHEN `x` < 0 THEN 0 - `x` ELSE `x` END <= 999
      THEN CAST(`x` AS BIGINT)
    END AS `small`,
    `x` AS `thousandth`,
    `x__why` AS `thousandth__why`
  FROM `_0`
), `_2` AS (
  SELECT
    `unit`,
    `period_start`,
    `small`,
    `thousandth`,
    `thousandth__why`,
    `x`,
    `x__why`,
    `y__why`,
    `product__1` AS `product`,
    `total__1` AS `total`,
    COALESCE(`x__why`, CASE WHEN `small` IS NULL THEN 'overflow' END) AS `small__why`
  FROM `_1`
), `_3` AS (
  SELECT
    `unit`,
    `period_start`,
    `product`,
    `small`,
    `small__why`,
    `thousandth`,
    `thousandth__why`,
    `total`,
    `x`,
    `x__why`,
    `y__why`,
    CASE WHEN `product` IS NULL THEN 'overflow' END AS `product__2`,
    COALESCE(`x__why`, `y__why`, CASE WHEN `total` IS NULL THEN 'overflow' END) AS `total__why`,
    `product` > 5 AS `exceeds`
  FROM `_2`
), `_4` AS (
  SELECT
    `unit`,
    `period_start`,
    `exceeds`,
    `product`,
    `small`,
    `small__why`,
    `thousandth`,
    `thousandth__why`,
    `total`,
    `total__why`,
    COALESCE(`x__why`, `y__why`, `product__2`) AS `product__why`,
    COALESCE(`x__why`, `y__why`, `product__2`, CASE WHEN `exceeds` IS NULL THEN 'overflow' END) AS `exceeds__why`,
    `exceeds` OR (
      `x` > 0
    ) AS `whatever`
  FROM `_3`
), `_5` AS (
  SELECT
    `unit`,
    `period_start`,
    `exceeds`,
    `exceeds__why`,
    `product`,
    `product__why`,
    `small`,
    `small__why`,
    `thousandth`,
    `thousandth__why`,
    `total`,
    `total__why`,
    `whatever`,
    CASE WHEN `whatever` IS NULL THEN `exceeds__why` END AS `whatever__why`
  FROM `_4`
)
SELECT
  `unit`,
  `period_start`,
  CAST(CONCAT(CAST(`product` AS STRING), 'E-0') AS DECIMAL(38, 0)) AS `product`,
  `product__why`,
  CAST(CONCAT(CAST(`total` AS STRING), 'E-0') AS DECIMAL(38, 0)) AS `total`,
  `total__why`,
  CAST(CONCAT(CAST(`small` AS STRING), 'E-0') AS DECIMAL(3, 0)) AS `small`,
  `small__why`,
  `exceeds`,
  `exceeds__why`,
  `whatever`,
  `whatever__why`,
  CAST(CONCAT(CAST(`thousandth` AS STRING), 'E-3') AS DECIMAL(38, 3)) AS `thousandth`,
  `thousandth__why`
FROM `_5`

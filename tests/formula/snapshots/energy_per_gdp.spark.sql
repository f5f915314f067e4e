WITH `_0` AS (
  SELECT
    `unit`,
    `period_start`,
    CAST(EXTRACT(YEAR FROM `period_start`) AS INT) AS `_index`,
    CAST(EXTRACT(MONTH FROM `period_start`) AS INT) * 100 + CAST(EXTRACT(DAY FROM `period_start`) AS INT) AS `_place`,
    CAST(EXTRACT(YEAR FROM `period_start`) AS INT) AS `_year`,
    CASE
      WHEN FLOOR(CASE WHEN `energy` < 0 THEN 0 - `energy` ELSE `energy` END) <= 999999999999
      AND `energy` = ROUND(`energy`, 0)
      THEN CAST(CAST(CONCAT(CAST(`energy` AS STRING), 'E0') AS DECIMAL(38, 0)) AS BIGINT)
    END AS `energy`,
    CASE
      WHEN `energy` IS NULL
      THEN 'not_reported'
      WHEN NOT (
        FLOOR(CASE WHEN `energy` < 0 THEN 0 - `energy` ELSE `energy` END) <= 999999999999
        AND `energy` = ROUND(`energy`, 0)
      )
      THEN 'invalid_input'
    END AS `energy__why`,
    CASE
      WHEN FLOOR(CASE WHEN `gdp` < 0 THEN 0 - `gdp` ELSE `gdp` END) <= 999999999999
      AND `gdp` = ROUND(`gdp`, 0)
      THEN CAST(CAST(CONCAT(CAST(`gdp` AS STRING), 'E0') AS DECIMAL(38, 0)) AS BIGINT)
    END AS `gdp`,
    CASE
      WHEN `gdp` IS NULL
      THEN 'not_reported'
      WHEN NOT (
        FLOOR(CASE WHEN `gdp` < 0 THEN 0 - `gdp` ELSE `gdp` END) <= 999999999999
        AND `gdp` = ROUND(`gdp`, 0)
      )
      THEN 'invalid_input'
    END AS `gdp__why`
  FROM `rows`
), `_1` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    NULLIF(CASE WHEN `gdp` < 0 THEN 0 - `gdp` ELSE `gdp` END, 0) AS `intensity__1`,
    CASE WHEN `gdp` < 0 THEN 0 - `energy` ELSE `energy` END * 10000 AS `intensity__2`
  FROM `_0`
), `_2` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    `intensity__1`,
    `intensity__2`,
    `intensity__2` DIV `intensity__1` AS `intensity__3`
  FROM `_1`
), `_3` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    `intensity__1`,
    `intensity__2`,
    `intensity__3`,
    `intensity__2` % `intensity__1` AS `intensity__4`
  FROM `_2`
), `_4` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    `intensity__2`,
    `intensity__3`,
    `intensity__4`,
    `intensity__1` - CASE WHEN `intensity__4` < 0 THEN 0 - `intensity__4` ELSE `intensity__4` END AS `intensity__5`
  FROM `_3`
), `_5` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    CASE
      WHEN (
        CASE WHEN `intensity__4` < 0 THEN 0 - `intensity__4` ELSE `intensity__4` END > `intensity__5`
      )
      OR (
        (
          CASE WHEN `intensity__4` < 0 THEN 0 - `intensity__4` ELSE `intensity__4` END = `intensity__5`
        )
        AND (
          (
            `intensity__3` % 2
          ) <> 0
        )
      )
      THEN `intensity__3` + CAST(CASE WHEN `intensity__2` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `intensity__3`
    END AS `intensity__6`
  FROM `_4`
), `_6` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `energy__why`,
    `gdp`,
    `gdp__why`,
    CASE
      WHEN CASE WHEN `intensity__6` < 0 THEN 0 - `intensity__6` ELSE `intensity__6` END <= 9999999999
      THEN CAST(`intensity__6` AS BIGINT)
    END AS `intensity`
  FROM `_5`
), `_7` AS (
  SELECT
    `unit`,
    `period_start`,
    `_index`,
    `_place`,
    `_year`,
    `intensity`,
    COALESCE(
      `energy__why`,
      `gdp__why`,
      CASE WHEN `gdp` = 0 THEN 'division_by_zero' END,
      CASE WHEN `intensity` IS NULL THEN 'overflow' END
    ) AS `intensity__why`,
    FIRST_VALUE(`intensity`) OVER (
      PARTITION BY `unit`
      ORDER BY `_index` NULLS LAST
      RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING
    ) AS `change__1`,
    MAX(CASE WHEN `_year` = 2020 THEN `intensity` END) OVER (PARTITION BY `unit`, `_place`) AS `decline__1`
  FROM `_6`
), `_8` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `decline__1`,
    `intensity`,
    `intensity__why`,
    NULLIF(CASE WHEN `change__1` < 0 THEN 0 - `change__1` ELSE `change__1` END, 0) AS `change__2`,
    FIRST_VALUE(`intensity__why`) OVER (
      PARTITION BY `unit`
      ORDER BY `_index` NULLS LAST
      RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING
    ) AS `change__8`,
    NULLIF(CASE WHEN `decline__1` < 0 THEN 0 - `decline__1` ELSE `decline__1` END, 0) AS `decline__2`,
    MAX(CASE WHEN `_year` = 2020 THEN `intensity__why` END) OVER (PARTITION BY `unit`, `_place`) AS `decline__8`
  FROM `_7`
), `_9` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__2`,
    `change__8`,
    `decline__1`,
    `decline__2`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    (
      CASE WHEN `change__1` < 0 THEN 0 - `intensity` ELSE `intensity` END - `change__2`
    ) * 10000 AS `change__3`,
    (
      `decline__2` - CASE WHEN `decline__1` < 0 THEN 0 - `intensity` ELSE `intensity` END
    ) * 10000 AS `decline__3`
  FROM `_8`
), `_10` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__2`,
    `change__3`,
    `change__8`,
    `decline__1`,
    `decline__2`,
    `decline__3`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    `change__3` DIV `change__2` AS `change__4`,
    `decline__3` DIV `decline__2` AS `decline__4`
  FROM `_9`
), `_11` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__2`,
    `change__3`,
    `change__4`,
    `change__8`,
    `decline__1`,
    `decline__2`,
    `decline__3`,
    `decline__4`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    `change__3` % `change__2` AS `change__5`,
    `decline__3` % `decline__2` AS `decline__5`
  FROM `_10`
), `_12` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__3`,
    `change__4`,
    `change__5`,
    `change__8`,
    `decline__1`,
    `decline__3`,
    `decline__4`,
    `decline__5`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    `change__2` - CASE WHEN `change__5` < 0 THEN 0 - `change__5` ELSE `change__5` END AS `change__6`,
    `decline__2` - CASE WHEN `decline__5` < 0 THEN 0 - `decline__5` ELSE `decline__5` END AS `decline__6`
  FROM `_11`
), `_13` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__8`,
    `decline__1`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    CASE
      WHEN (
        CASE WHEN `change__5` < 0 THEN 0 - `change__5` ELSE `change__5` END > `change__6`
      )
      OR (
        (
          CASE WHEN `change__5` < 0 THEN 0 - `change__5` ELSE `change__5` END = `change__6`
        )
        AND (
          (
            `change__4` % 2
          ) <> 0
        )
      )
      THEN `change__4` + CAST(CASE WHEN `change__3` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `change__4`
    END AS `change__7`,
    CASE
      WHEN (
        CASE WHEN `decline__5` < 0 THEN 0 - `decline__5` ELSE `decline__5` END > `decline__6`
      )
      OR (
        (
          CASE WHEN `decline__5` < 0 THEN 0 - `decline__5` ELSE `decline__5` END = `decline__6`
        )
        AND (
          (
            `decline__4` % 2
          ) <> 0
        )
      )
      THEN `decline__4` + CAST(CASE WHEN `decline__3` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `decline__4`
    END AS `decline__7`
  FROM `_12`
), `_14` AS (
  SELECT
    `unit`,
    `period_start`,
    `change__1`,
    `change__8`,
    `decline__1`,
    `decline__8`,
    `intensity`,
    `intensity__why`,
    CASE
      WHEN CASE WHEN `change__7` < 0 THEN 0 - `change__7` ELSE `change__7` END <= 99999999
      THEN CAST(`change__7` AS BIGINT)
    END AS `change`,
    CASE
      WHEN CASE WHEN `decline__7` < 0 THEN 0 - `decline__7` ELSE `decline__7` END <= 99999999
      THEN CAST(`decline__7` AS BIGINT)
    END AS `decline`
  FROM `_13`
), `_15` AS (
  SELECT
    `unit`,
    `period_start`,
    `change`,
    `decline`,
    `intensity`,
    `intensity__why`,
    COALESCE(
      `intensity__why`,
      `change__8`,
      CASE WHEN `change__1` IS NULL THEN 'no_previous' END,
      CASE WHEN `change__1` = 0 THEN 'division_by_zero' END,
      CASE WHEN `change` IS NULL THEN 'overflow' END
    ) AS `change__why`,
    COALESCE(
      `intensity__why`,
      `decline__8`,
      CASE WHEN `decline__1` IS NULL THEN 'no_base' END,
      CASE WHEN `decline__1` = 0 THEN 'division_by_zero' END,
      CASE WHEN `decline` IS NULL THEN 'overflow' END
    ) AS `decline__why`
  FROM `_14`
)
SELECT
  `unit`,
  `period_start`,
  CAST(CONCAT(CAST(`intensity` AS STRING), 'E-4') AS DECIMAL(10, 4)) AS `intensity`,
  `intensity__why`,
  CAST(CONCAT(CAST(`change` AS STRING), 'E-2') AS DECIMAL(8, 2)) AS `change`,
  `change__why`,
  CAST(CONCAT(CAST(`decline` AS STRING), 'E-2') AS DECIMAL(8, 2)) AS `decline`,
  `decline__why`
FROM `_15`

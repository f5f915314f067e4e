WITH `_0` AS (
  SELECT
    `unit`,
    `period_start`,
    CASE
      WHEN FLOOR(CASE WHEN `x` < 0 THEN 0 - `x` ELSE `x` END) <= 99999999
      AND `x` = ROUND(`x`, 1)
      THEN CAST(CAST(CONCAT(CAST(`x` AS STRING), 'E1') AS DECIMAL(38, 0)) AS BIGINT)
    END AS `x`,
    CASE
      WHEN `x` IS NULL
      THEN 'not_reported'
      WHEN NOT (
        FLOOR(CASE WHEN `x` < 0 THEN 0 - `x` ELSE `x` END) <= 99999999
        AND `x` = ROUND(`x`, 1)
      )
      THEN 'invalid_input'
    END AS `x__why`
  FROM `rows`
), `_size_1` AS (
  SELECT
    `_m`.`parent` AS `unit`,
    COUNT(`_m`.`unit`) AS `total__1`
  FROM `members` AS `_m`
  GROUP BY
    `_m`.`parent`
), `_group_1` AS (
  SELECT
    `_m`.`parent` AS `unit`,
    `_s`.`period_start`,
    COUNT(`_s`.`x`) AS `total__2`,
    CAST(SUM(`_s`.`x`) AS BIGINT) AS `total__3`,
    COUNT(`_s`.`x` > 10) AS `high__1`,
    COUNT(CASE WHEN `_s`.`x` > 10 THEN 1 END) AS `high__2`
  FROM `_0` AS `_s`
  JOIN `members` AS `_m`
    ON `_s`.`unit` = `_m`.`unit`
  GROUP BY
    `_m`.`parent`,
    `_s`.`period_start`
), `_1` AS (
  SELECT
    `_s`.`unit`,
    `_s`.`period_start`,
    `_s`.`x`,
    `_s`.`x__why`,
    CAST(COALESCE(`_z`.`total__1`, 0) AS BIGINT) AS `total__1`,
    CAST(COALESCE(`_g`.`total__2`, 0) AS BIGINT) AS `total__2`,
    `_g`.`total__3` AS `total__3`,
    CAST(COALESCE(`_g`.`high__1`, 0) AS BIGINT) AS `high__1`,
    CAST(COALESCE(`_g`.`high__2`, 0) AS BIGINT) AS `high__2`
  FROM `_0` AS `_s`
  LEFT JOIN `_size_1` AS `_z`
    ON `_z`.`unit` = `_s`.`unit`
  LEFT JOIN `_group_1` AS `_g`
    ON `_g`.`unit` = `_s`.`unit` AND `_g`.`period_start` = `_s`.`period_start`
), `_2` AS (
  SELECT
    `unit`,
    `period_start`,
    `high__2`,
    `x`,
    `x__why`,
    CASE WHEN `total__2` = `total__1` THEN `total__3` END AS `total__4`,
    CASE
      WHEN `total__1` = 0
      THEN 'no_members'
      WHEN `total__2` = `total__1`
      THEN NULL
      ELSE 'members_missing'
    END AS `total__5`,
    CASE WHEN `total__2` > 0 THEN `total__3` END AS `some__1`,
    CASE
      WHEN `total__1` = 0
      THEN 'no_members'
      WHEN `total__2` > 0
      THEN NULL
      ELSE 'members_missing'
    END AS `some__2`,
    NULLIF(`total__2`, 0) AS `mean__1`,
    (
      `total__1` = 0
    ) OR (
      `high__1` = `total__1`
    ) AS `high__3`,
    (
      `total__1` = 0
    ) OR (
      `high__1` > 0
    ) AS `high_some__1`
  FROM `_1`
), `_3` AS (
  SELECT
    `unit`,
    `period_start`,
    `high__3`,
    `high_some__1`,
    `mean__1`,
    `some__2`,
    `total__5`,
    `x`,
    `x__why`,
    CASE
      WHEN CASE WHEN `total__4` < 0 THEN 0 - `total__4` ELSE `total__4` END <= 999999999999
      THEN CAST(`total__4` AS BIGINT)
    END AS `total`,
    CASE
      WHEN CASE WHEN `some__1` < 0 THEN 0 - `some__1` ELSE `some__1` END <= 999999999999
      THEN CAST(`some__1` AS BIGINT)
    END AS `some`,
    `total__4` * 10 AS `mean__2`,
    `some__1` * 10 AS `mean_some__1`,
    CASE WHEN `high__3` THEN `high__2` END AS `high__4`,
    CASE WHEN `high_some__1` THEN `high__2` END AS `high_some__2`
  FROM `_2`
), `_4` AS (
  SELECT
    `_s`.`unit`,
    `_s`.`period_start`,
    `_s`.`high__3`,
    `_s`.`high_some__1`,
    `_s`.`mean__1`,
    `_s`.`mean__2`,
    `_s`.`mean_some__1`,
    `_s`.`some`,
    `_s`.`some__2`,
    `_s`.`total`,
    `_s`.`total__5`,
    `_s`.`x`,
    `_s`.`x__why`,
    COALESCE(`_s`.`total__5`, CASE WHEN `_s`.`total` IS NULL THEN 'overflow' END) AS `total__why`,
    COALESCE(`_s`.`some__2`, CASE WHEN `_s`.`some` IS NULL THEN 'overflow' END) AS `some__why`,
    `_s`.`mean__2` DIV `_s`.`mean__1` AS `mean__3`,
    `_s`.`mean_some__1` DIV `_s`.`mean__1` AS `mean_some__2`,
    CASE
      WHEN CASE WHEN `_s`.`high__4` < 0 THEN 0 - `_s`.`high__4` ELSE `_s`.`high__4` END <= 999999
      THEN CAST(`_s`.`high__4` AS BIGINT)
    END AS `high`,
    CASE
      WHEN CASE
        WHEN `_s`.`high_some__2` < 0
        THEN 0 - `_s`.`high_some__2`
        ELSE `_s`.`high_some__2`
      END <= 999999
      THEN CAST(`_s`.`high_some__2` AS BIGINT)
    END AS `high_some`,
    `_q`.`total` AS `share__1`
  FROM `_3` AS `_s`
  LEFT JOIN `parents` AS `_p`
    ON `_p`.`unit` = `_s`.`unit`
  LEFT JOIN `_3` AS `_q`
    ON `_q`.`unit` = `_p`.`parent` AND `_q`.`period_start` = `_s`.`period_start`
), `_5` AS (
  SELECT
    `_s`.`unit`,
    `_s`.`period_start`,
    `_s`.`high`,
    `_s`.`high_some`,
    `_s`.`mean__1`,
    `_s`.`mean__2`,
    `_s`.`mean__3`,
    `_s`.`mean_some__1`,
    `_s`.`mean_some__2`,
    `_s`.`share__1`,
    `_s`.`some`,
    `_s`.`some__2`,
    `_s`.`some__why`,
    `_s`.`total`,
    `_s`.`total__5`,
    `_s`.`total__why`,
    `_s`.`x__why`,
    `_s`.`mean__2` % `_s`.`mean__1` AS `mean__4`,
    `_s`.`mean_some__1` % `_s`.`mean__1` AS `mean_some__3`,
    COALESCE(
      CASE WHEN `_s`.`high__3` THEN NULL ELSE 'members_missing' END,
      CASE WHEN `_s`.`high` IS NULL THEN 'overflow' END
    ) AS `high__why`,
    COALESCE(
      CASE WHEN `_s`.`high_some__1` THEN NULL ELSE 'members_missing' END,
      CASE WHEN `_s`.`high_some` IS NULL THEN 'overflow' END
    ) AS `high_some__why`,
    NULLIF(CASE WHEN `_s`.`share__1` < 0 THEN 0 - `_s`.`share__1` ELSE `_s`.`share__1` END, 0) AS `share__2`,
    CASE WHEN `_s`.`share__1` < 0 THEN 0 - `_s`.`x` ELSE `_s`.`x` END * 10000 AS `share__3`,
    `_q`.`total__why` AS `share__8`
  FROM `_4` AS `_s`
  LEFT JOIN `parents` AS `_p`
    ON `_p`.`unit` = `_s`.`unit`
  LEFT JOIN `_4` AS `_q`
    ON `_q`.`unit` = `_p`.`parent` AND `_q`.`period_start` = `_s`.`period_start`
), `_6` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `mean__2`,
    `mean__3`,
    `mean__4`,
    `mean_some__1`,
    `mean_some__2`,
    `mean_some__3`,
    `share__1`,
    `share__2`,
    `share__3`,
    `share__8`,
    `some`,
    `some__2`,
    `some__why`,
    `total`,
    `total__5`,
    `total__why`,
    `x__why`,
    `mean__1` - CASE WHEN `mean__4` < 0 THEN 0 - `mean__4` ELSE `mean__4` END AS `mean__5`,
    `mean__1` - CASE WHEN `mean_some__3` < 0 THEN 0 - `mean_some__3` ELSE `mean_some__3` END AS `mean_some__4`,
    `share__3` DIV `share__2` AS `share__4`
  FROM `_5`
), `_7` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `share__1`,
    `share__2`,
    `share__3`,
    `share__4`,
    `share__8`,
    `some`,
    `some__2`,
    `some__why`,
    `total`,
    `total__5`,
    `total__why`,
    `x__why`,
    CASE
      WHEN (
        CASE WHEN `mean__4` < 0 THEN 0 - `mean__4` ELSE `mean__4` END > `mean__5`
      )
      OR (
        (
          CASE WHEN `mean__4` < 0 THEN 0 - `mean__4` ELSE `mean__4` END = `mean__5`
        )
        AND (
          (
            `mean__3` % 2
          ) <> 0
        )
      )
      THEN `mean__3` + CAST(CASE WHEN `mean__2` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `mean__3`
    END AS `mean__6`,
    CASE
      WHEN (
        CASE WHEN `mean_some__3` < 0 THEN 0 - `mean_some__3` ELSE `mean_some__3` END > `mean_some__4`
      )
      OR (
        (
          CASE WHEN `mean_some__3` < 0 THEN 0 - `mean_some__3` ELSE `mean_some__3` END = `mean_some__4`
        )
        AND (
          (
            `mean_some__2` % 2
          ) <> 0
        )
      )
      THEN `mean_some__2` + CAST(CASE WHEN `mean_some__1` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `mean_some__2`
    END AS `mean_some__5`,
    `share__3` % `share__2` AS `share__5`
  FROM `_6`
), `_8` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `share__1`,
    `share__3`,
    `share__4`,
    `share__5`,
    `share__8`,
    `some`,
    `some__2`,
    `some__why`,
    `total`,
    `total__5`,
    `total__why`,
    `x__why`,
    CASE
      WHEN CASE WHEN `mean__6` < 0 THEN 0 - `mean__6` ELSE `mean__6` END <= 999999999999
      THEN CAST(`mean__6` AS BIGINT)
    END AS `mean`,
    CASE
      WHEN CASE WHEN `mean_some__5` < 0 THEN 0 - `mean_some__5` ELSE `mean_some__5` END <= 999999999999
      THEN CAST(`mean_some__5` AS BIGINT)
    END AS `mean_some`,
    `share__2` - CASE WHEN `share__5` < 0 THEN 0 - `share__5` ELSE `share__5` END AS `share__6`
  FROM `_7`
), `_9` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `mean`,
    `mean_some`,
    `share__1`,
    `share__8`,
    `some`,
    `some__why`,
    `total`,
    `total__why`,
    `x__why`,
    COALESCE(`total__5`, CASE WHEN `mean` IS NULL THEN 'overflow' END) AS `mean__why`,
    COALESCE(`some__2`, CASE WHEN `mean_some` IS NULL THEN 'overflow' END) AS `mean_some__why`,
    CASE
      WHEN (
        CASE WHEN `share__5` < 0 THEN 0 - `share__5` ELSE `share__5` END > `share__6`
      )
      OR (
        (
          CASE WHEN `share__5` < 0 THEN 0 - `share__5` ELSE `share__5` END = `share__6`
        )
        AND (
          (
            `share__4` % 2
          ) <> 0
        )
      )
      THEN `share__4` + CAST(CASE WHEN `share__3` < 0 THEN -1 ELSE 1 END AS BIGINT)
      ELSE `share__4`
    END AS `share__7`
  FROM `_8`
), `_10` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `mean`,
    `mean__why`,
    `mean_some`,
    `mean_some__why`,
    `share__1`,
    `share__8`,
    `some`,
    `some__why`,
    `total`,
    `total__why`,
    `x__why`,
    CASE
      WHEN CASE WHEN `share__7` < 0 THEN 0 - `share__7` ELSE `share__7` END <= 999999999
      THEN CAST(`share__7` AS BIGINT)
    END AS `share`
  FROM `_9`
), `_11` AS (
  SELECT
    `unit`,
    `period_start`,
    `high`,
    `high__why`,
    `high_some`,
    `high_some__why`,
    `mean`,
    `mean__why`,
    `mean_some`,
    `mean_some__why`,
    `share`,
    `some`,
    `some__why`,
    `total`,
    `total__why`,
    COALESCE(
      `x__why`,
      `share__8`,
      CASE WHEN `share__1` IS NULL THEN 'no_parent' END,
      CASE WHEN `share__1` = 0 THEN 'division_by_zero' END,
      CASE WHEN `share` IS NULL THEN 'overflow' END
    ) AS `share__why`
  FROM `_10`
)
SELECT
  `unit`,
  `period_start`,
  CAST(CONCAT(CAST(`total` AS STRING), 'E-1') AS DECIMAL(12, 1)) AS `total`,
  `total__why`,
  CAST(CONCAT(CAST(`some` AS STRING), 'E-1') AS DECIMAL(12, 1)) AS `some`,
  `some__why`,
  CAST(CONCAT(CAST(`mean` AS STRING), 'E-2') AS DECIMAL(12, 2)) AS `mean`,
  `mean__why`,
  CAST(CONCAT(CAST(`mean_some` AS STRING), 'E-2') AS DECIMAL(12, 2)) AS `mean_some`,
  `mean_some__why`,
  CAST(CONCAT(CAST(`high` AS STRING), 'E-0') AS DECIMAL(6, 0)) AS `high`,
  `high__why`,
  CAST(CONCAT(CAST(`high_some` AS STRING), 'E-0') AS DECIMAL(6, 0)) AS `high_some`,
  `high_some__why`,
  CAST(CONCAT(CAST(`share` AS STRING), 'E-2') AS DECIMAL(9, 2)) AS `share`,
  `share__why`
FROM `_11`

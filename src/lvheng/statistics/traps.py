"""Known traps of public files: ozone columns that changed places, and times that are in UTC."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from lvheng.errors import InputProblem, Problem, Text

# Ozone that was measured now cannot exceed the maximum of the hours up to now, so one row is enough to show that
# something is wrong; which of the two columns it is, only many rows that agree can show.
PAIRS = (("o3_1h", "o3_1h_max"), ("o3_8h", "o3_8h_max"))
ENOUGH_ROWS = 10
AGREEMENT_PERCENT = 95
# A published sliding mean is a whole number; both it and the hours before it are rounded.
ROUNDING = 1
WINDOW_HOURS = 8


@dataclass(frozen=True)
class Evidence:
    """How many rows are possible only as the columns stand, and how many only if they are swapped."""

    first: str
    second: str
    as_written: int
    swapped: int

    @property
    def decided(self) -> str:
        """``as_written``, ``swapped`` or ``unclear``."""
        total = self.as_written + self.swapped
        if self.swapped * 100 <= (100 - AGREEMENT_PERCENT) * total:
            return "as_written"
        if total >= ENOUGH_ROWS and self.swapped * 100 >= AGREEMENT_PERCENT * total:
            return "swapped"
        return "unclear"


def ozone_evidence(connection: duckdb.DuckDBPyConnection) -> list[Evidence]:
    """What the rows of ``cells`` say about each pair of ozone columns, as far as the file has both."""
    there = {code for (code,) in connection.execute("SELECT DISTINCT series FROM cells").fetchall()}
    found = [_maximum_evidence(connection, *pair) for pair in PAIRS if there.issuperset(pair)]
    if not found and there.issuperset(("o3_1h", "o3_8h")):
        found.append(_sliding_evidence(connection))
    return found


def swap(connection: duckdb.DuckDBPyConnection, evidence: Evidence) -> None:
    """Give the values of both columns the series that they belong to."""
    connection.execute(
        "UPDATE cells SET series = CASE series WHEN $first THEN $second ELSE $first END "
        "WHERE series IN ($first, $second)",
        {"first": evidence.first, "second": evidence.second},
    )


def drop(connection: duckdb.DuckDBPyConnection, evidence: Evidence) -> None:
    """Take neither column."""
    connection.execute("DELETE FROM cells WHERE series IN (?, ?)", [evidence.first, evidence.second])


def swapped_note(evidence: Evidence, columns: dict[str, str]) -> Text:
    """What is told when the columns were swapped back."""
    first, second = columns[evidence.first], columns[evidence.second]
    total = evidence.as_written + evidence.swapped
    return Text(
        f"列“{first}”与“{second}”对调了：能够判断的 {total} 行中有 {evidence.swapped} 行只有对调才可能；"
        "已按对调后的含义导入并标记。",
        f"the columns “{first}” and “{second}” stand for each other: of {total} rows that can tell, {evidence.swapped} "
        "are possible only that way; they were imported so, and flagged.",
    )


def unclear_problem(evidence: Evidence, columns: dict[str, str], file: str) -> Problem:
    """What is told when nobody can say which column is which."""
    first, second = columns[evidence.first], columns[evidence.second]
    return InputProblem(
        "ozone_columns_unclear",
        Text(
            f"列“{first}”与“{second}”互相矛盾：{evidence.as_written} 行只在不对调时可能，{evidence.swapped} 行"
            "只在对调时可能；两列都未导入。",
            f"the columns “{first}” and “{second}” contradict each other: {evidence.as_written} rows are possible only "
            f"as written, {evidence.swapped} only if swapped; neither was imported.",
        ),
        f"{file}:1:{first}",
        Text("请向数据来源核实两列的含义。", "Ask where the file comes from what the columns mean."),
    )


def _maximum_evidence(connection: duckdb.DuckDBPyConnection, value: str, maximum: str) -> Evidence:
    row = connection.execute(
        """
        SELECT count(*) FILTER (a.value < b.value), count(*) FILTER (a.value > b.value)
        FROM cells AS a JOIN cells AS b USING (site, hour)
        WHERE a.series = ? AND b.series = ? AND a.why IS NULL AND b.why IS NULL
        """,
        [value, maximum],
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate always has a row
    return Evidence(value, maximum, row[0], row[1])


def _sliding_evidence(connection: duckdb.DuckDBPyConnection) -> Evidence:
    """Which of two columns is the 8-hour mean of the other, where eight hours in a row are there."""
    row = connection.execute(
        f"""
        WITH hours AS (
            SELECT DISTINCT a.site, a.hour, a.value AS one, b.value AS eight
            FROM cells AS a JOIN cells AS b USING (site, hour)
            WHERE a.series = 'o3_1h' AND b.series = 'o3_8h' AND a.why IS NULL AND b.why IS NULL
        ), sums AS (
            SELECT one, eight, count(*) OVER w AS n, sum(one) OVER w AS ones, sum(eight) OVER w AS eights
            FROM hours
            WINDOW w AS (PARTITION BY site ORDER BY hour RANGE {WINDOW_HOURS - 1} PRECEDING)
        ), fits AS (
            SELECT abs(ones - {WINDOW_HOURS} * eight) <= {WINDOW_HOURS * ROUNDING} AS written,
                abs(eights - {WINDOW_HOURS} * one) <= {WINDOW_HOURS * ROUNDING} AS swapped
            FROM sums WHERE n = {WINDOW_HOURS}
        )
        SELECT count(*) FILTER (written AND NOT swapped), count(*) FILTER (swapped AND NOT written) FROM fits
        """
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate always has a row
    return Evidence("o3_1h", "o3_8h", row[0], row[1])


def looks_like_utc(connection: duckdb.DuckDBPyConnection, offset_hours: int) -> bool:
    """Whether ozone is highest in the small hours: the sun makes it, so it peaks after noon and never before dawn.

    Needs two days of hours; ``offset_hours`` as the file was read.
    """
    rows = connection.execute(
        """
        SELECT (hour + ?) % 24 AS local_hour, sum((value * 1000000)::BIGINT) // count(*) AS mean FROM cells
        WHERE series = 'o3_1h' AND why IS NULL AND (SELECT count(DISTINCT hour) FROM cells) >= 48
        GROUP BY local_hour ORDER BY mean DESC LIMIT 1
        """,
        [offset_hours],
    ).fetchall()
    return any(4 <= hour <= 9 for hour, _mean in rows)


UTC_NOTE = Text(
    "臭氧在清晨最高，文件里的时间像是世界时；如果是，请用 --utc 重新导入。",
    "ozone is highest at dawn, so the times look like UTC; if they are, import again with --utc.",
)

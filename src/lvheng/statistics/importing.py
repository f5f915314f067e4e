"""Imports a file of air monitor data into the store: recognised, checked, flagged, merged, registered."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from lvheng.areas.boundaries import division
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.statistics import traps
from lvheng.statistics.layouts import Recognised, recognise
from lvheng.statistics.parsing import parse_cells, parse_keys, refused_cells
from lvheng.statistics.places import area_named
from lvheng.statistics.reading import TextTable, read_csv
from lvheng.statistics.series import LOCAL_OFFSET_HOURS, Resolution
from lvheng.statistics.sites import Register, Site, is_degrees
from lvheng.statistics.storage import FILE_DIGITS, Merged, Store, connect
from lvheng.statistics.validity import flag_expression

LEDGER = "imports.jsonl"
NOTHING_MERGED = Merged()


@dataclass(frozen=True)
class Options:
    """How a file is to be read. ``area``: where its sites stand if the file does not say. ``utc``: times are in UTC."""

    area: str = ""
    utc: bool = False

    @property
    def offset_hours(self) -> int:
        return 0 if self.utc else LOCAL_OFFSET_HOURS


@dataclass(frozen=True)
class Report:
    """What an import did. Counts of values are of cells; ``first`` and ``last`` are times of values.

    ``refused`` names at most 10,000 rows and cells, ``refused_count`` counts them all. ``already``: when the same file
    was imported before in the same way; then nothing else was done.
    """

    file: str
    sha256: str
    layout: Text
    rows: int = 0
    sites: int = 0
    first: datetime.datetime | None = None
    last: datetime.datetime | None = None
    merged: Merged = NOTHING_MERGED
    missing: int = 0
    missing_times: int = 0
    repeated: int = 0
    withdrawn: int = 0
    flagged: Mapping[str, int] | None = None
    refused: tuple[Problem, ...] = ()
    refused_count: int = 0
    notes: tuple[Text, ...] = ()
    already: str | None = None


def import_file(
    path: Path, store: Store, plausible: Mapping[str, Decimal], options: Options, now: datetime.datetime
) -> Report:
    """Take a file in and say what became of it.

    ``plausible``: the highest hourly value by pollutant; ``now``: no value is later. Rows and cells that cannot be read
    are refused and told, the rest comes in. Errors: InputProblem or Problems where the file as a whole cannot be used,
    StateConflict while another import runs.
    """
    text = read_csv(path)
    found = recognise(text.heading, text.file)
    with store.locked():
        before = _imported(store, text.sha256)
        if before and before["options"] == _options(options):
            return Report(text.file, text.sha256, found.layout.title, already=str(before["time"]))
        with connect() as connection:
            return _Import(connection, text, found, store, options, now).run(plausible, again=before is not None)


@dataclass(frozen=True)
class _Import:
    connection: duckdb.DuckDBPyConnection
    text: TextTable
    found: Recognised
    store: Store
    options: Options
    now: datetime.datetime

    def run(self, plausible: Mapping[str, Decimal], again: bool) -> Report:
        parse_keys(self.connection, self.text, self.found, self.options.offset_hours, self.now)
        notes = self._place_sites()
        parse_cells(self.connection, self.found)
        swapped, refused, told = self._ozone()
        notes += told
        if traps.looks_like_utc(self.connection, LOCAL_OFFSET_HOURS):
            notes.append(traps.UTC_NOTE)
        cells, count = refused_cells(self.connection, self.text.file)
        refused = sorted([*self.found.refused, *self.text.refused, *refused, *cells], key=_place)
        self._accept(plausible, swapped)
        report = replace(
            self._counted(),
            refused=tuple(refused),
            refused_count=len(refused) - len(cells) + count,
            notes=tuple(notes),
        )
        if report.first is None:
            raise Problems(report.refused or [_nothing(self.text.file)])
        return self._store(report, again)

    def _place_sites(self) -> list[Text]:
        """Give every row the code of its area, and the site a code that is unique in the country."""
        area, site = self.found.layout.area, self.found.layout.site
        connection = self.connection
        if area is None:
            if not self.options.area:
                raise _no_area(self.text.file)
            division(self.options.area)
            connection.execute("ALTER TABLE keys ADD COLUMN code VARCHAR")
            connection.execute(
                "UPDATE keys SET code = $area, name = site, site = $area || '-' || site WHERE site <> ''",
                {"area": self.options.area},
            )
            return [
                Text(
                    f"文件没有写地区；站点按 {self.options.area} 登记。",
                    f"the file names no area; its sites were registered in {self.options.area}.",
                )
            ]
        names = [name for (name,) in connection.execute("SELECT DISTINCT area FROM keys ORDER BY 1").fetchall()]
        codes = {name: area_named(name) or "" for name in names}
        connection.execute("CREATE OR REPLACE TEMP TABLE areas (area VARCHAR, code VARCHAR)")
        connection.executemany("INSERT INTO areas VALUES (?, ?)", list(codes.items()))
        connection.execute("CREATE OR REPLACE TEMP TABLE keys AS SELECT * FROM keys LEFT JOIN areas USING (area)")
        if area == site:
            connection.execute("UPDATE keys SET why = coalesce(why, 'unknown_area') WHERE code = ''")
            connection.execute("UPDATE keys SET name = site, site = code")
            return []
        return _unknown_areas([name for name, code in codes.items() if not code])

    def _ozone(self) -> tuple[tuple[str, ...], list[Problem], list[Text]]:
        """Swap ozone columns back where the rows prove it; refuse them where they contradict each other."""
        columns = {code: column for column, code in self.found.measures.items()}
        swapped: list[str] = []
        refused: list[Problem] = []
        notes: list[Text] = []
        for evidence in traps.ozone_evidence(self.connection):
            if evidence.decided == "swapped":
                traps.swap(self.connection, evidence)
                swapped += [evidence.first, evidence.second]
                notes.append(traps.swapped_note(evidence, columns))
            elif evidence.decided == "unclear":
                traps.drop(self.connection, evidence)
                refused.append(traps.unclear_problem(evidence, columns, self.text.file))
        return tuple(swapped), refused, notes

    def _accept(self, plausible: Mapping[str, Decimal], swapped: tuple[str, ...]) -> None:
        """Make the table ``accepted``: one row for each series, site and time, with its flag."""
        flag = flag_expression(plausible, tuple(self.found.measures.values()), swapped)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE accepted AS SELECT series, site, hour, any_value(value) AS value, "
            f"any_value({flag}) AS flag, '{self.text.sha256[:FILE_DIGITS]}' AS file, count(*) AS times "
            "FROM cells WHERE why IS NULL GROUP BY series, site, hour"
        )

    def _counted(self) -> Report:
        step = self.found.layout.resolution.hours
        query = self.connection.execute
        flagged = query("SELECT flag, count(*) FROM accepted WHERE flag <> '' GROUP BY flag ORDER BY flag").fetchall()
        (first, last, sites, repeated) = query(
            "SELECT min(hour), max(hour), count(DISTINCT site), coalesce(sum(times - 1), 0)::BIGINT FROM accepted"
        ).fetchall()[0]
        (gaps,) = query(
            f"SELECT coalesce(sum((last - first) // {step} + 1 - n), 0)::BIGINT FROM (SELECT min(hour) AS first, "
            "max(hour) AS last, count(DISTINCT hour) AS n FROM keys WHERE why IS NULL GROUP BY site)"
        ).fetchall()[0]
        (missing,) = query("SELECT count(*) FROM cells WHERE why = 'missing'").fetchall()[0]
        return Report(
            self.text.file,
            self.text.sha256,
            self.found.layout.title,
            rows=self.text.table.num_rows,
            sites=sites,
            first=_time(first),
            last=_time(last),
            missing=missing,
            missing_times=gaps,
            repeated=repeated,
            flagged=dict(flagged),
        )

    def _store(self, report: Report, again: bool) -> Report:
        withdrawn = 0
        name = self.text.sha256[:FILE_DIGITS]
        register = Register.load(self.store.folder)
        if again:
            withdrawn = self.store.withdraw(self.connection, name, by=name)
            register = register.only(self.store.sites(self.connection))
        merged = self.store.merge(self.connection, self.found.layout.resolution, "accepted")
        register, moved = register.with_seen(self._seen())
        register.save(self.store.folder)
        report = replace(report, merged=merged, withdrawn=withdrawn, notes=(*report.notes, *moved))
        _note_import(self.store, report, self.options, self.now)
        return report

    def _seen(self) -> list[Site]:
        if self.found.layout.resolution is Resolution.DAILY:
            return []
        rows = self.connection.execute(
            "SELECT site, name, longitude, latitude, area, coalesce(code, ''), min(hour), max(hour) FROM keys "
            "WHERE why IS NULL GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return [Site(*row) for row in rows if is_degrees(row[2]) and is_degrees(row[3])]


def _time(hour: int | None) -> datetime.datetime | None:
    return None if hour is None else datetime.datetime.fromtimestamp(hour * 3600, datetime.UTC)


def _place(problem: Problem) -> tuple[str, int, str]:
    file, _, rest = problem.where.partition(":")
    row, _, column = rest.partition(":")
    return file, int(row) if row.isdigit() else 0, column


def _options(options: Options) -> dict[str, object]:
    return {"area": options.area, "utc": options.utc}


def _imported(store: Store, sha256: str) -> dict[str, object] | None:
    """The last note of an import of this very file."""
    path = store.folder / LEDGER
    if not path.exists():
        return None
    entries = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if sha256 in line)
    return next(iter(reversed([entry for entry in entries if entry["sha256"] == sha256])), None)


def _note_import(store: Store, report: Report, options: Options, now: datetime.datetime) -> None:
    entry = {
        "time": now.isoformat(timespec="seconds"),
        "file": report.file,
        "sha256": report.sha256,
        "options": _options(options),
        "added": report.merged.added,
        "unchanged": report.merged.unchanged,
        "revised": report.merged.revised,
        "refused": report.refused_count,
    }
    with (store.folder / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(json.dumps(entry, ensure_ascii=False) + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def _unknown_areas(names: list[str]) -> list[Text]:
    if not names:
        return []
    shown = "、".join(names)
    return [
        Text(
            f"不认识的地区名，站点登记时没有区划代码：{shown}。",
            f"areas whose names are not known; their sites have no area code: {shown}.",
        )
    ]


def _no_area(file: str) -> InputProblem:
    return InputProblem(
        "area_not_given",
        Text("文件没有写站点在哪个地区。", "the file does not say in which area its sites stand."),
        file,
        Text("请加 --area，例如 --area 622900。", "Add --area, for example --area 622900."),
    )


def _nothing(file: str) -> InputProblem:
    return InputProblem(
        "no_values",
        Text("文件里没有一个可用的值。", "the file has no value that can be used."),
        file,
        Text("请检查列和分隔符。", "Check its columns and separators."),
    )

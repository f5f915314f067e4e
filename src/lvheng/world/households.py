"""A hundred thousand simulated households with a year of electricity, water and gas: the population to try tariffs on.

One Parquet file for each rule of a household's tariff, ready for ``lvheng apply`` and for reforms: ``unit`` (number of
the household), ``area``, ``kind`` (urban, rural), ``people``, ``low_income``, ``period`` (first day of the month),
``use`` (DECIMAL(9, 2), kWh or m³), ``simulated``. Every number comes from the seed by whole-number arithmetic, so that
the same seed gives the same numbers on every machine; what share of households uses so much, consumption.csv says.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import parquet

from lvheng.world.assumptions import profiles, seasons

HOUSEHOLDS, YEAR = 100_000, 2025
# Changes with the way in which the files are made.
GENERATION = 1
FOLDER = Path("world") / "households"
# The rule whose bills the file is for: the quantity, its season, how many of a thousand urban and rural households.
QUANTITIES: Mapping[str, tuple[str, str, int, int]] = {
    "residential_electricity": ("electricity", "household_electricity", 1000, 1000),
    "residential_water": ("water", "household_water", 1000, 720),
    "residential_gas": ("gas", "household_gas", 860, 140),
}
_MARK = "made-from.txt"
_FIRST_NUMBER = 100_000_000
# Of a thousand households so many have at most 1, 2, … 7 people.
_PEOPLE = (90, 270, 480, 700, 860, 950, 1000)
_LOW_INCOME_URBAN, _LOW_INCOME_RURAL = 30, 75
_NOISE = 150

Numbers = npt.NDArray[np.int64]


def population_file(data_folder: Path, rule: str) -> Path | None:
    """The simulated households' file for a rule; None where there is none."""
    path = data_folder / FOLDER / f"{rule}.parquet"
    return path if path.is_file() else None


def household_months(data_folder: Path) -> int:
    """How many rows the files have together."""
    found = (population_file(data_folder, rule) for rule in QUANTITIES)
    return sum(parquet.read_metadata(path).num_rows for path in found if path is not None)


def keep_households(data_folder: Path, areas: Sequence[str], seed: int) -> None:
    """Write the files, unless those of the same areas and seed are there."""
    mark = data_folder / FOLDER / _MARK
    if not mark.is_file() or mark.read_text(encoding="utf-8") != _mark(areas, seed):
        write_households(data_folder, areas, seed)


def write_households(data_folder: Path, areas: Sequence[str], seed: int, households: int = HOUSEHOLDS) -> None:
    """Write all files beside their place, then swap the folder in."""
    target = data_folder / FOLDER
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / target.name
        made.mkdir()
        for rule in QUANTITIES:
            _write(made / f"{rule}.parquet", rule, areas, seed, households)
        (made / _MARK).write_text(_mark(areas, seed), encoding="utf-8")
        remove_households(data_folder)
        made.replace(target)


def remove_households(data_folder: Path) -> None:
    """Delete the files, where there are any."""
    shutil.rmtree(data_folder / FOLDER, ignore_errors=True)


def _mark(areas: Sequence[str], seed: int) -> str:
    return f"{GENERATION} {seed} {' '.join(areas)}\n"


def _write(path: Path, rule: str, areas: Sequence[str], seed: int, households: int) -> None:
    quantity, season, urban_share, rural_share = QUANTITIES[rule]
    number = np.arange(households, dtype=np.int64)
    area, is_urban = _places(areas, seed, number)
    has = _drawn(seed, f"has {quantity}", number) < np.where(is_urban, urban_share, rural_share)
    number, area, is_urban = number[has], area[has], is_urban[has]
    level = _level(quantity, _drawn(seed, quantity, number, 1_000_000))
    low = np.where(is_urban, _LOW_INCOME_URBAN, _LOW_INCOME_RURAL)
    facts = {
        "unit": pa.array(number + _FIRST_NUMBER),
        "area": _words(area, areas),
        "kind": _words(is_urban.astype(np.int64), ("rural", "urban")),
        "people": pa.array(np.searchsorted(np.array(_PEOPLE), _drawn(seed, "people", number), side="right") + 1),
        "low_income": pa.array(_drawn(seed, "low income", number) < low),
    }
    weights = seasons()[season]
    months = (_month(level, weight, seed, quantity, number, month) for month, weight in enumerate(weights, 1))
    _save(path, [pa.table({**facts, "month": _repeated(month, len(number)), "hundredths": pa.array(use)})
                 for month, use in enumerate(months, 1)])  # fmt: skip


def _words(places: Numbers, words: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(words))


def _repeated(month: int, count: int) -> pa.Array:
    return pa.array(np.full(count, month, dtype=np.int8))


def _save(path: Path, months: Sequence[pa.Table]) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("households", pa.concat_tables(months))
        connection.execute(
            f"COPY (SELECT unit, area::VARCHAR AS area, kind::VARCHAR AS kind, people::SMALLINT AS people, low_income, "
            f"make_date({YEAR}, month, 1) AS period, "
            "CAST(CAST(hundredths AS DECIMAL(9, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS DECIMAL(9, 2)) AS use, "
            f"TRUE AS simulated FROM households) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)"
        )


def _places(areas: Sequence[str], seed: int, number: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """For each household its area, by position, and whether it lives in a town: by the population of the profiles."""
    known = profiles(areas, seed)
    weights = [(known[area]["urban"], known[area]["rural"]) for area in areas]
    ends = np.cumsum(np.array(weights, dtype=np.int64).reshape(-1))
    slot = np.searchsorted(ends, _drawn(seed, "place", number, int(ends[-1])), side="right")
    return slot // 2, slot % 2 == 0


def _level(quantity: str, millionth: Numbers) -> Numbers:
    """What a household uses in a usual month, in hundredths: straight lines between the marks of consumption.csv."""
    shares, amounts = _marks(quantity)
    place = np.clip(np.searchsorted(shares, millionth, side="right") - 1, 0, len(shares) - 2)
    width, height = shares[place + 1] - shares[place], amounts[place + 1] - amounts[place]
    level: Numbers = amounts[place] + (millionth - shares[place]) * height // width
    return level


@cache
def _marks(quantity: str) -> tuple[Numbers, Numbers]:
    text = (files("lvheng.world") / "data" / "consumption.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["quantity"] == quantity]
    shares = np.array([int(row["permille"]) * 1000 for row in rows], dtype=np.int64)
    return shares, np.array([int(row["amount"]) * 100 for row in rows], dtype=np.int64)


def _month(level: Numbers, weight: int, seed: int, quantity: str, number: Numbers, month: int) -> Numbers:
    noise = 1000 - _NOISE + _drawn(seed, f"{quantity} {month}", number, 2 * _NOISE + 1)
    found: Numbers = level * noise * weight // 1_000_000
    return found


def _drawn(seed: int, purpose: str, number: Numbers, below: int = 1000) -> Numbers:
    """A number from 0 on for each household and purpose: the finaliser of SplitMix64, the same on every machine."""
    digest = hashlib.blake2b(f"{seed}/{purpose}".encode(), digest_size=8).digest()
    start = np.uint64(int.from_bytes(digest, "little"))
    with np.errstate(over="ignore"):
        mixed = number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + start
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return (mixed % np.uint64(below)).astype(np.int64)

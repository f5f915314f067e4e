"""What the simulated prefecture assumes: plausible weights of areas and courses of elements, as data."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

YEARS = range(2020, 2026)
# The amounts in series.csv are those of a prefecture with so many areas below it.
REFERENCE_AREAS = 8
_LEAST, _MOST = 60, 140


@dataclass(frozen=True)
class Assumption:
    """How one element is made.

    ``model`` names the function, ``of`` the elements that it starts from, ``weight`` the column of the profiles by
    which an amount is shared among areas. ``time``: it adds up over the year (``flow``), is the amount at its end
    (``stock``) or neither (``level``). ``season``: how it spreads over the months. ``spread``: how far areas differ, in
    thousandths (of shares: tenths of a point). ``years`` holds the course.
    """

    element: str
    model: str
    of: tuple[str, ...]
    weight: str
    time: str
    season: str
    spread: int
    years: Mapping[int, Fraction]

    @property
    def base(self) -> str:
        """The one element that it is a share or multiple of."""
        return self.of[0]


@cache
def assumptions() -> tuple[Assumption, ...]:
    """All rows of series.csv, in its order: what an element starts from comes before it."""
    return tuple(map(_assumption, _rows("series.csv")))


@cache
def seasons() -> Mapping[str, tuple[int, ...]]:
    """Twelve weights by name."""
    return {row["season"]: tuple(int(row[f"{month:02}"]) for month in range(1, 13)) for row in _rows("seasons.csv")}


def profiles(areas: Sequence[str], seed: int) -> dict[str, dict[str, int]]:
    """The weights of each area by column; areas that the data do not name get weights from the seed."""
    known = {row.pop("area"): {name: int(text) for name, text in row.items() if name != "source"} for row in _weights()}
    columns = sorted({name for weights in known.values() for name in weights})
    return {area: known.get(area) or _drawn(area, columns, seed) for area in areas}


def _drawn(area: str, columns: Sequence[str], seed: int) -> dict[str, int]:
    draw = random.Random(f"{seed}/profile/{area}")
    size = draw.randint(_LEAST, _MOST)
    return {column: size * draw.randint(_LEAST, _MOST) for column in columns}


def _weights() -> list[dict[str, str]]:
    return list(_rows("profiles.csv"))


def _assumption(row: dict[str, str]) -> Assumption:
    years = {year: Fraction(row[f"y{year}"]) for year in YEARS if row[f"y{year}"]}
    return Assumption(
        row["element"],
        row["model"],
        tuple(row["of"].split()),
        row["weight"],
        row["time"],
        row["season"],
        int(row["spread"] or 0),
        years,
    )


def data_files() -> list[bytes]:
    """The content of all files of assumptions."""
    folder = files("lvheng.world") / "data"
    names = ("profiles.csv", "seasons.csv", "series.csv", "technologies.csv", "trades.csv")
    return [(folder / name).read_bytes() for name in names]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("lvheng.world") / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())

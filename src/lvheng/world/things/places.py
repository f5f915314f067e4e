"""Made-up towns at places inside the real counties."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely

from lvheng.areas import boundaries
from lvheng.areas.names import short_name

TOWNS = 12
_SCALE = 10_000
_FIRST = "云石松柳清白青红金银玉长平安和丰新古上下大双"
_LAST = "川滩沟坪湾岭庄原台坡泉寨营桥关"
_TRIES = 200
_NEAR = 420


@dataclass(frozen=True)
class Town:
    """A town with its county and its place, in ten-thousandths of a degree."""

    area: str
    name: str
    longitude: int
    latitude: int

    def location(self, chance: random.Random | None = None) -> str:
        """Its place, or one not far from it, as tables write it."""
        east, north = (chance.randint(-_NEAR, _NEAR), chance.randint(-_NEAR, _NEAR)) if chance else (0, 0)
        return f"{_degrees(self.longitude + east)},{_degrees(self.latitude + north)}"


@dataclass(frozen=True)
class Place:
    """A county: its code, its short name and its towns."""

    code: str
    name: str
    towns: tuple[Town, ...]


def place_of(code: str, name: str, chance: random.Random) -> Place:
    """The county of that code with its towns; where its boundary is not known the towns stand on one spot."""
    names = [first + last for first in _FIRST for last in _LAST]
    chance.shuffle(names)
    points = [_inside(_shape(code), chance) for _ in range(TOWNS)]
    towns = tuple(
        Town(code, f"{town}{'镇' if number % 3 else '乡'}", *point)
        for number, (town, point) in enumerate(zip(names, points, strict=False))
    )
    return Place(code, _short(name), towns)


def _short(name: str) -> str:
    """A name as enterprises bear it: without the peoples of an autonomous county, or the word for county or city."""
    usual = short_name(name, "county")
    short = usual.removesuffix("县").removesuffix("市").removesuffix("区")
    return short if len(short) > 1 else usual


def _degrees(value: int) -> str:
    return f"{value // _SCALE}.{value % _SCALE:04d}"


@cache
def _shape(code: str) -> Any:
    shape: Any = shapely.geometry.shape(boundaries.simplified(code)[code])
    shapely.prepare(shape)
    return shape


def _inside(shape: Any, chance: random.Random) -> tuple[int, int]:
    west, south, east, north = (int(bound * _SCALE) for bound in shape.bounds)
    for _ in range(_TRIES):
        longitude, latitude = chance.randint(west, east), chance.randint(south, north)
        if shape.contains(shapely.Point(longitude / _SCALE, latitude / _SCALE)):
            return longitude, latitude
    centre = shape.representative_point()
    return int(centre.x * _SCALE), int(centre.y * _SCALE)

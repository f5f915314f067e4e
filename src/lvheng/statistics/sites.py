"""The register of monitor sites: where each stood, under which name, from when to when.

A code is not a place. Stations are moved and renamed and keep their code, so every different place or name is an entry
of its own with the time of its first and last value, and an import tells when a code turns up somewhere else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lvheng.errors import Text

# About 100 m: files give the same station with three or with six decimals.
SAME_PLACE_DEGREES = Decimal("0.001")


@dataclass(frozen=True)
class Site:
    """One place of a site. ``area`` is a code of GB/T 2260, empty where the name is not known.

    ``first`` and ``last``: hours since 1970 (UTC) of the first and last value there. Coordinates in degrees as written.
    """

    site: str
    name: str
    longitude: str
    latitude: str
    area_name: str
    area: str
    first: int
    last: int

    def same_place(self, other: Site) -> bool:
        """Whether both stand within about 100 m of each other; where one has no coordinates nothing speaks against."""
        places = [(self.longitude, other.longitude), (self.latitude, other.latitude)]
        return all(not one or not two or abs(Decimal(one) - Decimal(two)) < SAME_PLACE_DEGREES for one, two in places)

    def same(self, other: Site) -> bool:
        """Whether nothing has changed: place, name and area."""
        return self.same_place(other) and (self.name, self.area_name) == (other.name, other.area_name)


@dataclass(frozen=True)
class Register:
    """All sites known, in the order of code and time."""

    sites: tuple[Site, ...] = ()

    @staticmethod
    def load(folder: Path) -> Register:
        """The register of a folder of series; empty where there is none yet."""
        path = folder / "sites.json"
        if not path.exists():
            return Register()
        return Register(tuple(Site(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))))

    def save(self, folder: Path) -> None:
        """Write the register and put it in place by rename."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "sites.json.writing"
        lines = (json.dumps(asdict(site), ensure_ascii=False) for site in self.sites)
        with draft.open("w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(lines) + "\n]\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / "sites.json")

    def only(self, codes: set[str]) -> Register:
        """The register without the sites that have no value any more."""
        return Register(tuple(site for site in self.sites if site.site in codes))

    def with_seen(self, seen: Iterable[Site]) -> tuple[Register, list[Text]]:
        """The register after a file that has seen these sites, and what has changed."""
        known: dict[str, list[Site]] = {}
        for site in self.sites:
            known.setdefault(site.site, []).append(site)
        notes: list[Text] = []
        for site in sorted(seen, key=lambda each: (each.site, each.first)):
            notes += _take(known.setdefault(site.site, []), site)
        ordered = sorted(
            (site for places in known.values() for site in places), key=lambda each: (each.site, each.first)
        )
        return Register(tuple(ordered)), notes


def _take(places: list[Site], seen: Site) -> Iterator[Text]:
    """Extend the place at which the site was seen, or add it and tell what is new about it."""
    for index, place in enumerate(places):
        if place.same(seen):
            places[index] = replace(
                place,
                first=min(place.first, seen.first),
                last=max(place.last, seen.last),
                area=seen.area or place.area,
                longitude=place.longitude or seen.longitude,
                latitude=place.latitude or seen.latitude,
            )
            return
    before = max(places, key=lambda each: each.last, default=None)
    places.append(seen)
    if before is not None:
        yield _moved(before, seen) if not before.same_place(seen) else _renamed(before, seen)


def _moved(before: Site, seen: Site) -> Text:
    old, new = (f"{each.name} ({each.longitude}, {each.latitude})" for each in (before, seen))
    return Text(
        f"站点 {seen.site} 换了位置：原来是{old}，现在是{new}；两处分别登记。",
        f"site {seen.site} has moved: it was {old} and is {new}; both places are in the register.",
    )


def _renamed(before: Site, seen: Site) -> Text:
    old, new = (f"{each.area_name} {each.name}".strip() for each in (before, seen))
    return Text(
        f"站点 {seen.site} 换了名称：原来是“{old}”，现在是“{new}”。",
        f"site {seen.site} has another name: it was “{old}” and is “{new}”.",
    )


def is_degrees(text: str) -> bool:
    """Whether text is empty or a number of degrees."""
    try:
        return not text or abs(Decimal(text)) <= 180
    except InvalidOperation:
        return False

"""What the makers of things share: chance, places, days, identifiers, and what has been made so far."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from lvheng.registers.identifiers import credit_code_check_character
from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.places import Place, Town, place_of

# Things are as of this day; what is valid on a later one is the visitor's clock to say.
BEGINNING, AS_OF = date(2020, 1, 1), date(2025, 12, 31)
# The organisation codes of the world begin so: nobody is registered under them.
_FICTIONAL = "MN"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Row = dict[str, Any]


@dataclass
class World:
    """The world while its things are made: ``rows`` and ``identifiers`` by kind, in the order of making.

    ``plan`` is the text of the plan that the place wants to carry out, where it is known.
    """

    seed: int
    areas: Sequence[tuple[str, str]]
    plan: str = ""
    rows: dict[str, list[MadeUp]] = field(default_factory=dict)
    identifiers: dict[str, list[str]] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)

    def chance_of(self, *parts: object) -> random.Random:
        """Chance of its own for each purpose, so that one more thing of a kind changes no other kind."""
        return random.Random("/".join(map(str, (self.seed, "things", *parts))))

    @cached_property
    def places(self) -> list[Place]:
        """The counties with their made-up towns."""
        return [place_of(code, name, self.chance_of("towns", code)) for code, name in self.areas]

    def places_named_with(self, word: str) -> list[Place]:
        """The counties that the plan names in a sentence with ``word``: where such a thing is meant to be."""
        sentences = "".join(each for each in re.split("[。；]", self.plan) if word in each)
        return [place for place in self.places if place.name in sentences]

    def town(self, chance: random.Random, area: str = "") -> Town:
        """A town anywhere, or in one county."""
        places = [place for place in self.places if place.code == area] or self.places
        town: Town = chance.choice(chance.choice(places).towns)
        return town

    def made(self, kind: str) -> list[MadeUp]:
        """What was made of a kind."""
        return self.rows.get(kind, [])

    def credit_code(self, area: str, class_: str = "91") -> str:
        """The next unified social credit code of a county, with both check characters; ``class_`` is its beginning."""
        number = self.issued[area] = self.issued.get(area, 0) + 1
        body = f"{_FICTIONAL}{number:06d}"
        total = sum(_DIGITS.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
        own = {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
        first = f"{class_}{area}{body}{own}"
        return first + credit_code_check_character(first)


Maker = Callable[[World], Iterable[MadeUp]]


def made_up(written: Row, on: date = BEGINNING, later: Sequence[Later] = ()) -> MadeUp:
    """A row without what says nothing; it holds from ``on``, at the earliest from the beginning of the world."""
    said = {name: text for name, text in written.items() if text not in (None, "")}
    return MadeUp(said, min(max(on, BEGINNING), AS_OF), later)


def yes(value: bool) -> str:
    """A truth as tables write it."""
    return "是" if value else "否"


def day(chance: random.Random, first: date, last: date) -> date:
    """A day between two, both included."""
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


def years_later(start: date, years: int) -> date:
    """The last day of so many years that begin on ``start``."""
    end = date(start.year + years, start.month, min(start.day, 28))
    return end - timedelta(days=1)


def decimal(hundredths: int, decimals: int = 2) -> str:
    """A whole number of the last decimal as a decimal text."""
    sign, digits = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    if decimals == 0:
        return f"{sign}{digits}"
    whole, rest = divmod(digits, 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}"


def spread(chance: random.Random, middle: int, least: int = 40, most: int = 250) -> int:
    """A whole number around ``middle``: between ``least`` and ``most`` per cent of it, small ones more often."""
    percent = least + (most - least) * chance.randint(0, 1000) * chance.randint(0, 1000) // 1_000_000
    return max(1, middle * percent // 100)


def person(number: int) -> str:
    """A name that nobody has."""
    return f"模拟人员{number:04d}"


def phone(number: int) -> str:
    """A number that no telephone has."""
    return f"000-0000{number:04d}"


def stage_of(chance: random.Random) -> str:
    """A stage of a project, finished ones more often."""
    stages = ("preliminary", "approved", "construction", "commissioned", "accepted", "suspended")
    return chance.choices(stages, (12, 14, 26, 16, 28, 4))[0]


def project_code(year: int, area: str, number: int) -> str:
    """A code in the form of the national platform; its serial numbers are beyond those in use."""
    return f"{year}-{area}-99-01-{900_000 + number}"

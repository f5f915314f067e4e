"""Things that report and are no areas: a plant, an enterprise. Their units say where they lie and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

# 622901-sewage_plant-1: the area, the kind as elements name it in ``of``, a number.
_UNIT = re.compile(r"(?P<area>[0-9]{6})-(?P<kind>[a-z][a-z0-9_]*)-[0-9]+")


def owners_of(units: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Kind and area of each unit that is named ``<area>-<kind>-<number>``; other units are left out."""
    found = ((unit, _UNIT.fullmatch(unit)) for unit in units)
    return {unit: (match["kind"], match["area"]) for unit, match in found if match is not None}

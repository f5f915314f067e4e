"""Whether two reports tell of the same: the same matter and county, near in place and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import cos, hypot, radians

NEAR_M = 300
NEAR_DAYS = 7
_M_PER_DEGREE = 111_320


@dataclass(frozen=True)
class Spot:
    """What of a report says where and when."""

    matter: str
    area: str
    day: date
    address: str
    longitude: Decimal | None
    latitude: Decimal | None


def alike(one: Spot, other: Spot) -> bool:
    """Same matter, same county, at most a week apart, and within 300 m or at the same written address."""
    if (one.matter, one.area) != (other.matter, other.area) or abs((one.day - other.day).days) > NEAR_DAYS:
        return False
    distance = distance_m(one, other)
    if distance is not None:
        return distance <= NEAR_M
    return bool(_plain(one.address)) and _plain(one.address) == _plain(other.address)


def distance_m(one: Spot, other: Spot) -> float | None:
    """Metres between them; None where one has no coordinates. Flat within a county: good to a part in a thousand."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    middle = radians(float(one.latitude + other.latitude) / 2)
    east = float(one.longitude - other.longitude) * _M_PER_DEGREE * cos(middle)
    return hypot(east, float(one.latitude - other.latitude) * _M_PER_DEGREE)


def _plain(address: str) -> str:
    return re.sub(r"\W+", "", address).lower()

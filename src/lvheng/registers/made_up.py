"""Made-up things as files write them, with what happened to them later. Knows no database."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Later:
    """What happened after a thing was registered: other values, or the end of it."""

    on: datetime.date
    written: Mapping[str, Any] = field(default_factory=dict)
    state: Literal["active", "ended", "revoked"] = "active"
    reason: str = ""


@dataclass(frozen=True)
class MadeUp:
    """A thing with its values from a day on, and what happened later, in order of days."""

    written: Mapping[str, Any]
    on: datetime.date
    later: Sequence[Later] = ()

"""What documents take from cases: the facts of one, and how the tasks of the plan are getting on."""

from __future__ import annotations

from datetime import date
from typing import Any

from lvheng.areas.acting import Acting
from lvheng.errors import Text
from lvheng.reports.contract import CASE_NAMES
from lvheng.reports.materials import Material


def gather(subject: str, acting: Acting | None, material: Material) -> None:
    """The facts of the case that a subject names; without one everything is typed."""
    material.values["case"] = dict.fromkeys(CASE_NAMES, "")


def tasks(day: date, material: Material) -> dict[str, Any] | None:
    """The tasks of the plan as cases, None where there are none."""
    return None


def choices(acting: Acting) -> list[tuple[str, Text]]:
    """The open cases that somebody may draft a document about."""
    return []

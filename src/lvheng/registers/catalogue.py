"""The kinds of things that the site's pack declares."""

from __future__ import annotations

import datetime
import threading

from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs import DepartmentType, Pack
from lvheng.packs.registers import RegisterKind, Registers, registers_of

_kept: list[tuple[Pack, datetime.date, Registers]] = []
_keeping = threading.Lock()


def registers() -> Registers:
    """The kinds that are in force today. Raises Problems for a pack that is not valid."""
    pack, today = site_pack(), timezone.localdate()
    with _keeping:
        if not _kept or _kept[0][0] is not pack or _kept[0][1] != today:
            _kept[:] = [(pack, today, registers_of(pack, today))]
        return _kept[0][2]


def area_code() -> str:
    """The code of the place that the site is for."""
    return site_pack().area_code or ""


def kind_of(code: str) -> RegisterKind:
    """One kind. Raises InputProblem ``no_such_register`` for a code that the pack does not declare."""
    found = registers().kinds.get(code)
    if found is None:
        raise InputProblem(
            "no_such_register",
            Text(f"没有名为“{code}”的登记种类。", f"there is no register “{code}”."),
            to_do=Text("请从登记目录选择。", "Choose one from the list of registers."),
        )
    return found


def keeper_of(kind: RegisterKind) -> Text | None:
    """The department that keeps a register; None where the pack names none."""
    types = {each.code: each for each in site_pack().of(DepartmentType)}
    found = types.get(kind.keeper or "")
    return Text(found.name, found.name_en) if found else None

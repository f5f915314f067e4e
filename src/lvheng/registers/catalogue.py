"""The kinds of things that the site's pack declares."""

from __future__ import annotations

import threading

from django.conf import settings
from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.packs import Pack, load_pack
from lvheng.packs.registers import RegisterKind, Registers, registers_of

_packs: dict[str, Pack] = {}
_opening = threading.Lock()


def registers() -> Registers:
    """The kinds that are in force today. Raises Problems for a pack that is not valid."""
    return registers_of(_pack(), timezone.localdate())


def area_code() -> str:
    """The code of the place that the site is for."""
    return _pack().area_code or ""


def _pack() -> Pack:
    """The site's pack, read once in a process."""
    name = str(settings.CONFIGURATION.pack)
    with _opening:
        if name not in _packs:
            _packs[name] = load_pack(name)
        return _packs[name]


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

"""Values as people read them, in the reader's language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from lvheng.areas import queries as area_queries
from lvheng.packs.registers import RegisterField, RegisterKind, Registers
from lvheng.registers.models import Thing
from lvheng.registers.values import masked


@dataclass(frozen=True)
class Shown:
    """One value of one field. ``raw`` is what files carry; ``words`` is "" where nothing is known."""

    field: RegisterField
    words: str = ""
    raw: Any = None
    url: str = ""
    is_masked: bool = False

    @property
    def label(self) -> str:
        """The field's name in the reader's language."""
        return self.field.title.in_language(get_language() or "")

    @property
    def is_number(self) -> bool:
        return self.field.is_numeric


@dataclass(frozen=True)
class Names:
    """What stands for codes and numbers: areas, organisations, and things with their kinds."""

    areas: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)


def names_for(kind: RegisterKind, rows: Iterable[Mapping[str, Any]]) -> Names:
    """Everything that showing ``rows`` of values needs; at most one query each for areas, organisations and things."""
    types = {field.type for field in kind.fields}
    references = [field.code for field in kind.fields if field.to]
    wanted = {row[code] for row in rows for code in references if isinstance(row.get(code), int)}
    things = Thing.objects.filter(pk__in=wanted).values_list("pk", "title", "kind", "identifier") if wanted else ()
    return Names(
        areas={area.code: str(area) for area in area_queries.areas()} if "area" in types else {},
        organisations=_organisations() if "organisation" in types else {},
        things={pk: (title, code, identifier) for pk, title, code, identifier in things},
    )


def _organisations() -> dict[str, str]:
    return {code: str(each) for code, each in area_queries.organisations_by_code().items()}


def show(
    registers: Registers,
    fields: Iterable[RegisterField],
    values: Mapping[str, Any],
    names: Names,
    personal: bool = False,
) -> list[Shown]:
    """The values of some fields; personal ones masked unless ``personal``."""
    return [_show(registers, field, values.get(field.code), names, personal) for field in fields]


def _show(registers: Registers, declared: RegisterField, value: Any, names: Names, personal: bool) -> Shown:
    if value is None:
        return Shown(declared)
    if declared.personal and not personal:
        hidden = masked(value)
        return Shown(declared, hidden, hidden, is_masked=True)
    if declared.type == "reference":
        title, code, identifier = names.things.get(value, ("", "", ""))
        url = reverse("registers:thing", args=[code, value]) if code else ""
        return Shown(declared, title or identifier, identifier, url)
    words = _words(registers, declared, value, names)
    return Shown(declared, words, words if declared.type in ("point", "boolean") else value)


def _words(registers: Registers, declared: RegisterField, value: Any, names: Names) -> str:
    match declared.type:
        case "code":
            language = get_language() or ""
            found = (option.title for option in registers.options(declared) if option.code == value)
            return next((title.in_language(language) for title in found), str(value))
        case "boolean":
            return gettext("是") if value else gettext("否")
        case "area":
            return names.areas.get(value, value)
        case "organisation":
            return names.organisations.get(value, value)
        case "point":
            return f"{value[0]}, {value[1]}"
        case "polygon":
            return gettext("边界（%(type)s）") % {"type": value["type"]}
        case "number" | "money" | "integer":
            return grouped(str(value))
        case _:
            return str(value)


def grouped(number: str) -> str:
    """``1234567.50`` as ``1,234,567.50``."""
    whole, point, decimals = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}"


def day_words(day: datetime.date | None) -> str:
    """A day as 2024-01-31; "" for none."""
    return day.isoformat() if day else ""

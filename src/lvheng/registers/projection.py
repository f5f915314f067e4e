"""What lists and search need of a thing's values. Knows no database."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lvheng.packs.registers import RegisterKind, Registers
from lvheng.registers.searching import folded, tokens


@dataclass(frozen=True)
class Projection:
    """The columns that every thing has, taken from its values."""

    identifier: str
    title: str
    area_id: str | None
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    longitude: Decimal | None
    latitude: Decimal | None
    search_text: str
    tokens: list[str]


def project(
    registers: Registers, kind: RegisterKind, values: Mapping[str, Any], identifier: str, titles: Mapping[int, str]
) -> Projection:
    """Lay the values out.

    ``identifier`` counts where the kind has no field for it; ``titles`` names the things referred to.
    """
    own = str(values[kind.identifier]) if kind.identifier else identifier
    title = _title(kind, values, titles)
    searchable = [own, title, *_searchable(registers, kind, values, titles)]
    validity = kind.validity
    longitude, latitude = _point(values.get(kind.location or ""))
    return Projection(
        identifier=own,
        title=title,
        area_id=values.get(kind.area) if kind.area else None,
        valid_from=_day(values.get(validity.begin)) if validity else None,
        valid_until=_day(values.get(validity.end)) if validity and validity.end else None,
        longitude=longitude,
        latitude=latitude,
        search_text=folded(" ".join(dict.fromkeys(searchable))),
        tokens=tokens(searchable),
    )


def _title(kind: RegisterKind, values: Mapping[str, Any], titles: Mapping[int, str]) -> str:
    value = values.get(kind.title_field)
    if kind.by_code[kind.title_field].type == "reference":
        return titles.get(value, "") if isinstance(value, int) else ""
    return str(value or "")[:300]


def _searchable(
    registers: Registers, kind: RegisterKind, values: Mapping[str, Any], titles: Mapping[int, str]
) -> list[str]:
    """Texts of the fields marked for search; of a code its names in both languages."""
    found: list[str] = []
    for field in kind.fields:
        value = values.get(field.code)
        if not field.search or value is None:
            continue
        if field.type == "code":
            found += [text for option in registers.options(field) if option.code == value for text in _names(option)]
        elif field.type == "reference":
            found.append(titles.get(value, ""))
        else:
            found.append(str(value))
    return found


def _names(option: Any) -> tuple[str, str]:
    return option.name, option.name_en


def _day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


def _point(value: Any) -> tuple[Decimal | None, Decimal | None]:
    return (Decimal(value[0]), Decimal(value[1])) if value else (None, None)

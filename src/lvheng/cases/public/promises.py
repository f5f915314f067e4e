"""What the pack promises to whoever reports: which office deals with it, and its terms from the day of receipt."""

from __future__ import annotations

from dataclasses import dataclass

from lvheng.areas.queries import organisations_by_code
from lvheng.cases.catalogue import area_code, party, type_of
from lvheng.cases.clock_words import UNITS
from lvheng.errors import Text


@dataclass(frozen=True)
class Promise:
    """The office in charge and the terms that begin when a report comes in: title, and how long."""

    office: Text
    terms: tuple[tuple[Text, Text], ...]


def promise(case_type: str) -> Promise:
    """What the pack says of a type of case."""
    kind = type_of(case_type)
    code = party(kind.owner, area_code())
    office = organisations_by_code([code]).get(code) if code else None
    terms = tuple((rule.title, _long(*rule.count_and_unit)) for rule in kind.deadlines if rule.start == "opening")
    name = office.short_name or office.name if office else kind.name
    return Promise(Text(name, office.name_en if office and office.name_en else kind.name_en), terms)


def _long(count: int, unit: str) -> Text:
    words = UNITS[unit]
    return Text(f"{count}{words.zh}内", f"within {count} {words.en}")

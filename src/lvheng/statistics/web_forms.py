"""What the pages of reporting send: the cells of a form, explanations, words of a decision, chosen reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

CELL, EXPLANATION = "e-", "x-"
# Far more than any number or explanation has; the database keeps what was typed word for word.
CELL_LENGTH, EXPLANATION_LENGTH, WORDS_LENGTH = 60, 500, 1000
MAX_CHOSEN = 1000


@dataclass(frozen=True)
class Typed:
    """A form as it was typed: ``entries`` by element, ``explanations`` by rule; ``seen``: when the draft was saved."""

    entries: dict[str, str]
    explanations: dict[str, str]
    seen: datetime | None


def typed(data: QueryDict, elements: Iterable[str], rules: Iterable[str]) -> Typed:
    """The cells and explanations of this form; anything else that was sent is left out."""
    return Typed(
        _fields(data, CELL, elements, CELL_LENGTH),
        _fields(data, EXPLANATION, rules, EXPLANATION_LENGTH),
        moment(data.get("seen", "")),
    )


def _fields(data: QueryDict, prefix: str, names: Iterable[str], length: int) -> dict[str, str]:
    """What was sent, empty cells too: emptying one is a change. What was not sent stays as it is."""
    sent = ((name, data.get(f"{prefix}{name}")) for name in names)
    return {name: text.strip()[:length] for name, text in sent if text is not None}


def moment(written: str) -> datetime | None:
    """An ISO time; None where there is none or it cannot be read."""
    try:
        return parse_datetime(written)
    except ValueError:
        return None


def words(data: QueryDict, name: str = "words") -> str:
    """The words that go with a decision."""
    return data.get(name, "").strip()[:WORDS_LENGTH]


def chosen(data: QueryDict) -> list[int]:
    """The ids of the ticked reports."""
    ticked = [each for each in data.getlist("report") if each.isascii() and each.isdecimal() and len(each) < 19]
    return [int(each) for each in ticked[:MAX_CHOSEN]]

"""From the reader's result to what is kept and reviewed: findings as plain data, and where they belong. No Django."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lvheng.documents import Reading

# The length that the columns of the adopted plan allow; the reader knows no such limit.
UNIT_LIMIT, SCOPE_LIMIT, INDICATOR_LIMIT, OBJECT_LIMIT, NAME_LIMIT, DEADLINE_LIMIT = 30, 120, 200, 300, 120, 40

_YEAR = re.compile(r"(20\d\d)年")
_PERIODS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as plain data. ``data`` holds the fields of its kind; decimals are text."""

    kind: str
    article: str
    start: int
    end: int
    data: dict[str, Any]

    @property
    def quote(self) -> str:
        """The words of the plan that the finding rests on."""
        return quote_of(self.data)


def quote_of(data: Mapping[str, Any]) -> str:
    """The words of the plan in a finding's data: a task calls them ``text``, the others ``quote``."""
    return str(data.get("quote") or data.get("text") or "")


def normalised(text: str) -> str:
    """Text without what changes between two prints of the same words: width of characters and white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def findings_of(reading: Reading) -> list[Found]:
    """All targets, tasks and responsibilities in the order of the text."""
    found = [_target(target) for target in reading.targets]
    found += [_task(task) for task in reading.tasks]
    found += [_responsibility(each) for each in reading.responsibilities]
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))


def _target(target: Any) -> Found:
    data = {
        "quote": target.quote,
        "indicator": target.indicator[:INDICATOR_LIMIT],
        "comparator": target.comparator,
        "value": as_text(target.value),
        "value_max": as_text(target.value_max),
        "unit": (target.unit or "")[:UNIT_LIMIT],
        "deadline_year": target.deadline_year,
        "scope": (target.scope or "")[:SCOPE_LIMIT],
        "baseline_year": target.baseline_year,
    }
    return Found("target", target.article or "", target.start, target.end, data)


def _task(task: Any) -> Found:
    data = {
        "text": task.text,
        "modality": task.modality,
        "object": (task.object or "")[:OBJECT_LIMIT],
        "deadline": (task.deadline or "")[:DEADLINE_LIMIT],
        "organisations": list(task.organisations),
    }
    return Found("task", task.article or "", task.start, task.end, data)


def _responsibility(each: Any) -> Found:
    data = {"quote": each.quote, "lead": list(each.lead), "participants": list(each.participants)}
    return Found("responsibility", each.article or "", each.start, each.end, data)


def as_text(value: Decimal | None) -> str | None:
    """A decimal in plain notation, as JSON keeps it without loss."""
    return None if value is None else format(value, "f")


def reading_as_data(reading: Reading) -> dict[str, Any]:
    """What is kept of a reading besides its findings: metadata, articles, sentences, citations, mentions."""
    names = {
        "articles": ("id", "number", "heading", "level", "start", "end"),
        "sentences": ("article", "start", "end"),
        "citations": ("kind", "title", "document_number", "issuer", "start", "end"),
        "mentions": ("kind", "text", "start", "end"),
    }
    data: dict[str, Any] = {
        name: [{field: getattr(item, field) for field in fields} for item in getattr(reading, name)]
        for name, fields in names.items()
    }
    return {"metadata": metadata_as_data(reading), **data}


def metadata_as_data(reading: Reading) -> dict[str, Any]:
    """Head and foot of the document as JSON; the date in ISO 8601."""
    found = reading.metadata
    return {
        "title": found.title,
        "issuer": found.issuer,
        "document_number": found.document_number,
        "date": found.date.isoformat() if found.date else None,
        "addressees": list(found.addressees),
        "based_on": [
            {"title": each.title, "issuer": each.issuer, "document_number": each.document_number}
            for each in found.based_on
        ],
        "attachments": list(found.attachments),
    }


def deadline_year(deadline: str) -> int | None:
    """The last year that a deadline names, by itself (2021年底前) or through its five-year period (“十四五”末)."""
    years = [int(year) for year in _YEAR.findall(deadline)]
    years += [year for period, year in _PERIODS.items() if period in deadline]
    return max(years, default=None)


def innermost_article(articles: Sequence[Mapping[str, Any]], position: int) -> str:
    """The id of the deepest article whose span holds ``position``; empty outside all of them."""
    holding = [each for each in articles if each["start"] <= position < each["end"]]
    return str(max(holding, key=lambda each: (each["level"], each["start"]))["id"]) if holding else ""


def sentence_at(sentences: Sequence[tuple[int, int]], position: int) -> int | None:
    """The index of the ``(start, end)`` that holds ``position``; spans ascend and do not overlap."""
    index = bisect.bisect_right(sentences, position, key=lambda span: span[0]) - 1
    return index if index >= 0 and position < sentences[index][1] else None


def names_in(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every organisation name in the data of responsibilities and tasks, once each, in the order of the text."""
    names: dict[str, None] = {}
    for data in findings:
        for field in ("lead", "participants", "organisations"):
            names.update(dict.fromkeys(data.get(field, ())))
    return list(names)

"""What a reading consists of. Offsets count characters of ``Reading.text``: ``text[start:end]`` is the quote."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Comparator = Literal[
    "=",
    ">=",
    ">",
    "<=",
    "~",
    "range",
    "decrease_by",
    "increase_by",
    "reach_full_coverage",
    "reach_zero",
    "at_grade",
    "negative_growth",
]
Modality = Literal["must", "forbid", "encourage", "explore", "support"]
CitationKind = Literal["law", "document"]
MentionKind = Literal["area", "organisation", "programme"]


@dataclass(frozen=True, slots=True)
class BasedOn:
    """A document that the plan says it carries out."""

    title: str
    issuer: str | None
    document_number: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Head and foot of the document; what is not stated is ``None`` or empty."""

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    date: datetime.date | None = None
    addressees: tuple[str, ...] = ()
    based_on: tuple[BasedOn, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered provision; its span reaches to the next one of the same or a higher level, so children nest."""

    id: str
    number: str
    heading: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body; it ends after 。；！？ or with its line."""

    article: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A future state that must be reached. ``value`` and ``unit`` are as written (``193.05``, ``万亩``)."""

    quote: str
    indicator: str
    comparator: Comparator
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    deadline_year: int | None
    scope: str | None
    baseline_year: int | None
    article: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Task:
    """A clause that orders something; ``deadline`` is as written (``2021年底前``)."""

    text: str
    modality: Modality
    object: str
    deadline: str | None
    organisations: tuple[str, ...]
    article: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for an article, names as written."""

    article: str | None
    lead: tuple[str, ...]
    participants: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A law or a document named in 《》."""

    kind: CitationKind
    title: str
    document_number: str | None
    issuer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An area, an organisation or a programme named in the text."""

    kind: MentionKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found in one document."""

    metadata: Metadata
    text: str
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    responsibilities: tuple[Responsibility, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]

    def to_json(self) -> dict[str, Any]:
        """The object that ``lvheng read --format json`` prints; numbers are plain JSON numbers, dates ISO 8601."""
        return {
            "metadata": _metadata(self.metadata),
            "text": self.text,
            "articles": [_fields(a, "id", "number", "heading", "level", "start", "end") for a in self.articles],
            "targets": [_target(t) for t in self.targets],
            "tasks": [
                _fields(t, "text", "modality", "object", "deadline", "article", "start", "end") for t in self.tasks
            ],
            "responsibilities": [_fields(r, "article", "lead", "participants", "quote") for r in self.responsibilities],
        }


def _fields(value: object, *names: str) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in names}
    return {name: list(item) if isinstance(item, tuple) else item for name, item in found.items()}


def _metadata(metadata: Metadata) -> dict[str, Any]:
    return {
        "title": metadata.title,
        "issuer": metadata.issuer,
        "document_number": metadata.document_number,
        "date": metadata.date.isoformat() if metadata.date else None,
        "based_on": [_fields(b, "title", "issuer", "document_number") for b in metadata.based_on],
        "attachments": list(metadata.attachments),
    }


def _target(target: Target) -> dict[str, Any]:
    found = _fields(target, "quote", "indicator", "comparator", "value", "unit", "deadline_year", "scope")
    found |= _fields(target, "baseline_year", "article", "start", "end")
    found["value"] = _number(target.value)
    if target.value_max is not None:
        found["value_max"] = _number(target.value_max)
    return found


def _number(value: Decimal | None) -> int | float | None:
    """JSON knows no decimals: the shortest text of a float is the number as written for every figure of a plan."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

"""Search: the words that somebody typed, and the results as a page shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import pgettext_lazy

from lvheng.areas import queries as area_queries
from lvheng.plan import reading_queries, search_queries
from lvheng.plan.wording import deadline, demand

MAX_CHARACTERS = 60
MAX_WORDS = 6
FIRST_HITS = 5
BEFORE_HIT, AFTER_HIT = 36, 100

_HALF_WIDTH = {code + 0xFEE0: code for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Query:
    """What somebody typed, and its words."""

    text: str
    words: tuple[str, ...]

    @property
    def is_usable(self) -> bool:
        """One Chinese character says something; a single letter or digit is everywhere."""
        return any(len(word) > 1 or _HAN.match(word) for word in self.words)


@dataclass(frozen=True)
class Piece:
    """A run of a text; ``is_hit`` where it is one of the words searched for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Hit:
    """One result: where it leads, its title and excerpt with the words marked, and a line that says what it is."""

    url: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    about: str
    lang: str = "zh-Hans"


@dataclass(frozen=True)
class Group:
    """All results of one kind; counted and cut in the database."""

    kind: str
    title: Promise
    rows: QuerySet[Any]
    words: tuple[str, ...]
    as_hit: Callable[[Any, Sequence[str]], Hit]

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self.rows.count()

    @property
    def first(self) -> list[Hit]:
        """The first results, for the page of all kinds."""
        return self.hits(self.rows[:FIRST_HITS])

    def hits(self, rows: Iterable[Any]) -> list[Hit]:
        """Some rows as results."""
        return [self.as_hit(row, self.words) for row in rows]


def parse(text: str) -> Query:
    """The words of a query: full-width digits and letters made half-width; at most sixty characters and six words."""
    clean = " ".join(text.replace("\x00", "").translate(_HALF_WIDTH).split())[:MAX_CHARACTERS].strip()
    return Query(clean, tuple(dict.fromkeys(clean.split()))[:MAX_WORDS])


def search(query: Query) -> list[Group]:
    """The results of every kind, kinds without any included."""
    words = query.words
    kinds = (
        ("text", pgettext_lazy("search", "条文"), search_queries.sentences, _sentence),
        ("targets", pgettext_lazy("search", "目标"), search_queries.targets, _target),
        ("tasks", pgettext_lazy("search", "任务"), search_queries.tasks, _task),
        ("organisations", pgettext_lazy("search", "单位"), area_queries.search_organisations, _organisation),
    )
    return [Group(kind, title, rows(words), words, as_hit) for kind, title, rows, as_hit in kinds]


def _sentence(row: Any, words: Sequence[str]) -> Hit:
    version = row.version
    url = f"{reverse('plan:home', args=[version.plan.code])}#{reading_queries.sentence_anchor(row)}"
    heading = str(row.provision) if row.provision else version.title
    return Hit(url, marked(heading, words), marked(excerpt(row.text, words), words), str(version.plan))


def _target(row: Any, words: Sequence[str]) -> Hit:
    url = reverse("plan:target", args=[row.version.plan.code, row.pk])
    about = " · ".join(filter(None, (demand(row), deadline(row.deadline_year), row.scope)))
    return Hit(url, marked(row.indicator, words), marked(excerpt(row.quote, words), words), about)


def _task(row: Any, words: Sequence[str]) -> Hit:
    url = reverse("plan:task", args=[row.version.plan.code, row.pk])
    about = " · ".join(filter(None, (row.get_modality_display(), str(row.provision or ""))))
    return Hit(url, marked(excerpt(row.text, words), words), (), about)


def _organisation(row: Any, words: Sequence[str]) -> Hit:
    url = reverse("areas:organisation", args=[row.code])
    others = " · ".join(name for name in (row.name, row.name_en) if name and name != str(row))
    return Hit(url, marked(str(row), words), marked(others, words), f"{row.get_kind_display()} · {row.area}", lang="")


def excerpt(text: str, words: Sequence[str]) -> str:
    """The part of a long text around the first hit, cut with an ellipsis."""
    if len(text) <= BEFORE_HIT + AFTER_HIT:
        return text
    folded = text.casefold()
    places = [place for word in words if (place := folded.find(word.casefold())) >= 0]
    start = max(0, min(places, default=0) - BEFORE_HIT)
    end = start + BEFORE_HIT + AFTER_HIT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text in pieces with and without a hit; where words overlap the longer one counts."""
    wanted = sorted(words, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, wanted))})", text, flags=re.IGNORECASE) if wanted else [text]
    return tuple(Piece(part, bool(place % 2)) for place, part in enumerate(parts) if part)

"""Carries decisions over from the document that a plan was adopted from to its amended successor. Pure: no Django.

A decision holds for words, not for places: it is carried over where the same words are found again, in the same article
or, where that is the only such finding, in another one, and where the reader understands them as it did before.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lvheng.plan.importing import Found, innermost_article, normalised, quote_of

OPEN, SPLIT, ADDED = "open", "split", "added"


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding of the earlier document with the decision on it; ``parts`` are what a split made of it."""

    found: Found
    decision: str
    found_data: dict[str, Any] | None = None
    decided_by_id: int | None = None
    decided_at: datetime.datetime | None = None
    parts: tuple[Decided, ...] = ()

    @property
    def as_read(self) -> dict[str, Any]:
        """What the reader itself had found."""
        return self.found.data if self.found_data is None else self.found_data


@dataclass(frozen=True, slots=True)
class Carried:
    """A finding of the new document, open or with the decision that ``source`` had."""

    found: Found
    source: Decided | None = None
    found_data: dict[str, Any] | None = None
    parts: tuple[Carried, ...] = field(default=())

    @property
    def decision(self) -> str:
        """The decision that is carried over, or ``open``."""
        return self.source.decision if self.source else OPEN


def carry_over(
    old: Sequence[Decided], new: Sequence[Found], text: str, articles: Sequence[Mapping[str, Any]]
) -> list[Carried]:
    """Every finding of ``new`` in its order, then those that people had added and whose words stand in ``text``."""
    read_by_reader = [each for each in old if each.decision not in (OPEN, ADDED)]
    sources = _match(read_by_reader, new)
    carried = [_carried(found, sources.get(index), text, articles) for index, found in enumerate(new)]
    known = {(each.kind, normalised(each.quote)) for each in new}
    for each in old:
        if each.decision == ADDED and (each.found.kind, normalised(each.found.quote)) not in known:
            moved = _moved(each.found, text, articles)
            carried += [Carried(moved, each)] if moved else []
    return carried


def _match(old: Sequence[Decided], new: Sequence[Found]) -> dict[int, Decided]:
    """Index of the new finding -> the earlier one with the same words that the reader understood in the same way."""
    sources: dict[int, Decided] = {}
    used: set[int] = set()
    for with_article in (True, False):
        waiting: dict[Hashable, list[int]] = {}
        for position, decided in enumerate(old):
            if position not in used:
                waiting.setdefault(_key(decided.found, with_article), []).append(position)
        free = [index for index in range(len(new)) if index not in sources]
        counts = _count(_key(new[index], with_article) for index in free)
        for index in free:
            key = _key(new[index], with_article)
            candidates = waiting.get(key, [])
            if not candidates or (not with_article and (counts[key] > 1 or len(candidates) > 1)):
                continue
            position = candidates.pop(0)
            used.add(position)
            if same_understanding(old[position].as_read, new[index].data):
                sources[index] = old[position]
    return sources


def _key(found: Found, with_article: bool) -> Hashable:
    return (found.kind, normalised(found.quote), found.article if with_article else None)


def _count(keys: Iterable[Hashable]) -> dict[Hashable, int]:
    counts: dict[Hashable, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def same_understanding(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two readings of the same words agree in every field but the words themselves and their place."""
    ignored = {"quote", "text", "place"}
    return {k: v for k, v in one.items() if k not in ignored} == {k: v for k, v in other.items() if k not in ignored}


def _carried(found: Found, source: Decided | None, text: str, articles: Sequence[Mapping[str, Any]]) -> Carried:
    if source is None:
        return Carried(found)
    if source.decision == SPLIT:
        parts = [_part(part, found, source, text, articles) for part in source.parts]
        return Carried(found, source, parts=tuple(part for part in parts if part))
    if source.found_data is None:
        return Carried(found, source)
    corrected = Found(found.kind, found.article, found.start, found.end, source.found.data)
    placed = _moved(corrected, text, articles, near=found.start) or corrected
    return Carried(placed, source, found_data={**found.data, "place": [found.article, found.start, found.end]})


def _part(
    part: Decided, found: Found, source: Decided, text: str, articles: Sequence[Mapping[str, Any]]
) -> Carried | None:
    near = found.start + part.found.start - source.found.start
    moved = _moved(part.found, text, articles, near=near)
    return Carried(moved, part, found_data=part.found_data) if moved else None


def _moved(found: Found, text: str, articles: Sequence[Mapping[str, Any]], near: int | None = None) -> Found | None:
    """The finding at the place where its words stand in the new text: in its article, or nearest to ``near``."""
    quote = quote_of(found.data)
    places = occurrences(text, quote)
    if not places:
        return None
    if near is None:
        in_article = [start for start in places if innermost_article(articles, start) == found.article]
        start = (in_article or places)[0]
    else:
        start = min(places, key=lambda place: (abs(place - near), place))
    return Found(found.kind, innermost_article(articles, start), start, start + len(quote), found.data)


def occurrences(text: str, quote: str) -> list[int]:
    """Every offset at which ``quote`` stands in ``text``, ascending."""
    places: list[int] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        places.append(start)
        start = text.find(quote, start + 1)
    return places

"""Which sentences of a plan are operated by a running part of the program, which are only recorded, which are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from lvheng.documents import Article, Reading, Sentence
from lvheng.packs import mistakes
from lvheng.packs.bindings import occurrences
from lvheng.packs.model import Binding, Pack

State = Literal["operated", "recorded", "open"]


class Numbered(Protocol):
    """A provision, in a reading or in an adopted version."""

    @property
    def number(self) -> str: ...

    @property
    def heading(self) -> str: ...


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """One sentence of the plan: ``bindings`` are those that run, ``targets`` and ``tasks`` count what was found."""

    start: int
    end: int
    text: str
    article: str
    state: State
    bindings: tuple[Binding, ...]
    targets: int
    tasks: int


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """How many sentences of one article are in each state."""

    id: str
    heading: str
    operated: int
    recorded: int
    open: int

    @property
    def total(self) -> int:
        return self.operated + self.recorded + self.open


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of one plan by one pack.

    ``idle`` are bindings of kind ``target`` where the reader finds no target: nothing runs for them.
    ``targets_operated`` of ``targets_found`` targets have a binding of their own.
    """

    plan: str
    sentences: tuple[SentenceCoverage, ...]
    articles: tuple[ArticleCoverage, ...]
    idle: tuple[Binding, ...]
    targets_operated: int
    targets_found: int

    def count(self, state: State) -> int:
        return sum(sentence.state == state for sentence in self.sentences)

    @property
    def operated(self) -> int:
        return self.count("operated")

    @property
    def recorded(self) -> int:
        return self.count("recorded")

    @property
    def open(self) -> int:
        return self.count("open")

    @property
    def total(self) -> int:
        return len(self.sentences)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a binding's quote stands."""

    binding: Binding
    start: int
    end: int


def coverage(pack: Pack, reading: Reading, plan: str | None = None) -> Coverage:
    """The state of every sentence of ``reading``, which is the text of ``plan`` (default: the pack's first own plan).

    A sentence is *operated* when a binding lies in it whose operator runs, else *recorded* when the reader found a
    target or a task in it, else *open*. Headings and what stands outside the articles are not counted. Bindings whose
    quote is not in ``reading`` (another version of the plan) do not count.
    """
    code = plan or _own_plan(pack)
    places = [place for binding in pack.bindings if binding.plan == code for place in _places(binding, reading)]
    running = [place for place in places if _runs(place, reading)]
    sentences = tuple(_state(sentence, reading, running) for sentence in _counted(reading))
    bound = [place for place in running if place.binding.kind == "target"]
    return Coverage(
        plan=code,
        sentences=sentences,
        articles=_by_article(sentences, reading.articles),
        idle=tuple(place.binding for place in places if place not in running),
        targets_operated=sum(bool(_within(target, bound)) for target in reading.targets),
        targets_found=len(reading.targets),
    )


def _own_plan(pack: Pack) -> str:
    own = [known.code for known in pack.plans if known.role == "own"]
    if not own:
        raise mistakes.plan_not_named(pack.name, [known.code for known in pack.plans])
    return own[0]


def _places(binding: Binding, reading: Reading) -> Iterable[_Place]:
    article = next((known for known in reading.articles if known.id == binding.article), None)
    starts = occurrences(reading, article, binding.quote) if article else []
    for number, start in enumerate(starts, 1):
        if binding.occurrence in (None, number):
            yield _Place(binding, start, start + len(binding.quote))


def _runs(place: _Place, reading: Reading) -> bool:
    """A page and an indicator run by themselves; a target runs when one was found there to show."""
    return place.binding.kind != "target" or bool(_within(place, reading.targets))


def _within(span: _Span, others: Sequence[_Span]) -> list[_Span]:
    return [other for other in others if other.start < span.end and span.start < other.end]


def _counted(reading: Reading) -> Iterable[Sentence]:
    headings = headings_of(reading.articles)
    return (known for known in reading.sentences if known.article and not is_heading(known.text, headings))


def headings_of(articles: Iterable[Numbered]) -> frozenset[str]:
    """The headings of a plan as :func:`is_heading` compares them."""
    return frozenset(_letters(article.number + article.heading) for article in articles)


def is_heading(text: str, headings: Collection[str]) -> bool:
    """Whether a sentence is nothing but a heading, whatever marks follow it; such sentences are not counted."""
    return _letters(text) in headings


def state_of(operators: int | bool, found: int | bool) -> State:
    """The state of a sentence with that many running operators and that many targets and tasks."""
    return "operated" if operators else "recorded" if found else "open"


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _state(sentence: Sentence, reading: Reading, running: Sequence[_Place]) -> SentenceCoverage:
    bindings = tuple(place.binding for place in running if _within(sentence, [place]))
    targets = len(_within(sentence, reading.targets))
    tasks = len(_within(sentence, reading.tasks))
    state = state_of(len(bindings), targets + tasks)
    article = sentence.article or ""
    return SentenceCoverage(sentence.start, sentence.end, sentence.text, article, state, bindings, targets, tasks)


def _by_article(sentences: Sequence[SentenceCoverage], articles: Sequence[Article]) -> tuple[ArticleCoverage, ...]:
    counts = Counter((sentence.article, sentence.state) for sentence in sentences)
    rows = (
        ArticleCoverage(
            known.id,
            known.heading,
            operated=counts[known.id, "operated"],
            recorded=counts[known.id, "recorded"],
            open=counts[known.id, "open"],
        )
        for known in articles
    )
    return tuple(row for row in rows if row.total)

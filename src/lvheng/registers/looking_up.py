"""What anybody is told of a thing without signing in: whether it is valid today, its public fields, and its parts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers import queries
from lvheng.registers.catalogue import registers
from lvheng.registers.listing import with_words
from lvheng.registers.models import State, Thing
from lvheng.registers.searching import words_of
from lvheng.registers.shown import Shown, names_for, show
from lvheng.registers.validity import Verdict

MAX_HITS = 20
MAX_PARTS = 200
_DEPTH = 2


@dataclass(frozen=True)
class Answer:
    """One thing, its standing today, its public values, and what belongs to it."""

    kind: RegisterKind
    thing: Thing
    verdict: Verdict
    shown: list[Shown]
    parts: list[Parts] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The thing's name where it is public, else its identifier."""
        return self.thing.title if self.kind.by_code[self.kind.title_field].public else self.thing.identifier


@dataclass(frozen=True)
class Parts:
    """The things of one public kind that belong to another thing."""

    kind: RegisterKind
    fields: list[RegisterField]
    answers: list[Answer]


def kinds_to_look_up() -> list[RegisterKind]:
    """The kinds that anybody may ask about."""
    return [kind for kind in registers().kinds.values() if kind.look_up]


def look_up(kind: RegisterKind, asked: str) -> tuple[Answer | None, list[Thing]]:
    """The thing with that identifier; else, of a public kind, the things whose words match."""
    found = queries.by_identifier(kind.code, asked)
    if found is not None:
        return answer(kind, found), []
    words = words_of(asked)
    if not kind.public or not words:
        return None, []
    of_kind = Thing.objects.filter(kind=kind.code)
    hits = list(with_words(of_kind, words).order_by("title", "id")[:MAX_HITS])
    return (answer(kind, hits[0]), []) if len(hits) == 1 else (None, hits)


def answer(kind: RegisterKind, thing: Thing, depth: int = _DEPTH) -> Answer:
    """What the public is told of a thing, with its parts down to ``depth`` levels."""
    return answers(kind, [thing], timezone.localdate(), depth)[0]


def answers(kind: RegisterKind, things: Iterable[Thing], day: datetime.date, depth: int) -> list[Answer]:
    """The same for several things of one kind."""
    rows = list(things)
    fields = _public(kind)
    names = names_for(kind, [thing.values for thing in rows])
    return [
        Answer(
            kind,
            thing,
            queries.verdict(thing, day),
            show(registers(), fields, thing.values, names),
            list(_parts(kind, thing, day, depth)) if depth else [],
        )
        for thing in rows
    ]


def _public(kind: RegisterKind) -> list[RegisterField]:
    return [field for field in kind.fields if field.public and not field.personal]


def _parts(kind: RegisterKind, thing: Thing, day: datetime.date, depth: int) -> Iterable[Parts]:
    for part, reference in registers().referring(kind.code):
        if not part.public or part.part_of != reference.code:
            continue
        found = queries.referring_to(thing, part.code, reference.code).filter(state=State.ACTIVE)
        rows = answers(part, found.order_by("title", "id")[:MAX_PARTS], day, depth - 1)
        if rows:
            stated = {each.field.code for row in rows for each in row.shown if each.words} - {reference.code}
            yield Parts(part, [field for field in _public(part) if field.code in stated], rows)

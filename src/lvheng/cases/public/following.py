"""What whoever holds a receipt reads: where it stands in plain words, until when, what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lvheng.cases.catalogue import type_of
from lvheng.cases.models import Case, Event
from lvheng.cases.public.models import Receipt
from lvheng.cases.public.rewards import Claimable, claimable
from lvheng.errors import Text

ANSWERS = ("answer", "correction")
QUESTION, ASKED, REPLIED = "question", "ask", "reply"


@dataclass(frozen=True)
class Said:
    """A question of the office, or what the reporter added."""

    at: datetime
    from_reporter: bool
    words: str


@dataclass(frozen=True)
class Due:
    """A term that runs, and its last day."""

    title: Text
    day: date


@dataclass(frozen=True)
class FollowUp:
    """All that a receipt opens. ``joined``: it is dealt with together with an earlier report."""

    title: str
    received_at: datetime
    place: str
    state: Text
    is_open: bool
    joined: bool
    may_add: bool
    said: tuple[Said, ...]
    dues: tuple[Due, ...]
    answers: tuple[str, ...]
    reward: Claimable | None


def follow_up(receipt: Receipt) -> FollowUp:
    """What this receipt shows; of a report that was joined, how the first one stands, never what that one says."""
    report = receipt.report
    shown = report.first.case if report.first is not None else report.case
    kind = type_of(shown.type)
    state = kind.state_of[shown.state]
    return FollowUp(
        title=report.case.title,
        received_at=report.received_at,
        place=str(report.area),
        state=Text(state.public.zh, state.public.en) if state.public else state.title,
        is_open=shown.is_open,
        joined=report.first_id is not None,
        may_add=any(each.code == REPLIED and report.case.state in each.from_states for each in kind.steps),
        said=tuple(_said(report.case)),
        dues=tuple(_dues(shown)),
        answers=tuple(str(shown.data[code]) for code in ANSWERS if shown.data.get(code)),
        reward=claimable(receipt),
    )


def _said(case: Case) -> Iterator[Said]:
    for event in case.events.filter(kind=Event.Kind.STEP, step__in=(ASKED, REPLIED)):
        if event.step == REPLIED:
            yield Said(event.at, True, event.words)
        elif question := event.changes.get(QUESTION):
            yield Said(event.at, False, str(question[1]))


def _dues(case: Case) -> Iterator[Due]:
    rules = {rule.code: rule.title for rule in type_of(case.type).deadlines}
    for row in case.deadlines.filter(state__in=("open", "missed")):
        if row.due_on is not None:
            yield Due(rules.get(row.code, Text(row.code, row.code)), row.due_on)

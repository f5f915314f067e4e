"""What the page of a case shows: its states, terms, timeline and parties, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lvheng.areas import queries as area_queries
from lvheng.cases.catalogue import type_of
from lvheng.cases.clock_kept import read_derivation
from lvheng.cases.clock_words import words as derivation_words
from lvheng.cases.models import Attachment, Case, Deadline, Event
from lvheng.cases.showing import shown_data
from lvheng.errors import Text
from lvheng.packs.case_model import CAPACITIES, CaseState, CaseType
from lvheng.packs.registers import RegisterField

BADGES = {
    "open": "info",
    "suspended": "warn",
    "missed": "bad",
    "met": "ok",
    "late": "warn",
    "over": "none",
    "void": "none",
}


@dataclass(frozen=True)
class StateMark:
    """A state on the picture of the way: ``is_now``, or passed."""

    state: CaseState
    is_now: bool
    is_passed: bool


@dataclass(frozen=True)
class TermSheet:
    """A term with its derivation in words. ``left``: days to its last day, negative when it is past."""

    row: Deadline
    title: Text
    law: Text
    certainty: str
    lines: Sequence[Text]
    left: int | None

    @property
    def badge(self) -> str:
        return BADGES[self.row.state]

    @property
    def is_running(self) -> bool:
        return self.row.state in ("open", "missed", "suspended")

    @property
    def late_days(self) -> int:
        return -self.left if self.left is not None and self.left < 0 else 0


@dataclass(frozen=True)
class Change:
    """One fact that an event changed."""

    field: RegisterField | None
    name: Text
    before: Any
    after: Any


@dataclass(frozen=True)
class EventSheet:
    """An event with the names of its step, capacity and changed fields."""

    row: Event
    title: Text | None
    capacity: Text | None
    to_state: Text | None
    changes: Sequence[Change] = ()
    files: Sequence[Attachment] = field(default=())


def states_of(case: Case, kind: CaseType) -> list[StateMark]:
    """The states on the way, without the other ends once the case has come to one."""
    been = set(Event.objects.filter(case=case).values_list("to_state", flat=True))
    return [
        StateMark(state, state.code == case.state, state.code in been and state.code != case.state)
        for state in kind.states
        if not state.is_final or state.code == case.state or (case.is_open and state.outcome == "done")
    ]


def terms_of(case: Case, kind: CaseType, today: datetime.date) -> list[TermSheet]:
    """The terms, running ones first, the earliest first."""
    rows = sorted(case.deadlines.all(), key=lambda row: (row.state not in ("open", "missed", "suspended"), row.pk))
    return [term_sheet(row, kind, today) for row in rows]


def term_sheet(row: Deadline, kind: CaseType, today: datetime.date) -> TermSheet:
    """One term in words."""
    rule = kind.deadline_of.get(row.code)
    title = Text(row.title, row.title) if row.title else rule.title if rule else Text(row.code, row.code)
    law = row.derivation.get("law") or ["", ""]
    running = row.state in ("open", "missed")
    left = (row.due_on - today).days if running and row.due_on else None
    lines = derivation_words(read_derivation(row.derivation)) if row.derivation else []
    return TermSheet(row, title, Text(*law), str(row.derivation.get("certainty", "")), lines, left)


def timeline_of(case: Case, kind: CaseType) -> list[EventSheet]:
    """The events, the newest first."""
    files: dict[int, list[Attachment]] = {}
    for each in Attachment.objects.filter(case=case):
        files.setdefault(each.event_id, []).append(each)
    rows = Event.objects.filter(case=case).select_related("person", "organisation").order_by("-number")
    return [_event_sheet(row, kind, files.get(row.pk, [])) for row in rows]


def _event_sheet(row: Event, kind: CaseType, files: Sequence[Attachment]) -> EventSheet:
    step = kind.step_of.get(row.step)
    state = kind.state_of.get(row.to_state)
    moved = state.title if state is not None and row.to_state != row.from_state else None
    return EventSheet(
        row, step.title if step else None, CAPACITIES.get(row.capacity), moved, _changes(row, kind), files
    )


def _changes(row: Event, kind: CaseType) -> list[Change]:
    """The fields that were filled in or changed, as they read."""
    pairs = {code: pair for code, pair in row.changes.items() if code in kind.field_of and isinstance(pair, list)}
    codes = [code for code in kind.field_of if code in pairs]
    before = shown_data(kind, {code: pairs[code][0] for code in codes if _plain(kind, code, pairs[code][0])}, codes)
    after = shown_data(kind, {code: pairs[code][1] for code in codes if _plain(kind, code, pairs[code][1])}, codes)
    found = []
    for code, old, new in zip(codes, before, after, strict=True):
        named = kind.field_of[code]
        masked = named.personal
        found.append(
            Change(named, named.title, pairs[code][0] if masked else old.words, pairs[code][1] if masked else new.words)
        )
    return found


def _plain(kind: CaseType, code: str, value: Any) -> bool:
    return value is not None and not kind.field_of[code].personal


@dataclass(frozen=True)
class Row:
    """One case of a list, with the names that its code stands for."""

    case: Case
    kind: CaseType
    state: Text
    left: int | None

    @property
    def badge(self) -> str:
        if not self.case.is_open:
            return "ok" if self.case.outcome == "done" else "none"
        if self.left is not None and self.left < 0:
            return "bad"
        return "warn" if self.left is not None and self.left <= 7 else "info"

    @property
    def late_days(self) -> int:
        return -self.left if self.left is not None and self.left < 0 else 0


def rows_of(cases: Iterable[Case], today: datetime.date) -> list[Row]:
    """Cases as lists show them."""
    return [row_of(case, today) for case in cases]


def row_of(case: Case, today: datetime.date) -> Row:
    """One case as lists show it."""
    kind = type_of(case.type)
    state = kind.state_of.get(case.state)
    left = (case.next_due_on - today).days if case.is_open and case.next_due_on else None
    return Row(case, kind, state.title if state else Text(case.state, case.state), left)


def organisation_choices() -> list[tuple[str, str]]:
    """The organisations that cases may belong to, for the filter."""
    found = area_queries.organisations_by_code().values()
    return sorted(((each.code, str(each)) for each in found if each.closed_on is None), key=lambda pair: pair[1])

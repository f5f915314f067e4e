"""Which terms begin, stand still, are met or fall away with something that happens to a case. Knows no database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from lvheng.cases import clock
from lvheng.cases.clock_kept import plain, read_derivation
from lvheng.errors import Text
from lvheng.packs.case_model import CaseType, DeadlineRule
from lvheng.packs.model import Source

TermState = Literal["open", "suspended", "missed", "met", "late", "over", "void"]
RUNNING = ("open", "suspended", "missed")


@dataclass(frozen=True)
class Term:
    """A term of a case as it is kept. ``key`` is the number of its row; None before it has one."""

    code: str
    starts_on: datetime.date
    due_on: datetime.date | None
    state: TermState
    derivation: Mapping[str, Any]
    key: int | None = None
    met_on: datetime.date | None = None

    @property
    def runs(self) -> bool:
        return self.state in RUNNING


@dataclass(frozen=True)
class Happening:
    """What happened: ``opening``, a step, or a correction, on which day, and which fields have a value from then on."""

    day: datetime.date
    is_opening: bool = False
    step: str = ""
    filled: Mapping[str, Any] = field(default_factory=dict)
    is_final: bool = False
    words: str = ""


def after(kind: CaseType, terms: Sequence[Term], happened: Happening) -> list[Term]:
    """The terms that differ afterwards, new ones included.

    1. What a step stops falls away, what it meets is met, in time or late.
    2. A suspended term that is resumed is counted on; one that is suspended stands still.
    3. Terms begin, again where they began before.
    4. When the case has ended, what still runs falls away.
    """
    changed = {
        place: _moved(kind.deadline_of.get(term.code), term, happened) for place, term in enumerate(terms) if term.runs
    }
    now = [changed.get(place) or term for place, term in enumerate(terms)]
    begun: list[Term] = []
    if not happened.is_final:
        begun = list(_begun(kind, now, happened))
        restarted = {term.code for term in begun}
        now = [_void(term) if term.runs and term.code in restarted else term for term in now]
    else:
        now = [_void(term) if term.runs else term for term in now]
    return [*(new for new, old in zip(now, terms, strict=True) if new != old), *begun]


def _moved(rule: DeadlineRule | None, term: Term, happened: Happening) -> Term:
    step = happened.step
    if rule is None or not step:
        return term
    if step == rule.lapse:
        return _with(term, state="over")
    if step in rule.met_by:
        return met(term, happened.day)
    if step in rule.stopped_by:
        return _void(term)
    if step in rule.suspended_by and term.state == "open":
        return suspended(rule, term, happened.day, happened.words)
    if step in rule.resumed_by and term.state == "suspended":
        return resumed(rule, term, happened.day)
    return term


def met(term: Term, day: datetime.date) -> Term:
    """The term, met on ``day``: in time up to its last day, and while it stands still."""
    in_time = term.due_on is None or day <= term.due_on
    return _with(term, state="met" if in_time else "late", met_on=day)


def _void(term: Term) -> Term:
    return _with(term, state="void")


def suspended(rule: DeadlineRule, term: Term, day: datetime.date, why: str) -> Term:
    """The term, standing still from ``day`` on."""
    kept = read_derivation(term.derivation)
    stops = [*kept.suspended, clock.Suspension(day, None, why or "中止计算")]
    return counted(rule, kept.start.day, kept.start.event, stops, term)


def resumed(rule: DeadlineRule, term: Term, day: datetime.date) -> Term:
    """The term, running again from ``day`` on."""
    kept = read_derivation(term.derivation)
    stops = [each if each.end else clock.Suspension(each.begin, day, each.reason) for each in kept.suspended]
    return counted(rule, kept.start.day, kept.start.event, stops, term)


def counted(
    rule: DeadlineRule,
    start: datetime.date,
    event: Text,
    stops: Sequence[clock.Suspension] = (),
    term: Term | None = None,
) -> Term:
    """The term of a rule from a day on; ``term`` is the one that it continues."""
    found = clock.derive(clock_term(rule), clock.Start(start, event), stops)
    law = statute(rule.law)
    kept = plain(found) | {"law": [law.zh, law.en], "certainty": rule.law.certainty}
    state: TermState = "open" if found.due_on is not None else "suspended"
    return Term(rule.code, start, found.due_on, state, kept, term.key if term else None)


def clock_term(rule: DeadlineRule) -> clock.Term:
    """A rule of the pack as the clock counts it."""
    count, unit = rule.count_and_unit
    return clock.Term(count, cast("clock.Unit", unit), before=rule.before, roll=rule.roll)


def statute(law: Source) -> Text:
    """A source in one line: 《title》 number clause."""
    rest = " ".join(filter(None, (law.number, law.clause)))
    return Text(f"《{law.title}》{rest}", f"《{law.title}》{rest}")


def _begun(kind: CaseType, terms: Sequence[Term], happened: Happening) -> Iterator[Term]:
    started: dict[str, Term] = {}
    for rule in kind.deadlines:
        found = _start_of(kind, rule, happened, started)
        if found is None:
            continue
        day, event = found
        if _is_same(rule, terms, day):
            continue
        started[rule.code] = counted(rule, day, event)
        yield started[rule.code]


def _is_same(rule: DeadlineRule, terms: Sequence[Term], day: datetime.date) -> bool:
    """A field that was saved again with the same day begins nothing anew."""
    same = (term for term in terms if term.code == rule.code and term.starts_on == day and term.state != "void")
    return rule.start.startswith("field:") and any(same)


def _start_of(
    kind: CaseType, rule: DeadlineRule, happened: Happening, started: Mapping[str, Term]
) -> tuple[datetime.date, Text] | None:
    word, _, code = rule.start.partition(":")
    if word == "opening" and happened.is_opening:
        return happened.day, Text("立项", "the opening of the case")
    if word == "step" and happened.step == code:
        return happened.day, Text(f"“{kind.step_of[code].name}”", f"“{kind.step_of[code].name_en}”")
    if word == "met" and code in started and started[code].due_on is not None:
        other = kind.deadline_of[code]
        return started[code].due_on or happened.day, Text(f"“{other.name}”期满", f"the end of “{other.name_en}”")
    if word == "field" and happened.filled.get(code):
        named = kind.field_of[code]
        return datetime.date.fromisoformat(happened.filled[code]), Text(named.name, named.name_en)
    return None


def milestone_rule(kind: CaseType) -> DeadlineRule | None:
    """The rule that holds for days that people set; None where the type declares none."""
    return next((rule for rule in kind.deadlines if rule.start == "milestone"), None)


def _with(term: Term, state: TermState, met_on: datetime.date | None = None) -> Term:
    return Term(term.code, term.starts_on, term.due_on, state, term.derivation, term.key, met_on or term.met_on)


def next_reminder(
    rule: DeadlineRule | None, due_on: datetime.date | None, today: datetime.date
) -> datetime.date | None:
    """The first day after ``today`` on which somebody is reminded of a last day."""
    if rule is None or due_on is None:
        return None
    days = sorted(due_on - datetime.timedelta(days=each) for each in rule.remind)
    return next((day for day in days if day > today), None)


def next_escalation(rule: DeadlineRule | None, due_on: datetime.date | None, done: int) -> datetime.date | None:
    """The day of the next escalation of a term that has passed; ``done`` of them have been made."""
    if rule is None or due_on is None or done >= len(rule.escalate):
        return None
    return due_on + datetime.timedelta(days=rule.escalate[done].after_days)

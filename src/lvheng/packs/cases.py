"""The item kind of case types: what the workflow of a duty must be like to work at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.case_model import CaseStep, CaseType
from lvheng.packs.documents import DocumentTemplate
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.model import DepartmentType, Item, Pack
from lvheng.packs.places import Place, Raw
from lvheng.packs.registers import CODE_LIST, FIELD, REGISTER, CodeList, RegisterKind
from lvheng.packs.validation import resolve_source

CASE_TYPE = Text("事项类型", "case type")
STATE = Text("状态", "state")
STEP = Text("办理步骤", "step")
DEADLINE = Text("期限", "deadline")
PUBLICATION = Text("公开内容", "publication")
DEPARTMENT = Text("部门类型", "department type")
DOCUMENT = Text("公文", "official document")


def _prepare(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """The law of a deadline may cite the pack's sources by key; what it leaves out is as in the type's own source."""
    problems: list[Problem] = []
    own = dict(raw.values)
    resolve_source(own, raw.place, draft.sources, problems)
    problems.clear()  # A mistake in the type's own source is told where the type is read.
    whole = own.get("source")
    written = raw.values.get("deadlines")
    for rule in written if isinstance(written, list) else ():
        if isinstance(rule, dict):
            held: dict[str, Any] = {"source": rule.get("law") or {}}
            resolve_source(held, raw.place, draft.sources, problems)
            rule["law"] = _completed(held["source"], whole)
    yield from problems


def _completed(law: Any, whole: Any) -> Any:
    """A law that names no title is a clause of the type's own source."""
    if isinstance(law, dict) and "title" not in law and isinstance(whole, dict):
        return {**whole, **law}
    return law


def _check(draft: Draft) -> Iterator[Problem]:
    types, departments = draft.codes(CaseType), draft.codes(DepartmentType)
    registers, lists, documents = draft.codes(RegisterKind), draft.codes(CodeList), draft.codes(DocumentTemplate)
    for entry in draft.own(CaseType):
        yield from _check_names(entry, types, departments, registers)
        yield from _check_fields(entry, registers, lists)
        yield from _check_doubles(entry)
        yield from _check_steps(entry)
        yield from _check_documents(entry, documents)
        yield from _check_deadlines(entry, types)
        yield from _check_publications(entry)
        yield from _check_openings(entry)
        yield from _check_ways(entry)


def _check_names(
    entry: Entry[CaseType], types: list[str], departments: list[str], registers: list[str]
) -> Iterator[Problem]:
    item, place = entry.item, entry.place
    parties = (("owner", item.owner), ("supervisor", item.supervisor))
    named = [(place.at(key, "department"), party.department) for key, party in parties if party and party.department]
    for where, code in [*named, (place.at("legal_review"), item.legal_review)]:
        if code is not None and code not in departments:
            yield mistakes.unknown_code(where, DEPARTMENT, code, departments)
    if item.subject is not None and item.subject not in registers:
        yield mistakes.unknown_code(place.at("subject"), REGISTER, item.subject, registers)


def _check_fields(entry: Entry[CaseType], registers: list[str], lists: list[str]) -> Iterator[Problem]:
    for number, each in enumerate(entry.item.fields):
        if each.list is not None and each.list not in lists:
            yield mistakes.unknown_code(entry.place.at("fields", number, "list"), CODE_LIST, each.list, lists)
        if each.to is not None and each.to not in registers:
            yield mistakes.unknown_code(entry.place.at("fields", number, "to"), REGISTER, each.to, registers)
    for key in ("opening", "opening_needs"):
        yield from _known(entry.place.at(key), FIELD, getattr(entry.item, key), entry.item.field_of)


def _check_doubles(entry: Entry[CaseType]) -> Iterator[Problem]:
    kinds = (("fields", FIELD), ("states", STATE), ("steps", STEP), ("deadlines", DEADLINE),
             ("publications", PUBLICATION))  # fmt: skip
    for key, kind in kinds:
        seen: set[str] = set()
        for number, part in enumerate(getattr(entry.item, key)):
            if part.code in seen:
                where = entry.place.at(key, number, "code")
                yield mistakes.duplicate_code(where, kind, part.code, entry.place.at(key))
            seen.add(part.code)


def _known(where: str, kind: Text, codes: Iterable[str | None], valid: Iterable[str]) -> Iterator[Problem]:
    known = list(valid)
    for code in codes:
        if code is not None and code not in known:
            yield mistakes.unknown_code(where, kind, code, known)


def _check_steps(entry: Entry[CaseType]) -> Iterator[Problem]:
    item = entry.item
    for number, step in enumerate(item.steps):
        where = entry.place.at("steps", number)
        yield from _known(where, STATE, (*step.from_states, step.to), item.state_of)
        yield from _known(where, FIELD, (*step.asked, *step.when, step.day, step.hands_to), item.field_of)
        yield from _known(where, STEP, (*step.after, *step.after_any, *step.not_by), item.step_of)
        yield from _known(where, PUBLICATION, (step.publishes, *step.withdraws), item.publication_of)
        yield from _check_special_fields(where, step, item)


def _check_documents(entry: Entry[CaseType], documents: list[str]) -> Iterator[Problem]:
    for number, step in enumerate(entry.item.steps):
        yield from _known(entry.place.at("steps", number), DOCUMENT, step.documents, documents)


def _check_special_fields(where: str, step: CaseStep, item: CaseType) -> Iterator[Problem]:
    for code, kind in ((step.day, "date"), (step.hands_to, "organisation")):
        if code in item.field_of and item.field_of[code].type != kind:
            zh, en = f"{code} 要是 {kind} 类型的字段", f"`{code}` must be a field of type `{kind}`"
            yield mistakes.contradiction(where, zh, en)
        if code is not None and code not in step.asked:
            zh, en = f"{code} 要写在 needs 或 asks 里", f"`{code}` must stand in `needs` or `asks`"
            yield mistakes.contradiction(where, zh, en)


def _check_deadlines(entry: Entry[CaseType], types: list[str]) -> Iterator[Problem]:
    item = entry.item
    for number, rule in enumerate(item.deadlines):
        where = entry.place.at("deadlines", number)
        steps = (*rule.met_by, *rule.stopped_by, *rule.suspended_by, *rule.resumed_by, rule.lapse)
        yield from _known(where, STEP, steps, item.step_of)
        yield from _known(where, CASE_TYPE, (each.opens for each in rule.escalate), types)
        kind, _, code = rule.start.partition(":")
        valid: dict[str, tuple[Text, Iterable[str]]] = {
            "step": (STEP, item.step_of),
            "field": (FIELD, item.field_of),
            "met": (DEADLINE, item.deadline_of),
        }
        if kind in valid:
            yield from _known(where, valid[kind][0], (code,), valid[kind][1])
        if kind == "field" and code in item.field_of and item.field_of[code].type != "date":
            yield mistakes.contradiction(where, f"{code} 不是日期字段", f"`{code}` is no field of type `date`")
        if rule.lapse in item.step_of and "system" not in item.step_of[rule.lapse].by:
            zh = f"到期自动办理的 {rule.lapse} 要允许 system"
            en = f"`{rule.lapse}`, which follows by itself, must allow `system`"
            yield mistakes.contradiction(where, zh, en)


def _check_publications(entry: Entry[CaseType]) -> Iterator[Problem]:
    item = entry.item
    published = {step.publishes for step in item.steps}
    for number, rule in enumerate(item.publications):
        where = entry.place.at("publications", number)
        yield from _known(where, FIELD, (*rule.fields, *rule.masks), item.field_of)
        if rule.code not in published:
            zh, en = f"没有步骤公开 {rule.code}", f"no step publishes `{rule.code}`"
            yield mistakes.contradiction(where, zh, en)
        bare = [code for code in rule.fields if code in item.field_of and item.field_of[code].personal]
        for code in bare:
            if code not in rule.masks:
                zh, en = f"个人信息 {code} 要写在 masks 里", f"`{code}` is personal and must stand in `masks`"
                yield mistakes.contradiction(where, zh, en)


def _check_openings(entry: Entry[CaseType]) -> Iterator[Problem]:
    item = entry.item
    for number, opening in enumerate(item.opens_on):
        where = entry.place.at("opens_on", number)
        yield from _known(where, STEP, (opening.close,), item.step_of)
        if opening.close in item.step_of and "system" not in item.step_of[opening.close].by:
            zh = f"原因消除时自动办理的 {opening.close} 要允许 system"
            en = f"`{opening.close}`, taken when the cause is gone, must allow `system`"
            yield mistakes.contradiction(where, zh, en)
        if (opening.cause == "rule") != (opening.verdict is not None):
            zh, en = (
                "只有 cause 是 rule 时要写 verdict",
                "`verdict` is written where the cause is a `rule`, only there",
            )
            yield mistakes.contradiction(where, zh, en)


def _check_ways(entry: Entry[CaseType]) -> Iterator[Problem]:
    """Every state can be reached, and from every one a final state."""
    item = entry.item
    ways = {state.code: {step.to or state.code for step in item.steps_from(state.code)} for state in item.states}
    ways = {state: {to for to in ends if to in ways} for state, ends in ways.items()}
    reached = _closure(item.initial.code, ways)
    for number, state in enumerate(item.states):
        where = entry.place.at("states", number)
        if state.code not in reached:
            yield mistakes.contradiction(where, f"到不了状态 {state.code}", f"state `{state.code}` cannot be reached")
        elif not any(item.state_of[code].is_final for code in _closure(state.code, ways)):
            zh, en = f"从 {state.code} 无法办结", f"no final state can be reached from `{state.code}`"
            yield mistakes.contradiction(where, zh, en)


def _closure(start: str, ways: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for code in ways.get(waiting.pop(), ()):
            if code not in found:
                found.add(code)
                waiting.append(code)
    return found


@dataclass(frozen=True)
class CaseTypes:
    """All case types of a pack that are in force."""

    types: Mapping[str, CaseType]


def cases_of(pack: Pack, day: datetime.date) -> CaseTypes:
    """The case types of ``pack`` in force on ``day``; a pack's own before those it inherits."""
    return CaseTypes({each.code: each for each in reversed(pack.of(CaseType)) if _in_force(each, day)})


def _in_force(item: Item, day: datetime.date) -> bool:
    return (item.valid_from or day) <= day <= (item.valid_until or day)


CASES = ItemKind("cases", CASE_TYPE, CaseType, _prepare, _check)

__all__ = ["CASES", "CASE_TYPE", "CaseTypes", "Place", "cases_of"]

"""Everything that somebody can do with a register."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.packs.registers import RegisterKind
from lvheng.registers.access import lock_thing, require_change, require_keeper
from lvheng.registers.catalogue import kind_of, registers
from lvheng.registers.lookups import lookups_for
from lvheng.registers.models import State, Thing, ThingVersion
from lvheng.registers.values import masked
from lvheng.registers.writing import Entry, insert, read_values, supersede

MAX_REASON = 300
_Act = ThingVersion.Act


def register(
    acting: Acting,
    kind_code: str,
    written: Mapping[str, Any],
    reason: str = "",
    effective_on: datetime.date | None = None,
) -> Thing:
    """Register a thing. ``written`` has text (or what a cell holds) by field; unknown keys are left aside.

    Errors: Problems with everything that is wrong, each with its field; NotAllowed.
    """
    kind = kind_of(kind_code)
    known = lookups_for(registers(), kind, [written])
    values, problems = read_values(kind, written, known)
    day = _effective_day(effective_on, problems)
    require_keeper(acting, kind)
    if any(problem.where == kind.area for problem in problems):
        # Where it lies is not known: that is a mistake to tell, not a matter of who is in charge.
        _refuse(problems)
    require_change(acting, kind, values.get(kind.area or ""))
    _refuse(problems)
    with transaction.atomic():
        entry = Entry(_Act.REGISTERED, day, acting.person, _reason(reason))
        thing = insert(registers(), kind, [values], entry)[0]
        facts = {"kind": kind.code, "values": _plain(kind, values), "reason": entry.reason}
        record(acting, "registers.register", "thing", thing.pk, thing.title, facts)
    return thing


def change(
    acting: Acting,
    thing_id: int,
    written: Mapping[str, Any],
    reason: str,
    effective_on: datetime.date | None = None,
    seen_versions: int | None = None,
) -> Thing:
    """Give a thing other values from ``effective_on`` (today) on; fields that ``written`` does not have stay.

    Errors: Problems (each with its field; ``nothing_changed`` too), StateConflict when it changed after
    ``seen_versions``, NotAllowed.
    """
    with transaction.atomic():
        thing = lock_thing(thing_id, seen_versions)
        kind = kind_of(thing.kind)
        require_change(acting, kind, thing.area_id)
        problems: list[Problem] = []
        day = _effective_day(effective_on, problems)
        before = values_on(thing, day)
        values, wrong = read_values(kind, written, lookups_for(registers(), kind, [written]), before.values)
        problems += [*wrong, *_reason_needed(reason)]
        require_change(acting, kind, values.get(kind.area or ""))
        if not problems and values == before.values:
            problems.append(_nothing_changed())
        _refuse(problems)
        entry = Entry(_Act.CHANGED, day, acting.person, _reason(reason))
        changed = _changes(kind, before.values, values)
        supersede(registers(), kind, [(thing, values, State(before.state))], entry)
        facts = {"kind": kind.code, "changed": changed, "reason": entry.reason, "from": day}
        record(acting, "registers.change", "thing", thing.pk, thing.title, facts)
    return thing


def end(acting: Acting, thing_id: int, reason: str, on: datetime.date | None = None, revoke: bool = False) -> Thing:
    """Take a thing off the register (``revoke``: withdraw it for cause) from a day on; its history stays.

    Errors: Problems, StateConflict when it is off already, NotAllowed.
    """
    if revoke:
        step = (State.ACTIVE, _Act.REVOKED, State.REVOKED)
        return _set_state(acting, thing_id, reason, on, step, "registers.revoke")
    return _set_state(acting, thing_id, reason, on, (State.ACTIVE, _Act.ENDED, State.ENDED), "registers.end")


def reinstate(acting: Acting, thing_id: int, reason: str, on: datetime.date | None = None) -> Thing:
    """Put a thing that was ended or revoked back on the register. Errors as those of :func:`end`."""
    with transaction.atomic():
        state = State(lock_thing(thing_id).state)
        step = (state if state != State.ACTIVE else State.ENDED, _Act.REINSTATED, State.ACTIVE)
        return _set_state(acting, thing_id, reason, on, step, "registers.reinstate")


def _set_state(
    acting: Acting,
    thing_id: int,
    reason: str,
    on: datetime.date | None,
    step: tuple[State, _Act, State],
    action: str,
) -> Thing:
    before, act, after = step
    with transaction.atomic():
        thing = lock_thing(thing_id)
        kind = kind_of(thing.kind)
        require_change(acting, kind, thing.area_id)
        problems = [*_reason_needed(reason)]
        day = _effective_day(on, problems)
        _refuse(problems)
        if thing.state != before:
            raise _other_state(thing)
        values = values_on(thing, day).values
        supersede(registers(), kind, [(thing, values, after)], Entry(act, day, acting.person, _reason(reason)))
        facts = {"kind": kind.code, "state": [before.value, after.value], "reason": reason, "from": day}
        record(acting, action, "thing", thing.pk, thing.title, facts)
    return thing


def values_on(thing: Thing, day: datetime.date) -> ThingVersion:
    """The version that counts on ``day``; the first one where the day lies before all of them."""
    versions = ThingVersion.objects.filter(thing=thing)
    counting = versions.filter(effective_on__lte=day).order_by("-effective_on", "-number").first()
    return counting or versions.order_by("effective_on", "-number")[0]


def _effective_day(written: datetime.date | None, problems: list[Problem]) -> datetime.date:
    today = timezone.localdate()
    if written is not None and written > today:
        problems.append(
            InputProblem(
                "not_yet",
                Text("生效日期不能晚于今天。", "the day from which it holds cannot be after today."),
                where="effective_on",
                to_do=Text("请在当天登记。", "Register it on that day."),
            )
        )
    return min(written or today, today)


def _reason_needed(reason: str) -> list[Problem]:
    if _reason(reason):
        return []
    return [
        InputProblem(
            "reason_missing",
            Text("请写明理由。", "the reason is missing."),
            where="reason",
            to_do=Text("例如：换证、更正笔误。", "Such as: renewed, corrected a slip."),
        )
    ]


def _reason(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:MAX_REASON]


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Problems(problems)


def _nothing_changed() -> InputProblem:
    return InputProblem(
        "nothing_changed",
        Text("没有任何改动。", "nothing was changed."),
        to_do=Text("请先修改，再保存。", "Change something, then save."),
    )


def _other_state(thing: Thing) -> StateConflict:
    return StateConflict(
        "thing_in_another_state",
        Text(
            f"它现在是“{thing.get_state_display()}”，不能这样办理。", f"It is “{thing.state}” now; this cannot be done."
        ),
        where=thing.title,
        to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
    )


def _changes(kind: RegisterKind, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What changed, field by field, before and after; personal values masked, boundaries as a word."""
    old, new = _plain(kind, before), _plain(kind, after)
    different = [field.code for field in kind.fields if before.get(field.code) != after.get(field.code)]
    return {code: [old.get(code), new.get(code)] for code in different}


def _plain(kind: RegisterKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the log keeps them."""
    return {code: _logged(kind, code, value) for code, value in values.items() if code in kind.by_code}


def _logged(kind: RegisterKind, code: str, value: Any) -> Any:
    field = kind.by_code[code]
    if field.personal:
        return masked(value)
    return field.type if field.type == "polygon" else value

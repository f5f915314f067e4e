"""Made-up things for demonstration and tests: marked as such, and removed without a trace."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.packs.registers import RegisterKind
from lvheng.registers.catalogue import kind_of, registers
from lvheng.registers.lookups import lookups_for
from lvheng.registers.made_up import MadeUp
from lvheng.registers.models import State, Thing, ThingVersion
from lvheng.registers.values import Lookups
from lvheng.registers.writing import Entry, History, Step, insert, insert_histories, read_values

_MAX_PROBLEMS = 20
_ACTS = {State.ENDED: ThingVersion.Act.ENDED, State.REVOKED: ThingVersion.Act.REVOKED}


def load_simulated(
    kind_code: str, rows: Iterable[Mapping[str, Any]], effective_on: datetime.date | None = None
) -> list[Thing]:
    """Register made-up things, in the form in which files and pages write them; all or none.

    Errors: Problems with the rows that are wrong (the first twenty), each with its place.
    """
    kind = kind_of(kind_code)
    written = list(rows)
    known = lookups_for(registers(), kind, written)
    read = [read_values(kind, row, known) for row in written]
    _refuse(_placed(problem, place) for place, (_, found) in enumerate(read, 1) for problem in found)
    entry = Entry(ThingVersion.Act.IMPORTED, effective_on or timezone.localdate(), simulated=True)
    with transaction.atomic():
        things = insert(registers(), kind, [values for values, _ in read], entry)
        _tell(kind, things)
    return things


def load_histories(kind_code: str, rows: Iterable[MadeUp]) -> list[Thing]:
    """Register made-up things with all that happened to them; the caller tells the log.

    Errors: as those of :func:`load_simulated`.
    """
    kind = kind_of(kind_code)
    made_up = list(rows)
    known = lookups_for(registers(), kind, _all_written(made_up))
    problems: list[Problem] = []
    histories = [_history(kind, each, place, known, problems) for place, each in enumerate(made_up, 1)]
    _refuse(problems)
    with transaction.atomic():
        return insert_histories(registers(), kind, histories)


def _all_written(rows: Iterable[MadeUp]) -> Iterable[Mapping[str, Any]]:
    for row in rows:
        yield row.written
        yield from (each.written for each in row.later if each.written)


def _history(kind: RegisterKind, row: MadeUp, place: int, known: Lookups, problems: list[Problem]) -> History:
    values, wrong = read_values(kind, row.written, known)
    problems += [_placed(problem, place) for problem in wrong]
    steps: list[Step] = [(Entry(ThingVersion.Act.IMPORTED, row.on, simulated=True), values, State.ACTIVE)]
    for each in row.later:
        if each.written:
            values, wrong = read_values(kind, each.written, known, values)
            problems += [_placed(problem, place) for problem in wrong]
        state = State(each.state)
        act = _ACTS.get(state, ThingVersion.Act.CHANGED)
        steps.append((Entry(act, each.on, reason=each.reason, simulated=True), values, state))
    return steps


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise Problems(found[:_MAX_PROBLEMS])


def _tell(kind: RegisterKind, things: Sequence[Thing]) -> None:
    if things:
        facts = {"kind": kind.code, "things": len(things)}
        record(None, "registers.load_simulated", "register", kind.code, kind.name, facts)


def _placed(problem: Problem, place: int) -> InputProblem:
    return InputProblem(problem.code, problem.what, f"{place}: {problem.where}", problem.to_do)


def simulated_count() -> int:
    """How many things are made up."""
    return Thing.objects.filter(simulated=True).count()


def remove_simulated() -> int:
    """Delete every made-up thing with its versions; returns how many there were.

    Errors: Problems naming the things that are not made up and refer to one that is, or the room that does.
    """
    with transaction.atomic():
        count = simulated_count()
        _refuse_referred()
        try:
            _delete()
        except IntegrityError as error:
            raise _in_use(error) from error
        if count:
            record(None, "registers.remove_simulated", "register", "all", "", {"things": count})
    return count


def _delete() -> None:
    with connection.cursor() as cursor:
        made_up_ones = "(SELECT id FROM registers_thing WHERE simulated)"
        cursor.execute(f"DELETE FROM registers_link WHERE thing_id IN {made_up_ones}")
        cursor.execute("DELETE FROM registers_thingversion WHERE simulated")
        cursor.execute("DELETE FROM registers_thing WHERE simulated")
        # Rows of other rooms that refer to one are told now, not when the transaction ends.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _in_use(error: IntegrityError) -> Problems:
    table = getattr(getattr(error.__cause__, "diag", None), "table_name", "") or ""
    problem = StateConflict(
        "refers_to_simulated",
        Text("引用了模拟的登记内容。", "refers to registered things that are made up."),
        where=table,
        to_do=Text("请先了结或删去引用它们的内容。", "Close or remove what refers to them first."),
    )
    return Problems([problem])


def _refuse_referred() -> None:
    referring = Thing.objects.filter(simulated=False, links__target__simulated=True)[:_MAX_PROBLEMS]
    problems = [
        StateConflict(
            "refers_to_simulated",
            Text("引用了模拟的内容。", "refers to something made up."),
            where=f"{thing.kind} {thing.identifier}",
            to_do=Text("请先改掉引用。", "Let it refer to something else first."),
        )
        for thing in referring
    ]
    if problems:
        raise Problems(problems)

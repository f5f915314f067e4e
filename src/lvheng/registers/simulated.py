"""Made-up things for demonstration and tests: marked as such, and removed without a trace."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.registers.catalogue import kind_of, registers
from lvheng.registers.lookups import lookups_for
from lvheng.registers.models import Thing, ThingVersion
from lvheng.registers.writing import Entry, insert, read_values

_MAX_PROBLEMS = 20


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
    problems = [_placed(problem, place) for place, (_, found) in enumerate(read, 1) for problem in found]
    if problems:
        raise Problems(problems[:_MAX_PROBLEMS])
    entry = Entry(ThingVersion.Act.IMPORTED, effective_on or timezone.localdate(), simulated=True)
    with transaction.atomic():
        things = insert(registers(), kind, [values for values, _ in read], entry)
        if things:
            facts = {"kind": kind.code, "things": len(things)}
            record(None, "registers.load_simulated", "register", kind.code, kind.name, facts)
    return things


def _placed(problem: Problem, place: int) -> InputProblem:
    return InputProblem(problem.code, problem.what, f"{place}: {problem.where}", problem.to_do)


def remove_simulated() -> int:
    """Delete every made-up thing with its versions; returns how many there were.

    Errors: Problems naming the things that are not made up and refer to one that is.
    """
    made_up = Thing.objects.filter(simulated=True)
    with transaction.atomic():
        count = made_up.count()
        _refuse_referred()
        with connection.cursor() as cursor:
            made_up_ones = "(SELECT id FROM registers_thing WHERE simulated)"
            cursor.execute(f"DELETE FROM registers_link WHERE thing_id IN {made_up_ones}")
            cursor.execute("DELETE FROM registers_thingversion WHERE simulated")
            cursor.execute("DELETE FROM registers_thing WHERE simulated")
        if count:
            record(None, "registers.remove_simulated", "register", "all", "", {"things": count})
    return count


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

"""The amounts of rewards: a table that each place publishes, entered here by its document."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lvheng.areas.acting import Acting
from lvheng.cases.catalogue import type_of
from lvheng.cases.public.receiving import POLLUTION
from lvheng.errors import InputProblem, Problems, Text
from lvheng.formula.rounding import write_exact
from lvheng.rules.entering import enter_parameter
from lvheng.rules.queries import rule_of

RULE, TABLE, GRADE = "reporter_reward", "reporter_rewards", "grade"


@dataclass(frozen=True)
class Amount:
    """What one grade is rewarded with, in yuan, from a document."""

    grade: str
    title: Text
    yuan: str


@dataclass(frozen=True)
class Table:
    """The amounts that hold between two days; an end that is not known is None."""

    amounts: tuple[Amount, ...]
    begin: datetime.date | None
    end: datetime.date | None
    source: Text


def grades() -> list[tuple[str, Text]]:
    """The grades of a violation as the type of the case declares them."""
    return [(each.code, each.title) for each in type_of(POLLUTION).field_of[GRADE].options]


def tables() -> list[Table]:
    """Every table that was entered, by its first day."""
    found = []
    for item in (each.item for each in rule_of(RULE).parameters[TABLE]):
        if not item.entries:
            continue
        amounts = tuple(
            Amount(code, title, write_exact(item.entries[code])) for code, title in grades() if code in item.entries
        )
        words = " ".join(part for part in (item.source.title, item.source.number) if part) if item.source else ""
        found.append(Table(amounts, item.valid_from, item.valid_until, Text(words, words)))
    return found


def amounts_in_force(day: datetime.date) -> Table | None:
    """The table that holds on a day; None where none was entered for it."""
    for each in tables():
        if (each.begin or datetime.date.min) <= day <= (each.end or datetime.date.max):
            return each
    return None


def enter_amounts(
    acting: Acting, yuan: Mapping[str, Decimal], begin: datetime.date, title: str, number: str = ""
) -> None:
    """Enter what each grade is rewarded with.

    Errors: NotAllowed; Problems (where: a grade, ``begin``, ``source_title``).
    """
    problems = [
        InputProblem("wrong_amount", Text("金额应大于零。", "The amount is above zero."), code)
        for code, _ in grades()
        if yuan.get(code, Decimal(0)) <= 0
    ]
    if problems:
        raise Problems(problems)
    written = ",".join(f"{code}:{yuan[code]:f}" for code, _ in grades())
    enter_parameter(acting, RULE, TABLE, written, begin, title, number)

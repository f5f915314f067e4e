"""Rules as they were amended here: adopted parameters and formulas hold from their day on, the pack's until then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lvheng.packs.local_values import Resolved, chain
from lvheng.packs.measures import DatedFormula, PackParameter
from lvheng.packs.model import Source
from lvheng.packs.rule_model import RuleOutput, RuleStep
from lvheng.rules.book import Rule, Rulebook
from lvheng.rules.values import read_amounts

_ONE_DAY = datetime.timedelta(days=1)
S = TypeVar("S", RuleStep, RuleOutput)


@dataclass(frozen=True)
class Amendment:
    """What was adopted for a rule in an area from a day on: parameters as they are typed, formulas by their step."""

    rule: str
    area: str
    day: datetime.date
    parameters: Mapping[str, str]
    formulas: Mapping[str, str]
    source: Source


def amended(book: Rulebook, amendments: Iterable[Amendment]) -> Rulebook:
    """The book with those amendments that hold in its area; a later one follows an earlier one."""
    areas = chain(book.area)
    wanted = [each for each in amendments if each.area in areas and each.rule in book.versions]
    # What a nearer area adopted comes last and so prevails; among those of one area the later day.
    wanted.sort(key=lambda each: (-areas.index(each.area), each.day))
    versions = dict(book.versions)
    for each in wanted:
        versions[each.rule] = tuple(_amend(rule, each, areas) for rule in versions[each.rule])
    return replace(book, versions=versions)


def _amend(rule: Rule, by: Amendment, areas: Sequence[str]) -> Rule:
    if (rule.item.valid_until or datetime.date.max) < by.day:
        return rule
    parameters = dict(rule.parameters)
    for code, written in by.parameters.items():
        if code in parameters and not _is_settled_nearer(parameters[code], by, areas):
            parameters[code] = (*_before(parameters[code], by.day), _adopted(parameters[code], written, by))
    if not by.formulas:
        return replace(rule, parameters=parameters)
    item = rule.item.model_copy(
        update={
            "steps": tuple(_with_formula(part, by) for part in rule.item.steps),
            "outputs": tuple(_with_formula(part, by) for part in rule.item.outputs),
        }
    )
    return replace(rule, item=item, parameters=parameters)


def _is_settled_nearer(versions: Sequence[Resolved], by: Amendment, areas: Sequence[str]) -> bool:
    """Whether an area nearer than that of the amendment has a value of its own from that day on."""
    nearer = areas[: areas.index(by.area)]
    return any(each.area in nearer and (each.item.valid_until or datetime.date.max) >= by.day for each in versions)


def _before(versions: Sequence[Resolved], day: datetime.date) -> Iterable[Resolved]:
    for each in versions:
        if (each.item.valid_from or datetime.date.min) >= day:
            continue
        last = min(each.item.valid_until or datetime.date.max, day - _ONE_DAY)
        yield replace(each, item=each.item.model_copy(update={"valid_until": last}))


def _adopted(versions: Sequence[Resolved], written: str, by: Amendment) -> Resolved:
    first: PackParameter = versions[0].item
    amounts = read_amounts(first, written)
    changes = {"value": amounts.value, "brackets": amounts.brackets, "entries": amounts.entries}
    days = {"valid_from": by.day, "valid_until": None, "source": by.source, "note": None}
    return Resolved(first.model_copy(update={**changes, **days}), by.area)


def _with_formula(part: S, by: Amendment) -> S:
    if part.code not in by.formulas:
        return part
    kept: list[DatedFormula] = [
        each.model_copy(update={"valid_until": min(each.valid_until or datetime.date.max, by.day - _ONE_DAY)})
        for each in part.formulas
        if (each.valid_from or datetime.date.min) < by.day
    ]
    added = DatedFormula.model_validate({"formula": by.formulas[part.code], "from": by.day})
    return part.model_copy(update={"formulas": (*kept, added)})

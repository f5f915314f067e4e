"""Targets with a figure: a statement is read clause by clause; see :mod:`roles` for what counts as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lvheng.documents.clauses import Clause, revealed
from lvheng.documents.comparators import comparator_of
from lvheng.documents.coverage import NEXT_STATE
from lvheng.documents.findings import LIST_MARK_AT_END, Finding, Group
from lvheng.documents.indicators import measured, rates, scope_and_rest, without_lead
from lvheng.documents.model import Target
from lvheng.documents.quantities import Quantity, quantities_of
from lvheng.documents.roles import Place, form_of
from lvheng.documents.statement import Context, Statement, is_date_only

_LIST_MARK_AT_START = re.compile(r"^(?:、|和|及|以及|与|或|；|，|并)+")
# How many characters beside a figure can say what it is.
_NEAR = 200
_RESPECTIVELY = re.compile(r"分别|依次")
_ALL_OF_THEM = re.compile(r"均|都")


def targets_of(text: str, offset: int, context: Context) -> list[Target]:
    """The targets of a statement that stands at ``offset`` in the text of the document."""
    statement = Statement.of(text, context)
    found: list[Target] = []
    for index, clause in enumerate(statement.clauses):
        targets = list(_clause_targets(statement, index, offset))
        found.extend(targets)
        _leave_subject(statement, clause, targets)
    return found


def _clause_targets(statement: Statement, index: int, offset: int) -> Iterator[Target]:
    clause = statement.clauses[index]
    if statement.tells_the_past(clause) or statement.speaks_of_others(clause):
        return
    findings = _findings(statement, clause)
    respectively = _RESPECTIVELY.search(clause.text)
    group = Group.of(findings, clause.start + respectively.start() if respectively else -1)
    for number in range(len(findings)):
        target = _target(statement, index, group, number, offset)
        statement.subject = target.indicator
        yield from _one_each(target, findings[number]) if number < group.first else [target]


def _findings(statement: Statement, clause: Clause) -> list[Finding]:
    quantities = [_moved(quantity, clause.start) for quantity in quantities_of(clause.text)]
    found: list[Finding] = []
    for number in range(len(quantities)):
        one = _judge(statement, clause, quantities[number : number + 2], found[-1] if found else None)
        if one is not None:
            found.append(one)
        statement.leaning = bool(found)
    return found


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, bound_end=quantity.bound_end + by)


def _judge(
    statement: Statement, clause: Clause, quantities: Sequence[Quantity], last: Finding | None
) -> Finding | None:
    """The first of the quantities as a finding; the second, if any, is the one after it in the clause."""
    quantity = quantities[0]
    start = _list_border(statement, last.quantity.bound_end, quantity.start)[1] if last else clause.start
    start = max([start, *(state.end() for state in NEXT_STATE.finditer(statement.plain, start, quantity.start))])
    end = clause.start + len(clause.text)
    if len(quantities) > 1:
        end = _list_border(statement, quantity.bound_end, quantities[1].start)[0]
    place = Place(
        quantity,
        statement.words(max(start, quantity.start - _NEAR), quantity.start),
        statement.words(quantity.bound_end, min(end, quantity.bound_end + _NEAR)),
        statement.words(quantity.bound_end, min(clause.start + len(clause.text), quantity.bound_end + _NEAR)),
        statement.words_of(clause),
        statement.leaning,
        statement.speaks_of_the_future(quantity.start),
    )
    form = form_of(place)
    return Finding(place, form, start, end) if form is not None else None


def _list_border(statement: Statement, start: int, end: int) -> tuple[int, int]:
    """Between two figures, where the words of the first end and those of the second begin.

    In 建成园区12个以上、工厂100家 the words of the second stand after the mark, in 打造3条公路、12个机场 those of the
    first stand before it.
    """
    between = statement.plain[start:end]
    opening = _LIST_MARK_AT_START.match(between)
    if opening:
        return start, start + opening.end()
    closing = LIST_MARK_AT_END.search(between)
    if closing:
        return start + closing.start(), end
    mark = between.rfind("、")
    return (start + mark, start + mark + 1) if mark >= 0 else (end, start)


def _target(statement: Statement, index: int, group: Group, number: int, offset: int) -> Target:
    quantity = group.findings[number].quantity
    start, end = _span(statement, index, group, number)
    scope, indicator = scope_and_rest(group.subject(number, statement.subject) or statement.text.strip("。"))
    lead_number = group.first if number >= group.first else number
    if scope is None and number > group.first:
        scope = scope_and_rest(group.subject(group.first, statement.subject))[0]
    bounded = replace(quantity, bound=group.bound(number))
    return Target(
        quote=statement.text[start:end],
        indicator=revealed(indicator).lstrip("（、或").rstrip("“（、"),
        comparator=comparator_of(group.form(number), bounded, group.verb(lead_number)),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        deadline_year=_deadline(statement, index, group, number),
        scope=scope,
        baseline_year=_baseline(statement, index, group, number),
        article=statement.context.article,
        start=offset + start,
        end=offset + end,
    )


def _span(statement: Statement, index: int, group: Group, number: int) -> tuple[int, int]:
    """From the words of the figure, with a date that stands alone before them, to its bound or counted noun."""
    clause, one, shared = statement.clauses[index], group.findings[number], group.members_with(number)
    start = clause.start if len(shared) > 1 else one.start
    end = shared[-1].quantity.bound_end if one.form not in {"counted", "share"} or len(shared) > 1 else one.end
    date = statement.date_clause_before(index)
    if start == clause.start and date is not None:
        start = date.start
    text = statement.text[start:end]
    stripped = text.lstrip("、，；：（和及与 ")
    trailing = LIST_MARK_AT_END.search(stripped)
    return start + len(text) - len(stripped), end - (len(trailing[0]) if trailing else 0)


def _deadline(statement: Statement, index: int, group: Group, number: int) -> int | None:
    shared, position = group.members_with(number), group.findings[number].quantity.start
    years = statement.years_listed(index, position)
    if len(shared) > 1 and len(years) == len(shared):
        return years[number - group.first]
    return statement.deadline(index, position)


def _baseline(statement: Statement, index: int, group: Group, number: int) -> int | None:
    """The year compared with; a value to be reached has only one that stands beside it."""
    quantity, changes = group.findings[number].quantity, group.form(number) in {"rise", "fall"}
    start = statement.clauses[index].start
    if number and not changes:
        start = group.findings[number - 1].quantity.end
    return statement.baseline(start, quantity.start, changes)


def _one_each(target: Target, one: Finding) -> list[Target]:
    """Two rates that share one figure (甲利用率、乙回收率达到90%) are two targets."""
    if one.form not in {"reach", "rise", "fall"} or one.quantity.kind != "percent":
        return [target]
    return [replace(target, indicator=rate) for rate in rates(target.indicator, _ALL_OF_THEM.search(one.place.left))]


def _leave_subject(statement: Statement, clause: Clause, targets: Sequence[Target]) -> None:
    """达到65% after a comma goes on with the subject of the clause before."""
    subject = targets[-1].indicator if targets else without_lead(measured(statement.words_of(clause)))
    if len(subject) >= 2 and not is_date_only(clause):
        statement.subject = subject

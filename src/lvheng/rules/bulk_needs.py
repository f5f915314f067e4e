"""What a rule needs of a table: other rows, days, and which of its parameters never change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lvheng.formula import Program, syntax
from lvheng.packs.measures import PackParameter

if TYPE_CHECKING:
    from lvheng.rules.book import Rule

_OVER_ROWS = frozenset({"previous", "base", "cumulative"})


def _calls(program: Program) -> Iterator[syntax.Call]:
    for formulas in program.formulas.values():
        for formula in formulas:
            yield from (node for node in syntax.walk(formula.tree) if isinstance(node, syntax.Call))


def over_rows_of(program: Program) -> set[str]:
    """The functions of a program that look at other rows."""
    return {call.function for call in _calls(program)} & _OVER_ROWS


def summed_inputs(program: Program) -> set[str]:
    """The inputs that are summed since the year began as they are."""
    arguments = {call.arguments[0] for call in _calls(program) if call.function == "cumulative"}
    codes = {node.code for node in arguments if isinstance(node, syntax.Name)}
    return {code for code in codes if code in program.variables and program.variables[code].is_input}


def is_dated(rule: Rule) -> bool:
    """Whether the result depends on the day, by a dated formula or parameter."""
    parts = (*rule.item.all_steps, *rule.item.all_outputs)
    if any(call.function == "days" for call in _calls(rule.program)):
        return True
    formulas = any(each.valid_from or each.valid_until for part in parts for each in part.formulas)
    versions = [each.item for several in rule.parameters.values() for each in several]
    return formulas or any(item.valid_from or item.valid_until for item in (rule.item, *versions))


def constant_parameters(rule: Rule) -> dict[str, PackParameter]:
    """Those that have one value at all times."""
    found = {}
    for code, versions in rule.parameters.items():
        item = versions[0].item
        if len(versions) == 1 and not item.valid_from and not item.valid_until:
            found[code] = item
    return found

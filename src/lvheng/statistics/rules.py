"""Checks what was typed into a form: cell by cell, and by the form's rules (审核关系). Pure: the figures are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Text
from lvheng.formula import FactTable, Key, Missing, Period, Rounding, Step, syntax
from lvheng.formula.interpreter import Evaluation
from lvheng.formula.rounding import round_to
from lvheng.formula.syntax import Compare, Expr, write_number
from lvheng.packs.forms import FormRow, Rule
from lvheng.statistics.definitions import Definition
from lvheng.statistics.entries import Entry, Value, read_entry
from lvheng.statistics.findings import FORMAT, REQUIRED, Checked, Finding, Findings, RuleState
from lvheng.statistics.wording import rule_text

_SHOWN_DECIMALS = 6
_SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_STATES: Mapping[bool, RuleState] = {True: "holds", False: "broken"}


@dataclass(frozen=True)
class Sides:
    """The comparison that decided a rule, with its two sides in numbers."""

    left: str
    operator: str
    right: str
    difference: str


def read_entries(definition: Definition, entries: Mapping[str, str]) -> dict[str, Entry]:
    """Every cell of the form as it was understood, by element."""
    return {
        row.element: read_entry(entries.get(row.element, ""), definition.elements[row.element], row)
        for row in definition.rows
    }


def values_of(definition: Definition, entries: Mapping[str, str]) -> dict[str, Value]:
    """The values of the cells that can be read; blank and unreadable ones are left out."""
    read = read_entries(definition, entries)
    return {code: entry.value for code, entry in read.items() if entry.value is not None}


def check(
    definition: Definition,
    entries: Mapping[str, str],
    explanations: Mapping[str, str],
    place: tuple[str, Period],
    facts: FactTable,
) -> Findings:
    """Everything that there is to say about the entries for a unit and period (``place``).

    ``facts`` holds what else is known: other forms, earlier periods, the parent. The entries are added to it.
    """
    read = read_entries(definition, entries)
    values = {code: entry.value for code, entry in read.items() if entry.value is not None}
    facts.add(place[0], place[1], **values)
    blanks = list(cells(definition, read))
    evaluation = Evaluation(definition.program, facts)
    checked = [_apply(definition, rule, place, evaluation) for rule in definition.form.rules]
    broken = [_broken(definition, rule, result, values, explanations) for rule, result in checked if result.broken]
    return Findings((*blanks, *broken), tuple(result.checked for _, result in checked))


def cells(definition: Definition, read: Mapping[str, Entry]) -> Iterator[Finding]:
    """What is wrong with single cells: unreadable, or blank where the row is required."""
    for row in definition.rows:
        entry = read[row.element]
        name = row_name(definition, row)
        if entry.mistake is not None:
            message = Text(f"{name.zh}：{entry.mistake.zh}。", f"{name.en}: {entry.mistake.en}.")
            yield Finding(FORMAT, "hard", (row.element,), message)
        elif entry.is_blank and row.required:
            message = Text(
                f"{name.zh}：没有填写。没有发生的写 0。", f"{name.en}: is blank. Write 0 where there was none."
            )
            yield Finding(REQUIRED, "hard", (row.element,), message)


def row_name(definition: Definition, row: FormRow) -> Text:
    """A row in a message: [07] 粮食产量."""
    element = definition.elements[row.element]
    return Text(f"[{row.number}] {element.name}", f"[{row.number}] {element.name_en}")


@dataclass(frozen=True)
class _Result:
    checked: Checked
    sides: Sides | None

    @property
    def broken(self) -> bool:
        return self.checked.state == "broken"


def _apply(
    definition: Definition, rule: Rule, place: tuple[str, Period], evaluation: Evaluation
) -> tuple[Rule, _Result]:
    cell = evaluation.cell(Key(rule.code, *place))
    tree = definition.program.formulas[rule.code][0].tree
    sides = _sides(tree, cell.step) if cell.step is not None else None
    state: RuleState = "unknown" if isinstance(cell.value, Missing) else _STATES[cell.value is True]
    left, operator, right = (sides.left, sides.operator, sides.right) if sides else ("", "", "")
    elements = elements_of(definition, tree)
    checked = Checked(rule.code, rule.name, rule.check.severity, state, left, operator, right, elements)
    return rule, _Result(checked, sides)


def elements_of(definition: Definition, tree: Expr) -> tuple[str, ...]:
    """The rows of the form that a rule speaks of, in the order of the form."""
    named = {node.code for node in syntax.walk(tree) if isinstance(node, syntax.Name)}
    return tuple(code for code in definition.form.elements if code in named)


def _sides(tree: Expr, step: Step) -> Sides | None:
    """The sides of the comparison that decided: of several joined by ``and`` the first that fails, else the first."""
    found = list(_comparisons(tree, step))
    if not found:
        return None
    compare, decided = next((pair for pair in found if pair[1].value is False), found[0])
    left, right = (part.value for part in decided.steps)
    difference = _shown(abs(left - right)) if isinstance(left, Fraction) and isinstance(right, Fraction) else ""
    return Sides(_shown(left), _SIGNS[compare.operator], _shown(right), difference)


def _comparisons(tree: Expr, step: Step) -> Iterator[tuple[Compare, Step]]:
    match tree:
        case Compare():
            yield tree, step
        case syntax.Logic():
            for part, inner in zip(tree.operands, step.steps, strict=True):
                yield from _comparisons(part, inner)
        case syntax.Choice() if len(step.steps) == 2:
            condition, taken = step.steps
            yield from _comparisons(tree.then if condition.value is True else tree.otherwise, taken)


def _shown(value: object) -> str:
    """A number with few decimals; what is missing is blank."""
    if not isinstance(value, Fraction):
        return "" if isinstance(value, Missing) else str(value)
    return write_number(round_to(value, _SHOWN_DECIMALS, Rounding.HALF_EVEN))


def _broken(
    definition: Definition,
    rule: Rule,
    result: _Result,
    values: Mapping[str, Value],
    explanations: Mapping[str, str],
) -> Finding:
    checked, sides = result.checked, result.sides
    shown = rule_text(rule.formula, labels(definition))
    figures = "，".join(_figure(definition, code, values) for code in checked.elements)
    zh, en = shown.zh, shown.en
    if sides is not None:
        apart = (f"，相差 {sides.difference}", f", {sides.difference} apart") if sides.difference else ("", "")
        zh += f"；左边 {sides.left}，右边 {sides.right}{apart[0]}"
        en += f"; left {sides.left}, right {sides.right}{apart[1]}"
    details = Text(f"{zh}（{figures}）", f"{en} ({figures.replace('，', ', ')})")
    words = explanations.get(rule.code, "").strip()
    return Finding(rule.code, rule.check.severity, checked.elements, rule.name, details, words)


def _figure(definition: Definition, code: str, values: Mapping[str, Value]) -> str:
    number = next(row.number for row in definition.rows if row.element == code)
    value = values.get(code)
    return f"[{number}] {value:f}" if isinstance(value, Decimal) else f"[{number}] {'—' if value is None else value}"


def labels(definition: Definition) -> dict[str, Text]:
    """Rows by their numbers, what is not on the form by its name."""
    numbers = {row.element: Text(f"[{row.number}]", f"[{row.number}]") for row in definition.rows}
    others = {code: item.title for code, item in definition.elements.items()}
    return {**others, **{item.code: item.title for item in definition.parameters}, **numbers}

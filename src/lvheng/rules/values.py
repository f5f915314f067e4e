"""What people write as the inputs of a rule, read exactly and refused with a place and a way out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula.declarations import exact, is_short
from lvheng.packs.measures import Bracket, PackParameter
from lvheng.packs.mistakes import what_is_valid
from lvheng.packs.rule_model import Amounts, PackRule, RuleInput

Given = str | bool | int | Decimal | datetime.date
Read = Decimal | bool | str
TRUE = frozenset({"true", "yes", "1", "是", "y", "有"})
FALSE = frozenset({"false", "no", "0", "否", "n", "无"})
_BRACKET = re.compile(r"([0-9.]*)\s*[:：]\s*([-0-9./]+)\Z")
# As read_amounts takes it: brackets, the last one without end.
_SCALE = re.compile(r"(?:[0-9.]+:[0-9./]+,)+:[0-9./]+")
_ENTRY = re.compile(r"([^:：]+)[:：]\s*([-0-9./]+)\Z")


def read_values(rule: PackRule, given: Mapping[str, Given | None]) -> dict[str, Read]:
    """The inputs as the formulas take them; empty ones are left out. Raises Problems with all that is wrong."""
    inputs = {each.code: each for each in rule.all_inputs}
    found: dict[str, Read] = {}
    problems: list[Problem] = []
    for code, value in given.items():
        if code not in inputs:
            problems.append(unknown_input(code, inputs))
        elif value is not None and (not isinstance(value, str) or value.strip()):
            try:
                found[code] = read_value(inputs[code], value)
            except InputProblem as problem:
                problems.append(problem)
    if problems:
        raise Problems(problems)
    return found


def read_value(item: RuleInput, value: Given) -> Read:
    """One input. Raises InputProblem."""
    match item.kind:
        case "boolean":
            return _truth(item, value)
        case "code":
            return _code(item, str(value).strip())
        case "date":
            return Decimal(_day(item, value).toordinal())
        case _:
            return _number(item, value)


def day_of(value: Fraction | Decimal) -> datetime.date:
    """The date whose number this is."""
    return datetime.date.fromordinal(int(value))


def read_amounts(parameter: PackParameter, value: Given | Amounts) -> Amounts:
    """A parameter's value as a person enters it.

    A number (``0.51``); a scale as its brackets (``160:0.51,240:0.56,:0.81``, the last one without end); a table as
    its entries (``so2:0.95,nox:0.95``). Raises InputProblem.
    """
    if isinstance(value, Amounts):
        return value
    written = str(value).strip()
    try:
        match parameter.kind:
            case "number":
                return Amounts(value=exact(written.replace(",", "")))
            case "scale":
                return Amounts(brackets=tuple(_bracket(part) for part in _parts(written)))
            case _:
                return Amounts(entries=dict(_entry(part) for part in _parts(written)))
    except ValueError:
        raise _not_an_amount(parameter, written) from None


def amounts_said(written: str) -> Text:
    """A parameter's value, written as :func:`read_amounts` takes it, as people read it; a scale by its brackets."""
    if not _SCALE.fullmatch(written):
        return Text(written, written)
    zh, en, low = [], [], ""
    for part in written.split(","):
        high, _, rate = part.partition(":")
        if not high:
            zh.append(f"超过 {low} 的部分 {rate}" if low else rate)
            en.append(f"{rate} for what is above {low}" if low else rate)
        else:
            zh.append(f"{low} 至 {high} 的部分 {rate}" if low else f"{high} 以内 {rate}")
            en.append(f"{rate} from {low} to {high}" if low else f"{rate} up to {high}")
        low = high
    return Text("；".join(zh), "; ".join(en))


def unknown_input(code: str, known: Iterable[str]) -> InputProblem:
    """An input that the rule does not have."""
    return InputProblem(
        "unknown_input",
        Text(f"这条规则没有输入“{code}”。", f"The rule has no input `{code}`."),
        code,
        what_is_valid(code, known),
    )


def _number(item: RuleInput, value: Given) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, int) else Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or not (number == 0 or is_short(number)):
        raise _wrong(
            item, value, "应是数字", "must be a number", Text("例如 300 或 0.51。", "For example 300 or 0.51.")
        )
    scaled = Fraction(number) * 10**item.decimals
    if scaled.denominator != 1:
        zh, en = f"最多 {item.decimals} 位小数", f"has at most {item.decimals} decimals"
        raise _wrong(item, value, zh, en, Text("按规定的位数修约后再填。", "Round it as the rule says."))
    if abs(scaled) >= 10**item.digits:
        zh, en = f"最多 {item.digits} 位", f"has at most {item.digits} digits"
        raise _wrong(item, value, zh, en, Text("核对单位和数字。", "Check the unit and the figure."))
    return number


def _truth(item: RuleInput, value: Given) -> bool:
    word = str(value).strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise _wrong(item, value, "应是“是”或“否”", "must be yes or no", Text("写“是”或“否”。", "Write yes or no."))


def _code(item: RuleInput, written: str) -> str:
    if not item.choices:
        return written
    for choice in item.choices:
        if written in (choice.code, choice.name) or written.lower() == choice.name_en.lower():
            return choice.code
    names = {each.name: each.code for each in item.choices}
    raise _wrong(
        item, written, "不在可选范围内", "is none of the choices", what_is_valid(written, names.values(), names)
    )


def _day(item: RuleInput, value: Given) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        to_do = Text("写成 2026-08-15。", "Write it as 2026-08-15.")
        raise _wrong(item, value, "应是日期", "must be a date", to_do) from None


def _wrong(item: RuleInput, value: object, zh: str, en: str, to_do: Text) -> InputProblem:
    what = Text(f"“{item.name}”{zh}，写的是“{value}”。", f"{item.name_en} {en}; it says `{value}`.")
    return InputProblem("invalid_value", what, item.code, to_do)


def _not_an_amount(parameter: PackParameter, written: str) -> InputProblem:
    forms = {
        "number": Text("写一个数，例如 0.51。", "Write a number such as 0.51."),
        "scale": Text("写成 160:0.51,240:0.56,:0.81（上限:单价）。", "Write 160:0.51,240:0.56,:0.81 (limit:rate)."),
        "table": Text("写成 so2:0.95,nox:0.95（代码:数值）。", "Write so2:0.95,nox:0.95 (code:value)."),
    }
    what = Text(f"“{parameter.name}”不能是“{written}”。", f"{parameter.name_en} cannot be `{written}`.")
    return InputProblem("invalid_value", what, parameter.code, forms[parameter.kind])


def _parts(written: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[,，;；]", written) if part.strip()]
    if not parts:
        raise ValueError(written)
    return parts


def _bracket(part: str) -> Bracket:
    found = _BRACKET.match(part)
    if found is None:
        raise ValueError(part)
    upto, rate = found.groups()
    return Bracket(upto=exact(upto) if upto else None, rate=exact(rate))


def _entry(part: str) -> tuple[str, Fraction]:
    found = _ENTRY.match(part)
    if found is None:
        raise ValueError(part)
    return found[1].strip(), exact(found[2])

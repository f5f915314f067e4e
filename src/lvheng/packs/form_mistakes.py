"""Mistakes of report forms and their approvals, as sentences: what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

from lvheng.errors import InputProblem, Text
from lvheng.packs.mistakes import what_is_valid

_KEYS = {
    "pool": Text("用途（pool）", "`pool`"),
    "frequency": Text("频率（frequency）", "`frequency`"),
    "reporter": Text("报送部门（reporter）", "`reporter`"),
    "of": Text("对象（of）", "`of`"),
}


def row_twice(where: str, key: str, value: str) -> InputProblem:
    return InputProblem(
        "row_twice",
        Text(f"这张表有两行的 {key} 都是“{value}”。", f"Two rows of this form have the {key} `{value}`."),
        where,
        Text("每一行的元素和行号都不能重复。", "Each row has its own element and number."),
    )


def row_differs(where: str, element: str, key: str, found: str, expected: str) -> InputProblem:
    name = _KEYS[key]
    return InputProblem(
        "row_differs",
        Text(
            f"元素“{element}”的{name.zh}是 {found}，这张表的是 {expected}。",
            f"The element `{element}` has {name.en} {found}, but this form has {expected}.",
        ),
        where,
        Text("把它放到另一张表上，或改正元素。", "Put it on another form, or correct the element."),
    )


def not_on_form(where: str, code: str, elements: Iterable[str]) -> InputProblem:
    return InputProblem(
        "not_on_form",
        Text(f"这张表上没有元素“{code}”。", f"The element `{code}` is not on this form."),
        where,
        what_is_valid(code, elements),
    )


def check_twice(where: str, code: str) -> InputProblem:
    return InputProblem(
        "check_twice",
        Text(f"审核关系的代码“{code}”用了两次。", f"Two checks of this form have the code `{code}`."),
        where,
        Text("给其中一个换一个代码。", "Give one of them another code."),
    )


def collected_twice(where: str, element: str, other: str) -> InputProblem:
    return InputProblem(
        "collected_twice",
        Text(
            f"报表“{other}”已经收集元素“{element}”。", f"The form `{other}` asks for the element `{element}` already."
        ),
        where,
        Text("同一个数只收集一次：删去其中一行。", "A figure is asked for once: remove one of the rows."),
    )


def number_twice(where: str, number: str, other: str) -> InputProblem:
    return InputProblem(
        "number_twice",
        Text(f"表号“{number}”已经是报表“{other}”的。", f"The number {number} is that of the form `{other}` already."),
        where,
        Text("给它另一个表号。", "Give it another number."),
    )

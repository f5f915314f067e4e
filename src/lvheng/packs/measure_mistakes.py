"""Mistakes of elements, parameters, indicators and figures, as sentences: what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

from lvheng.errors import InputProblem, Text
from lvheng.formula.problems import FormulaProblem


def formula_mistake(where: str, problem: FormulaProblem) -> InputProblem:
    """What the formula language says of a declaration, at its place in the pack."""
    return InputProblem(problem.code, problem.what, where, problem.to_do)


def parameter_differs(where: str, code: str, key: str, first: str) -> InputProblem:
    return InputProblem(
        "parameter_differs",
        Text(
            f"参数“{code}”的“{key}”与 {first} 写的不同。",
            f"`{key}` of the parameter `{code}` differs from {first}.",
        ),
        where,
        Text(
            "同一参数的各个版本要一致，否则换一个代码。",
            "Versions of one parameter agree in it; else use another code.",
        ),
    )


def unit_differs(where: str, unit: str, measure: str, expected: str) -> InputProblem:
    return InputProblem(
        "unit_differs",
        Text(
            f"单位“{unit}”与“{measure}”的单位“{expected}”不是同一种量。",
            f"The unit `{unit}` does not measure the same as `{expected}`, the unit of `{measure}`.",
        ),
        where,
        Text("改正单位，或改正 measure。", "Correct the unit or `measure`."),
    )


def too_precise(where: str, measure: str, value: str, unit: str, decimals: int) -> InputProblem:
    return InputProblem(
        "too_precise",
        Text(
            f"换算后是 {value} {unit}，而“{measure}”只保留 {decimals} 位小数。",
            f"It is {value} {unit}, but `{measure}` keeps only {decimals} decimals.",
        ),
        where,
        Text("核对数字，或给它更多的 decimals。", "Check the figure, or give the measure more `decimals`."),
    )


def not_a_period(where: str, problem: FormulaProblem) -> InputProblem:
    return InputProblem("period", problem.what, where, problem.to_do)


def weight_without_use(where: str, code: str) -> InputProblem:
    return InputProblem(
        "weight_without_use",
        Text(f"“{code}”写了 weight，但 roll_up 不是 weighted。", f"`{code}` has a `weight` but is not `weighted`."),
        where,
        Text("写 roll_up: weighted，或去掉 weight。", "Write `roll_up: weighted`, or remove `weight`."),
    )


def nothing_longer(where: str, code: str, rule: str) -> InputProblem:
    return InputProblem(
        "nothing_longer",
        Text(
            f"“{code}”按年报送，没有更长的期间要由它得出（over_time: {rule}）。",
            f"`{code}` is reported by year, so no longer period follows from it (`over_time: {rule}`).",
        ),
        where,
        Text("去掉 over_time，或改 frequency。", "Remove `over_time`, or change `frequency`."),
    )


def not_added_up(where: str, code: str, rule: str) -> InputProblem:
    return InputProblem(
        "not_added_up",
        Text(f"“{code}”不是数，不能按 {rule} 合成。", f"`{code}` is no number: there is no {rule} of it."),
        where,
        Text("写 over_time: last 或 none。", "Write `over_time: last` or `none`."),
    )


def weight_without_mean(where: str, code: str) -> InputProblem:
    return InputProblem(
        "weight_without_mean",
        Text(
            f"“{code}”写了 over_time_weight，但 over_time 不是 mean。",
            f"`{code}` has an `over_time_weight` but `over_time` is not `mean`.",
        ),
        where,
        Text("写 over_time: mean，或去掉权重。", "Write `over_time: mean`, or remove the weight."),
    )


def no_weight(where: str, code: str, weight: str) -> InputProblem:
    return InputProblem(
        "no_weight",
        Text(f"“{weight}”不能作“{code}”的权重。", f"`{weight}` cannot be the weight of `{code}`."),
        where,
        Text(
            "权重的 of、frequency 要相同，over_time 是 sum 或 mean。",
            "A weight has the same `of` and `frequency`, and `over_time` `sum` or `mean`.",
        ),
    )


def rolls_up_otherwise(where: str, code: str, needed: str, rule: str) -> InputProblem:
    return InputProblem(
        "rolls_up_otherwise",
        Text(
            f"“{code}”由下级重算，却用到汇总方法为 {rule} 的“{needed}”。",
            f"`{code}` is recomputed over the areas below but uses `{needed}`, which rolls up by `{rule}`.",
        ),
        where,
        Text("给两者同样的 roll_up。", "Give both the same `roll_up`."),
    )


def not_a_light(where: str, word: str, lights: Iterable[str]) -> InputProblem:
    valid = list(lights)
    return InputProblem(
        "not_a_light",
        Text(f"“{word}”不是灯的颜色。", f"`{word}` is not the colour of a light."),
        where,
        Text(f"可用的有：{'、'.join(valid)}。", f"Valid: {', '.join(valid)}."),
    )


def wrong_form(where: str, parameter: str, kind: str, form: str) -> InputProblem:
    return InputProblem(
        "wrong_form",
        Text(
            f"参数“{parameter}”的种类是 {kind}，这里的值不是这种写法。",
            f"The parameter `{parameter}` is a {kind}, and its value is not written as one.",
        ),
        where,
        Text(f"只写 {form}。", f"Write `{form}`, and nothing else."),
    )

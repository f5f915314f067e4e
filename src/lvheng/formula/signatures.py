"""The functions of the language: name, arity, meaning, and a worked example that the reference shows and tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lvheng.errors import Text


@dataclass(frozen=True)
class Signature:
    """One function. ``most`` is None where any number of arguments may follow."""

    name: str
    usage: str
    least: int
    most: int | None
    meaning: Text
    example: str
    facts: Mapping[str, str | bool | None] = field(default_factory=dict)
    answer: str = ""

    def fits(self, count: int) -> bool:
        """Whether the function may be called with so many arguments."""
        return count >= self.least and (self.most is None or count <= self.most)


def _signature(
    usage: str,
    arity: tuple[int, int | None],
    zh: str,
    en: str,
    example: str,
    answer: str,
    **facts: str | bool | None,
) -> Signature:
    return Signature(usage.split("(")[0], usage, arity[0], arity[1], Text(zh, en), example, facts, answer)


_ALL = (
    _signature(
        "abs(x)",
        (1, 1),
        "绝对值。",
        "The value without its sign.",
        "abs(x - 5)",
        "2",
        x="3",
    ),
    _signature(
        "min(x, y, ...)",
        (2, None),
        "最小的一个；任何一个缺失则结果缺失。",
        "The least of its arguments; missing if any of them is.",
        "min(x, 2.5)",
        "2.5",
        x="3",
    ),
    _signature(
        "max(x, y, ...)",
        (2, None),
        "最大的一个；任何一个缺失则结果缺失。",
        "The greatest of its arguments; missing if any of them is.",
        "max(x, 2.5, y)",
        "4",
        x="3",
        y="4",
    ),
    _signature(
        "clip(x, low, high)",
        (3, 3),
        "限制在 low 与 high 之间，等于 min(max(x, low), high)。",
        "x kept between low and high: min(max(x, low), high).",
        "clip(x, 0, 100)",
        "100",
        x="120",
    ),
    _signature(
        "known(x)",
        (1, 1),
        "x 有值为真，缺失为假；结果本身从不缺失。",
        "True when x has a value, False when it is missing; never missing itself.",
        "x if known(x) else 0",
        "0",
        x=None,
    ),
    _signature(
        "tier(x, scale)",
        (2, 2),
        "阶梯累进：每一档内的部分按该档的费率。x 为负或超过最后一档则缺失。",
        "Graduated: each part of x at the rate of its own bracket. Missing for a negative x and beyond a closed scale.",
        "tier(x, electricity)",
        "175",
        x="300",
    ),
    _signature(
        "slab(x, scale)",
        (2, 2),
        "整体费率：全部 x 按其所在档的费率。档的上限属于该档。",
        "The whole of x at the rate of the bracket that it falls into. A bracket includes its upper limit.",
        "slab(x, electricity)",
        "243",
        x="300",
    ),
    _signature(
        "lookup(table, key)",
        (2, 2),
        "查表：代码对应的值；对阶梯表则为该数所在档的费率。",
        "The value of a code in a table; with a scale, the rate of the bracket that the number falls into.",
        "lookup(equivalent, pollutant)",
        "0.95",
        pollutant="so2",
    ),
    _signature(
        "previous(x, n)",
        (2, 2),
        "n 个期间以前的 x；没有那一期则缺失。",
        "x as it was n periods ago; missing where there is no such period.",
        "x - previous(x, 1)",
        "2",
        x="3",
    ),
    _signature(
        "base(x, year)",
        (2, 2),
        "某一年同一位置的期间的 x（月对同月，季对同季）。",
        "x in the period of that year with the same place in the year (month for month, quarter for quarter).",
        "x / base(x, 2020)",
        "3",
        x="3",
    ),
    _signature(
        "cumulative(x)",
        (1, 1),
        "本年第一期至本期的累计；中间任何一期缺失则缺失。",
        "The sum from the first period of the year to this one; missing if any of them is.",
        "cumulative(x)",
        "3",
        x="3",
    ),
    _signature(
        "days()",
        (0, 0),
        "本期的日历天数（闰年 366 天）。",
        "The calendar days of the period (366 in a leap year).",
        "x / days()",
        "2",
        x="730",
    ),
    _signature(
        "sum_of(x)",
        (1, 2),
        "下级地区或所属单位的合计；全部报齐以前缺失。sum_of(x, partial) 只加已报的。",
        "The sum over child areas or owned entities; missing until all have reported. "
        "sum_of(x, partial) adds what there is.",
        "sum_of(x)",
        "7",
        x="3",
    ),
    _signature(
        "mean_of(x)",
        (1, 2),
        "下级地区或所属单位的算术平均；mean_of(x, partial) 只对已报的平均。",
        "The arithmetic mean over child areas or owned entities; mean_of(x, partial) of those that have reported.",
        "mean_of(x)",
        "3.5",
        x="3",
    ),
    _signature(
        "count_of(c)",
        (1, 2),
        "条件成立的下级地区或所属单位的个数；没有下级则为 0。",
        "How many child areas or owned entities satisfy the condition; 0 where there are none.",
        "count_of(x > 3)",
        "1",
        x="3",
    ),
    _signature(
        "parent(x)",
        (1, 1),
        "上级地区或所属主体的 x。",
        "x of the area or entity that this one belongs to.",
        "x / parent(x)",
        "0.25",
        x="3",
    ),
)

SIGNATURES: Mapping[str, Signature] = {signature.name: signature for signature in _ALL}
OTHER_ROWS = frozenset({"sum_of", "mean_of", "count_of", "previous", "base", "cumulative", "parent"})

"""Values and the reasons for which a value is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lvheng.errors import Text

REASONS: Mapping[str, Text] = {
    "not_reported": Text("没有报送", "not reported"),
    "not_applicable": Text("不适用于这一类对象", "does not apply to things of this kind"),
    "invalid_input": Text("报送的值超出声明的位数", "the reported value has more digits or decimals than declared"),
    "division_by_zero": Text("除数为零", "division by zero"),
    "overflow": Text("计算需要的位数超过上限", "the computation needs more digits than the limit"),
    "no_previous": Text("没有更早的期间", "there is no such earlier period"),
    "no_base": Text("没有基期", "there is no such base period"),
    "periods_missing": Text("本年有期间缺失", "periods of this year are missing"),
    "members_missing": Text("下级没有报齐", "members have not all reported"),
    "no_members": Text("没有下级", "there are no members"),
    "no_parent": Text("没有上级的数", "there is no figure of a parent"),
    "not_in_table": Text("表里没有这个代码", "the table has no such code"),
    "outside_scale": Text("超出阶梯范围", "outside the scale"),
    "no_version": Text("该日期没有有效的版本", "no version is in force on this date"),
    "parameter_not_set": Text("参数尚待填入", "the parameter is still to be entered"),
}


@dataclass(frozen=True)
class Missing:
    """No value, and why: a code of REASONS, or a code that came with the input (such as ``confidential``)."""

    reason: str

    def text(self) -> Text:
        """The reason in words; a reason of the input's own is shown as it is."""
        return REASONS.get(self.reason, Text(self.reason, self.reason))


Value = Fraction | bool | str | Missing

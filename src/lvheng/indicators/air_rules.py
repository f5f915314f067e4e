"""The rules of air quality that a pack holds, as the computation needs them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lvheng.errors import InputProblem, SettingProblem, Text
from lvheng.packs import Pack
from lvheng.packs.air import AirIndex, AirRule, in_force


@dataclass(frozen=True)
class AirRules:
    """All editions of the index and the single numbers of evaluation, by code."""

    editions: tuple[AirIndex, ...]
    items: Mapping[str, AirRule]

    @staticmethod
    def of(pack: Pack) -> AirRules:
        """The rules of a pack (its own before those that it inherits)."""
        items: dict[str, AirRule] = {}
        for rule in pack.of(AirRule):
            items.setdefault(rule.code, rule)
        return AirRules(pack.of(AirIndex), items)

    def edition(self, name: str) -> AirIndex:
        """The edition of that name; raises InputProblem with those that there are."""
        for each in self.editions:
            if each.edition == name:
                return each
        names = ", ".join(each.edition for each in self.editions)
        raise InputProblem(
            "unknown_edition",
            Text(f"没有版本“{name}”。", f"there is no edition “{name}”."),
            to_do=Text(f"可用的有：{names}。", f"There are: {names}."),
        )

    def edition_on(self, day: datetime.date) -> AirIndex:
        """The edition in force on a day; raises InputProblem where none is."""
        found = in_force(self.editions, day)
        if found is None:
            raise InputProblem(
                "no_edition_in_force",
                Text(f"{day} 没有现行的空气质量指数规定。", f"no edition of the index is in force on {day}."),
                to_do=Text("请用 --edition 指定版本。", "Name one with --edition."),
            )
        return found

    def value(self, code: str) -> Decimal:
        """One number; raises SettingProblem where the pack does not have it."""
        rule = self.items.get(code)
        if rule is None:
            raise SettingProblem(
                "air_rule_missing",
                Text(f"数据包缺少空气质量规则 {code}。", f"the pack has no rule of air quality `{code}`."),
                "air_rules.yaml",
                Text("请补上，或让数据包继承 china。", "Add it, or let the pack extend `china`."),
            )
        return rule.value

    def whole(self, code: str) -> int:
        """One whole number; errors as :meth:`value`."""
        value = self.value(code)
        if value != int(value):
            raise SettingProblem(
                "air_rule_not_whole",
                Text(
                    f"空气质量规则 {code} 应是整数，现在是 {value}。",
                    f"the rule `{code}` must be whole; it is {value}.",
                ),
                "air_rules.yaml",
            )
        return int(value)

    def to_verify(self) -> tuple[AirRule, ...]:
        """The rules that somebody has yet to look up."""
        return tuple(rule for rule in self.items.values() if rule.source.certainty == "to_verify")

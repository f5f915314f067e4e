"""The problems of one formula, each told with its place, what disagrees, and the way out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from lvheng.formula import syntax
from lvheng.formula.declarations import Kind, Parameter
from lvheng.formula.problems import FormulaProblem, nearest, problem
from lvheng.formula.syntax import Expr, Place, write
from lvheng.formula.units import Unit, factor_between

DIFFERENT = ("它们不是同一种量，请检查公式或声明的单位。", "They measure different things: check the formula.")


@dataclass
class Complaints:
    """Collects problems; ``names`` are those that a mistyped name may have meant."""

    names: Collection[str]
    problems: list[FormulaProblem] = field(default_factory=list)

    def unknown(self, node: syntax.Name) -> None:
        """A name that nothing is called by."""
        meant = nearest(node.code, self.names)
        self.note(
            "unknown_name",
            node.place,
            f"没有名为 {node.code} 的变量或参数。",
            f"no variable or parameter is called {node.code}.",
            f"您是否想写 {meant}？" if meant else "请先声明它。",
            f"Did you mean {meant}?" if meant else "Declare it first.",
        )

    def division_by_zero(self, node: syntax.Binary) -> None:
        """A divisor that is zero whatever the values."""
        self.note(
            "division_by_zero",
            node.right.place,
            "除数恒为零。",
            "the divisor is always zero.",
            "请改正除数。",
            "Correct the divisor.",
        )

    def below_zero(self, node: syntax.Call, scale: Parameter) -> None:
        """A scale for amounts that begins below zero."""
        self.note(
            "brackets",
            node.place,
            f"{node.function} 从零起算，而 {scale.code} 的第一档上限不大于零。",
            f"{node.function} counts from zero, but the first limit of {scale.code} is not above it.",
            "请改正第一档的 upto；只查费率用 lookup。",
            "Correct the upto of the first bracket, or use lookup for the rate alone.",
        )

    def units_disagree(self, node: Expr, left: Unit, right: Unit) -> None:
        """Two sides that cannot be added or compared."""
        if left.same_dimension(right):
            factor = factor_between(right, left)
            do_zh = f"请把 {right.text} 的一方乘以 {factor} 换算。"
            do_en = f"Convert: multiply the side in {right.text} by {factor}."
        else:
            do_zh, do_en = (
                "它们不是同一种量，请检查公式或声明的单位。",
                "They measure different things: check the formula.",
            )
        self.note(
            "units",
            node.place,
            f"{write(node)} 里的单位不一致：{left.text} 与 {right.text}。",
            f"the units in {write(node)} disagree: {left.text} and {right.text}.",
            do_zh,
            do_en,
        )

    def wrong_thing(self, place: Place, found: str, wanted: str) -> None:
        """A variable of one kind of thing where one of another is needed."""
        self.note(
            "of",
            place,
            f"这里的变量描述 {found}，而公式描述 {wanted}。",
            f"this describes a thing of kind {found}, the formula one of kind {wanted}.",
            "对下级用 sum_of、mean_of 或 count_of，对上级用 parent。",
            "Use sum_of, mean_of or count_of for members, parent for what it belongs to.",
        )

    def wrong_kind(self, node: Expr, found: Kind, wanted: Kind) -> None:
        """A number, truth value or code where another is needed."""
        names = {Kind.NUMBER: "数", Kind.BOOLEAN: "真假", Kind.CODE: "代码"}
        self.note(
            "kind",
            node.place,
            f"{write(node)} 是{names[found]}，这里需要{names[wanted]}。",
            f"{write(node)} is a {found}, here a {wanted} is needed.",
            "请检查公式和变量声明的 kind。",
            "Check the formula and the declared kind.",
        )

    def note(self, code: str, place: Place, zh: str, en: str, do_zh: str, do_en: str) -> None:
        """Any other problem."""
        self.problems.append(problem(code, place, zh, en, do_zh, do_en))

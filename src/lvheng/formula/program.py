"""A program: the checked dependency graph of variables and parameters."""

from __future__ import annotations

import hashlib
import json
import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from lvheng.errors import Problems
from lvheng.formula import syntax
from lvheng.formula.algebra import Lowered
from lvheng.formula.checker import Checker
from lvheng.formula.declarations import (
    Dated,
    Effect,
    FormulaVersion,
    Kind,
    Parameter,
    ParameterKind,
    ParameterVersion,
    Pool,
    Variable,
)
from lvheng.formula.lowering import Lowering
from lvheng.formula.parser import parse
from lvheng.formula.problems import FormulaProblem, nearest, problem
from lvheng.formula.signatures import OTHER_ROWS, SIGNATURES
from lvheng.formula.syntax import Expr
from lvheng.formula.units import UnknownUnit, read_unit

RESERVED = frozenset({*SIGNATURES, *keyword.kwlist, "partial", "unit", "period_start", "thing"})


@dataclass(frozen=True)
class Formula:
    """One dated formula of a variable, parsed, checked and lowered."""

    version: FormulaVersion
    tree: Expr
    lowered: Lowered

    @property
    def names(self) -> frozenset[str]:
        """The codes of the variables and parameters in it."""
        return frozenset(node.code for node in syntax.walk(self.tree) if isinstance(node, syntax.Name)) - {"partial"}


@dataclass(frozen=True)
class Program:
    """Variables in an order in which each comes after those that it needs."""

    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    formulas: Mapping[str, tuple[Formula, ...]]
    order: tuple[str, ...]
    lowering: Lowering = field(repr=False)
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(variables: Iterable[Variable], parameters: Iterable[Parameter] = ()) -> Program:
        """Check everything and put it in order. Raises Problems with all that is wrong, in the order declared."""
        return _Builder(list(variables), list(parameters)).build()

    def needs(self, targets: Sequence[str]) -> tuple[str, ...]:
        """The targets and every variable that they depend on, in the order of computation."""
        unknown = [code for code in targets if code not in self.variables]
        if unknown:
            raise Problems([_unknown_target(code, self.variables) for code in unknown])
        needed, waiting = set[str](), list(targets)
        while waiting:
            code = waiting.pop()
            if code not in needed:
                needed.add(code)
                waiting += [name for name in self.names(code) if name in self.variables]
        return tuple(code for code in self.order if code in needed)

    def names(self, code: str) -> frozenset[str]:
        """The variables and parameters that stand in the formulas of a variable."""
        return frozenset().union(*(formula.names for formula in self.formulas.get(code, ())))

    def needs_in_row(self, code: str) -> tuple[str, ...]:
        """The variable and all that it takes from the same row, in the order of computation."""
        if code not in self._known:
            needed, waiting = {code}, [code]
            while waiting:
                for formula in self.formulas[waiting.pop()]:
                    new = names_in_row(formula.tree) & self.variables.keys() - needed
                    needed |= new
                    waiting += sorted(new)
            self._known[code] = tuple(name for name in self.order if name in needed)
        return self._known[code]

    def narrowed(self, targets: Sequence[str], bounds: Mapping[str, int], absent: frozenset[str]) -> Program:
        """The same for figures of which more is known: what their integers reach, and what nobody reported.

        Only what the targets need is lowered. For rows that keep to this every value and reason stays the same.
        """
        lowering = Lowering(self.variables, self.parameters, bounds, absent)
        formulas = dict.fromkeys(self.variables, ()) | {
            code: self._lowered_again(lowering, code) for code in self.needs(targets)
        }
        return replace(self, formulas=formulas, lowering=lowering)

    def _lowered_again(self, lowering: Lowering, code: str) -> tuple[Formula, ...]:
        variable = self.variables[code]
        found = tuple(replace(each, lowered=lowering.formula(each.tree, variable)) for each in self.formulas[code])
        if found:
            lowering.settled[code] = lowering.versions(variable, [formula.lowered for formula in found])
        return found

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same declarations, and then only: the same fingerprint, the same computation."""
        parts = [*self.variables.values(), *self.parameters.values()]
        content = sorted(part.model_dump_json(by_alias=True) for part in parts)
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def names_in_row(node: syntax.Expr) -> set[str]:
    """The names in an expression whose values are taken from the same row."""
    if isinstance(node, syntax.Name):
        return {node.code}
    if isinstance(node, syntax.Call) and node.function in OTHER_ROWS:
        return set()
    return set().union(*(names_in_row(part) for part in syntax.children(node)))


def _unknown_target(code: str, variables: Iterable[str]) -> FormulaProblem:
    meant = nearest(code, variables)
    return problem(
        "unknown_name",
        code,
        f"没有名为 {code} 的变量。",
        f"no variable is called {code}.",
        f"您是否想写 {meant}？" if meant else "请先声明它。",
        f"Did you mean {meant}?" if meant else "Declare it first.",
    )


class _Builder:
    def __init__(self, variables: list[Variable], parameters: list[Parameter]) -> None:
        self.problems: list[FormulaProblem] = []
        self.listed = variables
        self.listed_parameters = parameters
        self.variables = {variable.code: variable for variable in variables}
        self.parameters = {parameter.code: parameter for parameter in parameters}
        self.trees: dict[str, list[Expr | None]] = {}

    def build(self) -> Program:
        self._check_codes()
        for parameter in self.listed_parameters:
            self._check_parameter(parameter)
        for variable in self.listed:
            self._check_variable(variable)
        self._stop()
        for variable in self.listed:
            self._check_formulas(variable)
        order = self._order()
        self._check_pools(order)
        self._stop()
        lowering = Lowering(self.variables, self.parameters)
        formulas = {variable.code: self._lower(lowering, variable) for variable in self.listed}
        self._stop()
        return Program(self.variables, self.parameters, formulas, order, lowering)

    def _stop(self) -> None:
        if self.problems:
            raise Problems(self.problems)

    def _note(self, code: str, where: str, zh: str, en: str, do_zh: str, do_en: str) -> None:
        self.problems.append(problem(code, where, zh, en, do_zh, do_en))

    def _check_codes(self) -> None:
        seen = set[str]()
        for code in [*(v.code for v in self.listed), *(p.code for p in self.listed_parameters)]:
            if code in seen:
                self._note(
                    "twice",
                    code,
                    f"代码 {code} 声明了两次。",
                    f"the code {code} is declared twice.",
                    "请改名或删去一个。",
                    "Rename or remove one.",
                )
            if code in RESERVED or "__" in code:
                self._note(
                    "reserved",
                    code,
                    f"代码 {code} 是保留的。",
                    f"the code {code} is reserved.",
                    "请换一个代码，不要用函数名、关键字和双下划线。",
                    "Choose another one: no function name, keyword or double underscore.",
                )
            seen.add(code)

    def _check_unit(self, code: str, unit: str) -> None:
        try:
            read_unit(unit)
        except UnknownUnit:
            self._note(
                "unit",
                code,
                f"{code} 的单位 {unit} 不认识。",
                f"the unit {unit} of {code} is not known.",
                "请写如 t、万吨、kWh、元/m³、% 的单位，纯数写 1。",
                "Write a unit such as t, 万吨, kWh, 元/m³ or %; a pure number has the unit 1.",
            )

    def _check_versions(self, code: str, versions: Sequence[Dated]) -> None:
        ordered = sorted(versions, key=lambda version: (version.from_ is not None, version.from_))
        for version in ordered:
            if version.from_ is not None and version.until is not None and version.until < version.from_:
                self._note(
                    "dates",
                    code,
                    f"{code} 的一个版本 {version.until} 止，却从 {version.from_} 起。",
                    f"a version of {code} ends on {version.until} but begins on {version.from_}.",
                    "请改正日期。",
                    "Correct the days.",
                )
        for first, second in pairwise(ordered):
            if first.until is None or second.from_ is None or second.from_ <= first.until:
                self._note(
                    "overlap",
                    code,
                    f"{code} 的两个版本在 {second.from_ or first.from_ or '同一天'} 同时有效。",
                    f"two versions of {code} are both in force on {second.from_ or first.from_ or 'the same day'}.",
                    "请给前一个版本写上 until，止于后一个 from 的前一天。",
                    "Give the first an 'until' on the day before the 'from' of the second.",
                )

    def _check_variable(self, variable: Variable) -> None:
        self._check_unit(variable.code, variable.unit)
        self._check_versions(variable.code, variable.versions)
        if variable.decimals > variable.digits:
            self._note(
                "digits",
                variable.code,
                f"{variable.code} 有 {variable.decimals} 位小数，总位数却是 {variable.digits}。",
                f"{variable.code} has {variable.decimals} decimals but only {variable.digits} digits in all.",
                "digits 要包括小数位。",
                "digits must include the decimals.",
            )
        if variable.kind != Kind.NUMBER and (variable.unit != "1" or variable.decimals):
            self._note(
                "kind",
                variable.code,
                f"{variable.code} 不是数，不能有单位和小数位。",
                f"{variable.code} is not a number and has no unit or decimals.",
                "请删去 unit 和 decimals。",
                "Remove unit and decimals.",
            )

    def _check_parameter(self, parameter: Parameter) -> None:
        self._check_unit(parameter.code, parameter.unit)
        self._check_unit(parameter.code, parameter.rate_unit)
        self._check_versions(parameter.code, parameter.versions)
        for version in parameter.versions:
            forms = {
                ParameterKind.NUMBER: version.value is not None,
                ParameterKind.SCALE: bool(version.brackets),
                ParameterKind.TABLE: bool(version.entries),
            }
            if any(given for kind, given in forms.items() if kind != parameter.kind):
                self._note(
                    "parameter_kind",
                    parameter.code,
                    f"参数 {parameter.code} 的值与它的种类 {parameter.kind} 不符。",
                    f"the value of the parameter {parameter.code} does not fit its kind {parameter.kind}.",
                    "number 写 value，scale 写 brackets，table 写 entries。",
                    "A number has value, a scale brackets, a table entries.",
                )
            self._check_entries(parameter.code, version)
            limits = [bracket.upto for bracket in version.brackets]
            closed = [limit for limit in limits[:-1] if limit is not None]
            ends = closed + [limit for limit in limits[-1:] if limit is not None]
            if len(closed) < len(limits) - 1 or any(a >= b for a, b in pairwise(ends)):
                self._note(
                    "brackets",
                    parameter.code,
                    f"阶梯表 {parameter.code} 的上限应逐档增大，只有最后一档可以没有上限。",
                    f"the limits of the scale {parameter.code} must rise; only the last bracket may be open.",
                    "请改正各档的 upto。",
                    "Correct the upto of the brackets.",
                )

    def _check_entries(self, code: str, version: ParameterVersion) -> None:
        for entry in version.entries:
            if not entry or not entry.isprintable() or set(entry) & set("'\\"):
                self._note(
                    "entry",
                    code,
                    f"代码表 {code} 的代码 {entry!r} 不能用。",
                    f"the code {entry!r} of the table {code} cannot be used.",
                    "代码不能为空，不能有引号、反斜线和控制符。",
                    "A code is not empty and has no quotes, backslashes or control characters.",
                )

    def _check_formulas(self, variable: Variable) -> None:
        trees: list[Expr | None] = []
        for version in variable.versions:
            try:
                tree = parse(version.formula, version.file or variable.code, version.line, version.column)
            except FormulaProblem as error:
                self.problems.append(error)
                trees.append(None)
                continue
            checker = Checker(self.variables, self.parameters)
            checker.check_formula(tree, variable)
            self.problems += checker.problems
            trees.append(tree)
        self.trees[variable.code] = trees

    def _needs(self, code: str) -> list[str]:
        found = [
            node.code
            for tree in self.trees[code]
            if tree is not None
            for node in syntax.walk(tree)
            if isinstance(node, syntax.Name) and node.code in self.variables
        ]
        return list(dict.fromkeys(found))

    def _order(self) -> tuple[str, ...]:
        """Depth first without recursion, so that a chain of any length passes."""
        done: dict[str, None] = {}
        reported = set[str]()
        for start in self.variables:
            path = [(start, iter(self._needs(start)))] if start not in done else []
            open_codes = [start]
            while path:
                code, rest = path[-1]
                following = next(rest, None)
                if following is None:
                    path.pop()
                    open_codes.pop()
                    done[code] = None
                elif following in open_codes:
                    self._cycle([*open_codes[open_codes.index(following) :], following], reported)
                elif following not in done:
                    path.append((following, iter(self._needs(following))))
                    open_codes.append(following)
        return tuple(done)

    def _cycle(self, path: list[str], reported: set[str]) -> None:
        if reported & set(path):
            return
        reported.update(path)
        shown = " → ".join(path)
        self._note(
            "cycle",
            path[0],
            f"{path[0]} 绕回到自己：{shown}。",
            f"{path[0]} depends on itself: {shown}.",
            "请断开其中一环；上一期的值也不能引用自己，年内累计用 cumulative。",
            "Break the circle; not even previous() may refer to itself, use cumulative() within a year.",
        )

    def _check_pools(self, order: Sequence[str]) -> None:
        via: dict[str, list[str]] = {}
        for code in order:
            variable = self.variables[code]
            if variable.pool == Pool.STATISTICAL:
                via[code] = [code]
                continue
            source = next((name for name in self._needs(code) if name in via), None)
            if source is not None:
                via[code] = [code, *via[source]]
            if variable.effect == Effect.ENFORCEMENT and code in via:
                self._unlawful(via[code])
        for variable in self.listed:
            if variable.effect == Effect.ENFORCEMENT and variable.pool == Pool.STATISTICAL:
                self._unlawful([variable.code])

    def _unlawful(self, path: list[str]) -> None:
        shown = " → ".join(path)
        self._note(
            "pool",
            path[0],
            f"{path[0]} 用于执法，却依据统计资料 {path[-1]}（{shown}）。",
            f"{path[0]} is a ground of enforcement but rests on the statistical figure {path[-1]} ({shown}).",
            "统计法不许以统计资料直接作为许可或处罚的依据：请改用行政资料。",
            "The Statistics Law forbids statistical data as ground of a permit or penalty: use administrative data.",
        )

    def _lower(self, lowering: Lowering, variable: Variable) -> tuple[Formula, ...]:
        formulas = []
        for version, tree in zip(variable.versions, self.trees[variable.code], strict=True):
            if tree is None:
                raise TypeError("formulas that cannot be read were reported before")
            try:
                formulas.append(Formula(version, tree, lowering.formula(tree, variable)))
            except FormulaProblem as error:
                self.problems.append(error)
        return tuple(formulas)

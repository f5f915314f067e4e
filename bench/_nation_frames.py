"""The named peer of bench/nation.py: the indicators as an analyst writes them in pandas, in floats.

One wide table by area and month, ``groupby().sum()`` for each level of areas, and every formula as an expression over
columns. Values alone, without the reasons of what is missing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _nation_pandas import Tree
from lvheng.areas import boundaries
from lvheng.formula import Period, Program, syntax
from lvheng.formula.program import Formula
from lvheng.packs.programs import Measures

LEVELS = ("prefecture", "province", "nation")
_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    ">": operator.gt,
    ">=": operator.ge,
}


def computed(measures: Measures, tree: Tree, path: Path) -> dict[str, Any]:
    """Every indicator, one row for each area and month in the order of the tree."""
    import pandas as pd

    read = pd.read_parquet(path, columns=["element", "unit", "period", "value"])
    read["value"] = read["value"].astype("float64")
    own = read.pivot(index=["unit", "period"], columns="element", values="value")
    months = sorted(read["period"].unique())
    index = pd.MultiIndex.from_product([list(tree), months], names=["unit", "period"])
    sums = _with_levels(own, tree, "sum").reindex(index)
    own = own.reindex(index)
    added_up, alone = _Formulas(measures.program, sums, tree), _Formulas(measures.program, own, tree)
    found: dict[str, Any] = {"unit": index.get_level_values(0), "period": index.get_level_values(1)}
    for code, indicator in measures.indicators.items():
        value = (added_up if indicator.roll_up == "recompute" else alone).column(code)
        if indicator.roll_up in ("sum", "weighted"):
            rule = "sum" if indicator.roll_up == "sum" else "mean"
            value = _with_levels(value.dropna().to_frame(code), tree, rule).reindex(index)[code]
            value = value.round(indicator.decimals)
        found[code] = value.reset_index(drop=True)
    return found


def _with_levels(rows: Any, tree: Tree, rule: str) -> Any:
    """The table with the areas above: each the sum or mean of those below, where all of them have a figure."""
    import pandas as pd

    sizes = pd.Series([parent for parent in tree.values() if parent is not None]).value_counts()
    for level in LEVELS:
        units = rows.index.get_level_values("unit").map(tree)
        above = rows[[unit is not None and boundaries.level_of(unit) == level for unit in units]]
        parents = above.index.get_level_values("unit").map(tree).rename("unit")
        grouped = above.groupby([parents, above.index.get_level_values("period")])
        counts = grouped.count()
        full = counts.eq(counts.index.get_level_values("unit").map(sizes), axis=0)
        rows = rows.combine_first(getattr(grouped, rule)().where(full))
    return rows


class _Formulas:
    """Formulas as expressions over the columns of one table."""

    def __init__(self, program: Program, frame: Any, tree: Tree) -> None:
        self.program, self.index, self.tree = program, frame.index, tree
        self.units = frame.index.get_level_values("unit")
        self.months = frame.index.get_level_values("period")
        self.known: dict[str, Any] = {name: frame[name] for name in frame.columns}

    def column(self, code: str) -> Any:
        """An element, indicator or parameter, one value for each row."""
        if code not in self.known:
            if code in self.program.parameters:
                self.known[code] = self._parameter(code)
            elif self.program.variables[code].of != "area" or not self.program.formulas[code]:
                self.known[code] = self._all(float("nan"))
            else:
                self.known[code] = self._computed(code)
        return self.known[code]

    def _all(self, value: float) -> Any:
        import pandas as pd

        return pd.Series(value, index=self.index, dtype="float64")

    def _by_month(self, of: Callable[[Period], Any]) -> Any:
        import pandas as pd

        values = {month: of(Period.parse(month)) for month in self.months.unique()}
        return pd.Series(self.months.map(values), index=self.index)

    def _computed(self, code: str) -> Any:
        found = self._all(float("nan"))
        for formula in self.program.formulas[code]:
            here = self._in_force(formula)
            if here.any():
                found = found.where(~here, self._of(formula.tree))
        return found.round(self.program.variables[code].decimals)

    def _in_force(self, formula: Formula) -> Any:
        """In which rows the version of a formula applies."""
        return self._by_month(lambda month: formula.version.in_force_on(month.end)).astype(bool)

    def _parameter(self, code: str) -> Any:
        versions = self.program.parameters[code].versions

        def value(month: Period) -> float:
            version = next((each for each in versions if each.in_force_on(month.end)), None)
            return float(version.value) if version is not None and version.value is not None else float("nan")

        return self._by_month(value)

    def _of(self, node: syntax.Expr) -> Any:
        match node:
            case syntax.Number():
                return self._all(float(node.value))
            case syntax.Name():
                return self.column(node.code)
            case syntax.Binary() if node.operator == "/":
                right = self._of(node.right)
                return self._of(node.left) / right.where(right != 0)
            case syntax.Binary():
                return _OPERATIONS[node.operator](self._of(node.left), self._of(node.right))
            case syntax.Compare():
                left, right = self._of(node.left), self._of(node.right)
                return _OPERATIONS[node.operator](left, right).astype("float64").where(left.notna() & right.notna())
            case syntax.Choice():
                condition = self._of(node.condition)
                chosen = self._of(node.then).where(condition == 1, self._of(node.otherwise))
                return chosen.where(condition.notna())
            case syntax.Call():
                return self._call(node)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _call(self, node: syntax.Call) -> Any:
        if node.function == "days":
            return self._by_month(lambda month: float(month.days))
        inner = self._of(node.arguments[0])
        match node.function:
            case "known":
                return inner.notna().astype("float64")
            case "previous":
                return inner.groupby(self.units).shift(_count(node))
            case "base":
                return self._in_year(inner, _count(node))
            case _:
                return self._over_members(node, inner)

    def _in_year(self, inner: Any, year: int) -> Any:
        """The value of the same month of another year."""
        import pandas as pd

        wanted = pd.MultiIndex.from_arrays([self.units, f"{year}" + self.months.str[4:]], names=self.index.names)
        return pd.Series(inner.reindex(wanted).to_numpy(), index=self.index)

    def _over_members(self, node: syntax.Call, inner: Any) -> Any:
        """Sums and counts over the areas directly below; nothing but areas is in the file."""
        import pandas as pd

        names = [part.code for part in syntax.walk(node) if isinstance(part, syntax.Name)]
        of_areas = {self.program.variables[name].of for name in names if name in self.program.variables} == {"area"}
        nobody = self._all(float("nan") if node.function == "sum_of" else 0.0)
        parents = self.units.map(self.tree).rename("unit")
        if not of_areas:
            return nobody
        grouped = inner.groupby([parents, self.months])
        total = grouped.sum().where(grouped.count() == grouped.size()).reindex(self.index)
        return total.where(self.units.isin(pd.unique(parents.dropna())), nobody)


def _count(node: syntax.Call) -> int:
    count = node.arguments[1]
    if not isinstance(count, syntax.Number):
        raise NotImplementedError(type(count).__name__)
    return int(count.value)

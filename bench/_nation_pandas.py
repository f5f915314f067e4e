"""The second peer of bench/nation.py: pandas to read and add up, formulas tuned by hand over numpy arrays."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from lvheng.areas import boundaries
from lvheng.formula import Period, Program, syntax
from lvheng.formula.values import REASONS
from lvheng.packs.programs import Measures

CODES = {reason: number for number, reason in enumerate(REASONS)}
Tree = dict[str, str | None]
Pair = tuple[Any, Any]


def computed(measures: Measures, tree: Tree, path: Path, reasons: bool) -> dict[str, Any]:
    """Every indicator and its reasons, one row for each area and month."""
    import pandas as pd

    read = pd.read_parquet(path, columns=["element", "unit", "period", "value"])
    read["value"] = read["value"].astype(float)
    wide = read.set_index(["unit", "period", "element"])["value"].unstack("element")
    index = pd.MultiIndex.from_product([list(tree), sorted(wide.index.levels[1])], names=["unit", "period"])
    own = wide.reindex(index)
    sums, some = _added_up(own, tree)
    shape = len(tree), len(index.levels[1])
    found: dict[str, Any] = {"unit": index.get_level_values(0), "period": index.get_level_values(1)}
    for frame, partly, added_up in ((sums, some, True), (own, None, False)):
        columns = _Columns(measures.program, frame, partly, list(index.levels[1]), tree, reasons)
        for code, indicator in measures.indicators.items():
            if (indicator.roll_up == "recompute") != added_up:
                continue
            value, why = columns.value(code)
            if indicator.roll_up in ("sum", "weighted"):
                value = _rolled_up(value.copy(), tree, indicator.roll_up).round(indicator.decimals)
            found[code] = pd.Series(value.reshape(-1))
            if why is not None:
                # A reason only where the value is missing; -1 is none.
                codes = why.reshape(shape)
                codes = codes.astype("int8", copy=True)
                codes[value == value] = -1
                found[f"{code}__why"] = pd.Categorical.from_codes(codes.reshape(-1), list(REASONS))
    return found


def _added_up(own: Any, tree: Tree) -> tuple[Any, Any]:
    """The figures of all areas: an area without its own gets the sum of those below once all of them have one.

    Also, in the same shape, where some of those below have one and others not.
    """
    rows, some = own, own.isna() & False
    below = Counter(parent for parent in tree.values() if parent is not None)
    levels = {code: boundaries.level_of(code) for code in tree}
    for level in ("prefecture", "province", "nation"):
        parts = rows[[levels.get(tree[unit] or "") == level for unit in rows.index.get_level_values(0)]]
        parents = parts.index.get_level_values(0).map(tree).rename("unit")
        grouped = parts.groupby([parents, parts.index.get_level_values(1)])
        counts = grouped.count()
        sizes = list(counts.index.get_level_values(0).map(below))
        full = counts.eq(sizes, axis=0)
        partly = (counts.gt(0) & ~full).reindex(rows.index, fill_value=False)
        some |= rows.isna() & partly
        rows = rows.fillna(grouped.sum().where(full))
    return rows, some


def _rolled_up(value: Any, tree: Tree, rule: str) -> Any:
    """The sum or the plain mean of the areas below, where the area has no value of its own."""
    import numpy as np

    for place, parts in reversed(_below(tree).items()):
        found = value[parts].sum(axis=0) if rule == "sum" else value[parts].mean(axis=0)
        value[place] = np.where(np.isnan(value[place]), found, value[place])
    return value


def _below(tree: Tree) -> dict[int, list[int]]:
    """The places of the areas below each area, the highest area first."""
    places = {unit: place for place, unit in enumerate(tree)}
    below: dict[int, list[int]] = {}
    for unit, parent in tree.items():
        if parent is not None:
            below.setdefault(places[parent], []).append(places[unit])
    return below


class _Columns:
    """Formulas as one expression of numpy each, over arrays of areas and months.

    Each value comes with the numbers of its reasons, -1 for none, or with None where no reasons are wanted.
    """

    def __init__(self, program: Program, frame: Any, some: Any, months: list[str], tree: Tree, reasons: bool) -> None:
        import numpy as np

        self.program, self.tree, self.reasons = program, tree, reasons
        self.months = [Period.parse(month) for month in months]
        self.shape = (len(tree), len(months))
        self.known: dict[str, Pair] = {}
        for name in frame.columns:
            value = frame[name].to_numpy().reshape(self.shape)
            why = self._why(np.isnan(value), "not_reported")
            if why is not None and some is not None:
                why[some[name].to_numpy().reshape(self.shape)] = CODES["members_missing"]
            self.known[name] = value, why

    def _why(self, where: Any, reason: str) -> Any:
        import numpy as np

        return np.where(where, np.int8(CODES[reason]), np.int8(-1)) if self.reasons else None

    def _first(self, *whys: Any) -> Any:
        """The first reason that there is."""
        import numpy as np

        if not self.reasons:
            return None
        found = whys[0]
        for why in whys[1:]:
            found = np.where(found >= 0, found, why)
        return found

    def value(self, code: str) -> Pair:
        """An element, indicator or parameter."""
        if code not in self.known:
            if code in self.program.parameters:
                self.known[code] = self._parameter(code)
            elif self.program.variables[code].of != "area":
                self.known[code] = self._missing("not_applicable")
            elif not self.program.formulas[code]:
                self.known[code] = self._missing("not_reported")
            else:
                self.known[code] = self._computed(code)
        return self.known[code]

    def _missing(self, reason: str) -> Pair:
        import numpy as np

        return np.full(self.shape, np.nan), self._why(np.full(self.shape, True), reason)

    def _computed(self, code: str) -> Pair:
        import numpy as np

        found, why = self._missing("no_version")
        for formula in self.program.formulas[code]:
            here = [formula.version.in_force_on(month.end) for month in self.months]
            if any(here):
                value, reason = self._of(formula.tree)
                found[:, here] = np.broadcast_to(value, self.shape)[:, here]
                if why is not None:
                    why[:, here] = np.broadcast_to(reason, self.shape)[:, here]
        return np.round(found, self.program.variables[code].decimals), why

    def _parameter(self, code: str) -> Pair:
        import numpy as np

        versions = self.program.parameters[code].versions
        in_force = [next((v for v in versions if v.in_force_on(month.end)), None) for month in self.months]
        values = np.array([float(v.value) if v is not None and v.value is not None else np.nan for v in in_force])
        absent = self._why(np.array([v is None for v in in_force]), "no_version")
        return values, self._first(absent, self._why(np.isnan(values), "parameter_not_set"))

    def _of(self, node: syntax.Expr) -> Pair:
        import numpy as np

        match node:
            case syntax.Number():
                return float(node.value), self._why(False, "overflow")
            case syntax.Name():
                return self.value(node.code)
            case syntax.Binary() | syntax.Compare():
                (left, left_why), (right, right_why) = self._of(node.left), self._of(node.right)
                whys = [left_why, right_why]
                if node.operator == "/":
                    whys.append(self._why(right == 0, "division_by_zero"))
                with np.errstate(divide="ignore", invalid="ignore"):
                    value = _OPERATIONS[node.operator](left, right)
                lost = right == 0 if node.operator == "/" else np.isnan(left) | np.isnan(right)
                return np.where(lost, np.nan, value), self._first(*whys)
            case syntax.Choice():
                (when, why), then, other = map(self._of, (node.condition, node.then, node.otherwise))
                chosen = np.where(when, then[1], other[1]) if self.reasons else None
                return np.where(when, then[0], other[0]), self._first(why, chosen)
            case syntax.Call():
                return self._call(node)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _call(self, node: syntax.Call) -> Pair:
        import numpy as np

        match node.function:
            case "known":
                return ~np.isnan(self._of(node.arguments[0])[0]), self._why(False, "overflow")
            case "days":
                return np.array([float(month.days) for month in self.months]), self._why(False, "overflow")
            case "previous":
                return self._moved(node, [month.back(self._count(node)) for month in self.months])
            case "base":
                return self._moved(node, [month.in_year(self._count(node)) for month in self.months])
            case _:
                return self._over_members(node)

    def _count(self, node: syntax.Call) -> int:
        count = node.arguments[1]
        assert isinstance(count, syntax.Number)
        return int(count.value)

    def _moved(self, node: syntax.Call, months: list[Period | None]) -> Pair:
        """The value of other months; of months that are not in the file nothing was reported."""
        import numpy as np

        inner, why = self._of(node.arguments[0])
        inner, (found, reasons) = np.broadcast_to(inner, self.shape), self._missing("not_reported")
        for place, month in enumerate(months):
            if month in self.months:
                found[:, place] = inner[:, self.months.index(month)]
                if reasons is not None:
                    reasons[:, place] = np.broadcast_to(why, self.shape)[:, self.months.index(month)]
        return found, reasons

    def _over_members(self, node: syntax.Call) -> Pair:
        """Over the areas directly below; nothing but areas is in the file."""
        import numpy as np

        names = [part.code for part in syntax.walk(node) if isinstance(part, syntax.Name)]
        of_areas = {self.program.variables[name].of for name in names if name in self.program.variables} == {"area"}
        parents = [(parent, part) for parent, parts in _below(self.tree).items() if of_areas for part in parts]
        above, below = np.array(parents, int).reshape(-1, 2).T
        inner = np.broadcast_to(self._of(node.arguments[0])[0], self.shape)[below]
        size, count, total = np.zeros((len(self.tree), 1)), np.zeros(self.shape), np.zeros(self.shape)
        np.add.at(size, above, 1)
        np.add.at(count, above, ~np.isnan(inner))
        np.add.at(total, above, np.nan_to_num(inner))
        nobody = (size == 0) & (node.function == "sum_of")
        why = self._first(self._why(nobody, "no_members"), self._why(count < size, "members_missing"))
        return np.where(nobody | (count < size), np.nan, total), why


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    ">": operator.gt,
    ">=": operator.ge,
}


def different(measures: Measures, found: dict[str, Any], exact: pa.Table) -> tuple[int, int]:
    """In how many cells the peer's value, rounded, is not the exact one, and in how many the reason is another."""
    import numpy as np

    values = reasons = 0
    for code, indicator in measures.indicators.items():
        right = np.array(exact[code].combine_chunks().cast(pa.float64()).fill_null(float("nan")))
        flat = found[code].to_numpy()
        same = np.abs(flat - right) < 0.5 * 10.0**-indicator.decimals
        values += int((~same & ~(np.isnan(right) & np.isnan(flat))).sum())
        if f"{code}__why" not in found:
            continue
        why = exact[f"{code}__why"].combine_chunks()
        numbers = why.indices.cast(pa.int16()).fill_null(-1).to_numpy(zero_copy_only=False)
        reasons += int((numbers != found[f"{code}__why"].codes).sum())
    return values, reasons

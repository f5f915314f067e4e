"""What a bulk computation needs: which codes, from which periods, by which queries; queries are compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from lvheng.errors import Problems
from lvheng.formula import Period, PeriodKind, Program, Query, Relations, compile_query, syntax
from lvheng.formula.syntax import Expr
from lvheng.formula.values import REASONS
from lvheng.indicators.computing import unknown_measure
from lvheng.packs.measures import DataElement, Measure, PackIndicator
from lvheng.packs.programs import Measures

QUERIES_KEPT = 64
COMBINED = ("sum", "weighted")


# Reasons travel as numbers and become texts at the very end.
REASON_CODES: Mapping[str, int] = {reason: number for number, reason in enumerate(REASONS)}


@dataclass(frozen=True)
class KnownOfInputs:
    """What is known of the figures of a group: which may have a reason, what their integers reach, which are
    absent; and whether the periods that are looked at follow each other.
    """

    reasons: frozenset[str]
    bounds: tuple[tuple[str, int], ...]
    absent: frozenset[str]
    unbroken: bool

    @property
    def relations(self) -> Relations:
        """What the compiler is told."""
        return Relations(
            scaled=True,
            reasons=self.reasons,
            codes=REASON_CODES,
            bounds=dict(self.bounds),
            absent=self.absent,
            unbroken=self.unbroken,
            carried=("_row",),
        )


@dataclass(frozen=True)
class Group:
    """Codes that are computed by one query, whose result is the table ``name``.

    ``added_up``: from elements that are added up over areas, else from what each area reported itself. ``moving``: the
    formulas look at other periods. These are kept apart, because an engine sorts whole rows for that, and rows with
    few columns are sorted many times faster. ``things``: the kinds of units that the formulas describe.
    """

    codes: tuple[str, ...]
    added_up: bool
    moving: bool
    things: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"found_{'added_up' if self.added_up else 'own'}_{'moving' if self.moving else 'plain'}"


@dataclass(frozen=True)
class Plan:
    """One run: codes that are wanted and those that weigh them, for periods of one kind.

    ``combined`` get their value from the areas below where their formula gives none.
    ``looked_at`` are the wanted periods and all earlier ones and base periods that the formulas look at.
    """

    measures: Measures
    codes: tuple[str, ...]
    kind: PeriodKind
    wanted: tuple[Period, ...]
    groups: tuple[Group, ...]
    combined: tuple[str, ...]
    looked_at: tuple[Period, ...]

    @staticmethod
    def of(measures: Measures, codes: Sequence[str] | None, wanted: Sequence[Period]) -> Plan:
        """The plan for periods of one kind. Raises Problems with all codes that are unknown."""
        asked = tuple(dict.fromkeys(measures.indicators if codes is None else codes))
        unknown = [unknown_measure(code, measures) for code in asked if measures.measure(code) is None]
        if unknown:
            raise Problems(unknown)
        needed = _with_weights(measures, asked)
        return Plan(
            measures,
            asked,
            wanted[0].kind,
            tuple(sorted(set(wanted))),
            tuple(_groups(measures, needed)),
            tuple(code for code in needed if rule_of(measures, code) in COMBINED),
            tuple(sorted(periods_needed(measures.program, needed, wanted))),
        )

    def measure(self, code: str) -> Measure:
        """The element or indicator of a code of the plan."""
        return self.measures.elements.get(code) or self.measures.indicators[code]

    def weight(self, code: str) -> str | None:
        """The measure by which a combined indicator is weighted; None counts every area once."""
        found = self.measures.indicators[code]
        return found.weight if found.roll_up == "weighted" else None

    def inputs(self, codes: Sequence[str]) -> list[DataElement]:
        """The elements that the codes rest on."""
        elements = self.measures.elements
        return [elements[code] for code in self.measures.program.needs(codes) if code in elements]

    def group(self, code: str) -> Group:
        """The group that computes a code."""
        return next(group for group in self.groups if code in group.codes)

    def query(self, group: Group, known: KnownOfInputs) -> Query:
        """The compiled query of a group, for figures of which so much is known."""
        return _compiled(_Keyed(self.measures.program), group.codes, self.kind, known)

    @property
    def unbroken(self) -> bool:
        """Whether the periods that are looked at follow each other without a gap."""
        return all(later.back(1) == earlier for earlier, later in pairwise(self.looked_at))

    def looks_above(self, group: Group) -> bool:
        """Whether a formula of the group looks at the area above."""
        return any(_calls(self.measures.program, code, frozenset({"parent"})) for code in group.codes)


def rule_of(measures: Measures, code: str) -> str:
    """How an area's value comes from the areas below; elements are always recomputed."""
    measure = measures.measure(code)
    return measure.roll_up if isinstance(measure, PackIndicator) else "recompute"


def _groups(measures: Measures, codes: Sequence[str]) -> Iterator[Group]:
    for added_up in (True, False):
        chosen = [code for code in codes if (rule_of(measures, code) == "recompute") == added_up]
        moving = {code for code in chosen if _looks_elsewhen(measures.program, code)}
        for moves in (False, True):
            found = tuple(code for code in chosen if (code in moving) == moves)
            if found:
                variables = [measures.program.variables[code] for code in measures.program.needs(found)]
                yield Group(found, added_up, moves, tuple(sorted({variable.of for variable in variables})))


def _looks_elsewhen(program: Program, code: str) -> bool:
    """Whether a formula, or one that it rests on, looks at other periods."""
    return _calls(program, code, _MOVES.keys())


def _calls(program: Program, code: str, functions: Set[str]) -> bool:
    """Whether a formula, or one that it rests on, calls one of the functions."""
    return any(
        isinstance(node, syntax.Call) and node.function in functions
        for needed in program.needs([code])
        for formula in program.formulas.get(needed, ())
        for node in syntax.walk(formula.tree)
    )


def _with_weights(measures: Measures, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes and what weighs them, and what weighs that."""
    found: dict[str, None] = {}
    waiting = list(codes)
    while waiting:
        code = waiting.pop(0)
        if code in found:
            continue
        found[code] = None
        indicator = measures.indicators.get(code)
        if indicator is not None and indicator.roll_up == "weighted" and indicator.weight is not None:
            waiting.append(indicator.weight)
    return tuple(found)


@dataclass(frozen=True)
class _Keyed:
    """A program that is the same as another one with the same declarations."""

    program: Program = field(compare=False)
    fingerprint: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprint", self.program.fingerprint)


@lru_cache(maxsize=QUERIES_KEPT)
def _compiled(keyed: _Keyed, codes: tuple[str, ...], kind: PeriodKind, known: KnownOfInputs) -> Query:
    return compile_query(keyed.program, codes, kind, relations=known.relations)


# Periods --------------------------------------------------------------------------------------------------------


def periods_needed(program: Program, codes: Sequence[str], wanted: Iterable[Period]) -> set[Period]:
    """The wanted periods and all that ``previous``, ``base`` and ``cumulative`` look at, through all variables."""
    of: dict[str, set[Period]] = {code: set(wanted) for code in codes}
    for code in reversed(program.needs(codes)):
        periods = frozenset(of.setdefault(code, set()))
        for formula in program.formulas.get(code, ()):
            for name, reached in _reached(formula.tree, periods):
                if name in program.variables:
                    of.setdefault(name, set()).update(reached)
    return set().union(*of.values())


def _reached(node: Expr, periods: frozenset[Period]) -> Iterator[tuple[str, frozenset[Period]]]:
    """The names in an expression with the periods for which their values are read."""
    if isinstance(node, syntax.Name):
        yield node.code, periods
    elif isinstance(node, syntax.Call) and node.function in _MOVES:
        yield from _reached(node.arguments[0], frozenset(_MOVES[node.function](node, periods)))
    else:
        for part in syntax.children(node):
            yield from _reached(part, periods)


def _earlier(node: syntax.Call, periods: frozenset[Period]) -> Iterator[Period]:
    moved = (period.back(_count(node)) for period in periods)
    return (period for period in moved if period is not None)


def _based(node: syntax.Call, periods: frozenset[Period]) -> Iterator[Period]:
    moved = (period.in_year(_count(node)) for period in periods)
    return (period for period in moved if period is not None)


def _of_year(node: syntax.Call, periods: frozenset[Period]) -> Iterator[Period]:
    for last in periods:
        for position in range(1, last.position + 1):
            found = Period.of_year(last.kind, last.year, position)
            if found is not None:
                yield found


def _count(node: syntax.Call) -> int:
    count = node.arguments[1]
    if not isinstance(count, syntax.Number):
        raise TypeError("the checker lets only whole numbers pass")
    return int(count.value)


_MOVES = {"previous": _earlier, "base": _based, "cumulative": _of_year}


# Areas ----------------------------------------------------------------------------------------------------------


def heights(tree: Mapping[str, str | None]) -> dict[str, int]:
    """How many levels lie below each area, 0 for the lowest. Raises ValueError where areas lie in a circle."""
    below: dict[str, int] = dict.fromkeys(tree, 0)
    for parent in tree.values():
        if parent is not None and parent in below:
            below[parent] += 1
    found = dict.fromkeys((area for area, count in below.items() if not count), 0)
    waiting = list(found)
    while waiting:
        area = waiting.pop()
        above = tree[area]
        if above is None or above not in below:
            continue
        below[above] -= 1
        found[above] = max(found.get(above, 0), found[area] + 1)
        if not below[above]:
            waiting.append(above)
    circle = [area for area, count in below.items() if count]
    if circle:
        raise ValueError(f"areas lie in a circle: {', '.join(sorted(circle)[:5])}")
    return found

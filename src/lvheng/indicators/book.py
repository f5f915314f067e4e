"""What the pack of a site makes of its published figures, computed once and then looked up."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lvheng.areas import boundaries
from lvheng.errors import InputProblem
from lvheng.formula import Period, PeriodKind
from lvheng.indicators.computing import Computed, Inputs, compute
from lvheng.indicators.consistency import Conflict, Inconsistency, conflicts, inconsistencies
from lvheng.packs.measures import DataElement, PackIndicator, PackParameter, PublishedFigure
from lvheng.packs.model import Binding, Pack
from lvheng.packs.programs import Measures


@dataclass(frozen=True)
class Book:
    """The indicators of one pack. Nothing in it changes: another pack is another book.

    Areas are added up only inside the pack's own area: of others this site knows nothing but what was published.
    """

    pack: Pack
    measures: Measures
    inputs: Inputs
    fingerprint: str
    inconsistencies: tuple[Inconsistency, ...]
    conflicts: tuple[Conflict, ...]
    _series: dict[tuple[str, str], tuple[Computed, ...]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @staticmethod
    def of(pack: Pack) -> Book:
        """Open the book of a loaded pack."""
        measures = Measures.of(pack)
        inside = dict(_parts_of(pack.area_code)) if pack.area_code else {}
        published = Inputs.of_pack(measures)
        inputs = Inputs(measures, published.observations, published.figures, lambda area: inside.get(area, []))
        return Book(
            pack, measures, inputs, _fingerprint(pack), tuple(inconsistencies(measures)), tuple(conflicts(measures))
        )

    @property
    def area(self) -> str:
        """The pack's own area; empty for a pack without a place."""
        return self.pack.area_code or ""

    def needed(self) -> list[Binding]:
        """Which indicator a sentence of the pack's own plans needs, in the order of the pack."""
        own = {plan.code for plan in self.pack.plans if plan.role == "own"}
        return [each for each in self.pack.bindings if each.kind == "indicator" and each.plan in own]

    def indicators_of(self, plan: str, target: str) -> list[PackIndicator]:
        """The indicators by which a target is judged: those that are bound to the very words that state it."""
        places = {_place(each) for each in self.pack.bindings if (each.kind, each.code) == ("target", target)}
        bound = (each for each in self.pack.bindings if each.kind == "indicator" and each.plan == plan)
        return [self.measures.indicators[each.code] for each in bound if _place(each) in places]

    def areas(self) -> list[str]:
        """The areas that have pages: the own one, those directly below it, those with a published figure."""
        own = [self.area, *self.inputs.below(self.area)] if self.area else []
        return list(dict.fromkeys([*own, *(figure.area for figure in self.measures.figures)]))

    def series(self, code: str, area: str) -> tuple[Computed, ...]:
        """The values of whole years, the oldest first."""
        key = (code, area)
        with self._lock:
            if key not in self._series:
                found = (compute(self.inputs, code, area, str(year)) for year in self._years(area))
                self._series[key] = tuple(each for each in found if isinstance(each.value, Decimal))
            return self._series[key]

    def _years(self, area: str) -> list[int]:
        """The years of which anything is known there or below."""
        known = {area, *self.inputs.below(area)}
        periods = (Period.parse(each.period) for each in self.measures.figures if each.area in known)
        return sorted({each.year for each in periods if each.kind == PeriodKind.YEAR})

    def figures_of(self, code: str) -> list[PublishedFigure]:
        """What was published of a measure, the latest period first, by area; targets and figures to date too."""
        found = [each for each in self.measures.figures if each.measure == code]
        by_period = sorted(found, key=lambda each: Period.parse(each.period).start, reverse=True)
        return sorted(by_period, key=lambda each: self._rank(each.area))

    def _rank(self, area: str) -> int:
        return self.areas().index(area)

    def elements_of(self, code: str) -> list[DataElement]:
        """The elements that the formulas of an indicator need, directly or through other indicators."""
        return [self.measures.elements[each] for each in self._needs(code) if each in self.measures.elements]

    def parameters_of(self, code: str) -> list[PackParameter]:
        """All versions of the parameters that the formulas need."""
        codes = self._needs(code)
        return [each for each in self.pack.of(PackParameter) if each.code in codes]

    def _needs(self, code: str) -> list[str]:
        found: list[str] = []
        waiting = [code]
        while waiting:
            for formula in self.measures.program.formulas.get(waiting.pop(0), ()):
                fresh = [name for name in sorted(formula.names) if name not in found]
                found += fresh
                waiting += fresh
        return found


def _place(binding: Binding) -> tuple[str, str, str, int | None]:
    return binding.plan, binding.article, binding.quote, binding.occurrence


def _parts_of(code: str) -> Iterator[tuple[str, list[str]]]:
    """Every area inside, each with the codes of those directly below it."""
    below = [division.code for division in boundaries.children(code)]
    yield code, below
    for part in below:
        yield from _parts_of(part)


def _fingerprint(pack: Pack) -> str:
    """A text that changes with anything that the pack says."""
    digest = hashlib.sha256(pack.name.encode())
    for kind in sorted(pack.items):
        for item in pack.items[kind]:
            digest.update(item.model_dump_json().encode())
    return digest.hexdigest()[:16]


def area_of_scope(scope: str, area: str, below: Sequence[str]) -> str | None:
    """The area that a plan means by the scope of a target; None where it means several, or something else.

    No scope, 全州 and 我州 mean the whole; 临夏市 means that city; 其他县城区 is no single area.
    """
    if not scope:
        return area
    names = _names((area,))
    kind = next(iter(names))[-1:]
    if scope in {*names, f"全{kind}", f"我{kind}", f"本{kind}"}:
        return area
    return _names(below).get(scope)


def _names(codes: Iterable[str]) -> Mapping[str, str]:
    found = {}
    for code in codes:
        try:
            found[boundaries.division(code).name] = code
        except InputProblem:
            continue
    return found

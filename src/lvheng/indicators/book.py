"""What a site knows of its indicators: computed once from published, reported and simulated figures, then looked up."""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from lvheng.areas import boundaries
from lvheng.formula import Period, PeriodKind
from lvheng.formula.syntax import Call, Name, walk
from lvheng.indicators.computing import Computed, Inputs, Valued, compute
from lvheng.indicators.consistency import Conflict, Inconsistency, conflicts, inconsistencies
from lvheng.indicators.entities import owners_of
from lvheng.indicators.observations import Observations, published_observations
from lvheng.indicators.over_time import with_longer_periods
from lvheng.packs.measures import DataElement, PackIndicator, PackParameter, PublishedFigure
from lvheng.packs.model import Binding, Pack
from lvheng.packs.programs import Measures

_OF_PARTS = ("sum_of", "mean_of", "count_of")


@dataclass(frozen=True)
class Held:
    """What was reported until a day, and what is simulated; ``mark`` changes with it."""

    reported: Observations = field(default_factory=dict)
    simulated: Observations = field(default_factory=dict)
    as_of: date | None = None
    mark: str = ""


@dataclass(frozen=True)
class Book:
    """The indicators of one pack, by what is known. Nothing in it changes: other knowledge is another book.

    Of a figure that was both reported and published the reported one counts; what is simulated counts only where
    nothing real does. A longer period follows from the shorter ones where it was not reported itself. Areas are added
    up only inside the pack's own area: of others this site knows nothing but what was published.
    """

    pack: Pack
    measures: Measures
    inputs: Inputs
    fingerprint: str
    inconsistencies: tuple[Inconsistency, ...]
    conflicts: tuple[Conflict, ...]
    as_of: date | None = None
    _series: dict[tuple[str, str], tuple[Valued, ...]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @staticmethod
    def of(pack: Pack) -> Book:
        """Open the book of a loaded pack, with nothing but its published figures."""
        measures = Measures.of(pack)
        inside = dict(_parts_of(pack.area_code)) if pack.area_code else {}
        published = Inputs.of_pack(measures)
        inputs = Inputs(measures, published.observations, published.figures, lambda area: inside.get(area, []))
        return Book(
            pack, measures, inputs, _fingerprint(pack), tuple(inconsistencies(measures)), tuple(conflicts(measures))
        )

    def knowing(self, held: Held) -> Book:
        """The book of the same pack by what was reported, published and simulated until a day."""
        published = published_observations(self.measures, held.as_of)
        elements = self.measures.elements
        real = with_longer_periods(elements, {**published, **held.reported})
        everything = with_longer_periods(elements, {**held.simulated, **real}) if held.simulated else real
        inputs = replace(
            self.inputs,
            observations=real,
            figures=Inputs.of_pack(self.measures, held.as_of).figures,
            simulated={key: each for key, each in everything.items() if key not in real},
            owners=owners_of({unit for _, unit, _ in everything}),
        )
        mark = f"{self.fingerprint}-{held.mark}"
        return replace(self, inputs=inputs, fingerprint=mark, as_of=held.as_of, _series={}, _lock=threading.Lock())

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

    def series(self, code: str, area: str) -> tuple[Valued, ...]:
        """The values of whole years, the oldest first."""
        key = (code, area)
        found = self._series.get(key)
        if found is None and self.is_of_parts(code) and not self.inputs.below(area):
            return ()
        if found is None:
            computed = (compute(self.inputs, code, area, str(year)) for year in self._years_of.get(area, ()))
            found = tuple(_bare(each) for each in computed if isinstance(each.value, Decimal))
            with self._lock:
                self._series[key] = found
        return found

    def is_of_parts(self, code: str) -> bool:
        """Whether the number counts or adds up the areas below, so that an area without any has none."""
        program = self.measures.program
        return any(
            isinstance(node, Call) and node.function in _OF_PARTS and self._are_of_areas(node)
            for formula in program.formulas.get(code, ())
            for node in walk(formula.tree)
        )

    def _are_of_areas(self, call: Call) -> bool:
        names = [each.code for each in walk(call) if isinstance(each, Name)]
        found = [measure for measure in map(self.measures.measure, names) if measure is not None]
        return all(measure.of == "area" for measure in found)

    def years(self) -> tuple[int, ...]:
        """The years of which anything is known of the own area or below, the oldest first."""
        return self._years_of.get(self.area, ())

    @cached_property
    def _years_of(self) -> Mapping[str, tuple[int, ...]]:
        """For each area the years of which anything is known there or directly below."""
        known: dict[str, set[int]] = defaultdict(set)
        keys = [(each.area, each.period) for each in self.inputs.figures]
        keys += [(unit, period) for _, unit, period in self.inputs.everything]
        for unit, written in set(keys):
            period = Period.parse(written)
            if period.kind == PeriodKind.YEAR:
                known[unit].add(period.year)
        found = {}
        for area in list(known) + self.areas():
            years = known.get(area, set()).union(*(known.get(below, set()) for below in self.inputs.below(area)))
            found[area] = tuple(sorted(years))
        return found

    def figures_of(self, code: str) -> list[PublishedFigure]:
        """What was published of a measure, the latest period first, by area; targets and figures to date too."""
        found = [each for each in self.inputs.figures if each.measure == code]
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


def _bare(found: Computed) -> Valued:
    """Without the explanation, which is many times larger and made again when somebody asks for it."""
    return Valued(
        found.measure, found.area, found.period, found.value, found.reason, found.basis, simulated=found.simulated
    )


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

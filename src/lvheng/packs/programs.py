"""Turns a pack's elements, parameters and indicators into one checked program of the formula language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lvheng.errors import Text
from lvheng.formula import (
    Bracket,
    FormulaVersion,
    Kind,
    Parameter,
    ParameterKind,
    ParameterVersion,
    Pool,
    Program,
    Variable,
)
from lvheng.packs.measures import DataElement, LightRule, Measure, PackIndicator, PackParameter, PublishedFigure
from lvheng.packs.model import Pack, Source

UNVERIFIED = "（待核实）"


@dataclass(frozen=True)
class Position:
    """Where a formula's text begins in the pack."""

    file: str = ""
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Measures:
    """Everything of a pack that can be reported or computed, with the program that computes it."""

    elements: Mapping[str, DataElement]
    indicators: Mapping[str, PackIndicator]
    parameters: Mapping[str, PackParameter]
    figures: tuple[PublishedFigure, ...]
    lights: Mapping[str, LightRule]
    program: Program

    @staticmethod
    def of(pack: Pack) -> Measures:
        """The measures of a loaded pack. Loading has checked them, so that building cannot fail."""
        elements, parameters, indicators = pack.of(DataElement), pack.of(PackParameter), pack.of(PackIndicator)
        program = Program.build(
            [*map(element_variable, elements), *map(indicator_variable, indicators)], parameters_of(parameters)
        )
        return Measures(
            {item.code: item for item in elements},
            {item.code: item for item in indicators},
            {item.code: item for item in parameters},
            pack.of(PublishedFigure),
            {item.code: item for item in pack.of(LightRule)},
            program,
        )

    def measure(self, code: str) -> Measure | None:
        """The element or indicator of that code."""
        return self.elements.get(code) or self.indicators.get(code)

    def title(self, code: str) -> Text:
        """What people call a measure or parameter; its code where it has no name."""
        found = self.measure(code) or self.parameters.get(code)
        return found.title if found is not None else Text(code, code)

    def word(self, word: str, of: str | None) -> Text:
        """What people call a key of a table; the key itself where it has no name."""
        found = self.parameters.get(of or "")
        return found.entry_title(word) if found is not None else Text(word, word)


def cite(source: Source) -> str:
    """A source in one line, marked where somebody has still to look it up."""
    words = [source.title, source.number or "", source.clause or ""]
    line = " ".join(word for word in words if word)
    return line + (UNVERIFIED if source.certainty == "to_verify" else "")


def element_variable(item: DataElement) -> Variable:
    """An element as an input of the program."""
    return Variable(
        code=item.code,
        unit=item.unit,
        kind=Kind(item.kind),
        decimals=item.decimals,
        digits=item.digits,
        of=item.of,
        pool=Pool(item.pool),
        source=cite(item.source),
    )


def indicator_variable(item: PackIndicator, positions: Sequence[Position] = ()) -> Variable:
    """An indicator as a computed variable; ``positions`` are those of its formulas, in their order."""
    places = positions or [Position()] * len(item.formulas)
    versions = tuple(
        FormulaVersion(
            formula=dated.formula,
            **{"from": dated.valid_from or item.valid_from},
            until=dated.valid_until or item.valid_until,
            file=place.file,
            line=place.line,
            column=place.column,
        )
        for dated, place in zip(item.formulas, places, strict=True)
    )
    return Variable(
        code=item.code,
        unit=item.unit,
        kind=Kind(item.kind),
        decimals=item.decimals,
        digits=item.digits,
        rounding=item.rounding,
        of=item.of,
        versions=versions,
        source=cite(item.source),
    )


def parameters_of(items: Iterable[PackParameter]) -> list[Parameter]:
    """One parameter per code, with the versions of all its items."""
    grouped: dict[str, list[PackParameter]] = {}
    for item in items:
        grouped.setdefault(item.code, []).append(item)
    return [_parameter(versions) for versions in grouped.values()]


def _parameter(items: list[PackParameter]) -> Parameter:
    first = items[0]
    return Parameter(
        code=first.code,
        kind=ParameterKind(first.kind),
        unit=first.unit,
        rate_unit=first.rate_unit,
        versions=tuple(map(_version, items)),
    )


def _version(item: PackParameter) -> ParameterVersion:
    return ParameterVersion(
        **{"from": item.valid_from},
        until=item.valid_until,
        value=item.value,
        brackets=tuple(Bracket(upto=bracket.upto, rate=bracket.rate) for bracket in item.brackets),
        entries=item.entries,
        source=cite(item.source),
        certainty=item.source.certainty,
    )

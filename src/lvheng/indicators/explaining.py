"""An explanation as a tree of sentences: what the number is, by which formula, from which parts and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lvheng.errors import Text
from lvheng.formula import Cell, Key, Missing, Step
from lvheng.formula.program import Formula
from lvheng.indicators.computing import Computed, Inputs
from lvheng.indicators.facts import AreaFacts
from lvheng.indicators.formula_words import formula_text
from lvheng.indicators.observations import Observation, TimePart, as_printed, cited
from lvheng.indicators.wording import area_text, number_text, period_text, value_text
from lvheng.packs.measures import PackIndicator, PublishedFigure
from lvheng.packs.programs import cite

BASES = {
    "reported": Text("报送或发布的数", "as reported or published"),
    "computed": Text("按公式计算", "computed by the formula"),
    "rolled_up": Text("由下级地区汇总", "rolled up from the areas below"),
    "published": Text("已发布的数，未能用组成部分复算", "as published; its parts are not known"),
    "none": Text("没有数", "no value"),
}
AGREES = Text("与计算一致", "the computation agrees")
DIFFERS = Text("与计算不一致", "the computation does not agree")
OTHER_FIGURE = Text("与所用的数不同", "another figure than the one used")
ROUNDINGS = {
    "half_even": Text("四舍六入五成双", "rounded half to even"),
    "half_up": Text("四舍五入", "rounded half up"),
    "up": Text("进位", "rounded up"),
    "down": Text("舍去", "rounded down"),
}


@dataclass(frozen=True)
class Node:
    """One statement with what it rests on. ``notes`` are the formula, the rounding, the source.

    A figure leads back to the ``report`` (its number) that it was taken from, or to the ``url`` of a publication. The
    parts of a ``folded`` one are shown when somebody asks for them.
    """

    text: Text
    notes: tuple[Text, ...] = ()
    parts: tuple[Node, ...] = ()
    simulated: bool = False
    report: int | None = None
    url: str = ""
    folded: bool = False

    def to_json(self, language: str) -> dict[str, Any]:
        """The tree in one language, as plain data."""
        return {
            "text": self.text.in_language(language),
            "notes": [note.in_language(language) for note in self.notes],
            "simulated": self.simulated,
            "report": self.report,
            "url": self.url or None,
            "parts": [part.to_json(language) for part in self.parts],
        }


def agrees(inputs: Inputs, computed: Computed, figure: PublishedFigure) -> bool:
    """Whether the computed value, rounded as the published one is, is the published one."""
    value = computed.value
    return isinstance(value, Decimal) and as_printed(inputs.measures, figure, value) == figure.value


def explain(inputs: Inputs, computed: Computed) -> Node:
    """How the number came about, ready to be read aloud."""
    return _Explainer(inputs, computed).tree()


@dataclass
class _Explainer:
    inputs: Inputs
    computed: Computed
    shown: dict[Key, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        measure = self.computed.measure
        recomputed = not isinstance(measure, PackIndicator) or measure.roll_up == "recompute"
        # Without a number what is missing is told of the last attempt, which had the simulated observations too.
        self.with_simulated = self.computed.simulated or self.computed.value is None
        self.facts: AreaFacts = self.inputs.facts(roll_up=recomputed, simulated=self.with_simulated)

    def tree(self) -> Node:
        found = self.computed
        if found.basis == "rolled_up":
            return self._of_members()
        if found.basis == "published":
            notes = tuple(_published_note(self.computed))
            url = next((figure.source.url for figure in found.published if figure.source.url), "")
            reason = self._cell(found.explanation.target)
            return Node(self._headline(), (*notes, BASES["published"]), (reason,), url=url or "")
        return self._cell(found.explanation.target, headline=True)

    def _headline(self) -> Text:
        found = self.computed
        where, when = area_text(found.area), period_text(found.period)
        shown = found.explanation.cell().value if found.basis == "reported" else found.value
        title, value = found.measure.title, value_text(shown, found.measure.unit)
        return Text(f"{where.zh}{when.zh}{title.zh}：{value.zh}", f"{title.en}, {where.en}, {when.en}: {value.en}")

    def _of_members(self) -> Node:
        rule = self.computed.measure.roll_up if isinstance(self.computed.measure, PackIndicator) else "sum"
        note = Text("下级地区之和", "the sum of the areas below")
        if rule == "weighted":
            note = Text("下级地区的加权平均", "the weighted mean of the areas below")
        parts = tuple(explain(self.inputs, member) for member in self.computed.members)
        return Node(self._headline(), (note,), parts, self.computed.simulated)

    def _cell(self, key: Key, *, headline: bool = False) -> Node:
        cell = self.computed.explanation.cell(key)
        text = self._headline() if headline else self._statement(cell)
        if key in self.shown:
            return Node(text, (Text("见上", "see above"),), simulated=self.shown[key])
        self.shown[key] = False
        node = self._new_cell(cell, text, headline)
        self.shown[key] = node.simulated
        return node

    def _new_cell(self, cell: Cell, text: Text, headline: bool) -> Node:
        """A number with its parts. It counts as simulated when any figure that it rests on is."""
        published = tuple(self._published_beside()) if headline else ()
        if cell.step is None:
            areas = tuple(self._areas(cell))
            if areas:
                simulated = any(area.simulated for area in areas)
                return Node(text, (_sum_note(len(areas)), *published), areas, simulated)
            return self._observed(text, cell.key, published, tuple(_source_notes(cell)))
        parts = tuple(self._parts(cell))
        simulated = any(part.simulated for part in parts) or (headline and self.computed.simulated)
        return Node(text, (*self._formula_notes(cell), *published), parts, simulated)

    def _observed(self, text: Text, key: Key, notes: tuple[Text, ...], source: tuple[Text, ...] = ()) -> Node:
        """A figure as it was reported, published or simulated, with the way back to there."""
        found = self._observation(key)
        if found is None:
            return Node(text, (*source, *notes))
        origin = (origin_note(found),) if found.origin else source
        parts = tuple(self._time_part(key.code, part) for part in found.parts)
        return Node(text, (*origin, *notes), parts, found.simulated, found.report, found.url, folded=bool(parts))

    def _time_part(self, code: str, part: TimePart) -> Node:
        """The figure of a shorter period that a longer one was made of."""
        element, figure, when = self.inputs.measures.elements[code], part.figure, period_text(part.period)
        value = value_text(figure.value, element.unit)
        text = Text(f"{when.zh}：{value.zh}", f"{when.en}: {value.en}")
        notes = [origin_note(figure)] if figure.origin else []
        if part.weight is not None and element.over_time_weight is not None:
            by = self.inputs.measures.elements[element.over_time_weight]
            weight = value_text(part.weight.value, by.unit)
            notes.append(Text(f"权重：{by.name} {weight.zh}", f"weight: {by.name_en} {weight.en}"))
        return Node(text, tuple(notes), (), figure.simulated, figure.report, figure.url)

    def _observation(self, key: Key) -> Observation | None:
        found = self.inputs.observation(key.code, key.unit, key.period)
        return found if found is None or self.with_simulated or not found.simulated else None

    def _published_beside(self) -> Iterator[Text]:
        """What was published of a number that was computed; whether they agree is said, not hidden."""
        for figure, note in zip(self.computed.published, _published_note(self.computed), strict=True):
            same, reported = agrees(self.inputs, self.computed, figure), self.computed.basis == "reported"
            if same and reported:
                continue
            verdict = AGREES if same else OTHER_FIGURE if reported else DIFFERS
            yield Text(f"{note.zh}；{verdict.zh}", f"{note.en}; {verdict.en}")

    def _statement(self, cell: Cell) -> Text:
        key, target = cell.key, self.computed.explanation.target
        where = area_text(key.unit) if key.unit != target.unit else Text("", "")
        when = period_text(key.period) if key.period != target.period else Text("", "")
        title = self.inputs.measures.title(key.code)
        value = value_text(cell.value, cell.unit_of_measure)
        aside = ", ".join(part for part in (where.en, when.en) if part)
        english = f"{title.en} ({aside}): {value.en}" if aside else f"{title.en}: {value.en}"
        return Text(f"{where.zh}{when.zh}{title.zh}：{value.zh}", english)

    def _formula_notes(self, cell: Cell) -> Iterator[Text]:
        formula = self._formula(cell)
        if formula is not None:
            words = formula_text(formula.tree, self.inputs.measures)
            yield Text(f"公式：{words.zh}", f"formula: {words.en}")
            yield from _in_force(formula)
        if cell.unrounded is not None and cell.unrounded != cell.value:
            kind = ROUNDINGS[cell.notes["rounding"]]
            exact, places = number_text(cell.unrounded), cell.notes["decimals"]
            yield Text(
                f"修约前{exact}，{kind.zh}，保留{places}位小数", f"{exact} before it was {kind.en} to {places} decimals"
            )
        yield from _source_notes(cell)

    def _formula(self, cell: Cell) -> Formula | None:
        formulas = self.inputs.measures.program.formulas[cell.key.code]
        return next((each for each in formulas if each.version.in_force_on(cell.key.period.end)), None)

    def _parts(self, cell: Cell) -> Iterator[Node]:
        """What the formula used, each once: other numbers, and parameters with their version."""
        done: set[Key | str] = set()
        for step in _leaves(cell.step) if cell.step is not None else ():
            name = step.refers or step.text
            if name in done:
                continue
            done.add(name)
            if step.refers is not None:
                yield self._cell(step.refers)
            elif step.text in self.inputs.measures.parameters:
                yield self._parameter(step)

    def _parameter(self, step: Step) -> Node:
        parameter = self.inputs.measures.parameters[step.text]
        value = value_text(step.value, parameter.unit)
        title = parameter.title
        source = step.notes.get("source", "")
        line = cited(source)
        notes = (Text(f"参数，{line.zh}", f"parameter, {line.en}"),) if source else ()
        return Node(Text(f"{title.zh}：{value.zh}", f"{title.en}: {value.en}"), notes)

    def _areas(self, cell: Cell) -> Iterator[Node]:
        """The areas below of an element that was added up, or that is missing because some are silent."""
        fact = self.facts.fact(cell.key.code, cell.key.unit, cell.key.period)
        if fact is None or cell.value == Missing("not_reported"):
            return
        for area, fact in self.facts.parts(cell.key.code, cell.key.unit, cell.key.period):
            value = value_text(None if fact is None else fact.value, cell.unit_of_measure)
            where = area_text(area)
            text = Text(f"{where.zh}：{value.zh}", f"{where.en}: {value.en}")
            yield self._observed(text, Key(cell.key.code, area, cell.key.period), ())


def _leaves(step: Step) -> Iterator[Step]:
    """The names that a step uses, in the order of the formula."""
    if step.refers is not None or not step.steps:
        yield step
        return
    for part in step.steps:
        yield from _leaves(part)


def _in_force(formula: Formula) -> Iterator[Text]:
    version = formula.version
    if version.from_ is None and version.until is None:
        return
    begin, end = version.from_ or "", version.until or ""
    yield Text(f"此公式的有效期：{begin}至{end or '今'}", f"this formula is in force from {begin} to {end or 'now'}")


def _sum_note(count: int) -> Text:
    return Text(f"下级{count}个地区合计", f"the sum of {count} areas below")


def _source_notes(cell: Cell) -> Iterator[Text]:
    origin, source = cell.notes.get("origin"), cell.notes.get("source")
    if origin:
        yield Text(f"数据：{origin}", f"figure: {cited(origin).en}")
    elif source:
        yield Text(f"依据：{source}", f"by: {cited(source).en}")


def origin_note(found: Observation) -> Text:
    """Where a figure comes from, in one line."""
    return Text(f"数据：{found.origin}", f"figure: {found.origin_en or cited(found.origin).en}")


def _published_note(computed: Computed) -> Iterator[Text]:
    for figure in computed.published:
        line, value = cited(cite(figure.source)), f"{figure.value} {figure.unit}"
        yield Text(f"发布：{value}，{line.zh}", f"published: {value}, {line.en}")

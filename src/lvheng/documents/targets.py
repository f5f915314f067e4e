"""Targets with a figure. One statement (up to 。) is read clause by clause; see :mod:`roles` for what counts as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lvheng.documents import wording
from lvheng.documents.clauses import Clause, blanked, clauses_of, revealed
from lvheng.documents.comparators import comparator_of
from lvheng.documents.deadlines import Year, years_of
from lvheng.documents.indicators import measured, members, rates, scope_and_rest, without_lead
from lvheng.documents.model import Target
from lvheng.documents.quantities import Quantity, quantities_of
from lvheng.documents.roles import Form, Place, form_of

_YEAR_MARK = "\x00"
_BASELINE_MARK = "\x01"
_COMPARED = re.compile(
    rf"，?(?:比|较|与|同|以|在|相比|相较于|对比)?{_BASELINE_MARK}+(?:时期|期间)?的?(?:水平|同期|基数|实际)?(?:上|相比|为基[期准数]|基础上)?"
)
_BOUND_AT_END = re.compile(rf"(?:{wording.SOFT}|{wording.BOUND_WORD}|(?<=.)的)+$")
_DATED = re.compile(rf"(?:(?<![高升降低加少大增减展])(?:到|至|在|于))?{_YEAR_MARK}+(?:期间)?的?")
_HOPE = re.compile(r"力争|确保|争取|目标|预期|计划到|规划到|预计|将达|每年|年均|至少|不低于|不少于|不超过|控制在")
_ONLY_DATE = re.compile(rf"^(?:力争|确保|争取|计划|预计|其中|到|至|在|于|截止|{_YEAR_MARK}|期间|、|和|底|末|前)+$")
_TRAILING_LIST_MARK = re.compile(r"(?:、|和|及|以及|与|或|；|，|并)+$")
_LIST_MARK_AT_START = re.compile(r"^(?:、|和|及|以及|与|或|；|，|并)+")
_ALL_OF_THEM = re.compile(r"均|都")
_OUTSIDE = re.compile(r"^(?:全国(?!文明|卫生|示范|百强|性|乡村|重点|一流|知名|绿色|双拥)|我国|世界|全球)")


@dataclass(frozen=True, slots=True)
class Context:
    """What a statement takes over from around it."""

    article: str | None
    heading: str
    issued: int | None
    inherited_deadline: int | None = None
    national: bool = False


@dataclass
class _Statement:
    """A statement while it is read: its years, and what its clauses left for the next."""

    text: str
    plain: str
    years: Sequence[Year]
    context: Context
    subject: str = ""
    leaning: bool = False
    clauses: list[Clause] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure that is a target, before it has its final words."""

    place: Place
    form: Form
    left_start: int
    right_end: int


def targets_of(statement: str, offset: int, context: Context) -> list[Target]:
    """The targets of a statement that stands at ``offset`` in the text."""
    text = blanked(statement)
    years = years_of(text, context.issued)
    plain = _without_years(text, years)
    state = _Statement(statement, plain, years, context, clauses=clauses_of(plain))
    found: list[Target] = []
    for index, clause in enumerate(state.clauses):
        quantities = [
            _moved(quantity, clause.start) for quantity in quantities_of(clause.text) if not _is_past(state, clause)
        ]
        targets = list(_clause_targets(state, index, quantities, offset))
        found.extend(targets)
        _leave_subject(state, clause, targets)
    return found


def leading_deadline(statement: str, issued: int | None) -> int | None:
    """The deadline that a statement begins with (到2025年，…), under which the next statement stands too."""
    for year in years_of(blanked(statement), issued):
        if year.role == "deadline":
            return year.year if len(statement[: year.start].strip("力争到至在，于确保")) == 0 else None
    return None


def _without_years(text: str, years: Sequence[Year]) -> str:
    for year in years:
        mark = _BASELINE_MARK if year.role == "baseline" else _YEAR_MARK
        text = text[: year.start] + mark * (year.end - year.start) + text[year.end :]
    return text


def _words(text: str) -> str:
    """The text without years and what compares with them."""
    return _DATED.sub("", _COMPARED.sub("", text))


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, bound_end=quantity.bound_end + by)


def _is_past(state: _Statement, clause: Clause) -> bool:
    """Whether the clause tells what has been: a past year governs it, or words such as 已 and 截至."""
    governing = [year for year in state.years if year.start < clause.end and year.role in {"past", "deadline"}]
    own = [year for year in governing if year.start >= clause.start]
    if governing and governing[-1].role == "past":
        return True
    future = any(year.role == "deadline" for year in own)
    if wording.PAST_HEADING.search(state.context.heading) and not any(y.role == "deadline" for y in governing):
        return True
    return not future and wording.PAST.search(clause.text.replace("由目前", "")) is not None


def _clause_targets(state: _Statement, index: int, quantities: Sequence[Quantity], offset: int) -> Iterator[Target]:
    clause = state.clauses[index]
    found: list[_Found] = []
    for number in range(len(quantities)):
        one = _judge(state, clause, quantities, number, found[-1] if found else None)
        if one is not None:
            found.append(one)
        state.leaning = one is not None
    respectively = _respectively(clause, found)
    for number, one in enumerate(found):
        target = _target(state, index, one, number, found, respectively, offset)
        state.subject = target.indicator
        yield from _one_each(target, one) if not respectively else [target]


def _one_each(target: Target, one: _Found) -> list[Target]:
    """Two rates that share one figure (甲利用率、乙回收率达到90%) are two targets."""
    if one.form not in {"reach", "rise", "fall"} or one.place.quantity.kind != "percent":
        return [target]
    return [replace(target, indicator=rate) for rate in rates(target.indicator, _ALL_OF_THEM.search(one.place.left))]


def _list_border(state: _Statement, start: int, end: int) -> tuple[int, int]:
    """Between two figures, where the words of the first end and those of the second begin.

    In 建成园区12个以上、工厂100家 the words of the second stand after the mark, in 打造3条公路、12个机场 those of the
    first stand before it.
    """
    between = state.plain[start:end]
    opening = _LIST_MARK_AT_START.match(between)
    if opening:
        return start, start + opening.end()
    closing = _TRAILING_LIST_MARK.search(between)
    if closing:
        return start + closing.start(), end
    mark = between.rfind("、")
    return (start + mark, start + mark + 1) if mark >= 0 else (end, start)


def _judge(
    state: _Statement, clause: Clause, quantities: Sequence[Quantity], number: int, last: _Found | None
) -> _Found | None:
    quantity = quantities[number]
    left_start = _list_border(state, last.place.quantity.bound_end, quantity.start)[1] if last else clause.start
    right_end = clause.start + len(clause.text)
    if number + 1 < len(quantities):
        right_end = _list_border(state, quantity.bound_end, quantities[number + 1].start)[0]
    place = Place(
        quantity,
        _words(state.plain[left_start : quantity.start]),
        _words(state.plain[quantity.bound_end : right_end]),
        _words(clause.text),
        state.leaning,
        _is_expected(state, quantity),
    )
    form = form_of(place)
    if form is None or _is_of_others(state, clause):
        return None
    return _Found(place, form, left_start, right_end)


def _is_expected(state: _Statement, quantity: Quantity) -> bool:
    return (
        any(year.role == "deadline" for year in state.years if year.start < quantity.start)
        or state.context.inherited_deadline is not None
        or bool(_HOPE.search(state.plain[: quantity.start]) or wording.GOAL_HEADING.search(state.context.heading))
    )


def _is_of_others(state: _Statement, clause: Clause) -> bool:
    """What the whole country is to reach is no target of a province."""
    return not state.context.national and _OUTSIDE.match(without_lead(_words(clause.text))) is not None


def _respectively(clause: Clause, found: Sequence[_Found]) -> int:
    """How many figures share one 分别: all of the clause from it on."""
    at = clause.text.find("分别")
    if at < 0:
        return 0
    after = [one for one in found if one.place.quantity.start > clause.start + at]
    return len(after) if len(after) > 1 else 0


def _target(
    state: _Statement,
    index: int,
    one: _Found,
    number: int,
    found: Sequence[_Found],
    respectively: int,
    offset: int,
) -> Target:
    first = len(found) - respectively
    group = found[first:] if respectively and number >= first else [one]
    lead = group[0]
    form = lead.form if one.form in {"measure", "counted", "count"} and len(group) > 1 else one.form
    start, end = _span(state, index, one, group)
    subject = _subject(state, one, lead, form, group, found)
    scope, indicator = scope_and_rest(subject)
    comparator = comparator_of(form, _bounded(one.place.quantity, group), _verb_text(lead, found))
    if one.place.quantity.value_max is not None and comparator not in {"increase_by", "decrease_by"}:
        comparator = "range"
    return Target(
        quote=state.text[start:end],
        indicator=revealed(indicator).strip("“（、或"),
        comparator=comparator,
        value=one.place.quantity.value,
        value_max=one.place.quantity.value_max,
        unit=one.place.quantity.unit,
        deadline_year=_deadline(state, state.clauses[index], one, group),
        scope=scope,
        baseline_year=_baseline(state, index, one),
        article=state.context.article,
        start=offset + start,
        end=offset + end,
    )


def _verb_text(one: _Found, found: Sequence[_Found]) -> str:
    """The words before the figure; a bare 、2所学校 goes on with the verb of the figure before it."""
    before = [other for other in found if other.place.quantity.start < one.place.quantity.start]
    if one.form == "counted" and before and not wording.DO.search(one.place.left):
        return _verb_text(before[-1], found)
    return one.place.left


def _bounded(quantity: Quantity, group: Sequence[_Found]) -> Quantity:
    """In 分别达到80%、85%和90%以上 the last bound holds for all that have none."""
    last = group[-1].place.quantity
    if quantity.bound or not last.bound or any(one.place.quantity.bound for one in group[:-1]):
        return quantity
    return replace(quantity, bound=last.bound)


def _span(state: _Statement, index: int, one: _Found, group: Sequence[_Found]) -> tuple[int, int]:
    clause = state.clauses[index]
    if len(group) > 1:
        start, end = clause.start, group[-1].place.quantity.bound_end
    else:
        start = one.left_start
        end = one.place.quantity.bound_end if one.form not in {"counted", "share"} else one.right_end
    if start == clause.start and index and _ONLY_DATE.match(state.clauses[index - 1].text):
        start = state.clauses[index - 1].start
    text = state.text[start:end]
    stripped = text.lstrip("、，；：和及与 ")
    start += len(text) - len(stripped)
    trailing = _TRAILING_LIST_MARK.search(stripped)
    return start, end - (len(trailing[0]) if trailing else 0)


def _subject(
    state: _Statement, one: _Found, lead: _Found, form: Form, group: Sequence[_Found], found: Sequence[_Found]
) -> str:
    own = _own_subject(lead if len(group) > 1 else one, form, _verb_text(one, found), found)
    if len(own) < 2:
        own = state.subject
    if len(group) > 1:
        own = members(own, len(group))[[id(each) for each in group].index(id(one))]
    return own or state.text.strip("。")


def _own_subject(one: _Found, form: Form, verb: str, found: Sequence[_Found]) -> str:
    left, right = one.place.left, _TRAILING_LIST_MARK.sub("", one.place.right)
    if form in {"rise", "fall"}:
        change = wording.CHANGE_AT_END.search(left)
        return without_lead(measured(left[: change.start()] if change else left))
    if form == "reach":
        reach = wording.REACH_AT_END.search(left)
        return without_lead(measured(left[: reach.start()] if reach else left))
    if form == "counted":
        return without_lead(_BOUND_AT_END.sub("", verb) + _whole_noun(one, right, found))
    if form == "share":
        return right.removeprefix("的")
    return without_lead(_BOUND_AT_END.sub("", left))


def _whole_noun(one: _Found, right: str, found: Sequence[_Found]) -> str:
    """The counted noun; in 2个省级和1个国家级示范区 the first is 省级示范区 too."""
    noun = right.removeprefix("的")
    after = [other for other in found if other.place.quantity.start > one.place.quantity.start]
    if noun.endswith("级") and after and "级" in after[0].place.right:
        noun += after[0].place.right.split("级", 1)[1]
    return noun


def _leave_subject(state: _Statement, clause: Clause, targets: Sequence[Target]) -> None:
    """达到65% after a comma goes on with the subject of the clause before."""
    subject = targets[-1].indicator if targets else without_lead(measured(_words(clause.text)))
    if len(subject) >= 2 and not _ONLY_DATE.match(clause.text):
        state.subject = subject


def _deadline(state: _Statement, clause: Clause, one: _Found, group: Sequence[_Found]) -> int | None:
    deadlines = [year for year in state.years if year.role == "deadline"]
    named = [year for year in state.years if year.role != "baseline"]
    previous = _date_clause_before(state, clause)
    dates = [year for year in named if clause.start <= year.start < one.place.quantity.start] or [
        year for year in named if previous and previous.start <= year.start < previous.end
    ]
    if len(group) > 1 and len(dates) == len(group):
        return dates[[id(each) for each in group].index(id(one))].year
    before = [year for year in deadlines if year.start < one.place.quantity.start]
    if before:
        return before[-1].year
    within = [year for year in deadlines if clause.start <= year.start < clause.end]
    return within[0].year if within else state.context.inherited_deadline


def _date_clause_before(state: _Statement, clause: Clause) -> Clause | None:
    before = [other for other in state.clauses if other.end <= clause.start]
    return before[-1] if before and _ONLY_DATE.match(before[-1].text) else None


def _baseline(state: _Statement, index: int, one: _Found) -> int | None:
    """The year compared with, in the clause or in one before it that says nothing else (与2020年相比，…)."""
    clause = state.clauses[index]
    start = clause.start
    if index and re.search(rf"{_BASELINE_MARK}(?:相比|为基)", state.clauses[index - 1].text):
        start = state.clauses[index - 1].start
    years = [y.year for y in state.years if y.role == "baseline" and start <= y.start < one.place.quantity.start]
    return years[-1] if years else None

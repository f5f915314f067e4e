"""What the pages of the library show of a rule: its text, parameters over time, formulas in words, worked examples."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lvheng.errors import Problem, Problems, Text
from lvheng.formula.parser import parse
from lvheng.formula.rounding import write_exact
from lvheng.indicators.formula_words import Line, formula_layout
from lvheng.indicators.wording import area_name
from lvheng.packs.local_values import Resolved
from lvheng.packs.measures import PackParameter
from lvheng.packs.model import Binding
from lvheng.packs.rule_model import Example, PackRule, RuleStep
from lvheng.rules.applying import amounts_text
from lvheng.rules.book import Rule, Rulebook, is_set
from lvheng.rules.examples import differences
from lvheng.rules.naming import RuleTitles
from lvheng.rules.outcome import Outcome, Result

GROUPS: Mapping[str, Text] = {
    "price": Text("价格和收费", "Prices and fees"),
    "tax": Text("税", "Taxes"),
    "incentive": Text("优惠和奖励", "Incentives and rewards"),
    "trigger": Text("义务、审查和判定", "Duties, reviews and verdicts"),
    "liability": Text("处罚和赔偿", "Penalties and compensation"),
    "contract": Text("合同和分摊", "Contracts and shared costs"),
    "evaluation": Text("评价和核算", "Evaluation and accounting"),
    "market": Text("交易和履约", "Trading and compliance"),
}
FOLLOWS: Mapping[str, Text] = {
    "charge": Text("收费", "charge"),
    "incentive": Text("优惠", "incentive"),
    "duty": Text("义务", "duty"),
    "verdict": Text("判定", "verdict"),
    "score": Text("评分", "score"),
    "risk": Text("风险", "risk"),
}
# What a rule is applied to, where no register of that kind is kept.
SUBJECTS: Mapping[str, Text] = {
    "household": Text("居民户", "household"),
    "case": Text("案件", "case"),
    "area": Text("地区", "area"),
}


@dataclass(frozen=True)
class ParameterRow:
    """A parameter with its versions, the latest first."""

    code: str
    title: Text
    unit: str
    versions: tuple[ParameterVersion, ...]


@dataclass(frozen=True)
class ParameterVersion:
    """One value: ``value`` is None while it has to be entered; ``area`` names where it was set, if not everywhere."""

    value: Text | None
    begin: datetime.date | None
    end: datetime.date | None
    source: Any
    area: str
    note: str
    now: bool


@dataclass(frozen=True)
class FormulaRow:
    """A step or an output with its formulas over time, as written and laid out in words."""

    code: str
    title: Text
    unit: str
    decimals: int
    is_output: bool
    versions: tuple[tuple[str, Line, datetime.date | None, datetime.date | None], ...]


@dataclass(frozen=True)
class ExampleRow:
    """A worked example as it comes out now. ``query`` fills the calculator with it."""

    name: str
    period: str
    area: str
    results: tuple[Result, ...]
    asks: tuple[Text, ...]
    wrong: tuple[Text, ...]
    query: str


@dataclass(frozen=True)
class Summary:
    """A rule in the library."""

    rule: Rule
    group: str
    articles: tuple[str, ...]
    to_enter: tuple[Text, ...]
    bindings: tuple[Binding, ...]

    @property
    def item(self) -> PackRule:
        return self.rule.item

    @property
    def follows(self) -> Text:
        return FOLLOWS[self.item.follows]


def summary(book: Rulebook, rule: Rule, day: datetime.date) -> Summary:
    """What the library says of a rule."""
    bound = tuple(binding for binding in book.bindings if binding.code == rule.code)
    missing = tuple(each.title for each in rule.to_be_entered(day))
    return Summary(rule, rule.item.group, book.articles(rule.code), missing, bound)


def parameter_rows(rule: Rule, day: datetime.date, own_area: str) -> list[ParameterRow]:
    """Every parameter of the rule over time."""
    titles = RuleTitles(rule)
    return [
        ParameterRow(
            code,
            versions[0].item.title,
            _unit(versions[0]),
            tuple(_parameter_version(each, day, own_area, titles) for each in reversed(versions)),
        )
        for code, versions in rule.parameters.items()
    ]


def _parameter_version(version: Resolved, day: datetime.date, own_area: str, titles: RuleTitles) -> ParameterVersion:
    item = version.item
    first, last = item.valid_from or datetime.date.min, item.valid_until or datetime.date.max
    area = area_name(version.area) if version.area and version.area != own_area else ""
    return ParameterVersion(
        amounts_words(item, titles),
        item.valid_from,
        item.valid_until,
        item.source,
        area,
        item.note or "",
        first <= day <= last,
    )


def amounts_words(item: PackParameter, titles: RuleTitles) -> Text | None:
    """A parameter's value as people read it; None while it has to be entered."""
    if not is_set(item):
        return None
    if item.kind == "scale":
        return _scale_words(item)
    if item.kind == "table":
        named = [(titles.word(key, item.code), write_exact(value)) for key, value in item.entries.items()]
        chinese, english = ([f"{each.in_language(speech)} {value}" for each, value in named] for speech in ("zh", "en"))
        return Text("；".join(chinese), "; ".join(english))
    parts = amounts_text(item)
    return Text(parts, parts)


def _scale_words(item: PackParameter) -> Text:
    zh, en = [], []
    for bracket in item.brackets:
        rate = write_exact(bracket.rate)
        if bracket.upto is None:
            zh.append(f"再多 {rate}")
            en.append(f"beyond {rate}")
        else:
            zh.append(f"到 {write_exact(bracket.upto)} 为止 {rate}")
            en.append(f"up to {write_exact(bracket.upto)}: {rate}")
    return Text("；".join(zh), "; ".join(en))


def _unit(version: Resolved) -> str:
    item = version.item
    unit = item.rate_unit if item.kind == "scale" else item.unit
    return "" if unit == "1" else unit


def formula_rows(rule: Rule) -> list[FormulaRow]:
    """Every formula of the rule. Of what is repeated, the pattern is shown once."""
    titles = RuleTitles(rule)
    outputs = {part.code for part in rule.item.outputs}
    return [_formula_row(part, titles, part.code in outputs) for part in (*rule.item.steps, *rule.item.outputs)]


def _formula_row(part: RuleStep, titles: RuleTitles, is_output: bool) -> FormulaRow:
    shown = part.model_copy(update=part.numbered(1)) if part.repeat else part
    versions = tuple(
        (each.formula, formula_layout(parse(each.formula), titles), each.valid_from, each.valid_until)
        for each in reversed(shown.formulas)
    )
    unit = "" if part.unit == "1" else part.unit
    title = Text(f"{shown.name} 等", f"{shown.name_en} and so on") if part.repeat else part.title
    return FormulaRow(shown.code, title, unit, part.decimals, is_output, versions)


def example_rows(books: Mapping[str, Rulebook], rule: Rule) -> list[ExampleRow]:
    """The worked examples, computed now. ``books`` by the area of the example, "" for the site's own."""
    written = next(each for each in books[""].versions[rule.code] if each.item.valid_from == rule.item.valid_from)
    return [_example_row(books[example.area or ""], written, example) for example in written.item.examples]


def _example_row(book: Rulebook, rule: Rule, example: Example) -> ExampleRow:
    local = next(each for each in book.versions[rule.code] if each.item is rule.item)
    wrong = tuple(differences(book, rule.item, example))
    outcome: Outcome | None = None
    # What is wrong with it has been told by ``differences``.
    with contextlib.suppress(Problem, Problems):
        outcome = local.apply(
            example.given, example.on, parameters=example.parameters or None, history=example.history or None
        )
    return ExampleRow(
        example.name,
        example.on,
        area_name(example.area) if example.area else "",
        outcome.results if outcome else (),
        tuple(ask.title for ask in outcome.asks) if outcome else (),
        wrong,
        f"?{urlencode(list(_query(local, example)))}",
    )


def _query(rule: Rule, example: Example) -> Iterator[tuple[str, str]]:
    """The address of the calculator filled with an example."""
    yield "on", example.on
    if example.area:
        yield "area", example.area
    for code, value in example.given.items():
        yield code, _typed(value)
    for period, row in example.history.items():
        for code, value in row.items():
            yield f"{code}@{period}", _typed(value)
    changed = rule.with_parameters(dict(example.parameters)) if example.parameters else rule
    for code in example.parameters:
        yield code, amounts_text(changed.parameters[code][0].item)


def _typed(value: str | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value

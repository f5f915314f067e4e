"""Which part of the program operates which sentence of a plan."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from lvheng.documents import Article, Reading
from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.assets import PackAsset
from lvheng.packs.case_model import CaseType
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.markets import Market
from lvheng.packs.measures import PackIndicator
from lvheng.packs.model import Binding, CodedItem, PackPlan
from lvheng.packs.places import Raw
from lvheng.packs.plans import article_of, default_plan
from lvheng.packs.registers import RegisterKind
from lvheng.packs.rule_model import PackRule

BINDING = Text("绑定", "binding")
TARGET = Text("目标", "target")
PAGE = Text("页面", "page")
# What the program can show by itself. The codes of other operators are those of the pack's own items; a target is
# identified by the binding that names it.
PAGES = {"responsibility_matrix": Text("责任矩阵", "responsibility matrix")}
OPERATOR_NAMES = {
    "indicator": Text("指标", "indicator"),
    "rule": Text("规则", "rule"),
    "register": Text("登记种类", "register"),
    "asset": Text("资产", "asset"),
    "market": Text("市场", "market"),
    "flow": Text("物料流", "flow"),
    "case": Text("事项类型", "case type"),
}
# By which items of the pack the codes of operators are declared.
_DECLARED: dict[str, type[CodedItem]] = {
    "indicator": PackIndicator,
    "register": RegisterKind,
    "rule": PackRule,
    "asset": PackAsset,
    "market": Market,
    "case": CaseType,
}


def _prepare(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """The source of a binding is the plan's own text unless another is written."""
    yield from default_plan(raw, draft)
    plan = next((item for item in draft.all(PackPlan) if item.code == raw.values.get("plan")), None)
    if plan is not None and "source" not in raw.values:
        raw.values["source"] = {**plan.source.model_dump(), "clause": str(raw.values.get("article"))}
    elif plan is None:
        raw.values.setdefault("source", {"title": "?", "certainty": "to_verify"})


def _check(draft: Draft) -> Iterator[Problem]:
    targets: dict[str, Entry[Binding]] = {}
    for entry in draft.own(Binding):
        item, place = entry.item, entry.place
        yield from _check_operator(entry, draft)
        found = article_of(draft, item.plan, item.article, place)
        if isinstance(found, Problem):
            yield found
        elif found is not None:
            yield from _check_quote(entry, *found)
        if item.kind == "target":
            first = targets.setdefault(item.code, entry)
            if first is not entry and first.item.plan == item.plan:
                yield mistakes.duplicate_code(place.at("code"), TARGET, item.code, first.place.at("code"))


def _check_operator(entry: Entry[Binding], draft: Draft) -> Iterator[Problem]:
    """A code must be one that runs; kinds of operators that no room runs yet have no codes."""
    item, where = entry.item, entry.place.at("code")
    if item.kind == "page" and item.code not in PAGES:
        yield mistakes.unknown_code(where, PAGE, item.code, PAGES)
    elif item.kind in OPERATOR_NAMES:
        model = _DECLARED.get(item.kind)
        codes = draft.codes(model) if model else []
        if item.code not in codes:
            yield mistakes.unknown_code(where, OPERATOR_NAMES[item.kind], item.code, codes)


def occurrences(reading: Reading, article: Article, quote: str) -> list[int]:
    """Where in the text the quote begins within the article."""
    starts = []
    start = reading.text.find(quote, article.start, article.end)
    while start >= 0:
        starts.append(start)
        start = reading.text.find(quote, start + 1, article.end)
    return starts


def _check_quote(entry: Entry[Binding], reading: Reading, article: Article) -> Iterator[Problem]:
    item = entry.item
    where = entry.place.at("quote")
    count = len(occurrences(reading, article, item.quote))
    if count == 0:
        yield _not_found(where, item, reading, article)
    elif item.occurrence is not None and item.occurrence > count:
        yield mistakes.no_such_occurrence(entry.place.at("occurrence"), item.occurrence, count)
    elif item.occurrence is None and count > 1:
        yield mistakes.ambiguous_quote(where, item.article, item.quote, count)


def _not_found(where: str, item: Binding, reading: Reading, article: Article) -> Problem:
    elsewhere = [known for known in reading.articles if occurrences(reading, known, item.quote)]
    if elsewhere:
        deepest = max(elsewhere, key=lambda known: known.level)
        return mistakes.quote_is_elsewhere(where, item.article, item.quote, deepest.id)
    texts = [found.text for found in reading.sentences if article.start <= found.start < article.end]
    clauses = [clause for text in texts for clause in (text, *text.split("，"))]
    alike = difflib.get_close_matches(item.quote, clauses, n=1, cutoff=0.5)
    if alike:
        return mistakes.quote_is_similar(where, item.article, item.quote, alike[0].strip())
    return mistakes.quote_is_unlike(where, item.article, item.quote)


BINDINGS = ItemKind("bindings", BINDING, Binding, _prepare, _check)

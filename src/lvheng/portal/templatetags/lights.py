"""Template tags that show what the indicators know, on the pages of every room. They are built in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from lvheng.cases.catalogue import types as case_types
from lvheng.errors import Text
from lvheng.indicators import queries
from lvheng.indicators.queries import Lit, TargetLight
from lvheng.ledger.catalogue import assets
from lvheng.packs.bindings import PAGES
from lvheng.packs.measures import PackIndicator
from lvheng.portal.templatetags.lvheng import light
from lvheng.registers.catalogue import registers
from lvheng.rules import queries as rule_queries

register = template.Library()

# Words and marks of Chinese within a sentence of another language.
_CHINESE_RUN = re.compile(r"([\u3001-\u301f\u3400-\u9fff\uff00-\uffef]+)")
_PAGE_URLS = {"responsibility_matrix": "plan:responsibilities"}


@register.filter
def said(text: Text) -> str:
    """``{{ reason|said }}``: what a pure module says, in the reader's language; Chinese names in it are marked."""
    language = get_language() or ""
    words = text.in_language(language)
    if language.startswith("zh"):
        return words
    parts = ((_marked(part) if _CHINESE_RUN.fullmatch(part) else part,) for part in _CHINESE_RUN.split(words))
    return format_html_join("", "{}", parts)


def _marked(words: str) -> SafeString:
    return format_html('<span lang="zh-Hans">{}</span>', words)


@register.simple_tag
def light_of(target: Any) -> TargetLight:
    """``{% light_of target as found %}``: the target's light with its reason, value and indicator."""
    return queries.light_of(target)


@register.simple_tag
def lights_of(version: Any) -> Lit:
    """``{% lights_of version as lit %}``: of how many targets anything is known, and how many can be judged."""
    return queries.count(queries.lights_of(version))


@register.simple_tag
def target_light(target: Any) -> SafeString:
    """``{% target_light target %}``: the light, with its reason, leading to the indicator where there is one."""
    found = queries.light_of(target)
    if found.indicator is None:
        return light(found.light)
    url = reverse("indicators:indicator", args=[found.indicator.code])
    reason, shown = found.standing.reason.in_language(get_language() or ""), light(found.light)
    if not found.standing.simulated:
        return format_html('<a class="light-link" href="{}" title="{}">{}</a>', url, reason, shown)
    mark, words = "light-link is-simulated", pgettext("figure", "模拟")
    hidden = format_html('<span class="visually-hidden">{}</span>', words)
    return format_html('<a class="{}" href="{}" title="{} · {}">{}{}</a>', mark, url, reason, words, shown, hidden)


@register.simple_tag
def operator_name(operation: Any, plan_code: str, targets: Any = ()) -> SafeString:
    """``{% operator_name operation plan.code targets %}``: what operates a sentence, by its name, as a link."""
    indicator = queries.book().measures.indicators.get(operation.code)
    if operation.kind == "indicator" and indicator is not None:
        return _link(reverse("indicators:indicator", args=[indicator.code]), indicator.title)
    register_kind = registers().kinds.get(operation.code) if operation.kind == "register" else None
    if register_kind is not None:
        return _link(reverse("registers:list", args=[register_kind.code]), register_kind.title)
    rule = rule_queries.title_of(operation.code) if operation.kind == "rule" else None
    if rule is not None:
        return _link(reverse("rules:rule", args=[operation.code]), rule)
    case_type = case_types().get(operation.code) if operation.kind == "case" else None
    if case_type is not None:
        return _link(reverse("cases:type", args=[case_type.code]), case_type.title)
    asset = assets().get(operation.code) if operation.kind == "asset" else None
    if asset is not None:
        return _link(reverse("ledger:index"), asset.title)
    if operation.kind == "page" and operation.code in PAGES:
        return _link(reverse(_PAGE_URLS[operation.code], args=[plan_code]), PAGES[operation.code])
    target = next((each for each in targets if each.code == operation.code), None)
    if operation.kind == "target" and target is not None:
        name = Text(target.indicator, target.indicator)
        return _link(reverse("plan:target", args=[plan_code, target.pk]), name)
    return format_html("<code>{}</code>", operation.code)


@register.simple_tag
def indicators_using(element: str) -> list[PackIndicator]:
    """``{% indicators_using "straw_utilised" as found %}``: the indicators that are computed from the element."""
    return _users(queries.fingerprint()).get(element, [])


@lru_cache(maxsize=2)
def _users(_fingerprint: str) -> dict[str, list[PackIndicator]]:
    """By element; read once for a book, since every indicator has to be looked through."""
    book = queries.book()
    found: dict[str, list[PackIndicator]] = {}
    for code, indicator in book.measures.indicators.items():
        for element in book.elements_of(code):
            found.setdefault(element.code, []).append(indicator)
    return found


def _link(url: str, name: Text) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, said(name))

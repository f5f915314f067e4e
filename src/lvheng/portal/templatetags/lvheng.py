"""Template tags of the design system. They are built in: no page needs to load them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lvheng.portal import icons
from lvheng.portal.charts import Segment, bar_segments

register = template.Library()

LIGHTS: dict[str, Promise] = {
    "green": gettext_lazy("正常"),
    "yellow": gettext_lazy("预警"),
    "orange": gettext_lazy("关注"),
    "red": gettext_lazy("滞后"),
    "grey": gettext_lazy("尚无数据"),
}
NOT_JUDGED = gettext_lazy("不能判断")
MISSING = "—"
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "search" %}``: an inline SVG of portal/icons.py."""
    return icons.svg(name)


@register.simple_tag
def light(colour: str, words: bool = False, known: Any = None) -> SafeString:
    """``{% light "grey" %}``: a target's light, told by shape and colour; ``words=True`` writes it out.

    Grey beside a value that is ``known`` says that the value cannot be judged, not that there is none.
    """
    meaning = NOT_JUDGED if colour == "grey" and known else LIGHTS[colour]
    if words:
        return format_html('<span class="light-row"><span class="light light--{}"></span>{}</span>', colour, meaning)
    return format_html(
        '<span class="light light--{}" title="{}"><span class="visually-hidden">{}</span></span>',
        colour,
        meaning,
        meaning,
    )


@register.filter
def figure(value: Any) -> str:
    """A number as people write it: no trailing zeros, no exponent; a missing one is a dash, never zero.

    A fraction is a decimal where it has an end (117/100 is 1.17), else it stays a fraction.
    """
    if value is None or value == "":
        return MISSING
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if Fraction(exact) != value:
            return str(value)
        value = exact
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def grouped(number: Any) -> str:
    """``1,112,100.5``: a large number as it is read in both languages; a missing one is a dash."""
    whole, point, rest = figure(number).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else whole


@register.filter
def as_written(text: object) -> str:
    """``{{ person|as_written }}``: Chinese words on an English page, marked so that they are spoken as Chinese."""
    words = str(text)
    if (get_language() or "").startswith("zh") or not _CHINESE.search(words):
        return words
    return format_html('<span lang="zh-Hans">{}</span>', words)


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: Any) -> str:
    """The page's query with ``changes``; None or "" removes a key. Any change but of the page goes back to page one."""
    return changed_query(context["request"], changes)


def changed_query(request: HttpRequest, changes: dict[str, Any]) -> str:
    """``?sort=deadline&page=2``: the request's own query with ``changes``."""
    query = request.GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def sortable(context: Context, column: str, label: str, key: str = "sort") -> SafeString:
    """A table head's link that sorts by ``column`` or turns the order: ``?sort=deadline``, then ``?sort=-deadline``."""
    request: HttpRequest = context["request"]
    current = request.GET.get(key, "")
    turned = f"-{column}" if current == column else column
    state, name = {
        column: (_("升序"), "arrow-up"),
        f"-{column}": (_("降序"), "arrow-down"),
    }.get(current, ("", "sort"))
    return format_html(
        '<a class="sortable{}" href="{}">{}{}<span class="visually-hidden">{}</span></a>',
        " is-sorted" if state else "",
        changed_query(request, {key: turned}),
        label,
        icons.svg(name),
        state or _("按此排序"),
    )


@register.inclusion_tag("portal/_pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], key: str = "page") -> dict[str, Any]:
    """Links to the pages of a long list, with the place of the rows shown: 第 1–50 条，共 240 条."""
    request: HttpRequest = context["request"]

    def url(number: int) -> str:
        return changed_query(request, {key: number})

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": url(page.number - 1) if page.has_previous() else "",
        "next": url(page.number + 1) if page.has_next() else "",
        "steps": [(number, url(number) if isinstance(number, int) else "") for number in numbers],
    }


@register.inclusion_tag("portal/_field.html")
def field(bound: BoundField, help: str = "") -> dict[str, Any]:
    """``{% field form.x %}``: label, input, help and errors, tied together for screen readers."""
    return {
        "field": bound,
        "help": help or bound.help_text,
        "is_checkbox": isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag("portal/_bar.html")
def bar(parts: Iterable[tuple[str, int, str]], label: str = "") -> dict[str, Any]:
    """A stacked bar with its legend from ``(words, count, kind)``; kind is ok, warn, bad, info or none.

    ``label`` says to screen readers what the bar is of.
    """
    segments: list[Segment] = bar_segments(parts)
    return {"segments": segments, "label": label, "total": sum(segment.count for segment in segments)}

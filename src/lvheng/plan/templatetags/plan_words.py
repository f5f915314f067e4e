"""``{% load plan_words %}``: targets and operators in the reader's words."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lvheng.errors import Text
from lvheng.plan import reading_queries, wording
from lvheng.plan.comparison import Verdict
from lvheng.plan.models import Provision, Sentence, Target
from lvheng.plan.queries import Coverage
from lvheng.plan.wording import VERDICTS

register = template.Library()

OPERATORS: dict[str, Promise] = {
    "target": _("目标"),
    "indicator": _("指标"),
    "rule": _("规则"),
    "register": _("名录"),
    "asset": _("权益"),
    "market": _("市场"),
    "flow": _("物流"),
    "case": _("事项"),
    "page": _("页面"),
}


@register.filter
def demand(target: Target) -> str:
    """``{{ target|demand }}``: ≥ 90%."""
    return wording.demand(target)


@register.filter
def deadline(year: int | None) -> str:
    """``{{ target.deadline_year|deadline }}``: 2025年."""
    return wording.deadline(year)


@register.filter
def operator(kind: str) -> str:
    """What kind of thing operates a sentence."""
    return str(OPERATORS.get(kind, kind))


@register.filter
def anchor(row: Provision | Sentence) -> str:
    """Where the reading room shows a provision or a sentence."""
    if isinstance(row, Provision):
        return reading_queries.provision_anchor(row)
    return reading_queries.sentence_anchor(row)


@register.filter
def in_sentence(target: Target) -> list[reading_queries.Piece]:
    """``{% for piece in target|in_sentence %}``: the whole sentence, the target's own words told apart."""
    return reading_queries.quote_in_sentence(target)


@register.filter
def verdict_badge(verdict: Verdict) -> SafeString:
    """A verdict of the comparison with the parent plan, as a badge."""
    label, kind = VERDICTS[verdict]
    return format_html('<span class="badge badge--{}">{}</span>', kind, label)


@register.filter
def in_reader_language(text: Text) -> str:
    """A sentence that a pure module says in both languages."""
    return text.in_language(get_language() or "")


@register.filter
def coverage_parts(figures: Coverage) -> list[tuple[str, int, str]]:
    """The parts of ``{% bar %}`` for coverage figures."""
    return [
        (gettext("已落实"), figures.operated, "ok"),
        (gettext("已登记"), figures.recorded, "info"),
        (gettext("待安排"), figures.open, "none"),
    ]

"""``{% load statistics_words %}``: periods, states and changes of reports in the reader's words."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from lvheng.formula import FormulaProblem
from lvheng.statistics.lateness import days_late
from lvheng.statistics.models import Report
from lvheng.statistics.things import title_of
from lvheng.statistics.wording import period_text

register = template.Library()

# How a state looks: the kind of badge and the icon, so that colour is never alone.
STATES: dict[str, tuple[str, str]] = {
    Report.State.EXPECTED: ("none", "minus"),
    Report.State.DRAFT: ("info", "edit"),
    Report.State.SUBMITTED: ("warn", "clock"),
    Report.State.RETURNED: ("bad", "arrow-left"),
    Report.State.APPROVED: ("ok", "check"),
    Report.State.PUBLISHED: ("ok", "globe"),
}
# As many days before the deadline the first reminder goes out.
SOON_DAYS = 5


@register.filter
def period_name(code: str) -> str:
    """``{{ report.period|period_name }}``: 2025年第3季度; a code that is no period as it is."""
    try:
        return period_text(code).in_language(get_language() or "")
    except FormulaProblem:
        return code


@register.filter
def subject(report: Report) -> str:
    """``{{ report|subject }}``: what the report is about, the area or the thing in it."""
    return title_of(report).in_language(get_language() or "")


@register.filter
def known(value: Decimal | bool | str | None) -> str:
    """A value as people write it: plain digits without trailing zeros, yes or no, a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return pgettext("answer", "是") if value else pgettext("answer", "否")
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


@register.inclusion_tag("statistics/_state.html")
def state_badge(report: Report) -> dict[str, str]:
    """Where a report stands, told by colour, icon and words."""
    kind, icon = STATES[report.state]
    return {"kind": kind, "icon_name": icon, "words": report.get_state_display()}


@register.simple_tag
def due_words(report: Report) -> SafeString:
    """How much time is left, or how late a report is; nothing once it was handed in, though it is written in again."""
    if report.state not in (Report.State.EXPECTED, Report.State.DRAFT) or report.current > 1:
        return SafeString("")
    today = timezone.localdate()
    days = (report.due_on - today).days
    if days_late(report, None, today):
        words = ngettext("逾期 %(days)s 天", "逾期 %(days)s 天", -days) % {"days": -days}
        return format_html('<span class="badge badge--bad">{}</span>', words)
    if days <= 0:
        return format_html('<span class="badge badge--warn">{}</span>', _("今天到期") if days == 0 else _("宽限期内"))
    words = ngettext("还有 %(days)s 天", "还有 %(days)s 天", days) % {"days": days}
    return format_html('<span class="{}">{}</span>', "badge badge--warn" if days <= SOON_DAYS else "small muted", words)


@register.filter
def change(value: Decimal | None) -> str:
    """A change with its sign: +5.2, −3.0; a dash where there is none to tell."""
    if value is None:
        return "—"
    shown = f"{abs(value):f}"
    return shown if value == 0 else f"{'+' if value > 0 else '−'}{shown}"

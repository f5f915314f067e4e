"""What messages are about. Whoever does not want letters about a kind leaves it out in their preferences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "report": pgettext_lazy("notifications", "报表"),
    "case": pgettext_lazy("notifications", "事项"),
    "document": pgettext_lazy("notifications", "公文"),
    "warning": pgettext_lazy("notifications", "预警"),
    "market": pgettext_lazy("notifications", "交易"),
    "rule": pgettext_lazy("notifications", "规则"),
    "account": pgettext_lazy("notifications", "账号"),
}

"""Two versions of a plan side by side, as the page of changes shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvheng.plan.changes import FieldChange, ProvisionChange, TargetChange, TargetFields, compare
from lvheng.plan.continuing import provision_texts
from lvheng.plan.models import Finding, Target, Version
from lvheng.plan.wording import deadline, demand, number

KINDS = {
    "changed": (_("有改动"), "warn"),
    "added": (_("新增"), "info"),
    "removed": (_("删去"), "bad"),
    "moved": (_("改号或移动"), "none"),
    "unchanged": (_("未变"), "none"),
}

FIELDS = {
    "indicator": _("指标"),
    "comparator": _("要求"),
    "value": _("数值"),
    "value_max": _("上限（区间）"),
    "unit": _("单位"),
    "deadline_year": _("期限（年）"),
    "scope": _("范围"),
    "baseline_year": _("基期（年）"),
}


@dataclass(frozen=True)
class ShownTarget:
    """A target's change with its fields in words."""

    change: TargetChange

    @property
    def kind(self) -> str:
        return self.change.kind

    @property
    def label(self) -> str:
        return str(KINDS[self.change.kind][0])

    @property
    def badge(self) -> str:
        return KINDS[self.change.kind][1]

    @property
    def words(self) -> str:
        """The target as it stands now, or as it stood when it was removed."""
        target = self.change.new or self.change.old
        return target_words(target) if target else ""

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """(field, before, after) in words."""
        return [(str(FIELDS[each.name]), _value(each, each.old), _value(each, each.new)) for each in self.change.fields]


@dataclass(frozen=True)
class ShownChange:
    """A provision's change as the page shows it."""

    order: int
    change: ProvisionChange

    @property
    def kind(self) -> str:
        return self.change.kind

    @property
    def label(self) -> str:
        return str(KINDS[self.change.kind][0])

    @property
    def badge(self) -> str:
        return KINDS[self.change.kind][1]

    @property
    def provision(self) -> Any:
        return self.change.new or self.change.old

    @property
    def renumbered(self) -> bool:
        old, new = self.change.old, self.change.new
        return bool(old and new and old.reference != new.reference)

    @property
    def heading_changed(self) -> bool:
        old, new = self.change.old, self.change.new
        return bool(old and new and old.heading != new.heading)

    @property
    def targets(self) -> list[ShownTarget]:
        return [ShownTarget(each) for each in self.change.targets if each.kind != "unchanged"]


def changes_between(before: Version, version: Version) -> dict[str, Any]:
    """``changes``: every provision; ``totals``: (kind, label, badge, count) in the order of importance."""
    found = compare(
        provision_texts(before, list(before.provisions.order_by("order"))),
        provision_texts(version, list(version.provisions.order_by("order"))),
    )
    counts: Counter[str] = Counter(each.kind for each in found)
    totals = [(kind, label, badge, counts[kind]) for kind, (label, badge) in KINDS.items() if counts[kind]]
    return {
        "changes": [ShownChange(order, each) for order, each in enumerate(found)],
        "totals": totals,
        "differs": any(each.kind != "unchanged" for each in found),
    }


def origin_counts(version: Version) -> list[tuple[str, int]]:
    """How the findings of a version were decided, in words."""
    decisions = Counter(version.document.findings.order_by().values_list("decision", flat=True))
    return [(str(label), decisions[value]) for value, label in Finding.Decision.choices if decisions[value]]


def target_words(target: TargetFields) -> str:
    """A target on one line."""
    parts = [target.scope, target.indicator, demand(target), deadline(target.deadline_year)]
    return " · ".join(part for part in parts if part)


def _value(change: FieldChange, value: object) -> str:
    if value is None or value == "":
        return gettext("（无）")
    if change.name == "comparator":
        return str(Target.Comparator(str(value)).label)
    return number(value) if isinstance(value, Decimal) else str(value)

"""Warnings as they were opened and closed. What was warned of is never rewritten."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import pgettext_lazy

from lvheng.errors import Text


class IndicatorWarning(models.Model):
    """A target, or the data behind it, that needed somebody's attention from one day to another.

    Everything but the closing is as it was on the day when it was opened: the rule's name and severity, the reason, the
    facts. Whether its cause lasts is looked at every day; a cause that comes back is a new warning.
    """

    class Severity(models.TextChoices):
        HIGH = "high", pgettext_lazy("severity", "重")
        MEDIUM = "medium", pgettext_lazy("severity", "中")
        LOW = "low", pgettext_lazy("severity", "轻")

    class Follow(models.TextChoices):
        TASK = "task", pgettext_lazy("what follows", "整改")
        NOTICE = "notice", pgettext_lazy("what follows", "提示")
        DATA_CHECK = "data_check", pgettext_lazy("what follows", "催报核数")

    rule = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    severity = models.CharField(max_length=8, choices=Severity)
    follows = models.CharField(max_length=12, choices=Follow)
    plan = models.CharField(max_length=80, help_text="the plan's code")
    target = models.CharField(max_length=80, help_text="the target's code, which lasts through the plan's versions")
    indicator = models.CharField(max_length=80)
    area = models.CharField(max_length=12)
    title_zh = models.CharField(max_length=500, help_text="the target in the plan's words")
    title_en = models.CharField(max_length=500)
    period = models.CharField(max_length=12, blank=True, help_text="the period of the value; empty where there is none")
    simulated = models.BooleanField(default=False, help_text="whether it rests on a value that was made up")
    facts = models.JSONField(help_text="what the rule looked at; decimals as text, null for what was not known")
    reason_zh = models.TextField()
    reason_en = models.TextField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_reason_zh = models.TextField(blank=True)
    closed_reason_en = models.TextField(blank=True)

    class Meta:
        ordering = ("-opened_on", "-id")
        indexes = [models.Index(fields=("closed_on", "severity"))]
        constraints = [
            models.UniqueConstraint(
                fields=("rule", "plan", "target", "indicator", "area"),
                condition=models.Q(closed_on__isnull=True),
                name="one_open_warning_a_cause",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="warning_closes_after_it_opens",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="warning_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="warning_is_as_it_was", exclude=["closed_on", "closed_reason_zh", "closed_reason_en"]
            ),
            pgtrigger.Protect(
                name="closed_warning_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.target} {self.area}"

    @property
    def name(self) -> Text:
        """What the rule is called."""
        return Text(self.name_zh, self.name_en)

    @property
    def title(self) -> Text:
        """What the target asks for."""
        return Text(self.title_zh, self.title_en)

    @property
    def reason(self) -> Text:
        """Why it was opened."""
        return Text(self.reason_zh, self.reason_en)

    @property
    def closed_reason(self) -> Text:
        """Why it was closed; empty while it is open."""
        return Text(self.closed_reason_zh, self.closed_reason_en)

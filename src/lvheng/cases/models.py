"""Duties as they run: what has to be done, by whom, until when, and everything that happened on the way."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

_SIMULATED = pgtrigger.Q(old__simulated=False)


def _kept(name: str) -> pgtrigger.Protect:
    """Only what is simulated can be deleted."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete, condition=_SIMULATED)


class Case(models.Model):
    """A duty of a type that the pack declares. Its state changes only together with a new event of its timeline."""

    class Outcome(models.TextChoices):
        DONE = "done", pgettext_lazy("case", "办结")
        ENDED = "ended", pgettext_lazy("case", "终结")
        LAPSED = "lapsed", pgettext_lazy("case", "逾期终结")

    type = models.SlugField(max_length=80, db_index=False)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=160, blank=True, help_text="thing:12, indicator:x, plan_task:x, report:7")
    owner = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+", db_index=False)
    numbered_by = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+", db_index=False)
    supervisor = models.ForeignKey("areas.Organisation", models.PROTECT, null=True, related_name="+")
    opener = models.ForeignKey("areas.Organisation", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    state = models.SlugField(max_length=80, db_index=False)
    is_open = models.BooleanField(default=True)
    confidential = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    closed_on = models.DateField(null=True)
    data = models.JSONField(default=dict, help_text="values by the fields of the type")
    cause = models.CharField(max_length=200, blank=True, help_text="what opened it by itself, once")
    cause_gone_on = models.DateField(null=True)
    provision = models.CharField(max_length=40, blank=True, help_text="the article of the plan, where it is of one")
    next_due_on = models.DateField(null=True, help_text="the last day of the earliest term that runs")
    overdue_count = models.PositiveSmallIntegerField(default=0, help_text="terms that have passed and are not met")
    escalated = models.PositiveSmallIntegerField(default=0)
    suspended_on = models.DateField(null=True)
    steps = models.JSONField(default=dict, help_text="who took which step: {step: [number of person or 0]}")
    files_count = models.PositiveIntegerField(default=0)
    events_count = models.PositiveIntegerField(default=0)
    events_hash = models.CharField(max_length=64)
    search_text = models.TextField(blank=True)
    simulated = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("type", "numbered_by", "year", "sequence"), name="one_case_a_number"),
            models.UniqueConstraint(fields=("cause",), condition=~models.Q(cause=""), name="one_case_a_cause"),
        ]
        indexes = [
            models.Index(fields=("owner", "is_open", "next_due_on"), name="cases_of_owner"),
            models.Index(fields=("is_open", "next_due_on", "id"), name="cases_by_due"),
            models.Index(fields=("area", "is_open", "next_due_on"), name="cases_of_area"),
            models.Index(fields=("type", "is_open", "state"), name="cases_of_type"),
            models.Index(fields=("subject",), name="cases_of_subject"),
            models.Index(fields=("-changed_at",), name="cases_by_change"),
            models.Index(fields=("number",), name="cases_by_number"),
        ]
        triggers = [
            _kept("case_is_kept"),
            pgtrigger.ReadOnly(
                name="case_stays_what_it_is",
                fields=["type", "year", "sequence", "number", "numbered_by", "opened_on", "simulated", "cause"],
            ),
            pgtrigger.Protect(
                name="case_changes_with_an_event",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.state IS DISTINCT FROM NEW.state OR OLD.data IS DISTINCT FROM NEW.data"
                    " OR OLD.owner_id IS DISTINCT FROM NEW.owner_id)"
                    " AND NEW.events_count <= OLD.events_count)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Event(models.Model):
    """One entry of a case's timeline. Each continues the one before it by its hash; none is ever changed."""

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("event", "立项")
        STEP = "step", pgettext_lazy("event", "办理")
        COMMENT = "comment", pgettext_lazy("event", "批注")
        ATTACHED = "attached", pgettext_lazy("event", "附件")
        ASSIGNED = "assigned", pgettext_lazy("event", "分办")
        SUSPENDED = "suspended", pgettext_lazy("event", "中止计算")
        RESUMED = "resumed", pgettext_lazy("event", "恢复计算")
        CORRECTED = "corrected", pgettext_lazy("event", "更正")
        MILESTONE = "milestone", pgettext_lazy("event", "节点")
        REMINDED = "reminded", pgettext_lazy("event", "提醒")
        OVERDUE = "overdue", pgettext_lazy("event", "逾期")
        ESCALATED = "escalated", pgettext_lazy("event", "升级")
        CAUSE_GONE = "cause_gone", pgettext_lazy("event", "原因消除")
        JOINED = "joined", pgettext_lazy("event", "并案")

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    step = models.SlugField(max_length=80, blank=True, db_index=False)
    from_state = models.SlugField(max_length=80, blank=True, db_index=False)
    to_state = models.SlugField(max_length=80, blank=True, db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, null=True, related_name="+", db_index=False)
    capacity = models.CharField(max_length=20, blank=True)
    on = models.DateField(help_text="the day on which it counts")
    at = models.DateTimeField(help_text="when it was recorded")
    words = models.TextField(blank=True)
    changes = models.JSONField(default=dict, help_text="{field: [before, after]} and facts of the entry")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("case_id", "number")
        constraints = [models.UniqueConstraint(fields=("case", "number"), name="one_event_a_number")]
        indexes = [models.Index(fields=("kind", "on"), name="case_events_by_day")]
        triggers = [
            pgtrigger.Protect(name="event_is_final", operation=pgtrigger.Update),
            _kept("event_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.number} {self.kind}"


class Deadline(models.Model):
    """A term that runs, ran out or was met, with how its last day was derived. Without a day while it is suspended."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("deadline", "进行中")
        SUSPENDED = "suspended", pgettext_lazy("deadline", "中止计算")
        MISSED = "missed", pgettext_lazy("deadline", "已逾期")
        MET = "met", pgettext_lazy("deadline", "按时完成")
        LATE = "late", pgettext_lazy("deadline", "逾期完成")
        OVER = "over", pgettext_lazy("deadline", "期满")
        VOID = "void", pgettext_lazy("deadline", "不再适用")

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    code = models.SlugField(max_length=80, db_index=False)
    title = models.CharField(max_length=200, blank=True, help_text="of a milestone that somebody set")
    starts_on = models.DateField()
    due_on = models.DateField(null=True)
    derivation = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    met_on = models.DateField(null=True)
    next_reminder_on = models.DateField(null=True)
    next_escalation_on = models.DateField(null=True)
    escalations = models.PositiveSmallIntegerField(default=0)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(fields=("state", "due_on"), name="deadlines_by_day"),
            models.Index(fields=("next_reminder_on",), name="deadlines_to_remind", condition=models.Q(state="open")),
            models.Index(
                fields=("next_escalation_on",), name="deadlines_to_escalate", condition=models.Q(state="missed")
            ),
        ]
        triggers = [_kept("deadline_is_kept")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code} {self.due_on}"


class Attachment(models.Model):
    """A file that belongs to a case: checked, without traces of its maker, known by its hash; never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    event = models.ForeignKey(Event, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    cleaned = models.BooleanField(default=False, help_text="what the camera had written into it was taken out")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        triggers = [
            pgtrigger.Protect(name="attachment_is_final", operation=pgtrigger.Update),
            _kept("attachment_is_kept"),
        ]

    def __str__(self) -> str:
        return self.name


class Delegation(models.Model):
    """For some days somebody else does a person's work: during an absence, or because it was handed over."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(help_text="the last day")
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-from_date", "-id")
        indexes = [models.Index(fields=("to", "until_date"), name="delegations_to")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.to_id}"


class Publication(models.Model):
    """What everybody may read of a case, as it was published; withdrawn with a reason, never rewritten."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="publications")
    code = models.SlugField(max_length=80, db_index=False)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=300)
    content = models.JSONField(default=list, help_text="[{name, name_en, value}], masked already")
    published_on = models.DateField()
    until = models.DateField(null=True, help_text="the last day on which it is shown")
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-published_on", "-id")
        indexes = [models.Index(fields=("kind", "-published_on"), name="publications_by_day")]
        triggers = [
            _kept("publication_is_kept"),
            pgtrigger.ReadOnly(name="publication_is_as_it_was", exclude=["withdrawn_on", "withdrawn_reason"]),
        ]

    def __str__(self) -> str:
        return self.title

"""Official documents with their versions, the steps of their way, the numbers given, and templates of the office.

What was issued is never changed, only followed by another document; files lie in the archive by their hash.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

_FINAL = pgtrigger.Update | pgtrigger.Delete
# Everything but whether the public may read it.
_STANDING = "- 'public' - 'published_at'"
_ISSUED_CHANGES = f"OLD.state = 'issued' AND (to_jsonb(OLD) {_STANDING}) IS DISTINCT FROM (to_jsonb(NEW) {_STANDING})"


class OfficialDocument(models.Model):
    """One document of an organisation, from draft to archive."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("document", "草稿")
        REVIEW = "review", pgettext_lazy("document", "待审核")
        APPROVED = "approved", pgettext_lazy("document", "待签发")
        ISSUED = "issued", pgettext_lazy("document", "已印发")
        DISCARDED = "discarded", pgettext_lazy("document", "已作废")

    template = models.SlugField(max_length=80, help_text="the code of the kind of document in the pack")
    subject = models.CharField(max_length=60, blank=True, help_text="2025-12, warning:17, case:42 or nothing")
    title = models.CharField(max_length=300)
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+")
    as_of = models.DateField(help_text="the day whose knowledge it tells")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    data = models.JSONField(default=dict, help_text="values, notes of figures and charts as they were gathered")
    typed = models.JSONField(default=dict, help_text="what people filled in")
    simulated = models.BooleanField(default=False)
    scheduled = models.BooleanField(default=False, help_text="drafted by the schedule")
    due_on = models.DateField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    series = models.CharField(max_length=60, blank=True, help_text="临州发改通报: what a row of numbers begins with")
    number_year = models.PositiveSmallIntegerField(null=True)
    number_place = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-drafted_at", "-id")
        indexes = [
            models.Index(fields=("state", "-drafted_at")),
            models.Index(fields=("template", "subject")),
            models.Index(fields=("organisation", "state")),
        ]
        constraints = [
            models.UniqueConstraint(fields=("series", "number_year", "number_place"), name="one_document_a_number"),
            models.UniqueConstraint(
                fields=("template", "subject", "organisation"),
                condition=models.Q(scheduled=True),
                name="one_draft_a_schedule",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued")
                | models.Q(number_place__isnull=False, issued_on__isnull=False, issued_by__isnull=False),
                name="issued_document_has_a_number",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="document_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="issued_document_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_ISSUED_CHANGES),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:document", args=[self.pk])

    @property
    def number(self) -> str:
        """临州发改通报〔2026〕3号; empty until it is issued."""
        if self.number_place is None:
            return ""
        return f"{self.series}〔{self.number_year}〕{self.number_place}号"


class DraftOrder(models.Model):
    """A draft that somebody asked for; the worker gathers, draws and sets it. ``key`` is that of the form sent."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("draft", "等待拟稿")
        WORKING = "working", pgettext_lazy("draft", "正在收集数据、画图和排版")
        DONE = "done", pgettext_lazy("draft", "已拟好")
        FAILED = "failed", pgettext_lazy("draft", "没有拟成")

    key = models.UUIDField(unique=True)
    template = models.SlugField(max_length=80, db_index=False)
    subject = models.CharField(max_length=60, blank=True)
    as_of = models.DateField()
    appointment = models.ForeignKey("areas.Appointment", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=1, help_text="a try that was given up must not end another one")
    changed_at = models.DateTimeField()
    document = models.ForeignKey(OfficialDocument, models.PROTECT, null=True, related_name="+")
    problems = models.JSONField(default=list, help_text="[[zh, en], …] when it failed")

    def __str__(self) -> str:
        return f"{self.template} {self.subject} {self.state}"


class DocumentVersion(models.Model):
    """The files of a document at one time. Never changed."""

    class How(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("version", "自动拟稿")
        FILLED = "filled", pgettext_lazy("version", "填写")
        REPLACED = "replaced", pgettext_lazy("version", "上传修改稿")
        ISSUED = "issued", pgettext_lazy("version", "印发")

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=How)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    notes = models.JSONField(default=list, help_text="the keys of the notes in the order of their numbers")
    template_number = models.PositiveIntegerField(default=0, help_text="which version of the template; 0 the pack's")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("document", "-number")
        constraints = [models.UniqueConstraint(fields=("document", "number"), name="versions_of_a_document")]
        triggers = [pgtrigger.Protect(name="document_version_is_final", operation=_FINAL)]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class DocumentStep(models.Model):
    """Something that somebody did with a document. Never changed."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("step", "拟稿")
        FILLED = "filled", pgettext_lazy("step", "填写")
        REPLACED = "replaced", pgettext_lazy("step", "上传修改稿")
        SUBMITTED = "submitted", pgettext_lazy("step", "送审")
        RETURNED = "returned", pgettext_lazy("step", "退回修改")
        APPROVED = "approved", pgettext_lazy("step", "审核通过")
        ISSUED = "issued", pgettext_lazy("step", "签发")
        PUBLISHED = "published", pgettext_lazy("step", "公开")
        DISCARDED = "discarded", pgettext_lazy("step", "作废")

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation_name = models.CharField(max_length=120, blank=True)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("document", "id")
        triggers = [pgtrigger.Protect(name="document_step_is_final", operation=_FINAL)]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind}"


class NumberSeries(models.Model):
    """The last number of a series in a year; the row is locked while a number is given, so that there are no gaps."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("series", "year"), name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"


class TemplateVersion(models.Model):
    """A template that the office put in place of the pack's. Never changed, only followed by another."""

    template = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    remark = models.CharField(max_length=200, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("template", "-number")
        constraints = [models.UniqueConstraint(fields=("template", "number"), name="versions_of_a_template")]
        triggers = [pgtrigger.Protect(name="template_version_is_final", operation=_FINAL)]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

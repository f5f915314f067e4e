"""Who has to report what, what they wrote, who approved it, and the figures that followed from it.

A *form* is issued from a pack as it stands on that day. Every respondent owes one *report* of it for each period. A
report has numbered *versions*: the respondent writes a draft, hands it in, and corrects by a new version. Nobody else
writes in it: others check, return or approve. An approved version becomes a *batch* of *observations*; a *release*
makes the batch public. What was handed in, observed or released is never changed: the database refuses it.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvheng.areas.language import in_reader_language

CODE_LENGTH = 80
PERIOD_LENGTH = 12
UNIT_LENGTH = 40
# More decimals than any element declares, so that a change of its declaration loses nothing.
VALUE_DIGITS, VALUE_DECIMALS = 38, 12

# A part of a report may go only with its report, and only a simulated report may go.
_OF_A_REAL_REPORT = """
IF EXISTS (SELECT 1 FROM statistics_report WHERE id = OLD.report_id AND NOT simulated) THEN
    RAISE EXCEPTION 'reports are kept';
END IF;
RETURN OLD;
"""


def _kept_with_report(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, operation=pgtrigger.Delete, when=pgtrigger.Before, func=_OF_A_REAL_REPORT)


class Form(models.Model):
    """A report form as it was issued: ``definition`` is the pack's item word for word, ``fingerprint`` its hash.

    A form that changes in the pack is issued anew as the next edition; reports keep the edition they were asked with.
    """

    code = models.CharField(max_length=CODE_LENGTH)
    edition = models.PositiveIntegerField()
    number = models.CharField(max_length=40, help_text="表号")
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    definition = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    valid_until = models.DateField(help_text="有效期至")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number", "-edition")
        constraints = [
            models.UniqueConstraint(fields=("code", "edition"), name="form_edition_once"),
            models.UniqueConstraint(
                fields=("code",), condition=models.Q(closed_at__isnull=True), name="one_form_in_force"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="form_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="form_is_final",
                fields=["code", "edition", "number", "definition", "fingerprint", "valid_until", "issued_at"],
            ),
        ]

    def __str__(self) -> str:
        return in_reader_language(self.title, self.title_en)


class Report(models.Model):
    """What one respondent owes of one form for one period.

    ``unit`` is what the figures are about: the code of the area, or of an entity. ``step`` counts the approvals that
    the version at hand has; the form says how many it needs and whose. ``simulated`` reports belong to the world of
    demonstration.
    """

    class State(models.TextChoices):
        EXPECTED = "expected", _("待填报")
        DRAFT = "draft", _("填报中")
        SUBMITTED = "submitted", _("待审核")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已审定")
        PUBLISHED = "published", _("已公布")

    form = models.ForeignKey(Form, models.PROTECT, related_name="reports")
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="reports")
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="reports")
    unit = models.CharField(max_length=UNIT_LENGTH)
    period = models.CharField(max_length=PERIOD_LENGTH, help_text="2025, 2025-H1, 2025-Q3, 2025-07")
    period_end = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.EXPECTED)
    step = models.PositiveSmallIntegerField(default=0)
    current = models.PositiveIntegerField(default=0, help_text="number of the version at hand; 0 before the first")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period_end", "form_id", "area_id", "unit")
        constraints = [
            models.UniqueConstraint(fields=("form", "organisation", "unit", "period"), name="report_owed_once")
        ]
        indexes = [
            models.Index(fields=("organisation", "state", "due_on")),
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("form", "period")),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.area} {self.period}"

    @property
    def mark(self) -> str:
        """How it stands, as a page shows it and sends it back: whoever acts on another mark was too late."""
        return f"{self.state}.{self.step}.{self.current}"


class Version(models.Model):
    """One version of a report: ``entries`` keeps every cell as it was typed, ``{element: text}``.

    ``explanations`` answers the soft rules, ``{code of the rule: text}``. Once handed in, nothing of it changes.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    entries = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    reason = models.CharField(max_length=400, blank=True, help_text="why a figure that was handed in is corrected")
    source = models.CharField(max_length=12, default="web", help_text="web, excel, api or world")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    started_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("report_id", "-number")
        constraints = [models.UniqueConstraint(fields=("report", "number"), name="version_number_once")]
        triggers = [
            pgtrigger.Protect(
                name="version_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            ),
            _kept_with_report("version_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"


class Step(models.Model):
    """One thing that happened to a report: who did what to which version, when, with which words. Only added to."""

    class Kind(models.TextChoices):
        STARTED = "started", _("开始填报")
        SUBMITTED = "submitted", _("提交")
        WITHDRAWN = "withdrawn", _("撤回")
        CHECKED = "checked", _("审核通过")
        RETURNED = "returned", _("退回")
        APPROVED = "approved", _("审定")
        PUBLISHED = "published", _("公布")
        CORRECTION = "correction", _("开始更正")
        REMINDED = "reminded", _("催报")

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    person = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("report_id", "at", "id")
        indexes = [models.Index(fields=("report", "at"))]
        triggers = [
            pgtrigger.Protect(name="step_is_final", operation=pgtrigger.Update),
            _kept_with_report("step_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.kind}"


class Batch(models.Model):
    """Observations that became known at one moment, from one source.

    ``recorded_at`` is the recorded time of all of them: "as of" a day sees the batches recorded until its end.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("报表")
        SERIES = "series", _("监测数据")
        SIMULATED = "simulated", _("模拟")

    kind = models.CharField(max_length=12, choices=Kind)
    version = models.OneToOneField(Version, models.CASCADE, null=True, related_name="batch")
    title = models.CharField(max_length=200, help_text="where the figures come from, in one line")
    title_en = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=("recorded_at",))]
        triggers = [
            pgtrigger.Protect(name="batch_is_final", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="batch_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
        ]

    def __str__(self) -> str:
        return in_reader_language(self.title, self.title_en)


class Release(models.Model):
    """A batch is public from a moment on. A report whose batch is released is locked."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="release")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("released_at", "id")
        indexes = [models.Index(fields=("released_at",))]
        triggers = [
            pgtrigger.Protect(name="release_is_final", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="release_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.released_at}"


class Observation(models.Model):
    """One value of one element, of a unit (area or entity) and a period, known since its batch was recorded.

    Of ``value`` (numbers, in the element's unit) and ``word`` (codes, ``true``, ``false``) one is set; neither means
    that what was known before no longer holds. A later batch supersedes an earlier one.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="observations")
    element = models.CharField(max_length=CODE_LENGTH)
    unit = models.CharField(max_length=UNIT_LENGTH)
    period = models.CharField(max_length=PERIOD_LENGTH)
    value = models.DecimalField(max_digits=VALUE_DIGITS, decimal_places=VALUE_DECIMALS, null=True)
    word = models.CharField(max_length=60, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("batch", "element", "unit", "period"), name="observed_once_in_a_batch")
        ]
        indexes = [models.Index(fields=("element", "unit", "period"))]
        triggers = [
            pgtrigger.Protect(name="observation_is_final", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="observation_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.unit} {self.period}"


class Upload(models.Model):
    """A workbook that somebody handed in, while it is being looked at. ``content`` is let go once it has been taken in.

    ``problems`` lists what there is to say: ``{row, place, code, severity, zh, en}``. ``ready`` reports can be kept as
    drafts, ``submittable`` of them be handed in.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待检查")
        CHECKED = "checked", _("已检查")
        REFUSED = "refused", _("不能读取")
        SAVED = "saved", _("已存入")
        DISCARDED = "discarded", _("已放弃")

    person = models.ForeignKey("areas.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+")
    appointment = models.ForeignKey("areas.Appointment", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    form = models.ForeignKey(Form, models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    ready = models.PositiveIntegerField(default=0)
    submittable = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        indexes = [models.Index(fields=("person", "-uploaded_at"))]

    def __str__(self) -> str:
        return self.name

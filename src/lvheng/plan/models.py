"""Plans as people adopt them: documents, what was found in them, and the versions that count.

A document is read into findings. Findings count for nothing until a planner has decided on them and adopts the
document: then provisions, sentences, targets, tasks and responsibilities are written as a version of the plan, which
never changes.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvheng.areas.language import in_reader_language


class Plan(models.Model):
    """A government's plan, through all its versions."""

    class Kind(models.TextChoices):
        OWN = "own", _("本级方案")
        PARENT = "parent", _("上级方案")

    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200, blank=True, help_text="empty until the first document has been read")
    title_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OWN)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="plans")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("kind", "code")

    def __str__(self) -> str:
        return in_reader_language(self.title, self.title_en) or self.code


class Document(models.Model):
    """A document that somebody handed in, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待阅读")
        READING = "reading", _("正在阅读")
        FAILED = "failed", _("无法阅读")
        REVIEW = "review", _("待核对")
        ADOPTED = "adopted", _("已采纳")
        DISCARDED = "discarded", _("已放弃")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="documents")
    parent_of = models.ForeignKey(
        Plan, models.PROTECT, null=True, related_name="+", help_text="whose parent the plan becomes when it is adopted"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    file = models.FileField(upload_to="documents/%Y/%m/")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    progress_step = models.CharField(max_length=40, blank=True)
    progress_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    progress_at = models.DateTimeField(help_text="when the reader last gave a sign of life")
    problem = models.JSONField(null=True, help_text="code, where, what and to_do (zh, en) of what stopped the reader")
    text = models.TextField(blank=True)
    reading = models.JSONField(null=True, help_text="metadata, articles, sentences, citations, mentions as found")
    metadata = models.JSONField(default=dict, help_text="the reading's metadata with a person's corrections")
    headings = models.JSONField(default=dict, help_text="corrected headings by article id")
    matches = models.JSONField(default=dict, help_text="organisation codes that a person chose for names as written")
    revision = models.PositiveIntegerField(default=0, help_text="counts corrections of metadata, headings and matches")
    discard_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        indexes = [models.Index(fields=("sha256",))]

    def __str__(self) -> str:
        return self.file_name


class Finding(models.Model):
    """One target, task or responsibility that the reader found or a person added, and the decision on it."""

    class Kind(models.TextChoices):
        TARGET = "target", pgettext_lazy("finding", "目标")
        TASK = "task", pgettext_lazy("finding", "任务")
        RESPONSIBILITY = "responsibility", pgettext_lazy("finding", "责任分工")

    class Decision(models.TextChoices):
        OPEN = "open", _("待核对")
        ACCEPTED = "accepted", _("已确认")
        CORRECTED = "corrected", _("已更正")
        ADDED = "added", _("人工添加")
        REJECTED = "rejected", _("不采用")
        SPLIT = "split", _("已拆分")
        UNCHECKED = "unchecked", _("随数据包采纳")

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=16, choices=Kind)
    article = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    data = models.JSONField(help_text="the fields of the reader's output format for this kind; decimals as text")
    found_data = models.JSONField(null=True, help_text="what the reader had found, kept when a person corrects it")
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    carried_over = models.BooleanField(default=False, help_text="the decision comes from the version before")
    split_from = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    revision = models.PositiveIntegerField(
        default=0, help_text="counts decisions, so that nobody overwrites unseen ones"
    )

    class Meta:
        ordering = ("start", "end", "id")
        indexes = [models.Index(fields=("document", "kind", "decision"))]

    def __str__(self) -> str:
        return str(self.data.get("quote") or self.data.get("text") or "")[:80]


def _final(name: str) -> pgtrigger.Protect:
    """What was adopted can neither be changed nor deleted."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class Version(models.Model):
    """A plan as adopted on a day. Its content never changes; a newer version replaces it."""

    class Origin(models.TextChoices):
        REVIEW = "review", _("经人工核对后采纳")
        PACK = "pack", _("随数据包载入，未经人工逐条核对")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=8, choices=Origin)
    document = models.OneToOneField(Document, models.PROTECT, related_name="version")
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=120, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField()
    text = models.TextField()
    metadata = models.JSONField(default=dict)

    class Meta:
        ordering = ("plan_id", "-number")
        constraints = [models.UniqueConstraint(fields=("plan", "number"), name="one_version_a_number")]
        triggers = [_final("version_is_final")]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class Provision(models.Model):
    """A section or article of a version. ``reference`` is the reader's id, for example 二（三）."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="provisions")
    reference = models.CharField(max_length=40)
    number = models.CharField(max_length=20)
    heading = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField()
    order = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=("version", "reference"), name="one_provision_a_reference")]
        triggers = [_final("provision_is_final")]

    def __str__(self) -> str:
        return f"{self.number}{self.heading}"


class Sentence(models.Model):
    """A sentence of a version, ``version.text[start:end]``: what everything that operates the plan is linked to."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="sentences")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="sentences")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("order",)
        triggers = [_final("sentence_is_final")]

    def __str__(self) -> str:
        return self.text[:60]


class Target(models.Model):
    """A future state that the plan binds its government to reach."""

    class Comparator(models.TextChoices):
        EQUAL = "=", _("达到")
        AT_LEAST = ">=", _("以上")
        MORE = ">", _("超过")
        AT_MOST = "<=", _("以内")
        ABOUT = "~", _("左右")
        DECREASE = "decrease_by", _("下降")
        INCREASE = "increase_by", _("提高")
        RANGE = "range", _("区间")
        FULL_COVERAGE = "reach_full_coverage", _("全覆盖")
        ZERO = "reach_zero", _("清零")
        GRADE = "at_grade", _("达到等级")
        NEGATIVE_GROWTH = "negative_growth", _("负增长")

    version = models.ForeignKey(Version, models.CASCADE, related_name="targets")
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="targets")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="targets")
    code = models.SlugField(max_length=80, blank=True, help_text="the pack's stable name for this target")
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    indicator = models.CharField(max_length=200)
    comparator = models.CharField(max_length=24, choices=Comparator)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value_max = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=30, blank=True)
    deadline_year = models.PositiveSmallIntegerField(null=True)
    scope = models.CharField(max_length=120, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("start", "id")
        triggers = [
            pgtrigger.Protect(name="target_is_kept", operation=pgtrigger.Delete),
            # A pack may name a target, or name it anew, long after the plan was adopted.
            pgtrigger.ReadOnly(name="target_is_final", exclude=["code"]),
        ]

    def __str__(self) -> str:
        return self.indicator


class Task(models.Model):
    """A clause that orders, forbids, encourages, explores or supports something."""

    class Modality(models.TextChoices):
        MUST = "must", _("必须")
        FORBID = "forbid", _("禁止")
        ENCOURAGE = "encourage", _("鼓励")
        EXPLORE = "explore", _("探索")
        SUPPORT = "support", _("支持")

    version = models.ForeignKey(Version, models.CASCADE, related_name="tasks")
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="tasks")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="tasks")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    modality = models.CharField(max_length=12, choices=Modality)
    object = models.CharField(max_length=300, blank=True)
    deadline = models.CharField(max_length=40, blank=True)
    deadline_year = models.PositiveSmallIntegerField(null=True)
    named = models.JSONField(default=list, help_text="organisations that the clause itself names, as written")

    class Meta:
        ordering = ("start", "id")
        triggers = [_final("task_is_final")]

    def __str__(self) -> str:
        return self.text[:60]


class Responsibility(models.Model):
    """An organisation leads or takes part in a provision.

    Only the state of a row changes, and only from proposed or stated to confirmed, or to withdrawn. Another
    organisation or part is a new row that ``replaces`` the withdrawn one.
    """

    class Part(models.TextChoices):
        LEAD = "lead", _("牵头")
        PARTICIPANT = "participant", _("参与")

    class State(models.TextChoices):
        STATED = "stated", _("原文载明")
        PROPOSED = "proposed", _("建议")
        CONFIRMED = "confirmed", _("已确认")
        WITHDRAWN = "withdrawn", _("已撤销")

    version = models.ForeignKey(Version, models.CASCADE, related_name="responsibilities")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="responsibilities")
    organisation = models.ForeignKey("areas.Organisation", models.PROTECT, null=True, related_name="responsibilities")
    name = models.CharField(max_length=120, help_text="the name as written in the plan")
    part = models.CharField(max_length=12, choices=Part)
    state = models.CharField(max_length=12, choices=State)
    quote = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="why this is proposed, where the plan does not say")
    source_en = models.CharField(max_length=500, blank=True, help_text="the same in English; a person may leave it out")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ("provision__order", "part", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("provision", "name"),
                condition=~models.Q(state="withdrawn"),
                name="one_part_an_organisation",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="responsibility_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="responsibility_is_superseded", exclude=["state", "decided_by", "decided_at"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reason(self) -> str:
        """Why it is so, in the reader's language: the plan's own words, else the reason of who proposed or added it."""
        return self.quote or in_reader_language(self.source, self.source_en)


class Operation(models.Model):
    """What operates a sentence: a running target, rule, register, asset, market, flow, case type or page."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="operations")
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="operations")
    kind = models.CharField(max_length=16)
    code = models.SlugField(max_length=80)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("sentence__order", "kind", "code")
        constraints = [
            models.UniqueConstraint(fields=("sentence", "kind", "code"), name="one_operation_a_sentence_and_code")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class TargetPairing(models.Model):
    """A planner's judgement which target of the parent plan a target answers to; ``parent`` null: to none.

    The newest row of a target counts; rows are never changed.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="pairings")
    parent = models.ForeignKey(Target, models.CASCADE, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        triggers = [_final("pairing_is_kept")]

    def __str__(self) -> str:
        return f"{self.target} → {self.parent or '∅'}"

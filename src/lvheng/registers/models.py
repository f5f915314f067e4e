"""Things of the kinds that packs declare, with everything that was ever said of them."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Whether a thing still counts."""

    ACTIVE = "active", pgettext_lazy("thing", "在册")
    ENDED = "ended", pgettext_lazy("thing", "已注销")
    REVOKED = "revoked", pgettext_lazy("thing", "已撤销")


class Thing(models.Model):
    """A registered thing as it stands today: the version in force, laid out for lists and search.

    It changes only together with a new :class:`ThingVersion`; the database refuses anything else.
    """

    kind = models.SlugField(max_length=80, db_index=False)
    identifier = models.CharField(max_length=120)
    identifier_key = models.CharField(max_length=120, help_text="the identifier in capitals, without blanks")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    values = models.JSONField(default=dict)
    search_text = models.TextField(blank=True)
    tokens = ArrayField(models.CharField(max_length=3), default=list)
    version_number = models.PositiveIntegerField(help_text="the version in force")
    versions_count = models.PositiveIntegerField(help_text="how many versions there are")
    simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "identifier_key"), name="one_thing_an_identifier")]
        indexes = [
            models.Index(fields=("kind", "title", "id"), name="things_by_title"),
            models.Index(fields=("kind", "area", "state"), name="things_by_area"),
            models.Index(fields=("kind", "valid_until"), name="things_by_end"),
            models.Index(fields=("kind", "-changed_at"), name="things_by_change"),
            GinIndex(fields=("tokens",), name="things_by_words"),
            GinIndex(fields=("values",), name="things_by_values", opclasses=("jsonb_path_ops",)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="thing_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
            pgtrigger.Protect(
                name="thing_changes_with_a_version",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.values IS DISTINCT FROM NEW.values OR OLD.state IS DISTINCT FROM NEW.state"
                    " OR OLD.identifier IS DISTINCT FROM NEW.identifier)"
                    " AND NEW.versions_count <= OLD.versions_count)"
                ),
            ),
            pgtrigger.ReadOnly(name="thing_stays_what_it_is", fields=["kind", "simulated", "created_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class ThingVersion(models.Model):
    """What is known of a thing from ``effective_on`` on, as it was recorded; never changed, only followed by another.

    On a day counts the version with the latest ``effective_on`` up to it, of several the one recorded last.
    """

    class Act(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("act", "登记")
        CHANGED = "changed", pgettext_lazy("act", "变更")
        IMPORTED = "imported", pgettext_lazy("act", "导入")
        ENDED = "ended", pgettext_lazy("act", "注销")
        REVOKED = "revoked", pgettext_lazy("act", "撤销")
        REINSTATED = "reinstated", pgettext_lazy("act", "恢复")

    thing = models.ForeignKey(Thing, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act)
    state = models.CharField(max_length=8, choices=State)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    values = models.JSONField()
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("thing", "number"), name="one_version_of_a_thing_a_number")]
        triggers = [
            pgtrigger.Protect(name="thing_version_is_final", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="thing_version_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing_id} v{self.number}"


class Link(models.Model):
    """A thing refers to another by one of its fields, today."""

    thing = models.ForeignKey(Thing, models.CASCADE, related_name="links")
    field = models.SlugField(max_length=80, db_index=False)
    target = models.ForeignKey(Thing, models.PROTECT, related_name="referred_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("thing", "field"), name="one_link_a_field")]

    def __str__(self) -> str:
        return f"{self.thing_id}.{self.field} -> {self.target_id}"


class Import(models.Model):
    """A file of things that somebody handed in: checked first, then written."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("等待检查")
        CHECKING = "checking", _("正在检查")
        CHECKED = "checked", _("待确认")
        QUEUED = "queued", _("等待写入")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已写入")
        FAILED = "failed", _("没有完成")
        DISCARDED = "discarded", _("已放弃")

    class Mode(models.TextChoices):
        INSERT = "insert", _("只新增，已登记的不动")
        UPDATE = "update", _("只更新已登记的")
        BOTH = "both", _("新增，并更新已登记的")

    kind = models.SlugField(max_length=80)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.WAITING)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.BOTH)
    file = models.FileField(upload_to="registers/%Y/%m/")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    appointment = models.ForeignKey("areas.Appointment", models.PROTECT, null=True, related_name="+")
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handed_in_at = models.DateTimeField()
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    sign_of_life_at = models.DateTimeField(help_text="when the worker last reported")
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="the first thousand: row, column, what and to_do in zh and en")
    likely_count = models.PositiveIntegerField(default=0)
    likely = models.JSONField(default=list, help_text="rows that resemble a thing that is registered already")
    skip_wrong = models.BooleanField(default=False, help_text="rows with problems are left out")

    class Meta:
        ordering = ("-handed_in_at", "-id")

    def __str__(self) -> str:
        return self.file_name

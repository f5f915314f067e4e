"""Tables that a rule is applied to, reforms that were tried, and versions of rules that were adopted here."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.Model):
    """A table that somebody handed in and that a worker computes in the background."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("等待计算")
        WORKING = "working", _("正在计算")
        DONE = "done", _("已算完")
        FAILED = "failed", _("没有完成")

    rule = models.SlugField(max_length=80)
    area = models.CharField(max_length=12, blank=True, help_text="empty for the site's own area")
    on = models.CharField(max_length=10, blank=True, help_text="the period of all rows; empty where the table says it")
    fixed = models.JSONField(default=dict, help_text="inputs that are the same for all rows, as they were typed")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="rules/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    language = models.CharField(max_length=10)
    appointment = models.ForeignKey("areas.Appointment", models.PROTECT, null=True, related_name="+")
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handed_in_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    sign_of_life_at = models.DateTimeField(help_text="when the worker last reported")
    rows = models.PositiveBigIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="why it was not done: where, what and to_do in zh and en")

    class Meta:
        abstract = True
        ordering = ("-handed_in_at", "-id")

    @property
    def is_waited_for(self) -> bool:
        """Whether a worker has still to do something."""
        return self.stage in (self.Stage.WAITING, self.Stage.WORKING)


class Run(Work):
    """A rule applied to every row of a table; only who handed it in sees it, and it is forgotten after a month."""

    output_format = models.CharField(max_length=8)
    output = models.FileField(upload_to="rules/%Y/%m/", blank=True)
    incomplete = models.PositiveBigIntegerField(default=0, help_text="rows without a full result")
    reasons = models.JSONField(default=list, help_text="the commonest reasons with their counts")
    totals = models.JSONField(default=dict, help_text="sums of the outputs that are numbers, as texts")
    preview = models.JSONField(default=dict, help_text="columns and the first rows of the result")

    def __str__(self) -> str:
        return self.file_name


class Reform(Work):
    """A draft of other parameters or formulas of a rule, compared with the law in force on a population."""

    class Population(models.TextChoices):
        TABLE = "table", _("上传的表格")
        SIMULATED = "simulated", _("模拟的用户")
        HOUSEHOLDS = "households", _("模拟的住户")

    title = models.CharField(max_length=120)
    effective_from = models.DateField()
    parameters = models.JSONField(default=dict, help_text="changed parameters by code, as they were typed")
    formulas = models.JSONField(default=dict, help_text="changed formulas by the code of a step or output")
    population = models.CharField(max_length=10, choices=Population)
    simulated = models.JSONField(default=dict, help_text="how many users, and the distribution of the input")
    group_by = models.CharField(max_length=120, blank=True, help_text="a column of the table")
    report = models.JSONField(default=dict, help_text="the comparison, see reform_report.py")

    def __str__(self) -> str:
        return self.title


class RuleVersion(models.Model):
    """Parameters and formulas of a rule that hold here from a day on. Never changed, only followed by another."""

    rule = models.SlugField(max_length=80)
    area = models.CharField(max_length=12, help_text="where it holds, with all its parts")
    effective_from = models.DateField()
    parameters = models.JSONField(default=dict)
    formulas = models.JSONField(default=dict)
    source_title = models.CharField(max_length=200)
    source_number = models.CharField(max_length=120, blank=True)
    reform = models.ForeignKey(Reform, models.PROTECT, null=True, related_name="versions")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ("effective_from", "id")
        triggers = [pgtrigger.Protect(name="rule_version_is_final", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.rule} {self.effective_from}"

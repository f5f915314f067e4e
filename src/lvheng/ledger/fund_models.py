"""Funds, the grants that are made of them, and how far their projects have got."""

from __future__ import annotations

import pgtrigger
from django.db import models

from lvheng.ledger import guards


class Fund(models.Model):
    """Money kept apart for a purpose. A fund may be a part of another, from which it is filled."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    earmark = models.CharField(max_length=300, help_text="what the money may be used for, and by which document")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    account = models.OneToOneField("ledger.Account", models.PROTECT, related_name="fund")

    class Meta:
        ordering = ("code",)
        triggers = [guards.kept_unless_simulated("fund_is_kept", guards.OF_ITS_ACCOUNT.format("account_id"))]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """Money of a fund for one project: set aside as a whole, paid as its proven progress goes on."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="grants")
    project = models.CharField(max_length=200)
    recipient = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    reservation = models.UUIDField(unique=True)
    amount = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-id")
        triggers = [
            pgtrigger.Protect(name="grant_is_final", operation=pgtrigger.Update),
            guards.kept_unless_simulated("grant_is_kept", guards.OF_ITS_ACCOUNT.format("recipient_id")),
        ]

    def __str__(self) -> str:
        return self.project


class Progress(models.Model):
    """How far a project has got, with what proves it. ``share`` is between 0 and 1 and never falls."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="progress")
    share = models.DecimalField(max_digits=5, decimal_places=4)
    evidence = models.CharField(max_length=500)
    reported_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ("grant_id", "-reported_at", "-id")
        constraints = [
            models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=1), name="ledger_progress_share")
        ]
        triggers = [
            pgtrigger.Protect(name="progress_is_final", operation=pgtrigger.Update),
            guards.kept_unless_simulated("progress_is_kept", guards.OF_ITS_GRANT),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.share:.0%}"

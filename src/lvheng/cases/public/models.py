"""What stands beside the case of a citizen's report: its place, the hashes of its receipts, the sealed name, payments.

The case itself (``cases``) holds what was reported and everything that is done about it.
"""

from __future__ import annotations

import pgtrigger
from django.db import models

_NOT_SIMULATED = pgtrigger.Q(old__simulated=False)


def _guards(name: str) -> list[pgtrigger.Trigger]:
    """Never changed; only what is simulated can be deleted."""
    return [
        pgtrigger.Protect(name=f"{name}_is_final", operation=pgtrigger.Update),
        pgtrigger.Protect(name=f"{name}_is_kept", operation=pgtrigger.Delete, condition=_NOT_SIMULATED),
    ]


class Report(models.Model):
    """Something that came in without an account: a report of pollution, or an objection to something published.

    ``received_at`` is kept to the minute: enough for who was first.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="public_report")
    matter = models.SlugField(max_length=40, db_index=False)
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True)
    day = models.DateField(help_text="on which it was seen, or else received")
    received_at = models.DateTimeField()
    first = models.ForeignKey("self", models.CASCADE, null=True, related_name="others", help_text="it told the same")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = [
            models.Index(fields=("matter", "area", "-day"), name="public_reports_alike"),
            models.Index(fields=("-received_at", "area"), name="public_reports_by_time"),
        ]
        triggers = _guards("public_report")

    def __str__(self) -> str:
        return str(self.case)


class Receipt(models.Model):
    """The hash of a receipt code; who reported together has one each. The code itself is shown once and not kept."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="receipts")
    number = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("report_id", "number")
        triggers = _guards("receipt")

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class SealedName(models.Model):
    """Who reported, where they chose to say so: encrypted with a key that is not in the database."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="sealed_name")
    sealed = models.BinaryField()
    simulated = models.BooleanField(default=False)

    class Meta:
        triggers = _guards("sealed_name")

    def __str__(self) -> str:
        return f"{self.report_id}"


class Payment(models.Model):
    """A receipt's share of a reward, paid once. ``transfer`` is the movement on the ledger."""

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="payment")
    amount_fen = models.BigIntegerField()
    transfer = models.UUIDField(unique=True)
    paid_on = models.DateField()
    simulated = models.BooleanField(default=False)

    class Meta:
        triggers = _guards("reward_payment")

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.amount_fen}"

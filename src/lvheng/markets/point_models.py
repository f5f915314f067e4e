"""Green points: what earned them, what partners offer for them, and what was redeemed. The points lie on the ledger."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


def _kept(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False))


class Earning(models.Model):
    """Points that somebody was given for a green action; never changed. ``proof`` counts once, whoever shows it."""

    owner = models.CharField(max_length=120)
    owner_name = models.CharField(max_length=200)
    action = models.SlugField(max_length=80, db_index=False)
    day = models.DateField()
    units = models.PositiveIntegerField()
    points = models.PositiveIntegerField()
    proof = models.CharField(max_length=80, null=True, help_text="null where the action needs none")  # noqa: DJ001
    partner = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    transfer = models.UUIDField()
    expires_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-given_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("partner", "key"), name="market_one_earning_a_key"),
            models.UniqueConstraint(
                fields=("action", "proof"), condition=models.Q(proof__isnull=False), name="market_one_earning_a_proof"
            ),
        ]
        indexes = [models.Index(fields=("owner", "action", "day"), name="market_earnings_by_day")]
        triggers = [
            pgtrigger.Protect(name="market_earning_is_final", operation=pgtrigger.Update),
            _kept("market_earning_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.points}"


class Offer(models.Model):
    """What a partner gives for points; ``left`` of ``stock`` are still to be had."""

    partner = models.ForeignKey("areas.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    about = models.CharField(max_length=300, blank=True)
    points = models.PositiveIntegerField()
    stock = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    per_person = models.PositiveIntegerField(default=1)
    from_day = models.DateField()
    until_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("until_day", "points", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left__lte=models.F("stock")), name="market_offer_within_its_stock"
            )
        ]
        triggers = [_kept("market_offer_is_kept")]

    def __str__(self) -> str:
        return self.title


class Redemption(models.Model):
    """Somebody took an offer: the points are set aside until the partner hands it over, or given back."""

    class State(models.TextChoices):
        RESERVED = "reserved", pgettext_lazy("redemption", "待领取")
        HANDED_OVER = "handed", pgettext_lazy("redemption", "已领取")
        RETURNED = "returned", pgettext_lazy("redemption", "已退还")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="redemptions")
    owner = models.CharField(max_length=120)
    owner_name = models.CharField(max_length=200)
    points = models.PositiveIntegerField()
    voucher = models.CharField(max_length=12, unique=True, help_text="what is shown to the partner")
    state = models.CharField(max_length=8, choices=State, default=State.RESERVED)
    key = models.CharField(max_length=80)
    reservation = models.UUIDField()
    taken_at = models.DateTimeField()
    due_on = models.DateField(help_text="the last day to fetch it; after that the points go back")
    closed_at = models.DateTimeField(null=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-taken_at", "-id")
        constraints = [models.UniqueConstraint(fields=("owner", "key"), name="market_one_redemption_a_key")]
        indexes = [models.Index(fields=("owner", "-taken_at"), name="market_redemptions_of_an_owner")]
        triggers = [_kept("market_redemption_is_kept")]

    def __str__(self) -> str:
        return self.voucher

"""What exists (assets), who has it (accounts), what moved (transfers) and what is set aside (reservations).

Only :mod:`lvheng.ledger.posting` adds transfers. The database itself applies them: a trigger on the statement that adds
them changes balances, reservations and the head of each asset's chain, and fails as a whole where a limit would be
broken. Nothing else may change a balance, and no transfer is ever changed.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvheng.ledger import guards
from lvheng.ledger.fund_models import Fund, Grant, Progress
from lvheng.ledger.moves import CODE_LENGTH, MAX_AMOUNT, REFERENCE_LENGTH
from lvheng.ledger.owners import MAX_LENGTH as OWNER_LENGTH

__all__ = [
    "Account",
    "AllocationRow",
    "AllocationRun",
    "Asset",
    "Fund",
    "Grant",
    "Instalment",
    "Obligation",
    "Progress",
    "Reservation",
    "Transfer",
]

_ZERO = models.Q(debits_posted__gte=0, credits_posted__gte=0, debits_pending__gte=0, credits_pending__gte=0)
_CREDITS_LAST = models.Q(credits_posted__gte=models.F("debits_posted") + models.F("debits_pending"))
_DEBITS_LAST = models.Q(debits_posted__gte=models.F("credits_posted") + models.F("credits_pending"))


class Asset(models.Model):
    """One declared asset of one vintage (0 where it has none), with the head of the chain of its transfers.

    Simulated quantities are an asset of their own: nothing moves between them and real ones, and the world of
    demonstration takes away their whole chain.
    """

    code = models.SlugField(max_length=80)
    vintage = models.PositiveSmallIntegerField(default=0)
    simulated = models.BooleanField(default=False)
    frozen = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_sequence = models.BigIntegerField(default=0)
    last_hash = models.BinaryField(max_length=32, default=bytes(32))
    last_recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code", "vintage", "simulated")
        constraints = [models.UniqueConstraint(fields=("code", "vintage", "simulated"), name="ledger_asset_once")]
        triggers = [
            guards.changed_by_transfers_only("asset_head", ("last_sequence", "last_hash", "last_recorded_at")),
            pgtrigger.ReadOnly(name="asset_stays_what_it_is", fields=["code", "vintage", "simulated", "created_at"]),
            pgtrigger.Protect(
                name="asset_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            ),
            guards.kept_from_truncation(),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.vintage}" if self.vintage else self.code


class Account(models.Model):
    """What one owner has of one asset for one purpose.

    ``limit`` says which side may never outweigh the other: with ``credits``, what left the account or is set aside is
    at most what arrived; with ``debits`` the reverse.
    """

    class Purpose(models.TextChoices):
        HOLDING = "holding", _("持有")
        ISSUANCE = "issuance", _("发行")
        RESERVE = "reserve", _("储备")
        SURRENDERED = "surrendered", _("已清缴")
        EXPIRED = "expired", _("已失效")
        CANCELLED = "cancelled", _("已注销")
        CLEARING = "clearing", _("清算")
        FEES = "fees", _("手续费")
        FUND = "fund", _("资金")

    class Limit(models.TextChoices):
        CREDITS = "credits", _("支出和锁定不超过收入")
        DEBITS = "debits", _("收入和待收不超过支出")
        NONE = "none", pgettext_lazy("limit", "不限")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="accounts")
    owner = models.CharField(max_length=OWNER_LENGTH)
    owner_name = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=6, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.HOLDING)
    limit = models.CharField(max_length=8, choices=Limit, default=Limit.CREDITS)
    frozen = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    debits_posted = models.BigIntegerField(default=0)
    credits_posted = models.BigIntegerField(default=0)
    debits_pending = models.BigIntegerField(default=0)
    credits_pending = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("asset_id", "owner", "purpose")
        constraints = [
            models.UniqueConstraint(fields=("asset", "owner", "purpose"), name="ledger_account_once"),
            models.CheckConstraint(condition=_ZERO, name="ledger_nothing_negative"),
            models.CheckConstraint(condition=~models.Q(limit="credits") | _CREDITS_LAST, name="ledger_credits_suffice"),
            models.CheckConstraint(condition=~models.Q(limit="debits") | _DEBITS_LAST, name="ledger_debits_suffice"),
        ]
        indexes = [models.Index(fields=("owner",), name="ledger_account_owner")]
        triggers = [
            guards.begins_empty("account_begins_empty"),
            guards.changed_by_transfers_only(
                "account_balances", ("debits_posted", "credits_posted", "debits_pending", "credits_pending")
            ),
            pgtrigger.ReadOnly(
                name="account_stays_what_it_is", fields=["asset", "owner", "purpose", "limit", "opened_at"]
            ),
            guards.kept_unless_simulated("account_is_kept"),
            guards.kept_from_truncation(),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.purpose}"

    @property
    def balance(self) -> int:
        """Credits less debits, posted; in the asset's smallest unit."""
        return self.credits_posted - self.debits_posted

    @property
    def reserved(self) -> int:
        """What is set aside to leave the account."""
        return self.debits_pending

    @property
    def available(self) -> int:
        """What may still leave the account."""
        return self.balance - self.debits_pending


class Transfer(models.Model):
    """An amount that left one account and arrived at another, or a step of a reservation. Never changed.

    ``post`` moves (part of) what a ``pending`` one set aside; ``void`` and ``expire`` release what remains of it.
    Transfers of an asset are numbered without gaps, and each is hashed with the hash of the one before it.
    """

    class Kind(models.TextChoices):
        POSTED = "posted", _("划转")
        PENDING = "pending", _("锁定")
        POST = "post", _("锁定后划转")
        VOID = "void", _("解除锁定")
        EXPIRE = "expire", _("锁定到期")

    id = models.UUIDField(primary_key=True)
    # No foreign keys in the database: it would look up five rows for each transfer. The trigger checks the same at once
    # for all that a statement adds, and accounts and assets are never deleted while a transfer names them.
    asset = models.ForeignKey(Asset, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="transfers")
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    debit = models.ForeignKey(Account, models.DO_NOTHING, db_constraint=False, related_name="debits")
    credit = models.ForeignKey(Account, models.DO_NOTHING, db_constraint=False, related_name="credits")
    amount = models.BigIntegerField()
    pending = models.ForeignKey(
        "self", models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="resolutions"
    )
    code = models.CharField(max_length=CODE_LENGTH)
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    expires_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("asset_id", "sequence")
        constraints = [
            models.UniqueConstraint(fields=("asset", "sequence"), name="ledger_transfer_sequence"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="ledger_transfer_amount"
            ),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="ledger_transfer_moves"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["posted", "pending"], pending__isnull=True)
                | models.Q(kind__in=["post", "void", "expire"], pending__isnull=False),
                name="ledger_transfer_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=("pending",), condition=models.Q(pending__isnull=False), name="ledger_transfer_pending"
            ),
            models.Index(fields=("reference",), condition=~models.Q(reference=""), name="ledger_transfer_reference"),
        ]
        triggers = [
            guards.applies_transfers(),
            pgtrigger.Protect(name="transfer_is_final", operation=pgtrigger.Update),
            guards.kept_unless_simulated("transfer_is_kept"),
            guards.kept_from_truncation(),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}/{self.sequence}"


class Reservation(models.Model):
    """What remains set aside of a pending transfer. Kept by the database, like a balance."""

    transfer = models.OneToOneField(
        Transfer, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="reservation"
    )
    asset = models.ForeignKey(Asset, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    debit = models.ForeignKey(Account, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    credit = models.ForeignKey(Account, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    remaining = models.BigIntegerField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(remaining__gte=0), name="ledger_reservation_suffices")]
        indexes = [
            models.Index(fields=("debit",), condition=models.Q(remaining__gt=0), name="ledger_reservation_open"),
            models.Index(
                fields=("expires_at",),
                condition=models.Q(remaining__gt=0, expires_at__isnull=False),
                name="ledger_reservation_due",
            ),
        ]
        triggers = [
            guards.written_by_transfers_only("reservation_written"),
            guards.kept_unless_simulated("reservation_is_kept"),
            guards.kept_from_truncation(),
        ]

    def __str__(self) -> str:
        return str(self.transfer_id)


class AllocationRun(models.Model):
    """A list of who is to get how much of an asset, drafted, looked at, and approved by somebody else.

    ``rate`` is the benchmark or quota in units for each unit of need; ``cap`` what the area may have in all and
    ``outstanding`` what it had when the run was reckoned, in smallest units. Approved, it is a batch of transfers.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        APPROVED = "approved", _("已批准")
        DISCARDED = "discarded", _("已放弃")

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="runs")
    title = models.CharField(max_length=120)
    method = models.CharField(max_length=12)
    rate = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    cap = models.BigIntegerField()
    outstanding = models.BigIntegerField()
    area_code = models.CharField(max_length=6)
    basis = models.CharField(max_length=300, help_text="the decision or plan that it carries out")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("areas.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        triggers = [
            guards.kept_unless_simulated("run_is_kept"),
            pgtrigger.Protect(
                name="run_is_decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["approved", "discarded"]),
            ),
            pgtrigger.ReadOnly(
                name="run_stays_as_drafted",
                fields=["asset", "method", "rate", "cap", "outstanding", "area_code", "made_by", "made_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What its transfers refer to."""
        return f"allocation:{self.pk}"


class AllocationRow(models.Model):
    """What one holder is granted in a run, and how it came about. Amounts are in smallest units."""

    run = models.ForeignKey(AllocationRun, models.CASCADE, related_name="rows")
    owner = models.CharField(max_length=OWNER_LENGTH)
    owner_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=6, blank=True)
    need = models.DecimalField(max_digits=24, decimal_places=6)
    permit = models.BigIntegerField(null=True)
    computed = models.BigIntegerField()
    claimed = models.BigIntegerField()
    granted = models.BigIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=("run", "owner"), name="ledger_row_once")]
        triggers = [
            pgtrigger.Protect(name="row_is_final", operation=pgtrigger.Update),
            guards.kept_unless_simulated("row_is_kept", guards.OF_ITS_RUN),
        ]

    def __str__(self) -> str:
        return self.owner_name


class Instalment(models.Model):
    """A part of what a run grants, from the day on which it is due: the same ``share`` of each holder's grant.

    What is not due yet is set aside on the ledger from the approval on, so that nobody can allot it again.
    """

    class State(models.TextChoices):
        OPEN = "open", _("待发放")
        PAID = "paid", _("已发放")
        STOPPED = "stopped", _("已停止")

    run = models.ForeignKey(AllocationRun, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    share = models.DecimalField(max_digits=7, decimal_places=6)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("run_id", "number")
        constraints = [
            models.UniqueConstraint(fields=("run", "number"), name="ledger_instalment_once"),
            models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=1), name="ledger_instalment_share"),
        ]
        indexes = [
            models.Index(fields=("due_on",), condition=models.Q(state="open"), name="ledger_instalment_due"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="instalment_is_closed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["paid", "stopped"]),
            ),
            pgtrigger.ReadOnly(name="instalment_stays_as_drafted", fields=["run", "number", "due_on", "share"]),
            guards.kept_unless_simulated("instalment_is_kept", guards.OF_ITS_RUN),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.number}"


class Obligation(models.Model):
    """What an owner has to surrender of an asset for a year. ``price`` is fen for a unit, for what is short."""

    code = models.SlugField(max_length=80)
    period = models.PositiveSmallIntegerField()
    simulated = models.BooleanField(default=False)
    owner = models.CharField(max_length=OWNER_LENGTH)
    owner_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=6, blank=True)
    due = models.BigIntegerField()
    basis = models.CharField(max_length=300, help_text="the verification that the amount follows from")
    deadline = models.DateField()
    price = models.BigIntegerField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "-period", "owner")
        constraints = [
            models.UniqueConstraint(fields=("code", "period", "simulated", "owner"), name="ledger_obligation_once"),
            models.CheckConstraint(condition=models.Q(due__gt=0), name="ledger_obligation_due"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="obligation_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_name} {self.code} {self.period}"

    @property
    def reference(self) -> str:
        """What the transfers that meet it refer to."""
        return f"obligation:{self.pk}"

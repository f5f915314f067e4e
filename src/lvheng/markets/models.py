"""Who takes part, what sessions were held, every order with its log, every trade with its consents, and what stood out.

Amounts are lots and prices are fen for one lot, as in :mod:`lvheng.markets.orders`; what moves lies on the ledger.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from lvheng.markets.point_models import Earning, Offer, Redemption

__all__ = [
    "Consent",
    "Earning",
    "Flag",
    "MarketOrder",
    "MarketSession",
    "MarketTrade",
    "Offer",
    "Participant",
    "Redemption",
    "SessionEvent",
]


def _kept(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete, condition=pgtrigger.Q(old__simulated=False))


class Participant(models.Model):
    """Somebody who was admitted to trade, with what decides who may trade with whom.

    ``owner`` is whose accounts on the ledger are used; ``agent`` is the user name of a person who may act for it beside
    the owner itself. ``quality`` is the class of its area's environment: 1 is on target, higher is worse. Those with
    the same ``linked`` word belong together (one group, one family): trades between them are looked at.
    """

    owner = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    agent = models.CharField(max_length=150, blank=True)
    sector = models.CharField(max_length=16, help_text="one of packs.markets.SECTORS")
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    basin = models.CharField(max_length=60, blank=True)
    quality = models.PositiveSmallIntegerField(default=1)
    linked = models.CharField(max_length=60, blank=True)
    admitted_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    suspended_for = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "id")
        constraints = [models.UniqueConstraint(fields=("owner", "simulated"), name="market_one_participant_an_owner")]
        indexes = [models.Index(fields=("agent",), name="market_participants_by_agent")]
        triggers = [_kept("market_participant_is_kept")]

    def __str__(self) -> str:
        return self.name


class MarketSession(models.Model):
    """A time in which orders for one vintage of an asset meet in one way. Its terms are fixed when it is announced.

    ``pool`` says who may take part where anybody may meet anybody (one basin, one sector, ...). ``low`` and ``high``
    are the price band, ``reference`` its middle. A reserve auction also has its supplier, supply and reserve price.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("session", "已公告")
        OPEN = "open", pgettext_lazy("session", "开市")
        CLOSED = "closed", pgettext_lazy("session", "已收市")
        CANCELLED = "cancelled", pgettext_lazy("session", "已取消")

    code = models.CharField(max_length=60, unique=True)
    market = models.SlugField(max_length=80)
    mechanism = models.CharField(max_length=16, help_text="one of packs.markets.MECHANISMS")
    vintage = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.SCHEDULED)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    lot = models.PositiveIntegerField()
    tick = models.PositiveIntegerField()
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    reference = models.BigIntegerField(null=True)
    pool = models.CharField(max_length=200, blank=True)
    supplier = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    supply = models.PositiveIntegerField(default=0)
    reserve_price = models.BigIntegerField(default=0)
    pricing = models.CharField(max_length=12, default="uniform")
    goods = models.JSONField(default=dict, help_text="of materials: batch, grade, wet_kg and moisture as declared")
    note = models.CharField(max_length=300, blank=True)
    price = models.BigIntegerField(null=True, help_text="the one price of an auction, else the last")
    volume = models.BigIntegerField(default=0)
    surplus = models.BigIntegerField(default=0)
    orders_count = models.PositiveIntegerField(default=0, help_text="the number of the last order")
    events_count = models.PositiveIntegerField(default=0)
    events_hash = models.CharField(max_length=64, blank=True)
    last_time = models.BigIntegerField(default=0, help_text="the time of the last event, in seconds")
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opens_at", "-id")
        indexes = [
            models.Index(fields=("state", "opens_at"), name="market_sessions_by_state"),
            models.Index(fields=("market", "-closes_at"), name="market_sessions_by_market"),
        ]
        triggers = [
            _kept("market_session_is_kept"),
            pgtrigger.ReadOnly(
                name="market_session_terms_are_fixed",
                fields=["code", "market", "mechanism", "vintage", "lot", "tick", "low", "high", "supply", "simulated"],
            ),
        ]

    def __str__(self) -> str:
        return self.code


class MarketOrder(models.Model):
    """An order as it stands. ``open_lots`` may still trade; ``held_lots`` wait for a consent or a weighing.

    What backs it is set aside on the ledger: money (``locked_fen``) for a buyer, units for a seller. ``key`` is the
    client's: the same key with the same content is the same order, with other content it is refused.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("order", "有效")
        FILLED = "filled", pgettext_lazy("order", "已成交")
        DROPPED = "dropped", pgettext_lazy("order", "已撤销")

    session = models.ForeignKey(MarketSession, models.PROTECT, related_name="orders")
    number = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="orders")
    alias = models.CharField(max_length=12, help_text="what the public book calls the participant in this session")
    side = models.CharField(max_length=4, help_text="buy or sell")
    price = models.BigIntegerField()
    lots = models.PositiveIntegerField()
    open_lots = models.PositiveIntegerField()
    held_lots = models.PositiveIntegerField(default=0)
    time = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    dropped_for = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    reservation = models.UUIDField(null=True)
    locked = models.BigIntegerField(default=0, help_text="set aside: fen of a buyer, smallest units of a seller")
    accepts = models.ForeignKey("self", models.PROTECT, null=True, related_name="accepted_by")
    addressed_to = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="offers")
    months = models.PositiveSmallIntegerField(null=True, help_text="for how long a right is transferred")
    goods = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("session_id", "number")
        constraints = [
            models.UniqueConstraint(fields=("session", "number"), name="market_one_order_a_number"),
            models.UniqueConstraint(fields=("participant", "key"), name="market_one_order_a_key"),
            models.CheckConstraint(
                condition=models.Q(lots__gte=models.F("open_lots") + models.F("held_lots")),
                name="market_order_within_its_lots",
            ),
        ]
        indexes = [
            models.Index(
                fields=("session", "side", "price", "number"),
                condition=models.Q(state="open"),
                name="market_orders_in_the_book",
            ),
            models.Index(fields=("expires_at",), condition=models.Q(state="open"), name="market_orders_by_end"),
            models.Index(fields=("participant", "-placed_at"), name="market_orders_of_a_participant"),
        ]
        triggers = [_kept("market_order_is_kept")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"


class SessionEvent(models.Model):
    """One line of a session's log, never changed; ``hash`` continues that of the line before."""

    session = models.ForeignKey(MarketSession, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    line = models.TextField()
    hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("session_id", "number")
        constraints = [models.UniqueConstraint(fields=("session", "number"), name="market_one_event_a_number")]
        triggers = [
            pgtrigger.Protect(name="market_event_is_final", operation=pgtrigger.Update),
            _kept("market_event_is_kept"),
        ]

    def __str__(self) -> str:
        return self.line[:80]


class MarketTrade(models.Model):
    """Two orders met. Money and units change hands together when it is settled, or not at all."""

    class State(models.TextChoices):
        SETTLED = "settled", pgettext_lazy("trade", "已交割")
        AWAITING_CONSENT = "consent", pgettext_lazy("trade", "待批准")
        AWAITING_DELIVERY = "delivery", pgettext_lazy("trade", "待过磅")
        REFUSED = "refused", pgettext_lazy("trade", "不予批准")
        LAPSED = "lapsed", pgettext_lazy("trade", "逾期失效")
        FAILED = "failed", pgettext_lazy("trade", "交割失败")

    session = models.ForeignKey(MarketSession, models.PROTECT, related_name="trades")
    number = models.PositiveIntegerField()
    buy = models.ForeignKey(MarketOrder, models.PROTECT, related_name="purchases")
    sell = models.ForeignKey(MarketOrder, models.PROTECT, related_name="sales")
    buyer = models.ForeignKey(Participant, models.PROTECT, related_name="purchases")
    seller = models.ForeignKey(Participant, models.PROTECT, related_name="sales")
    price = models.BigIntegerField()
    lots = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State)
    paid = models.BigIntegerField(default=0, help_text="fen that the seller was due, before fees")
    units = models.BigIntegerField(default=0, help_text="smallest units that the buyer got")
    buyer_fee = models.BigIntegerField(default=0)
    seller_fee = models.BigIntegerField(default=0)
    delivery = models.JSONField(default=dict, help_text="of materials: slip, grade, wet_kg, moisture, counted_kg")
    traded_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="when a trade that waits lapses")
    settled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("session_id", "number")
        constraints = [models.UniqueConstraint(fields=("session", "number"), name="market_one_trade_a_number")]
        indexes = [
            models.Index(fields=("state", "due_at"), name="market_trades_by_state"),
            models.Index(fields=("-traded_at",), name="market_trades_by_time"),
        ]
        triggers = [
            _kept("market_trade_is_kept"),
            pgtrigger.ReadOnly(
                name="market_trade_stays_what_it_is",
                fields=["session", "number", "buy", "sell", "buyer", "seller", "price", "lots", "simulated"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"

    @property
    def amount(self) -> int:
        """Price by lots, in fen."""
        return self.price * self.lots


class Consent(models.Model):
    """An authority is asked whether a trade may be settled, by the rule ``rule`` of the market."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("consent", "待审")
        GRANTED = "granted", pgettext_lazy("consent", "同意")
        REFUSED = "refused", pgettext_lazy("consent", "不同意")
        LAPSED = "lapsed", pgettext_lazy("consent", "逾期")

    trade = models.ForeignKey(MarketTrade, models.PROTECT, related_name="consents")
    rule = models.SlugField(max_length=80)
    by = models.SlugField(max_length=80, help_text="a department type")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("due_at", "id")
        constraints = [models.UniqueConstraint(fields=("trade", "rule"), name="market_one_consent_a_rule")]
        indexes = [
            models.Index(fields=("due_at",), condition=models.Q(state="waiting"), name="market_consents_waiting")
        ]
        triggers = [_kept("market_consent_is_kept")]

    def __str__(self) -> str:
        return f"{self.rule} {self.trade_id}"


class Flag(models.Model):
    """Something that surveillance refused or noticed, with the rule it goes by; an officer looks at it."""

    class Kind(models.TextChoices):
        REFUSED = "refused", pgettext_lazy("flag", "已拒绝")
        NOTICED = "noticed", pgettext_lazy("flag", "待核查")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("flag", "未处理")
        CLEARED = "cleared", pgettext_lazy("flag", "无问题")
        CONFIRMED = "confirmed", pgettext_lazy("flag", "属实")

    kind = models.CharField(max_length=8, choices=Kind)
    rule = models.SlugField(max_length=80)
    session = models.ForeignKey(MarketSession, models.PROTECT, related_name="flags")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="flags")
    other = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    trade = models.ForeignKey(MarketTrade, models.PROTECT, null=True, related_name="flags")
    words = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-raised_at", "-id")
        indexes = [models.Index(fields=("state", "-raised_at"), name="market_flags_by_state")]
        triggers = [_kept("market_flag_is_kept")]

    def __str__(self) -> str:
        return f"{self.rule} {self.participant_id}"


class CallCount(models.Model):
    """How often somebody called the interface for orders in the present minute; see :mod:`lvheng.markets.limiting`."""

    caller = models.CharField(max_length=100, primary_key=True)
    period = models.BigIntegerField()
    calls = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.caller} {self.calls}"

"""What holds a trade back: consents of authorities and the weighing of materials; and what comes when time is up."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.markets.access import RUN, lock_session, participants_of, refusal, require_department
from lvheng.markets.bilateral import DELIVERY_DAYS, hold
from lvheng.markets.catalogue import market_of
from lvheng.markets.events import Dropped
from lvheng.markets.keeping import all_or_nothing
from lvheng.markets.models import Consent, MarketOrder, MarketTrade
from lvheng.markets.reserve import graded_price, settled_dry_weight
from lvheng.markets.rows import count_settled, save_orders, settle_state
from lvheng.markets.settling import Batch, Books
from lvheng.packs.markets import Quality

_Waits = MarketTrade.State
_MAX_WET_KG = 10**9


def decide_consent(acting: Acting, consent_id: int, granted: bool, reason: str) -> Consent:
    """Grant or refuse a consent. With the last one granted the trade is settled; a refusal releases both sides.

    Errors: NotAllowed for another authority; InputProblem without a reason for a refusal; StateConflict where it was
    decided or its time is over; those of the ledger, and then nothing has changed.
    """
    return all_or_nothing(lambda: _decide(acting, consent_id, granted, reason))


def _decide(acting: Acting, consent_id: int, granted: bool, reason: str) -> Consent:
    consent, trade = _locked(consent_id)
    require(RUN, acting)
    require_department(acting, consent.by)
    reason = " ".join(reason.split())[:300]
    if not granted and not reason:
        raise InputProblem(
            "reason_missing",
            Text("不同意要写明理由。", "a refusal needs its reason."),
            where="reason",
            to_do=Text("请写明依据。", "Say on what it is based."),
        )
    now = timezone.now()
    if consent.state != Consent.State.WAITING or consent.due_at <= now:
        raise StateConflict(
            "consent_decided",
            Text("已经办理，或时间已过。", "it was decided already, or its time is over."),
            where=str(trade),
            to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
        )
    consent.state = Consent.State.GRANTED if granted else Consent.State.REFUSED
    consent.decided_at, consent.decided_by, consent.reason = now, acting.person, reason
    consent.save()
    if not granted:
        release(trade, MarketTrade.State.REFUSED, reason)
    elif not trade.consents.exclude(state=Consent.State.GRANTED).exists():
        _all_granted(trade)
    facts = {"rule": consent.rule, "granted": granted, "reason": reason, "trade": trade.state}
    record(acting, "markets.consent", "trade", trade.pk, f"{trade.session.code}/{trade.number}", facts)
    return consent


def _all_granted(trade: MarketTrade) -> None:
    if market_of(trade.session.market).quality is not None:
        hold(trade, DELIVERY_DAYS, for_consent=False)
        trade.save()
        return
    settle_held(trade, trade.amount, trade.lots * trade.session.lot)


def record_delivery(acting: Acting, trade_id: int, *, slip: str, grade: str, wet_kg: int, moisture: int) -> MarketTrade:
    """Settle a material by its weighing: dry weight at standard moisture, price by grade, at most what was traded.

    The buyer (who weighs) or the authority records it, once; the same slip again changes nothing.
    Errors: Problems, NotAllowed, StateConflict, those of the ledger.
    """
    return all_or_nothing(lambda: _deliver(acting, trade_id, slip, grade, wet_kg, moisture))


def _deliver(acting: Acting, trade_id: int, slip: str, grade: str, wet_kg: int, moisture: int) -> MarketTrade:
    trade = locked_trade(trade_id)
    session, market = trade.session, market_of(trade.session.market)
    if trade.buyer_id not in {each.pk for each in participants_of(acting)}:
        require(RUN, acting)
        require_department(acting, market.authority)
    if trade.state == _Waits.SETTLED and trade.delivery.get("slip") == slip:
        return trade
    if trade.state != _Waits.AWAITING_DELIVERY or market.quality is None:
        raise StateConflict(
            "nothing_to_weigh",
            Text("这笔交易不在等待过磅。", "this trade does not wait for a weighing."),
            where=f"{session.code}/{trade.number}",
            to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
        )
    settle_by_weighing(trade, slip, grade, wet_kg, moisture)
    facts = {**trade.delivery, "paid": trade.paid}
    record(acting, "markets.deliver", "trade", trade.pk, f"{session.code}/{trade.number}", facts)
    return trade


def settle_by_weighing(
    trade: MarketTrade, slip: str, grade: str, wet_kg: int, moisture: int, *, at: datetime | None = None
) -> None:
    """Settle a trade of a locked session by what was weighed. Errors: Problems; those of the ledger."""
    session, quality = trade.session, market_of(trade.session.market).quality
    if quality is None:
        raise ValueError(f"{session.market} is not weighed")
    found = _delivery_problems(quality, slip, grade, wet_kg, moisture)
    if found:
        raise Problems(found)
    counted = min(settled_dry_weight(wet_kg, moisture, quality.standard_moisture), trade.lots * session.lot)
    factor = next(each.factor for each in quality.grades if each.code == grade)
    price = graded_price(trade.price, factor)
    trade.delivery = {
        "slip": slip,
        "grade": grade,
        "wet_kg": wet_kg,
        "moisture": moisture,
        "counted_kg": counted,
        "price": price,
    }
    settle_held(trade, price * counted // session.lot, counted, at)


def settle_held(trade: MarketTrade, paid: int, units: int, at: datetime | None = None) -> None:
    """Settle a trade that waited, and release what its orders no longer need. Errors: those of the ledger."""
    session, buy, sell = trade.session, trade.buy, trade.sell
    books = Books(session, market_of(session.market), [buy.participant, sell.participant])
    batch = books.batch()
    if paid and units:
        batch.settle(trade, buy, sell, paid, units)
    _end(batch, trade)
    batch.post(at)
    trade.state, trade.settled_at = MarketTrade.State.SETTLED, timezone.now()
    count_settled(session, trade)
    session.save()
    save_orders([buy, sell])
    trade.save()


def release(trade: MarketTrade, state: MarketTrade.State, why: str) -> None:
    """End a trade that waited without settling it; both sides get back what was set aside for it.

    The lots do not return to the listing: whoever still wants to sell lists again.
    """
    session, buy, sell = trade.session, trade.buy, trade.sell
    books = Books(session, market_of(session.market), [buy.participant, sell.participant])
    batch = books.batch()
    for order in (buy, sell):
        if order.lots == trade.lots:
            order.state, order.dropped_for = MarketOrder.State.DROPPED, Dropped.UNSETTLED.value
    _end(batch, trade)
    batch.post()
    trade.state, trade.why = state, why[:300]
    save_orders([buy, sell])
    trade.save()
    waiting = trade.consents.filter(state=Consent.State.WAITING)
    waiting.update(state=Consent.State.LAPSED, decided_at=timezone.now())


def _end(batch: Batch, trade: MarketTrade) -> None:
    for order in (trade.buy, trade.sell):
        order.held_lots -= trade.lots
        settle_state(order)
        batch.trim(order)


def lapse_due(now: datetime) -> int:
    """Release the trades whose consent or weighing did not come in time; returns how many.

    A second run finds nothing to do.
    """
    waiting = (_Waits.AWAITING_CONSENT, _Waits.AWAITING_DELIVERY)
    due = list(MarketTrade.objects.filter(state__in=waiting, due_at__lte=now).values_list("pk", flat=True))
    late = Consent.objects.filter(state=Consent.State.WAITING, due_at__lte=now, trade__state="consent")
    due += [pk for pk in late.values_list("trade_id", flat=True) if pk not in due]
    return sum(all_or_nothing(lambda pk=pk: _lapse(pk, now)) for pk in sorted(set(due)))  # type: ignore[misc]


def _lapse(trade_id: int, now: datetime) -> int:
    trade = locked_trade(trade_id)
    late = trade.consents.filter(state=Consent.State.WAITING, due_at__lte=now).exists()
    waits = trade.state in (_Waits.AWAITING_CONSENT, _Waits.AWAITING_DELIVERY)
    if not waits or not (late or (trade.due_at is not None and trade.due_at <= now)):
        return 0
    release(trade, MarketTrade.State.LAPSED, "逾期")
    record(None, "markets.lapse", "trade", trade.pk, f"{trade.session.code}/{trade.number}", {"due_at": trade.due_at})
    return 1


def locked_trade(trade_id: int) -> MarketTrade:
    """A trade with its session locked. Errors: InputProblem where there is none."""
    row = MarketTrade.objects.filter(pk=trade_id).select_related("session").first()
    if row is None:
        raise InputProblem("no_such_trade", Text("没有这笔交易。", "there is no such trade."), where=str(trade_id))
    session = lock_session(row.session.code)
    trade = MarketTrade.objects.select_related("buy__participant", "sell__participant").get(pk=trade_id)
    trade.session = session
    return trade


def _locked(consent_id: int) -> tuple[Consent, MarketTrade]:
    found = Consent.objects.filter(pk=consent_id).values_list("trade_id", flat=True).first()
    if found is None:
        raise NotAllowed("no_such_consent", Text("没有这个事项。", "there is no such matter."), where=str(consent_id))
    trade = locked_trade(found)
    return Consent.objects.get(pk=consent_id), trade


def _delivery_problems(quality: Quality, slip: str, grade: str, wet_kg: int, moisture: int) -> list[Problem]:
    found: list[Problem] = []
    if not 0 < len(slip.strip()) <= 80:
        found.append(
            refusal("slip_missing", "请填写磅单号。", "the number of the weighing slip is missing.", "slip", "", "")
        )
    if grade not in [each.code for each in quality.grades]:
        found.append(
            refusal("no_such_grade", "没有这个等级。", "there is no such grade.", "grade", "请选择。", "Choose one.")
        )
    if not 0 < wet_kg <= _MAX_WET_KG:
        found.append(refusal("bad_weight", "重量要大于 0。", "the weight must be above zero.", "wet_kg", "", ""))
    if not 0 <= moisture <= quality.refuse_above:
        most = quality.refuse_above
        zh, en = f"含水率超过 {most}‰，不能收。", f"moisture above {most} ‰ is not taken."
        found.append(refusal("too_wet", zh, en, "moisture", "请退回或晾干后再过磅。", "Send it back, or dry it first."))
    return found

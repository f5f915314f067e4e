"""Partners' offers for points: made, taken, handed over, given back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.ledger.actions import NewTransfer, new_id, transfer
from lvheng.ledger.queries import balance
from lvheng.markets.access import refusal
from lvheng.markets.keeping import all_or_nothing
from lvheng.markets.models import Offer, Redemption
from lvheng.markets.points import GIVE, REDEEM, accounts_of, lock_names, owner_of_points, partner_of, used

# Nobody takes more than this many points' worth of offers in a day.
REDEEMED_POINTS_A_DAY = 20_000


FETCH_DAYS = 14


_VOUCHER_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_offer(acting: Acting, **values: Any) -> Offer:
    """Offer something for points: title, title_en, about, points, stock, per_person, from_day, until_day, simulated.

    Errors: Problems, NotAllowed.
    """
    require(GIVE, acting)
    found = [*_offer_problems(values)]
    if found:
        raise Problems(found)
    with transaction.atomic():
        offer = Offer(partner=partner_of(acting), left=values["stock"], made_at=timezone.now(), **values)
        offer.save(force_insert=True)
        facts = {"points": offer.points, "stock": offer.stock, "until": offer.until_day}
        record(acting, "points.offer", "offer", offer.pk, offer.title, facts)
    return offer


def end_offer(acting: Acting, offer_id: int) -> Offer:
    """Take an offer off; what was taken stays valid. Errors: NotAllowed for another partner."""
    require(GIVE, acting)
    with transaction.atomic():
        offer = _lock_offer(offer_id)
        _require_partner(acting, offer)
        if offer.ended_at is None:
            offer.ended_at = timezone.now()
            offer.save()
            record(acting, "points.end_offer", "offer", offer.pk, offer.title, {"left": offer.left})
    return offer


def redeem(acting: Acting, offer_id: int, key: str) -> Redemption:
    """Take an offer for oneself: its points are set aside, and a voucher is shown at the partner's.

    The same key again returns the same voucher. Errors: Problems, NotAllowed, those of the ledger.
    """
    require(REDEEM, acting)
    return all_or_nothing(lambda: _redeem(acting, offer_id, key))


def _redeem(acting: Acting, offer_id: int, key: str) -> Redemption:
    owner = owner_of_points(acting)
    lock_names(f"points {owner}")
    known = Redemption.objects.filter(owner=owner, key=key).first()
    if known is not None:
        if known.offer_id != offer_id:
            raise used("key_reused", "这个编号已经用于另一次兑换。", "this key was used for another offer.", key)
        return known
    offer = _lock_offer(offer_id)
    accounts = accounts_of(owner, str(acting.person), offer.simulated)
    found = [*_redemption_problems(offer, owner, balance(accounts.holding).available, key)]
    if found:
        raise Problems(found)
    row = Redemption(
        offer=offer,
        owner=owner,
        owner_name=str(acting.person)[:200],
        points=offer.points,
        voucher=_voucher(),
        key=key,
        reservation=new_id(),
        taken_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=FETCH_DAYS),
        simulated=offer.simulated,
    )
    lock = NewTransfer(
        accounts.holding,
        accounts.cancelled,
        offer.points,
        "points_redeem",
        f"offer {offer.pk}",
        row.reservation,
        pending=True,
    )
    transfer(None, [lock])
    offer.left -= 1
    offer.save()
    row.save(force_insert=True)
    record(acting, "points.redeem", "redemption", row.pk, offer.title, {"points": row.points})
    return row


def hand_over(acting: Acting, voucher: str) -> Redemption:
    """The partner hands over what was taken: the points are gone. Again, it changes nothing.

    Errors: InputProblem for an unknown voucher; NotAllowed for another partner; StateConflict for one given back.
    """
    require(GIVE, acting)

    def work() -> Redemption:
        row = _lock_voucher(voucher)
        _require_partner(acting, row.offer)
        if row.state == Redemption.State.HANDED_OVER:
            return row
        _require_reserved(row)
        transfer(None, [NewTransfer(posts=row.reservation, code="points_handed", reference=row.voucher)])
        row.state, row.closed_at = Redemption.State.HANDED_OVER, timezone.now()
        row.save()
        record(acting, "points.hand_over", "redemption", row.pk, row.offer.title, {"points": row.points})
        return row

    return all_or_nothing(work)


def give_back(acting: Acting, voucher: str) -> Redemption:
    """Give up what one has taken and not fetched: the points come back. Again, it changes nothing."""
    require(REDEEM, acting)

    def work() -> Redemption:
        row = _lock_voucher(voucher)
        if row.owner != owner_of_points(acting):
            raise NotAllowed("not_your_voucher", Text("这不是您的兑换。", "this is not your voucher."), where=voucher)
        if row.state == Redemption.State.RETURNED:
            return row
        _require_reserved(row)
        _return(row)
        record(acting, "points.give_back", "redemption", row.pk, row.offer.title, {"points": row.points})
        return row

    return all_or_nothing(work)


def return_due(day: date) -> int:
    """Give back the points of what was not fetched in time; returns how many vouchers."""
    due = Redemption.objects.filter(state="reserved", due_on__lt=day).values_list("voucher", flat=True)

    def work(voucher: str) -> int:
        row = _lock_voucher(voucher)
        if row.state != Redemption.State.RESERVED:
            return 0
        _return(row)
        record(None, "points.return_due", "redemption", row.pk, row.offer.title, {"points": row.points})
        return 1

    return sum(all_or_nothing(lambda voucher=voucher: work(voucher)) for voucher in list(due))  # type: ignore[misc]


def _redemption_problems(offer: Offer, owner: str, available: int, key: str) -> Iterable[Problem]:
    today = timezone.localdate()
    if offer.ended_at is not None or not offer.from_day <= today <= offer.until_day or offer.left == 0:
        yield refusal("offer_over", "这项兑换已经结束或换完。", "this offer is over or used up.", offer.title, "", "")
        return
    mine = Redemption.objects.filter(owner=owner).exclude(state="returned")
    if mine.filter(offer=offer).count() >= offer.per_person:
        zh, en = f"每人限换 {offer.per_person} 次。", f"{offer.per_person} for each person."
        yield refusal("offer_per_person", zh, en, offer.title, "请看其他兑换。", "See other offers.")
    spent = mine.filter(taken_at__date=today).aggregate(sum=Sum("points"))["sum"] or 0
    if spent + offer.points > REDEEMED_POINTS_A_DAY:
        zh, en = "当天兑换已到上限。", "the day's limit for redeeming is reached."
        yield refusal("redeem_cap", zh, en, offer.title, "请改天再来。", "Come again another day.")
    if available < offer.points:
        zh, en = f"可用积分 {available}，需要 {offer.points}。", f"{available} points available, {offer.points} needed."
        yield refusal("not_enough_points", zh, en, offer.title, "", "")
    if not 0 < len(key) <= 80:
        yield refusal("bad_key", "请求编号要有 1 到 80 个字符。", "a key has 1 to 80 characters.", "key", "", "")


def _offer_problems(values: dict[str, Any]) -> Iterable[Problem]:
    if not str(values.get("title", "")).strip():
        yield refusal("title_missing", "请填写名称。", "the title is missing.", "title", "", "")
    for name, zh in (("points", "积分"), ("stock", "数量"), ("per_person", "每人限换")):
        if not 0 < int(values.get(name, 1)) <= 1_000_000:
            yield refusal("bad_number", f"{zh}要大于 0。", f"{name} must be above zero.", name, "", "")
    if values["until_day"] < values["from_day"]:
        yield refusal("bad_days", "结束日期早于开始日期。", "it ends before it begins.", "until_day", "", "")


def _return(row: Redemption) -> None:
    transfer(None, [NewTransfer(voids=row.reservation, code="points_returned", reference=row.voucher)])
    row.state, row.closed_at = Redemption.State.RETURNED, timezone.now()
    row.save()
    row.offer.left += 1
    row.offer.save()


def _require_reserved(row: Redemption) -> None:
    if row.state != Redemption.State.RESERVED:
        raise StateConflict(
            "voucher_closed",
            Text(f"这次兑换{row.get_state_display()}。", f"this voucher is {row.state}."),
            where=row.voucher,
            to_do=Text("请重新兑换。", "Take the offer again."),
        )


def _require_partner(acting: Acting, offer: Offer) -> None:
    if partner_of(acting).pk != offer.partner_id:
        raise NotAllowed(
            "another_partner", Text("这是别的单位的兑换。", "this is another partner's."), where=offer.title
        )


def _lock_offer(offer_id: int) -> Offer:
    found = Offer.objects.select_for_update(of=("self",)).filter(pk=offer_id).first()
    if found is None:
        raise InputProblem("no_such_offer", Text("没有这项兑换。", "there is no such offer."), where=str(offer_id))
    return found


def _lock_voucher(voucher: str) -> Redemption:
    """The voucher, locked after its offer: everybody locks in this order."""
    row = Redemption.objects.filter(voucher=voucher.strip().upper()).first()
    if row is None:
        raise InputProblem("no_such_voucher", Text("没有这个兑换码。", "there is no such voucher."), where=voucher)
    offer = _lock_offer(row.offer_id)
    row = Redemption.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.offer = offer
    return row


def _voucher() -> str:
    return "".join(secrets.choice(_VOUCHER_LETTERS) for _ in range(10))

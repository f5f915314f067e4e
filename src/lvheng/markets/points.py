"""Green points: earned by green actions that a partner confirms, redeemed at partners' offers.

Points are issued on the ledger (asset ``green_points``) when they are earned, set aside when an offer is taken, and
cancelled when it is handed over. What keeps this honest: caps for a day, a proof counts once, nobody confirms his own
action, and a partner gives at most so many points in a day.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.ledger import owners
from lvheng.ledger.actions import NewTransfer, asset_row, new_id, open_account, transfer
from lvheng.ledger.queries import balance
from lvheng.markets.access import refusal
from lvheng.markets.catalogue import point_actions
from lvheng.markets.keeping import all_or_nothing, content_hash
from lvheng.markets.models import Earning, Offer, Redemption
from lvheng.packs.points import PointAction

ASSET = "green_points"
# A partner whose counter is used to make points up is stopped before much harm is done.
PARTNER_POINTS_A_DAY = 50_000
# Nobody takes more than this many points' worth of offers in a day.
REDEEMED_POINTS_A_DAY = 20_000
FETCH_DAYS = 14
LATEST_DAYS = 3
_VOUCHER_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GIVE, REDEEM = "points.give", "points.redeem"


@dataclass(frozen=True)
class Deed:
    """A green action of ``owner`` (a ledger owner, such as ``person:li``) as a partner reports it."""

    key: str
    owner: str
    owner_name: str
    action: str
    units: int
    day: date
    proof: str = ""


def earn(acting: Acting, deed: Deed, simulated: bool = False) -> Earning:
    """Give points for a green action; the same key again returns the same entry.

    What goes beyond the cap of the day is cut off; where nothing is left, it is refused.
    Errors: Problems with everything that is wrong, StateConflict for a key or a proof that was used, NotAllowed.
    """
    require(GIVE, acting)
    return all_or_nothing(lambda: _earn(acting, deed, simulated))


def _earn(acting: Acting, deed: Deed, simulated: bool) -> Earning:
    partner = _partner(acting)
    _lock(f"points {deed.owner}", f"points partner {partner.pk}", f"proof {deed.action} {deed.proof}")
    mark = content_hash({**deed.__dict__, "simulated": simulated})
    known = Earning.objects.filter(partner=partner, key=deed.key).first()
    if known is not None:
        if known.content_hash != mark:
            raise _used("key_reused", "这个编号已经用于另一次登记。", "this key was used for another entry.", deed.key)
        return known
    found = [*_deed_problems(acting, deed)]
    if found:
        raise Problems(found)
    action = point_actions()[deed.action]
    if deed.proof and Earning.objects.filter(action=deed.action, proof=deed.proof).exists():
        raise _used("proof_used", "这个凭证已经计过分。", "this proof has counted already.", deed.proof)
    points = _points(action, deed, partner.pk)
    row = Earning(
        owner=deed.owner,
        owner_name=deed.owner_name[:200],
        action=deed.action,
        day=deed.day,
        units=deed.units,
        points=points,
        proof=deed.proof or None,
        partner=partner,
        key=deed.key,
        content_hash=mark,
        transfer=_issue(deed, points, simulated),
        expires_on=_months_later(deed.day, action.valid_months),
        given_by=acting.person,
        given_at=timezone.now(),
        simulated=simulated,
    )
    row.save(force_insert=True)
    facts = {"owner": deed.owner, "action": deed.action, "units": deed.units, "points": points}
    record(acting, "points.earn", "earning", row.pk, deed.owner_name, facts)
    return row


def make_offer(acting: Acting, **values: Any) -> Offer:
    """Offer something for points: title, title_en, about, points, stock, per_person, from_day, until_day, simulated.

    Errors: Problems, NotAllowed.
    """
    require(GIVE, acting)
    found = [*_offer_problems(values)]
    if found:
        raise Problems(found)
    with transaction.atomic():
        offer = Offer(partner=_partner(acting), left=values["stock"], made_at=timezone.now(), **values)
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
    _lock(f"points {owner}")
    known = Redemption.objects.filter(owner=owner, key=key).first()
    if known is not None:
        if known.offer_id != offer_id:
            raise _used("key_reused", "这个编号已经用于另一次兑换。", "this key was used for another offer.", key)
        return known
    offer = _lock_offer(offer_id)
    accounts = _accounts(owner, str(acting.person), offer.simulated)
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


def expire_points(day: date) -> int:
    """Let points run out whose last day is over: of each owner what was earned by then, less what was spent since.

    The oldest are spent first. Returns how many points ran out; a second run finds nothing to do.
    """
    rows = Earning.objects.filter(expires_on__lt=day).values_list("owner", "simulated").distinct()
    return sum(
        all_or_nothing(lambda owner=owner, simulated=simulated: _expire(owner, simulated, day))  # type: ignore[misc]
        for owner, simulated in sorted(rows)
    )


def _expire(owner: str, simulated: bool, day: date) -> int:
    _lock(f"points {owner}")
    accounts = _accounts(owner, "", simulated)
    rows = Earning.objects.filter(owner=owner, simulated=simulated)
    still_valid = rows.filter(expires_on__gte=day).aggregate(sum=Sum("points"))["sum"] or 0
    # What is still valid was earned last, so it is what is spent last: anything available beyond it has run out.
    over = balance(accounts.holding).available - still_valid
    if over <= 0:
        return 0
    transfer(None, [NewTransfer(accounts.holding, accounts.expired, over, "points_expired", day.isoformat())])
    record(None, "points.expire", "owner", owner, owner, {"points": over, "day": day})
    return over


def owner_of_points(acting: Acting) -> str:
    """Points belong to people, in whatever capacity they act."""
    if acting.person is None:
        raise NotAllowed("sign_in_needed", Text("请先登录。", "Please sign in first."))
    return owners.person(acting.person.username)


@dataclass(frozen=True)
class _Accounts:
    holding: int
    issuance: int
    cancelled: int
    expired: int


def _accounts(owner: str, name: str, simulated: bool) -> _Accounts:
    asset = asset_row(ASSET, simulated=simulated)
    return _Accounts(
        open_account(asset, owner, "holding", owner_name=name).pk,
        open_account(asset, owners.system("issuance"), "issuance").pk,
        open_account(asset, owners.system("cancelled"), "cancelled").pk,
        open_account(asset, owners.system("expired"), "expired").pk,
    )


def _issue(deed: Deed, points: int, simulated: bool) -> Any:
    accounts = _accounts(deed.owner, deed.owner_name, simulated)
    identity = new_id()
    issue = NewTransfer(accounts.issuance, accounts.holding, points, "points_earned", deed.action, identity)
    transfer(None, [issue])
    return identity


def _points(action: PointAction, deed: Deed, partner: int) -> int:
    """What the caps of the day leave. Errors: Problems where they leave nothing."""
    today = Earning.objects.filter(owner=deed.owner, action=deed.action, day=deed.day)
    given = today.aggregate(sum=Sum("points"))["sum"] or 0
    if today.count() >= action.times_per_day or given >= action.per_day:
        zh = f"当天“{action.name}”已到上限（{action.per_day} 分，{action.times_per_day} 次）。"
        en = f"the day's limit is reached ({action.per_day} points, {action.times_per_day} times)."
        raise Problems([refusal("day_cap", zh, en, "action", "请改天再来。", "Come again another day.")])
    by_partner = Earning.objects.filter(partner=partner, given_at__date=timezone.localdate())
    if (by_partner.aggregate(sum=Sum("points"))["sum"] or 0) + deed.units * action.points > PARTNER_POINTS_A_DAY:
        zh, en = "本网点当天发放的积分已到上限。", "this partner has given as many points as it may in a day."
        raise Problems([refusal("partner_cap", zh, en, "", "请与主管部门联系。", "Ask the authority.")])
    return min(deed.units * action.points, action.per_day - given)


def _deed_problems(acting: Acting, deed: Deed) -> Iterable[Problem]:
    action = point_actions().get(deed.action)
    if action is None:
        yield refusal("no_such_deed", "没有这项行动。", "there is no such action.", "action", "请选择。", "Choose one.")
        return
    if owners.parse(deed.owner) is None or not deed.owner.startswith("person:"):
        yield refusal("bad_owner", "积分只发给个人。", "points are given to people.", "owner", "", "")
    if acting.person is not None and deed.owner == owners.person(acting.person.username):
        yield refusal(
            "own_deed", "不能给自己计分。", "nobody confirms his own action.", "owner", "请由他人登记。", "Ask another."
        )
    if not 0 < deed.units <= action.most_units:
        zh, en = f"一次 1 到 {action.most_units} {action.unit}。", f"1 to {action.most_units} {action.unit_en} at once."
        yield refusal("units", zh, en, "units", "请核对数量。", "Check the quantity.")
    if action.needs_proof != bool(deed.proof.strip()):
        zh, en = ("请填写凭证号。", "the number of the proof is missing.")
        if deed.proof:
            zh, en = ("这项行动不用凭证号。", "this action has no proof.")
        yield refusal("proof", zh, en, "proof", "", "")
    late = (timezone.localdate() - deed.day).days
    if not 0 <= late <= LATEST_DAYS:
        zh, en = f"只能登记最近 {LATEST_DAYS} 天的行动。", f"only actions of the last {LATEST_DAYS} days are entered."
        yield refusal("day", zh, en, "day", "请核对日期。", "Check the day.")


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


def _partner(acting: Acting) -> Any:
    if acting.organisation is None:
        raise NotAllowed("no_partner", Text("请以合作单位的身份办理。", "Act for the partner's organisation."))
    return acting.organisation


def _require_partner(acting: Acting, offer: Offer) -> None:
    if _partner(acting).pk != offer.partner_id:
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


def _lock(*names: str) -> None:
    """Locks of the transaction by name, in one order: caps are counted by one request at a time."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [name])


def _voucher() -> str:
    return "".join(secrets.choice(_VOUCHER_LETTERS) for _ in range(10))


def _used(code: str, zh: str, en: str, where: str) -> StateConflict:
    return StateConflict(code, Text(zh, en), where, Text("请核对。", "Check it."))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))

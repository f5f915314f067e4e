"""Green points: earned by green actions that a partner confirms, redeemed at partners' offers.

Points are issued on the ledger (asset ``green_points``) when they are earned, set aside when an offer is taken, and
cancelled when it is handed over. What keeps this honest: caps for a day, a proof counts once, nobody confirms his own
action, and a partner gives at most so many points in a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.ledger import owners
from lvheng.ledger.actions import NewTransfer, asset_row, new_id, open_account, transfer
from lvheng.ledger.queries import balance
from lvheng.markets.access import refusal
from lvheng.markets.catalogue import point_actions
from lvheng.markets.keeping import all_or_nothing, content_hash
from lvheng.markets.models import Earning
from lvheng.packs.points import PointAction

ASSET = "green_points"
# A partner whose counter is used to make points up is stopped before much harm is done.
PARTNER_POINTS_A_DAY = 50_000
LATEST_DAYS = 3
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
    partner = partner_of(acting)
    lock_names(f"points {deed.owner}", f"points partner {partner.pk}", f"proof {deed.action} {deed.proof}")
    mark = content_hash({**deed.__dict__, "simulated": simulated})
    known = Earning.objects.filter(partner=partner, key=deed.key).first()
    if known is not None:
        if known.content_hash != mark:
            raise used("key_reused", "这个编号已经用于另一次登记。", "this key was used for another entry.", deed.key)
        return known
    found = [*_deed_problems(acting, deed)]
    if found:
        raise Problems(found)
    action = point_actions()[deed.action]
    if deed.proof and Earning.objects.filter(action=deed.action, proof=deed.proof).exists():
        raise used("proof_used", "这个凭证已经计过分。", "this proof has counted already.", deed.proof)
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
    lock_names(f"points {owner}")
    accounts = accounts_of(owner, "", simulated)
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
class Accounts:
    holding: int
    issuance: int
    cancelled: int
    expired: int


def accounts_of(owner: str, name: str, simulated: bool) -> Accounts:
    asset = asset_row(ASSET, simulated=simulated)
    return Accounts(
        open_account(asset, owner, "holding", owner_name=name).pk,
        open_account(asset, owners.system("issuance"), "issuance").pk,
        open_account(asset, owners.system("cancelled"), "cancelled").pk,
        open_account(asset, owners.system("expired"), "expired").pk,
    )


def _issue(deed: Deed, points: int, simulated: bool) -> Any:
    accounts = accounts_of(deed.owner, deed.owner_name, simulated)
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


def partner_of(acting: Acting) -> Any:
    if acting.organisation is None:
        raise NotAllowed("no_partner", Text("请以合作单位的身份办理。", "Act for the partner's organisation."))
    return acting.organisation


def lock_names(*names: str) -> None:
    """Locks of the transaction by name, in one order: caps are counted by one request at a time."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [name])


def used(code: str, zh: str, en: str, where: str) -> StateConflict:
    return StateConflict(code, Text(zh, en), where, Text("请核对。", "Check it."))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))

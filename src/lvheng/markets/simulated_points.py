"""A made-up year of green points: what citizens earned, partners offered, and citizens took."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.utils import timezone

from lvheng.areas.queries import organisations_of_type
from lvheng.ledger import owners
from lvheng.ledger.actions import AccountSpec, NewTransfer, asset_row, new_id, open_accounts, transfer
from lvheng.markets.catalogue import point_actions
from lvheng.markets.models import Earning, Offer, Redemption
from lvheng.markets.points import ASSET
from lvheng.markets.redeeming import FETCH_DAYS

_CITIZENS = 24
_WEEKS = 52
_OFFERS = (
    ("节能灯泡一只", "An energy-saving bulb", 200),
    ("公交卡充值10元", "10 yuan on the bus card", 400),
    ("布袋一个", "A cloth bag", 150),
    ("盆栽一盆", "A potted plant", 600),
)


def make_points(chance: random.Random, now: datetime) -> dict[str, int]:
    """Weeks of earning with a redemption now and then; nothing where no office could be a partner."""
    partner = organisations_of_type(["commerce", "supply_marketing", "ecology_environment"]).first()
    if partner is None:
        return {}
    asset = asset_row(ASSET, simulated=True).pk
    people = [owners.person(f"simulated-{number:02d}") for number in range(1, _CITIZENS + 1)]
    specs = [AccountSpec(asset, each, "holding", f"市民{place:02d}（模拟）") for place, each in enumerate(people, 1)]
    specs += [AccountSpec(asset, owners.system(each), each) for each in ("issuance", "cancelled")]
    accounts = open_accounts(specs)
    offers = _offers(partner.pk, now)
    held = dict.fromkeys(people, 0)
    earnings: list[Earning] = []
    redemptions: list[Redemption] = []
    for week in range(_WEEKS):
        at = now - timedelta(weeks=_WEEKS - week)
        batch: list[NewTransfer] = []
        for who in chance.sample(people, k=8):
            earnings.append(_earn(chance, who, partner.pk, at, len(earnings)))
            holding = accounts[asset, who, "holding"]
            issuance = accounts[asset, owners.system("issuance"), "issuance"]
            last = earnings[-1]
            batch.append(NewTransfer(issuance, holding, last.points, "points_earned", last.action, last.transfer))
            held[who] += last.points
            offer = chance.choice(offers)
            if held[who] >= offer.points and chance.random() < 0.5:
                held[who] -= offer.points
                redemptions.append(_redeem(offer, who, at, len(redemptions)))
                target = accounts[asset, owners.system("cancelled"), "cancelled"]
                batch.append(NewTransfer(holding, target, offer.points, "points_handed", redemptions[-1].voucher))
        transfer(None, batch, at=at)
    for offer in offers:
        offer.left = offer.stock - sum(each.offer_id == offer.pk for each in redemptions)
    Offer.objects.bulk_update(offers, ["left"])
    Earning.objects.bulk_create(earnings)
    Redemption.objects.bulk_create(redemptions)
    return {"earnings": len(earnings), "redemptions": len(redemptions)}


def _offers(partner: int, now: datetime) -> list[Offer]:
    day = timezone.localdate(now)
    rows = [
        Offer(
            partner_id=partner,
            title=zh,
            title_en=en,
            points=points,
            stock=500,
            left=500,
            per_person=20,
            from_day=day - timedelta(weeks=_WEEKS),
            until_day=day + timedelta(days=180),
            made_at=now - timedelta(weeks=_WEEKS),
            simulated=True,
        )
        for zh, en, points in _OFFERS
    ]
    return Offer.objects.bulk_create(rows)


def _earn(chance: random.Random, who: str, partner: int, at: datetime, number: int) -> Earning:
    action = chance.choice(sorted(point_actions().values(), key=lambda each: each.code))
    units = chance.randrange(1, min(action.most_units, 12) + 1)
    day = timezone.localdate(at)
    return Earning(
        owner=who,
        owner_name=f"市民{who[-2:]}（模拟）",
        action=action.code,
        day=day,
        units=units,
        points=min(units * action.points, action.per_day),
        proof=f"SIM-{number:05d}" if action.needs_proof else None,
        partner_id=partner,
        key=f"simulated {number}",
        content_hash="",
        transfer=new_id(),
        expires_on=day + timedelta(days=30 * action.valid_months),
        given_at=at,
        simulated=True,
    )


def _redeem(offer: Offer, who: str, at: datetime, number: int) -> Redemption:
    return Redemption(
        offer=offer,
        owner=who,
        owner_name=f"市民{who[-2:]}（模拟）",
        points=offer.points,
        voucher=f"SIM{number:07d}",
        state=Redemption.State.HANDED_OVER,
        key=f"simulated {number}",
        reservation=new_id(),
        taken_at=at,
        due_on=timezone.localdate(at) + timedelta(days=FETCH_DAYS),
        closed_at=at,
        simulated=True,
    )

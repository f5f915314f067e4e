"""Points: earned within caps, redeemed at partners', given back, run out; and what fraud meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.models import Organisation
from lvheng.errors import NotAllowed, Problems, StateConflict
from lvheng.ledger.actions import asset_row, open_account
from lvheng.ledger.queries import balance
from lvheng.markets import actions
from lvheng.markets.checking import faults
from lvheng.markets.models import Earning, Offer, Redemption
from lvheng.markets.points import Deed

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(planner: Acting) -> Acting:
    organisation = Organisation.objects.filter(type="commerce").first()
    return Acting(planner.person, organisation, "department_officer")


@pytest.fixture
def deed() -> Deed:
    return Deed("e1", "person:li", "李兰", "sorted_waste", 8, timezone.localdate(), "B-1")


@pytest.fixture
def offer(partner: Acting) -> Offer:
    day = timezone.localdate()
    return actions.make_offer(
        partner, title="布袋", points=60, stock=2, per_person=1, from_day=day, until_day=day + timedelta(days=9)
    )


def points(owner: str = "person:li") -> tuple[int, int]:
    found = balance(open_account(asset_row("green_points"), owner).pk)
    return found.posted, found.reserved


def codes(caught: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [each.code for each in caught.value.problems]


def test_a_green_action_earns_points_once(partner: Acting, deed: Deed) -> None:
    assert actions.earn(partner, deed).points == 80
    assert actions.earn(partner, deed).pk == Earning.objects.get().pk
    assert points() == (80, 0)
    with pytest.raises(StateConflict) as caught:
        actions.earn(partner, replace(deed, units=9))
    assert caught.value.code == "key_reused"


def test_a_proof_counts_once_whoever_shows_it(partner: Acting, deed: Deed) -> None:
    actions.earn(partner, deed)
    with pytest.raises(StateConflict) as caught:
        actions.earn(partner, replace(deed, key="e2", owner="person:ma"))
    assert caught.value.code == "proof_used"


def test_the_cap_of_a_day_cuts_off_and_then_refuses(partner: Acting, deed: Deed) -> None:
    assert actions.earn(partner, replace(deed, units=15)).points == 150
    assert actions.earn(partner, replace(deed, key="e2", proof="B-2", units=15)).points == 50
    with pytest.raises(Problems) as caught:
        actions.earn(partner, replace(deed, key="e3", proof="B-3"))
    assert codes(caught) == ["day_cap"]
    assert points() == (200, 0)


def test_everything_doubtful_is_told_at_once(partner: Acting, deed: Deed) -> None:
    late = timezone.localdate() - timedelta(days=9)
    assert partner.person is not None
    own = f"person:{partner.person.username}"
    with pytest.raises(Problems) as caught:
        actions.earn(partner, replace(deed, owner=own, units=99, proof="", day=late))
    assert codes(caught) == ["own_deed", "units", "proof", "day"]


def test_a_citizen_gives_nobody_points(trader: Acting, deed: Deed) -> None:
    with pytest.raises(NotAllowed):
        actions.earn(trader, deed)


def test_an_offer_is_taken_and_handed_over(partner: Acting, trader: Acting, deed: Deed, offer: Offer) -> None:
    actions.earn(partner, deed)
    voucher = actions.redeem(trader, offer.pk, "r1")
    assert actions.redeem(trader, offer.pk, "r1").pk == voucher.pk
    assert points() == (80, 60)
    for _ in range(2):
        assert actions.hand_over(partner, voucher.voucher.lower()).state == "handed"
    assert points() == (20, 0)
    offer.refresh_from_db()
    assert offer.left == 1
    with pytest.raises(StateConflict):
        actions.give_back(trader, voucher.voucher)
    assert faults() == []


def test_nobody_takes_more_than_allowed_or_than_he_has(
    partner: Acting, trader: Acting, deed: Deed, offer: Offer
) -> None:
    with pytest.raises(Problems) as caught:
        actions.redeem(trader, offer.pk, "r1")
    assert codes(caught) == ["not_enough_points"]
    actions.earn(partner, deed)
    actions.redeem(trader, offer.pk, "r2")
    with pytest.raises(Problems) as caught:
        actions.redeem(trader, offer.pk, "r3")
    assert codes(caught) == ["offer_per_person", "not_enough_points"]


def test_what_is_not_fetched_in_time_comes_back(partner: Acting, trader: Acting, deed: Deed, offer: Offer) -> None:
    actions.earn(partner, deed)
    actions.redeem(trader, offer.pk, "r1")
    later = timezone.localdate() + timedelta(days=15)
    assert (actions.return_due(later - timedelta(days=1)), actions.return_due(later), actions.return_due(later)) == (
        0,
        1,
        0,
    )
    assert points() == (80, 0)
    offer.refresh_from_db()
    assert (offer.left, Redemption.objects.get().state) == (2, "returned")


def test_points_run_out_and_the_oldest_are_spent_first(
    partner: Acting, trader: Acting, deed: Deed, offer: Offer
) -> None:
    actions.earn(partner, deed)
    actions.hand_over(partner, actions.redeem(trader, offer.pk, "r1").voucher)
    later = timezone.localdate() + timedelta(days=800)
    assert actions.expire_points(timezone.localdate()) == 0
    assert (actions.expire_points(later), actions.expire_points(later)) == (20, 0)
    assert points() == (0, 0)


def test_only_the_partner_hands_over(
    partner: Acting, trader: Acting, deed: Deed, offer: Offer, other: Callable[[], Acting]
) -> None:
    actions.earn(partner, deed)
    voucher = actions.redeem(trader, offer.pk, "r1").voucher
    with pytest.raises(NotAllowed):
        actions.hand_over(other(), voucher)
    actions.end_offer(partner, offer.pk)
    assert actions.hand_over(partner, voucher).state == "handed"


@pytest.fixture
def other(planner: Acting) -> Callable[[], Acting]:
    organisation = Organisation.objects.filter(type="water").first()
    return lambda: Acting(planner.person, organisation, "department_officer")

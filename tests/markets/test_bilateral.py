"""Listings, negotiated transfers with consents, reserve auctions, and materials that are weighed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.markets.conftest import VINTAGE, has

from lvheng.areas.acting import Acting
from lvheng.areas.models import Organisation
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict
from lvheng.markets import actions
from lvheng.markets.models import Consent, MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.queries import first_wrong_line, log_lines, waiting_consents

pytestmark = pytest.mark.django_db
Admit = Callable[..., Participant]
Opened = Callable[..., MarketSession]
Place = Callable[..., MarketOrder]
LICENCE = "licence_water"


@pytest.fixture
def officer(planner: Acting) -> Callable[[str], Acting]:
    """``officer("water")``: an officer of the department of that type."""

    def act(kind: str) -> Acting:
        organisation = Organisation.objects.filter(type=kind).first()
        assert organisation is not None
        return Acting(planner.person, organisation, "department_officer")

    return act


def listed(
    session: MarketSession, seller: Participant, trader: Acting, lots: int = 10, **values: object
) -> MarketOrder:
    return actions.post_listing(
        trader, session.code, key="l1", side="sell", price=2000, lots=lots, participant_id=seller.pk, **values
    )


def test_a_listing_is_taken_in_parts(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("卖家", irrigation_water=1000), admit("买家", yuan=1000)
    session = opened("water_irrigation", "listing")
    listing = listed(session, seller, trader)
    trade = actions.accept(trader, session.code, listing.number, key="a", lots=4, participant_id=buyer.pk)
    again = actions.accept(trader, session.code, listing.number, key="a", lots=4, participant_id=buyer.pk)
    assert (trade.pk, trade.state, trade.paid, trade.units) == (again.pk, "settled", 8000, 400)
    listing.refresh_from_db()
    assert (listing.open_lots, listing.locked) == (6, 600)
    assert has(buyer, "irrigation_water", VINTAGE) == (400, 0)
    assert first_wrong_line(session) is None


def test_a_listing_runs_out(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller = admit("卖家", irrigation_water=1000)
    session = opened("water_irrigation", "listing")
    listing = listed(session, seller, trader)
    assert actions.expire_orders(timezone.now() + timedelta(days=40)) == 1
    assert actions.expire_orders(timezone.now() + timedelta(days=40)) == 0
    listing.refresh_from_db()
    assert (listing.state, listing.dropped_for) == ("dropped", "expired")
    assert has(seller, "irrigation_water", VINTAGE) == (1000, 0)
    assert first_wrong_line(session) is None


def test_every_rule_that_forbids_the_two_is_named(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller = admit("火电厂", sector="power", quality=1, so2_right=10_000)
    buyer = admit("水泥厂", sector="industry", quality=2, yuan=10_000_000)
    session = opened("so2_market", "listing")
    listing = actions.post_listing(
        trader, session.code, key="l", side="sell", price=80_000, lots=5, participant_id=seller.pk
    )
    with pytest.raises(Problems) as caught:
        actions.accept(trader, session.code, listing.number, key="a", lots=5, participant_id=buyer.pk)
    assert [each.code for each in caught.value.problems] == ["power_stays_in_power", "air_same_or_better_area"]
    assert "火电企业" in caught.value.problems[0].what.zh


def test_farm_water_for_industry_waits_for_both_authorities(
    admit: Admit, opened: Opened, trader: Acting, officer: Callable[[str], Acting]
) -> None:
    seller, buyer = admit("协会", licence_water=1000), admit("工厂", sector="industry", yuan=1000)
    session = opened("water_licence", "negotiated")
    offer = actions.propose(
        trader, session.code, key="p", side="sell", price=2000, lots=10, to=buyer.pk, participant_id=seller.pk
    )
    trade = actions.accept(trader, session.code, offer.number, key="a", lots=10, participant_id=buyer.pk)
    assert trade.state == "consent"
    assert has(buyer, "cny") == (100_000, 20_000)
    assert has(seller, LICENCE, VINTAGE) == (1000, 1000)
    by = {each.by: each.pk for each in waiting_consents()}
    assert sorted(by) == ["agriculture", "water"]
    with pytest.raises(NotAllowed):
        actions.decide_consent(officer("finance"), by["water"], True, "")
    actions.decide_consent(officer("water"), by["water"], True, "")
    trade.refresh_from_db()
    assert trade.state == "consent"
    actions.decide_consent(officer("agriculture"), by["agriculture"], True, "灌溉有保障")
    trade.refresh_from_db()
    assert trade.state == "settled"
    assert has(buyer, LICENCE, VINTAGE) == (1000, 0)
    assert has(seller, "cny") == (20_000, 0)
    assert has(buyer, "cny") == (80_000, 0)


def test_a_refused_consent_gives_both_sides_back(
    admit: Admit, opened: Opened, trader: Acting, officer: Callable[[str], Acting]
) -> None:
    seller, buyer = admit("甲厂", sector="industry", licence_water=2000), admit("乙厂", sector="industry", yuan=1000)
    session = opened("water_licence", "listing")
    listing = listed(session, seller, trader, lots=20)
    trade = actions.accept(trader, session.code, listing.number, key="a", lots=8, participant_id=buyer.pk)
    consent = Consent.objects.get(trade=trade)
    with pytest.raises(InputProblem, match="不同意要写明理由"):
        actions.decide_consent(officer("water"), consent.pk, False, " ")
    actions.decide_consent(officer("water"), consent.pk, False, "未核定")
    trade.refresh_from_db()
    listing.refresh_from_db()
    assert (trade.state, trade.why) == ("refused", "未核定")
    assert (listing.open_lots, listing.held_lots, listing.locked) == (12, 0, 1200)
    assert has(seller, LICENCE, VINTAGE) == (2000, 1200)
    assert has(buyer, "cny") == (100_000, 0)
    with pytest.raises(StateConflict):
        actions.decide_consent(officer("water"), consent.pk, True, "")


def test_a_consent_that_never_comes_lets_the_trade_lapse(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("甲厂", sector="industry", licence_water=2000), admit("乙厂", sector="industry", yuan=1000)
    session = opened("water_licence", "listing")
    listing = listed(session, seller, trader, lots=10)
    actions.accept(trader, session.code, listing.number, key="a", lots=10, participant_id=buyer.pk)
    assert actions.lapse_due(timezone.now()) == 0
    assert actions.lapse_due(timezone.now() + timedelta(days=21)) == 1
    assert actions.lapse_due(timezone.now() + timedelta(days=21)) == 0
    assert MarketTrade.objects.get().state == "lapsed"
    assert Consent.objects.get().state == "lapsed"
    assert has(seller, LICENCE, VINTAGE) == (2000, 0)
    assert has(buyer, "cny") == (100_000, 0)


def test_irrigators_need_consent_only_beyond_a_year(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("卖家", irrigation_water=3000), admit("买家", yuan=1000)
    session = opened("water_irrigation", "listing")
    for months, state in ((12, "settled"), (13, "consent")):
        listing = actions.post_listing(
            trader,
            session.code,
            key=f"l{months}",
            side="sell",
            price=2000,
            lots=5,
            months=months,
            participant_id=seller.pk,
        )
        trade = actions.accept(trader, session.code, listing.number, key=f"a{months}", lots=5, participant_id=buyer.pk)
        assert trade.state == state
    with pytest.raises(Problems) as caught:
        listed(session, seller, trader, months=37)
    assert caught.value.problems[0].code == "term_too_long"


def test_an_offer_is_for_one_party_and_taken_whole(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("卖家", irrigation_water=1000), admit("买家", yuan=1000)
    other = admit("别人", yuan=1000)
    session = opened("water_irrigation", "negotiated")
    offer = actions.propose(
        trader, session.code, key="p", side="sell", price=2000, lots=10, to=buyer.pk, participant_id=seller.pk
    )
    with pytest.raises(Problems) as caught:
        actions.accept(trader, session.code, offer.number, key="x", lots=10, participant_id=other.pk)
    assert caught.value.problems[0].code == "not_for_you"
    with pytest.raises(Problems) as caught:
        actions.accept(trader, session.code, offer.number, key="y", lots=9, participant_id=buyer.pk)
    assert caught.value.problems[0].code == "listing_lots"
    actions.accept(trader, session.code, offer.number, key="z", lots=10, participant_id=buyer.pk)
    assert first_wrong_line(session) is None


def test_a_reserve_is_auctioned_from_announcement_to_settlement(
    admit: Admit, opened: Opened, place: Place, planner: Acting
) -> None:
    reserve = admit("州储备", sector="government", cod_right=6000)
    first = admit("甲厂", sector="industry", yuan=1_000_000)
    second = admit("乙厂", sector="industry", yuan=1_000_000)
    session = opened("cod_market", "reserve_auction", supplier=reserve.pk, supply=50, reserve_price=100_000)
    assert has(reserve, "cod_right") == (6000, 5000)
    place(session, first, "buy", 130_000, 30)
    place(session, second, "buy", 110_000, 30)
    assert len(log_lines(session)) == 1
    with pytest.raises(Problems) as caught:
        place(session, second, "buy", 99_000, 1)
    assert "bids_only" in [each.code for each in caught.value.problems]
    session = actions.close_session(planner, session.code)
    assert (session.price, session.volume, session.surplus) == (110_000, 50, 10)
    assert has(first, "cod_right") == (3000, 0)
    assert has(second, "cod_right") == (2000, 0)
    assert has(reserve, "cod_right") == (1000, 0)
    assert has(reserve, "cny") == (5_500_000, 0)
    assert first_wrong_line(session) is None


def test_what_a_reserve_did_not_sell_comes_back(admit: Admit, opened: Opened, planner: Acting) -> None:
    reserve = admit("州储备", sector="government", cod_right=6000)
    session = opened("cod_market", "reserve_auction", supplier=reserve.pk, supply=50, reserve_price=100_000)
    actions.close_session(planner, session.code)
    assert has(reserve, "cod_right") == (6000, 0)


def test_paper_is_paid_by_dry_weight_and_grade(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller = admit("回收站", sector="recycling", waste_paper=10_000)
    buyer = admit("纸厂", sector="industry", yuan=20_000)
    session = opened("waste_paper_market", "listing")
    goods = {"grade": "carton", "wet_kg": 10_000, "moisture": 120}
    listing = actions.post_listing(
        trader, session.code, key="l", side="sell", price=180_000, lots=10, goods=goods, participant_id=seller.pk
    )
    trade = actions.accept(trader, session.code, listing.number, key="a", lots=10, participant_id=buyer.pk)
    assert trade.state == "delivery"
    slip = {"slip": "B-1", "grade": "mixed", "wet_kg": 10_000, "moisture": 208}
    trade = actions.record_delivery(trader, trade.pk, **slip)
    # 10 t at 20.8 % count 9 t at the standard 12 %; mixed paper is paid at 85 % of 1,800 yuan.
    assert (trade.state, trade.units, trade.paid) == ("settled", 9_000, 9 * 153_000)
    assert has(buyer, "waste_paper") == (9_000, 0)
    assert has(seller, "waste_paper") == (1_000, 0)
    assert has(seller, "cny") == (9 * 153_000, 0)
    assert has(buyer, "cny") == (2_000_000 - 9 * 153_000, 0)
    assert actions.record_delivery(trader, trade.pk, **slip).pk == trade.pk


def test_what_is_too_wet_is_not_taken(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller = admit("回收站", sector="recycling", waste_paper=10_000)
    session = opened("waste_paper_market", "listing")
    with pytest.raises(Problems) as caught:
        listed(session, seller, trader, goods={"grade": "gold", "moisture": 300})
    assert [each.code for each in caught.value.problems] == ["no_such_grade", "too_wet"]

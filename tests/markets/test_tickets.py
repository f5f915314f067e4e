"""What is told before an order is sent, and how quantities and prices are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem
from lvheng.ledger.actions import asset_row, open_account
from lvheng.ledger.catalogue import declared
from lvheng.ledger.queries import verify
from lvheng.markets import actions
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import MarketOrder, MarketSession, Participant
from lvheng.markets.quoting import lots_of, price_of, quantity_text, unit_price_text
from lvheng.markets.tickets import preview, preview_acceptance, preview_listing

if TYPE_CHECKING:
    from django.test import Client

Admit = Callable[..., Participant]
Opened = Callable[..., MarketSession]


@pytest.mark.django_db
def test_a_ticket_tells_cost_fees_holdings_and_what_forbids_it(admit: Admit, opened: Opened, trader: Acting) -> None:
    buyer = admit("买家", sector="industry", yuan=1000)
    session = opened("energy_quota_market", "continuous", vintage=2025, like=buyer)
    ticket = preview(trader, session, actions.Wanted("k", "buy", 5000, 10), buyer.pk)
    assert (ticket.cost, ticket.fee, ticket.locked) == (50_000, 50, 50_050)
    assert (ticket.money_before, ticket.money_after) == (100_000, 49_950)
    assert (ticket.units_before, ticket.units_after, ticket.problems) == (0, 1000, [])
    too_much = preview(trader, session, actions.Wanted("k", "buy", 5000, 20), buyer.pk)
    assert [each.code for each in too_much.problems] == ["not_enough_money"]
    assert not MarketOrder.objects.exists()


@pytest.mark.django_db
def test_a_ticket_names_the_consents_that_will_be_asked(admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("协会", licence_water=1000), admit("工厂", sector="industry", yuan=1000)
    session = opened("water_licence", "negotiated")
    terms = {"side": "sell", "price": 2000, "lots": 10, "to": buyer.pk, "participant_id": seller.pk}
    ticket = preview_listing(trader, session, **terms)
    assert [each.code for each in ticket.consents] == ["licence_consent", "agriculture_to_industry"]
    offer = actions.propose(trader, session.code, key="p", **terms)
    ticket = preview_acceptance(trader, session, offer.number, 10, buyer.pk)
    assert (ticket.problems, len(ticket.consents), ticket.units_after) == ([], 2, 1000)
    assert verify() is not None


def test_prices_are_written_for_a_unit_and_kept_for_a_lot() -> None:
    market, asset = market_of("water_irrigation"), declared("irrigation_water")
    assert lots_of("1,500", market, asset) == 15
    assert price_of("0.215", market, asset) == 2150
    assert quantity_text(15, market.lot, asset) == "1,500"
    assert unit_price_text(2150, market.lot, asset) == "0.215"
    assert unit_price_text(2000, market.lot, asset) == "0.20"


@pytest.mark.parametrize(
    ("written", "code"), [("150", "not_whole_lots"), ("-100", "not_whole_lots"), ("x", "not_a_number")]
)
def test_what_is_no_whole_number_of_lots_is_refused(written: str, code: str) -> None:
    with pytest.raises(InputProblem) as caught:
        lots_of(written, market_of("water_irrigation"), declared("irrigation_water"))
    assert caught.value.code == code


def test_a_price_below_a_fen_for_a_lot_is_refused() -> None:
    with pytest.raises(InputProblem) as caught:
        price_of("0.00005", market_of("water_irrigation"), declared("irrigation_water"))
    assert caught.value.code == "not_whole_fen"


@pytest.mark.django_db
def test_an_agent_follows_the_holdings_of_those_it_trades_for_and_of_nobody_else(
    admit: Admit, trader: Acting, client: Client
) -> None:
    mine, strange = admit("东干渠", yuan=10), admit("西干渠", agent="", yuan=10)
    assert trader.person is not None
    client.force_login(trader.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/markets/mine/").content.decode()
    money = asset_row("cny", simulated=False)
    shown, hidden = (f"/ledger/accounts/{open_account(money, each.owner).pk}/" for each in (mine, strange))
    assert f'href="{shown}"' in page
    assert f'href="{hidden}"' not in page
    assert "10.00" in client.get(shown).content.decode()
    assert client.get(hidden).status_code == 403

"""Orders over HTTP, as a program sends them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lvheng.areas.acting import Acting
from lvheng.markets import actions
from lvheng.markets.models import MarketSession, Participant

pytestmark = pytest.mark.django_db
Admit = Callable[..., Participant]
Opened = Callable[..., MarketSession]


@pytest.fixture
def client(trader: Acting) -> Client:
    client = Client()
    assert trader.person is not None
    client.force_login(trader.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, path: str, content: Any, status: int = 200) -> Any:
    response = client.post(f"/api/v1/{path}", json.dumps(content), content_type="application/json")
    assert response.status_code == status, response.content.decode()
    return response.json()


def test_a_program_places_looks_and_withdraws(client: Client, admit: Admit, opened: Opened) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    orders = [{"key": f"k{n}", "side": "buy", "price": 2000 + n, "lots": 3} for n in (0, 10)]
    path = f"market-sessions/{session.code}/orders"
    answers = sent(client, path, {"orders": orders, "participant": buyer.pk})
    assert [each["order"]["state"] for each in answers] == ["open", "open"]
    assert sent(client, path, {"orders": orders, "participant": buyer.pk}) == answers
    book = client.get(f"/api/v1/market-sessions/{session.code}").json()
    assert book["buy"] == [{"price": 2010, "lots": 3, "orders": 1}, {"price": 2000, "lots": 3, "orders": 1}]
    assert client.delete(f"/api/v1/{path}/1").json()["dropped_for"] == "withdrawn"
    log = client.get(f"/api/v1/market-sessions/{session.code}/log").content.decode().splitlines()
    assert [json.loads(line)["kind"] for line in log] == ["opened", "order", "order", "cancel", "dropped"]
    assert len(client.get("/api/v1/market-orders").json()) == 2


def test_a_refusal_names_its_rule_in_both_languages(client: Client, admit: Admit, opened: Opened) -> None:
    buyer = admit("买家")
    session = opened("water_irrigation", "continuous", like=buyer)
    wanted = {"orders": [{"key": "k", "side": "buy", "price": 2000, "lots": 3}], "participant": buyer.pk}
    (answer,) = sent(client, f"market-sessions/{session.code}/orders", wanted)
    assert answer["order"] is None
    assert [each["code"] for each in answer["problems"]] == ["not_enough_money"]
    assert "60.00" in answer["problems"][0]["what"]["zh"]


def test_a_listing_is_accepted_over_http(client: Client, admit: Admit, opened: Opened, trader: Acting) -> None:
    seller, buyer = admit("卖家", irrigation_water=1000), admit("买家", yuan=1000)
    session = opened("water_irrigation", "listing")
    listing = {"key": "l", "side": "sell", "price": 2000, "lots": 5, "participant": seller.pk}
    number = sent(client, f"market-sessions/{session.code}/listings", listing)["number"]
    wanted = {"key": "a", "lots": 5, "participant": buyer.pk}
    trade = sent(client, f"market-sessions/{session.code}/listings/{number}/accept", wanted)
    assert (trade["state"], trade["price"], trade["lots"]) == ("settled", 2000, 5)
    (shown,) = client.get("/api/v1/market-trades").json()
    assert shown == {key: value for key, value in trade.items() if key != "state"}
    actions.close_session(None, session.code)


def test_numbers_and_texts_that_no_database_takes_are_refused_with_words(
    client: Client, admit: Admit, opened: Opened
) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    orders = [
        {"key": "a", "side": "buy", "price": 10**30, "lots": 3},
        {"key": "b", "side": "sell", "price": -(10**30), "lots": 10**30},
        {"key": "c\x00", "side": "buy", "price": 2000, "lots": 3},
    ]
    answers = sent(client, f"market-sessions/{session.code}/orders", {"orders": orders, "participant": buyer.pk})
    assert all(each["problems"] for each in answers)
    nobody = {"orders": orders[:1], "participant": 10**30}
    assert sent(client, f"market-sessions/{session.code}/orders", nobody, 403)["problems"][0]["code"] == "not_admitted"
    sent(client, "market-sessions/x%00/orders", {"orders": orders[:1], "participant": buyer.pk}, 400)


def test_whoever_was_not_admitted_places_nothing(client: Client, admit: Admit, opened: Opened) -> None:
    session = opened("water_irrigation", "continuous", like=admit("别人", agent=""))
    wanted = {"orders": [{"key": "k", "side": "buy", "price": 2000, "lots": 3}]}
    assert sent(client, f"market-sessions/{session.code}/orders", wanted, 403)["problems"][0]["code"] == "not_admitted"


def test_a_program_that_runs_wild_is_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from lvheng.markets import api

    monkeypatch.setattr(api._limited[0], "num_requests", 3)
    statuses = [client.delete("/api/v1/market-sessions/none/orders/1").status_code for _ in range(5)]
    assert statuses[-1] == 429

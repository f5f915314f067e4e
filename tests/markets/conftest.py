"""Participants with money and units, and sessions that are open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.models import Person
from lvheng.areas.queries import acting_of
from lvheng.ledger import owners
from lvheng.ledger.actions import NewTransfer, asset_row, open_account, transfer
from lvheng.ledger.queries import balance
from lvheng.markets import actions
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import MarketOrder, MarketSession, Participant

VINTAGE = 2025


def give(participant: Participant, asset: str, amount: int, vintage: int = 0) -> None:
    """Issue something to a participant."""
    row = asset_row(asset, vintage, simulated=participant.simulated)
    source = open_account(row, owners.system("issuance"), "issuance")
    target = open_account(row, participant.owner, owner_name=participant.name)
    transfer(None, [NewTransfer(source.pk, target.pk, amount, "issue")])


def has(participant: Participant, asset: str, vintage: int = 0) -> tuple[int, int]:
    """Balance, and how much of it is set aside."""
    row = asset_row(asset, vintage, simulated=participant.simulated)
    found = balance(open_account(row, participant.owner).pk)
    return found.posted, found.reserved


@pytest.fixture
def acting_as(person_as: Callable[[str], Person]) -> Callable[[str], Acting]:
    return lambda role: acting_of(person_as(role)) if role else Acting()


@pytest.fixture
def planner(acting_as: Callable[[str], Acting]) -> Acting:
    return acting_as("planner")


@pytest.fixture
def trader(places: None) -> Acting:
    """One person who is the agent of all participants of a test; orders name the participant."""
    return acting_of(Person.objects.create_user("li", full_name="李兰"))


@pytest.fixture
def admit(planner: Acting, trader: Acting) -> Callable[..., Participant]:
    """``admit("马家滩", sector="agriculture", basin="大夏河", yuan=1000, water=50_000)``"""

    def make(name: str, *, yuan: int = 0, **values: Any) -> Participant:
        units = {
            code: values.pop(code)
            for code in ("irrigation_water", "licence_water", "cod_right", "waste_paper", "so2_right")
            if code in values
        }
        defaults = {"sector": "agriculture", "area": "622901", "basin": "大夏河"}
        assert trader.person is not None
        wanted = actions.Admission(
            owner=f"thing:{name}", name=name, **{"agent": trader.person.username, **defaults, **values}
        )
        participant = actions.admit(planner, wanted)
        if yuan:
            give(participant, "cny", yuan * 100)
        for code, amount in units.items():
            give(participant, code, amount, VINTAGE if "water" in code else 0)
        return participant

    return make


@pytest.fixture
def opened(planner: Acting) -> Callable[..., MarketSession]:
    """``opened("water_irrigation", "continuous", like=seller)``: announced and open."""

    def make(market: str, mechanism: str, *, like: Participant | None = None, **values: Any) -> MarketSession:
        now = timezone.now()
        if "water" in market_of(market).asset:
            values.setdefault("vintage", VINTAGE)
        wanted = actions.Announcement(
            market=market,
            mechanism=mechanism,
            opens_at=now,
            closes_at=now + timedelta(hours=2),
            like=like.pk if like else None,
            **values,
        )
        return actions.open_session(planner, actions.announce(planner, wanted).code)

    return make


@pytest.fixture
def place(trader: Acting) -> Callable[..., MarketOrder]:
    """``place(session, participant, "buy", 2000, 5)``"""
    numbers = iter(range(1, 10_000))

    def make(
        session: MarketSession, participant: Participant, side: str, price: int, lots: int, key: str = ""
    ) -> MarketOrder:
        wanted = actions.Wanted(key or f"k{next(numbers)}", side, price, lots)
        return actions.place(trader, session.code, wanted, participant.pk)

    return make

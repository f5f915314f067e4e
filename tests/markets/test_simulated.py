"""The year that the simulated world trades: lawful, settled, reproducible, and removable without a trace."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

import pytest
from django.utils import timezone

from lvheng.ledger.queries import verify
from lvheng.ledger.simulated import remove_simulated as remove_ledger
from lvheng.ledger.simulated import simulated_counts
from lvheng.markets.checking import faults
from lvheng.markets.models import Earning, Flag, MarketOrder, MarketSession, MarketTrade, Participant, SessionEvent
from lvheng.markets.queries import first_wrong_line, price_history, waiting_consents
from lvheng.markets.simulated import make_simulated, remove_simulated, simulated_count

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.combine(date.today() - timedelta(days=1), time_of_day(12)))


def test_a_year_is_made_in_seconds_by_the_same_rules_and_removed(places: None) -> None:
    start = time.perf_counter()
    counts = make_simulated(7, NOON)
    assert time.perf_counter() - start < 10
    assert counts["trades"] > 100
    assert counts["earnings"] > 100
    assert [first_wrong_line(each) for each in MarketSession.objects.all()] == [None] * MarketSession.objects.count()
    assert verify().holds
    assert faults() == []
    states = Counter(MarketTrade.objects.values_list("state", flat=True))
    assert (states["consent"], states["delivery"]) == (3, 2), "something waits on the authority's desk"
    assert {each.by for each in waiting_consents()} == {"ecology_environment", "water"}
    assert Flag.objects.filter(kind="refused", rule="price_out_of_band", simulated=True).exists()
    history = price_history("water_irrigation")
    assert len(history) > 40
    assert all(day.lowest <= day.average <= day.highest for day in history)
    assert make_simulated(7, NOON) == {}
    logs = SessionEvent.objects.exclude(session__mechanism="negotiated")  # an offer names its party by its number here
    lines = list(logs.order_by("session__code", "number").values_list("line", flat=True))
    remove_simulated()
    remove_ledger()
    assert (simulated_count(), simulated_counts().transfers) == (0, 0)
    for model in (Participant, MarketOrder, MarketTrade, SessionEvent, Earning):
        assert not model._default_manager.exists()
    make_simulated(7, NOON)
    again = list(logs.order_by("session__code", "number").values_list("line", flat=True))
    assert lines == again
    assert all('"simulated":1' in line for line in lines if '"kind":"opened"' in line)

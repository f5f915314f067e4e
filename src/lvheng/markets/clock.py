"""What happens because of the time: sessions open and close, listings, trades and vouchers run out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lvheng.errors import Problem, Problems
from lvheng.ledger.catalogue import declared
from lvheng.markets.access import profile_of
from lvheng.markets.admission import pool_of
from lvheng.markets.catalogue import markets
from lvheng.markets.consents import lapse_due
from lvheng.markets.models import MarketSession, Participant
from lvheng.markets.points import expire_points
from lvheng.markets.redeeming import return_due
from lvheng.markets.session import Mechanism
from lvheng.markets.sessions import Announcement, announce, close_session, open_session
from lvheng.markets.withdrawing import expire_orders
from lvheng.packs.markets import AUCTIONS, Hours, Market

logger = logging.getLogger(__name__)
AHEAD_DAYS = 7
_FEWEST = 2


def tick(now: datetime) -> int:
    """Do everything that is due; returns how much that was. What one of them refuses does not hold up the others."""
    due_open = MarketSession.objects.filter(state="scheduled", opens_at__lte=now).order_by("opens_at", "id")
    due_close = MarketSession.objects.filter(state="open", closes_at__lte=now).order_by("closes_at", "id")
    done = 0
    for code in due_open.values_list("code", flat=True):
        done += _tried(lambda code=code: open_session(None, code))  # type: ignore[misc]
    for code in due_close.values_list("code", flat=True):
        done += _tried(lambda code=code: close_session(None, code))  # type: ignore[misc]
    return done + expire_orders(now) + lapse_due(now)


def daily(today: date) -> int:
    """Announce the sessions of the coming days, and let vouchers and points run out; returns how many sessions."""
    return_due(today)
    expire_points(today)
    days = [today + timedelta(days=ahead) for ahead in range(1, AHEAD_DAYS + 1)]
    wanted = [each for market in markets().values() for each in calendar(market, days)]
    return sum(_tried(lambda each=each: announce(None, each)) for each in wanted)  # type: ignore[misc]


def calendar(market: Market, days: Iterable[date]) -> Iterable[Announcement]:
    """The sessions that the pack's hours ask for and that are not announced yet, one for each pool of participants."""
    vintage_needed = declared(market.asset).vintage != "none"
    for day in days:
        for hours in market.hours:
            if day.isoweekday() not in hours.days:
                continue
            opens, closes = _on(day, hours.opens), _on(day, hours.closes)
            for like in _pools(market, hours, opens):
                yield Announcement(
                    market=market.code,
                    mechanism=hours.mechanism,
                    opens_at=opens,
                    closes_at=closes,
                    vintage=day.year if vintage_needed else 0,
                    like=like.pk,
                )


def _pools(market: Market, hours: Hours, opens: datetime) -> list[Participant]:
    """One participant for each pool in which at least two could trade and nothing is announced yet."""
    sectors = {*market.sellers, *market.buyers}
    found: dict[str, list[Participant]] = {}
    for each in Participant.objects.filter(simulated=False, suspended_at=None, sector__in=sectors).order_by("id"):
        found.setdefault(pool_of(market, profile_of(each)), []).append(each)
    sessions = MarketSession.objects.filter(
        market=market.code, mechanism=hours.mechanism, opens_at=opens, simulated=False
    )
    announced = set(sessions.values_list("pool", flat=True))
    pooled = hours.mechanism in AUCTIONS and Mechanism(hours.mechanism) is not Mechanism.RESERVE_AUCTION
    return [
        group[0] for pool, group in sorted(found.items()) if pooled and len(group) >= _FEWEST and pool not in announced
    ]


def _on(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def _tried(work: Callable[[], object]) -> int:
    try:
        work()
    except (Problem, Problems) as problem:
        logger.warning("markets: %s", problem)
        return 0
    return 1

"""A made-up year of water, emission and points history, and something to trade now; marked as simulated, removable.

The same rules match it and the same ledger settles it as what is real; only the clock is set back.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.ledger import owners
from lvheng.ledger.actions import AccountSpec, NewTransfer, asset_row, open_accounts, transfer
from lvheng.markets import events
from lvheng.markets.catalogue import market_of
from lvheng.markets.closing import opening_of
from lvheng.markets.events import Dropped, Event
from lvheng.markets.keeping import append
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.rows import count_settled, drop, new_trade, plain, settle_state
from lvheng.markets.session import Mechanism, call_outcomes, reserve_outcomes, traded
from lvheng.markets.settling import MONEY, Batch, Books
from lvheng.markets.simulated_people import Kind, participants_for
from lvheng.markets.simulated_points import make_points
from lvheng.markets.simulated_waiting import leave_waiting
from lvheng.markets.surveillance import look_at
from lvheng.markets.terms import band
from lvheng.packs.markets import Market

WEEKS = 52
_DEPOSIT_FEN = 30_000_000
# Fen for a lot, made up like everything here.
_FIRST_PRICES = {
    "water_irrigation": 2000,
    "cod_market": 150_000,
    "scrap_steel_market": 240_000,
    "straw_market": 40_000,
}
_TABLES = (
    "markets_flag",
    "markets_consent",
    "markets_markettrade",
    "markets_sessionevent",
    "markets_marketorder",
    "markets_marketsession",
    "markets_participant",
    "markets_redemption",
    "markets_offer",
    "markets_earning",
)


def make_simulated(seed: int, day: datetime | None = None) -> dict[str, int]:
    """Make a year of trading up to ``day`` (now) and open sessions for the time after it; returns how many rows.

    The same seed and day make the same trades. Nothing happens where there are simulated participants already.
    """
    if Participant.objects.filter(simulated=True).exists():
        return {}
    chance = random.Random(f"markets {seed}")
    now = day or timezone.now()
    with transaction.atomic():
        people = participants_for(chance)
        _Year(chance, people, now).make()
        points = make_points(chance, now)
        counts = {**_counts(), **points}
        record(None, "markets.load_simulated", "market", "all", "", counts)
    return counts


def remove_simulated() -> dict[str, int]:
    """Delete every simulated row of this room; the ledger's are removed by its own room."""
    with transaction.atomic():
        counts = _counts()
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE simulated")
        if any(counts.values()):
            record(None, "markets.remove_simulated", "market", "all", "", counts)
    return counts


def simulated_count() -> int:
    """How many simulated orders and trades there are."""
    return sum(_counts().values())


def _counts() -> dict[str, int]:
    models = {"sessions": MarketSession, "orders": MarketOrder, "trades": MarketTrade}
    return {name: model._default_manager.filter(simulated=True).count() for name, model in models.items()}


@dataclass(frozen=True)
class _Plan:
    """One session to be held at a time."""

    at: datetime
    market: str
    mechanism: Mechanism
    people: Sequence[Participant]
    pool: str


class _Year:
    """What happens in the order of time; one batch on the ledger for each session."""

    def __init__(self, chance: random.Random, people: dict[Kind, list[Participant]], now: datetime) -> None:
        self.chance, self.people, self.now = chance, people, now
        self.prices = dict(_FIRST_PRICES)
        self.serial: dict[str, int] = {}

    def make(self) -> None:
        """Allot, hold a year of sessions, then leave some open."""
        plans = sorted(self._plans(), key=lambda plan: plan.at)
        self._allot(plans)
        for plan in plans:
            self._hold(plan, is_open=False)
        self._open_now()

    def _plans(self) -> Iterable[_Plan]:
        water, permits = self.people[Kind.IRRIGATOR], self.people[Kind.FACTORY]
        basins = sorted({each.basin for each in water})
        for week in range(WEEKS):
            at = self._moment(self.now - timedelta(weeks=WEEKS - week), 10)
            basin = basins[week % len(basins)]
            group = [each for each in water if each.basin == basin]
            yield _Plan(at, "water_irrigation", Mechanism.CALL_AUCTION, group, f"basin={basin}")
            if week % 4 == 1:
                group = [each for each in permits if each.basin == permits[0].basin]
                pool = f"basin={permits[0].basin}|quality={permits[0].quality}"
                yield _Plan(at + timedelta(hours=1), "cod_market", Mechanism.CALL_AUCTION, group, pool)
            if week % 26 == 12:
                yield _Plan(at + timedelta(hours=2), "cod_market", Mechanism.RESERVE_AUCTION, permits, "")

    def _moment(self, day: datetime, hour: int) -> datetime:
        local = timezone.localtime(day)
        return timezone.make_aware(datetime.combine(local.date(), time(hour, 0)))

    def _allot(self, plans: Sequence[_Plan]) -> None:
        """What everybody has at the beginning: money, water of each year, permits."""
        at = plans[0].at - timedelta(days=1)
        everybody = [each for group in self.people.values() for each in group]
        wanted: list[tuple[str, int, Participant, int]] = [(MONEY, 0, each, _DEPOSIT_FEN) for each in everybody]
        years = sorted({plan.at.year for plan in plans} | {self.now.year})
        for year in years:
            for each in self.people[Kind.IRRIGATOR]:
                wanted.append(("irrigation_water", year, each, self.chance.randrange(300, 900) * 100))
        for each in self.people[Kind.FACTORY]:
            wanted.append(("cod_right", 0, each, self.chance.randrange(50, 200) * 100))
        for each in self.people[Kind.RECYCLER]:
            wanted += [("scrap_steel", 0, each, 60_000), ("straw_bales", 0, each, 80_000)]
        for each in self.people[Kind.RESERVE]:
            wanted.append(("cod_right", 0, each, 100_000))
        self._issue(wanted, at)

    def _issue(self, wanted: list[tuple[str, int, Participant, int]], at: datetime) -> None:
        assets = {key: asset_row(*key, simulated=True).pk for key in {(code, year) for code, year, _, _ in wanted}}
        specs = [AccountSpec(pk, owners.system("issuance"), "issuance") for pk in assets.values()]
        for code, year, each, _ in wanted:
            specs.append(AccountSpec(assets[code, year], each.owner, "holding", each.name, each.area_id))
        found = open_accounts(specs)
        transfer(
            None,
            [
                NewTransfer(
                    found[assets[code, year], owners.system("issuance"), "issuance"],
                    found[assets[code, year], each.owner, "holding"],
                    amount,
                    "simulated_allotment",
                )
                for code, year, each, amount in wanted
            ],
            at=at,
        )

    def _session(self, plan: _Plan, market: Market, is_open: bool) -> MarketSession:
        number = self.serial[plan.market] = self.serial.get(plan.market, 0) + 1
        price = self.prices[plan.market]
        reference = price - price % market.tick
        low, high = band(reference, market.band, market.tick, market.floor, 10**9)
        reserve = plan.mechanism is Mechanism.RESERVE_AUCTION
        length = timedelta(days=60) if is_open else timedelta(hours=1)
        return MarketSession(
            code=f"{plan.market}-sim-{number}",
            market=plan.market,
            mechanism=plan.mechanism.value,
            vintage=plan.at.year if "water" in market.asset else 0,
            state="open" if is_open else "closed",
            opens_at=plan.at - (timedelta() if is_open else length),
            closes_at=plan.at + (length if is_open else timedelta()),
            lot=market.lot,
            tick=market.tick,
            low=low,
            high=high,
            reference=reference,
            pool=plan.pool,
            supplier=self.people[Kind.RESERVE][0] if reserve else None,
            supply=self.chance.randrange(60, 120) if reserve else 0,
            reserve_price=low if reserve else 0,
            pricing=market.pricing,
            last_time=int(plan.at.timestamp()) - 1800,
            simulated=True,
        )

    def _hold(self, plan: _Plan, is_open: bool) -> None:
        """One session with its orders; unless it stays open, it is cleared and settled."""
        market = market_of(plan.market)
        session = self._session(plan, market, is_open)
        session.save(force_insert=True)
        orders = self._orders(session, plan, market)
        if is_open:
            self._set_apart(session, market, orders)
        books = Books(session, market, [*(row.participant for row in orders)])
        batch = books.batch()
        for row in orders:
            batch.lock(row)
        lines: list[Event] = [opening_of(session).event()]
        lines += [events.order_event(plain(row)) for row in orders if row.number]
        rows: list[MarketTrade] = []
        if not is_open:
            rows = self._clear(session, orders, batch, lines, plan.at)
        batch.post(plan.at)
        MarketOrder.objects.bulk_create(orders)
        for trade in rows:
            trade.buy_id, trade.sell_id = trade.buy.pk, trade.sell.pk
        MarketTrade.objects.bulk_create(rows)
        append(session, lines)
        session.save()
        look_at(session, rows)
        if session.price:
            self.prices[plan.market] = session.price

    def _orders(self, session: MarketSession, plan: _Plan, market: Market) -> list[MarketOrder]:
        rows: list[MarketOrder] = []
        if session.supplier is not None:
            rows.append(self._order(session, session.supplier, "sell", session.reserve_price, session.supply, 0))
        drift = self.chance.randrange(-40, 45)
        for each in self.chance.sample(list(plan.people), k=min(len(plan.people), 12)):
            side = "buy" if session.supplier is not None or self.chance.random() < 0.5 else "sell"
            reference = session.reference or session.low
            wanted = reference * (1000 + drift + self.chance.randrange(-60, 61)) // 1000
            price = min(max(wanted - wanted % market.tick, session.low), session.high)
            most = 3 if side == "sell" else 12
            number = len(rows) + (session.supplier is None)
            rows.append(self._order(session, each, side, price, self.chance.randrange(1, most + 1), number))
        session.orders_count = max(row.number for row in rows)
        return rows

    def _order(
        self, session: MarketSession, who: Participant, side: str, price: int, lots: int, number: int
    ) -> MarketOrder:
        session.last_time += 60
        return MarketOrder(
            session=session,
            number=number,
            participant=who,
            alias=f"P{number}" if number else "S",
            side=side,
            price=price,
            lots=lots,
            open_lots=lots,
            time=session.last_time,
            key=f"simulated {session.code} {number}",
            content_hash="",
            placed_at=session.opens_at,
            simulated=True,
        )

    def _clear(
        self, session: MarketSession, orders: list[MarketOrder], batch: Batch, lines: list[Event], at: datetime
    ) -> list[MarketTrade]:
        opening = opening_of(session)
        bids = [plain(row) for row in orders if row.number]
        reserve = session.mechanism == Mechanism.RESERVE_AUCTION
        outcomes = reserve_outcomes(opening, bids) if reserve else call_outcomes(opening, bids)
        by_number = {row.number: row for row in orders}
        rows: list[MarketTrade] = []
        for trade in traded(outcomes):
            row = new_trade(session, trade, by_number[trade.buy], by_number[trade.sell])
            row.number, row.traded_at, row.settled_at = len(rows) + 1, at, at
            for order in (row.buy, row.sell):
                order.open_lots -= trade.lots
            batch.settle(row, row.buy, row.sell, row.amount, trade.lots * session.lot)
            count_settled(session, row)
            rows.append(row)
        price = outcomes[0]["price"]
        session.price, session.surplus = (int(price) if price else None), int(outcomes[0]["surplus"] or 0)
        lines += [events.close_event(session.last_time), *outcomes, *_drop_rest(orders, batch)]
        return rows

    def _open_now(self) -> None:
        """Something to trade today: a continuous session, listings, and an announced auction."""
        water = self.people[Kind.IRRIGATOR]
        basin = water[0].basin
        group = [each for each in water if each.basin == basin]
        self._hold(_Plan(self.now, "water_irrigation", Mechanism.CONTINUOUS, group, f"basin={basin}"), is_open=True)
        self._hold(_Plan(self.now, "water_irrigation", Mechanism.LISTING, water, ""), is_open=True)
        self._hold(_Plan(self.now, "cod_market", Mechanism.LISTING, self.people[Kind.FACTORY], ""), is_open=True)
        leave_waiting(self._empty, self.people, self.now)

    def _empty(self, market: str, mechanism: Mechanism) -> MarketSession:
        """An open session without orders, for what is agreed between two."""
        session = self._session(_Plan(self.now, market, mechanism, (), ""), market_of(market), is_open=True)
        session.save(force_insert=True)
        append(session, [opening_of(session).event()])
        session.save()
        return session

    def _set_apart(self, session: MarketSession, market: Market, rows: list[MarketOrder]) -> None:
        """Orders that rest and do not cross: buyers below the reference, sellers above; listings all sell."""
        reference, listing = session.reference or session.low, session.mechanism == Mechanism.LISTING
        for row in rows:
            row.side = "sell" if listing else row.side
            row.lots = row.open_lots = min(row.lots, 3)
            steps = self.chance.randrange(1, 12) * market.tick
            row.price = reference + steps if row.side == "sell" else max(reference - steps, session.low)
            row.expires_at = session.closes_at if listing else None


def _drop_rest(orders: list[MarketOrder], batch: Batch) -> list[Event]:
    dropped = []
    for row in orders:
        if row.open_lots and row.number:
            dropped.append(events.dropped_event(row.number, row.open_lots, Dropped.CLOSED))
        if row.open_lots:
            drop(row, Dropped.CLOSED)
        settle_state(row)
        batch.trim(row)
    return dropped

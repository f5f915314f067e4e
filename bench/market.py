"""Market: a call auction of a million orders, continuous matching, and orders through API, database and settlement.

Three measurements. (1) One call auction at 250,000, 500,000 and 1,000,000 orders with arrays, beside pay-as-clear of
assume-framework at the sizes that it can do (it keeps dictionaries and floats, its cost grows as n², and it allots no
remainders). (2) Continuous matching in memory, 200,000 orders, beside lightmatchingengine and, at a size that it
can do, order-matching. (3) Orders of many participants sent to the HTTP interface of this program by one client with a
key, in calls of one, fifty and two hundred, each set aside, matched, settled, logged and recorded with fsync on, on an
embedded server.
Promises: below 1 s, at least 100,000 orders/s, at least 500 orders/s. Do not compare runs on different machines, and
do not take (1) or (2) for what a website answers.
"""

from __future__ import annotations

import json
import logging
import os
import random
import resource
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

CALL_SIZES = {"1x": 250_000, "2x": 500_000, "4x": 1_000_000}
PEER_CALL_SIZE = 2_000
CONTINUOUS = 200_000
PEER_CONTINUOUS = 20_000
SLOW_PEER_CONTINUOUS = 500
SENT = 2_000
CALLS = (1, 50, 200)
PARTICIPANTS = 40
SEED = 5


def main() -> None:
    """Measure, print the table and the line of JSON."""
    # A peer turns the messages of every library on.
    logging.disable(logging.WARNING)
    rows: list[tuple[str, str, str]] = []
    growth = {name: round(_call(size), 3) for name, size in CALL_SIZES.items()}
    same, peer = _call(PEER_CALL_SIZE), _assume(PEER_CALL_SIZE)
    rows.append(("call auction, 1,000,000 orders", f"{growth['4x']:.2f} s", "below 1 s"))
    rows.append((f"call auction, {PEER_CALL_SIZE:,} orders", f"{same * 1000:.1f} ms", _peer("assume", peer)))
    ours = _continuous(CONTINUOUS)
    rows.append((f"continuous, {CONTINUOUS:,} orders", f"{CONTINUOUS / ours:,.0f} orders/s", "at least 100,000"))
    light, slow = _light(PEER_CONTINUOUS), _order_matching(SLOW_PEER_CONTINUOUS)
    own_small = _continuous(PEER_CONTINUOUS)
    rate = f"{PEER_CONTINUOUS / own_small:,.0f} orders/s"
    rows.append((f"continuous, {PEER_CONTINUOUS:,} orders", rate, _rate("lightmatchingengine", PEER_CONTINUOUS, light)))
    own_tiny = _continuous(SLOW_PEER_CONTINUOUS)
    rate = f"{SLOW_PEER_CONTINUOUS / own_tiny:,.0f} orders/s"
    rows.append(
        (f"continuous, {SLOW_PEER_CONTINUOUS} orders", rate, _rate("order-matching", SLOW_PEER_CONTINUOUS, slow))
    )
    rates = _through_everything()
    for together, found in rates.items():
        promise = "at least 500" if together > 1 else ""
        rows.append((f"API, database, settlement: calls of {together}", f"{found:,.0f} orders/s", promise))
    _print(rows)
    print(json.dumps(_result(growth, same, peer, ours, rates), ensure_ascii=False))


def _call(size: int) -> float:
    from lvheng.markets.call_arrays import Columns, clear

    chance = np.random.default_rng(SEED)
    number = np.arange(1, size + 1)
    is_buy = chance.random(size) < 0.5
    orders = Columns(number, is_buy, chance.integers(900, 1100, size) * 10, chance.integers(1, 500, size), number // 10)
    start = time.perf_counter()
    result = clear(orders, 10, 10_000)
    taken = time.perf_counter() - start
    assert result.volume == int(result.lots.sum()) > 0
    return taken


def _assume(size: int) -> float | None:
    """Pay-as-clear of assume-framework on the same number of orders; None where it cannot be installed or run."""
    try:
        from assume.common.market_objects import MarketConfig, MarketProduct
        from assume.markets.clearing_algorithms.simple import PayAsClearRole
        from dateutil import rrule
        from dateutil.relativedelta import relativedelta
    except ImportError:
        return None
    begin = datetime(2026, 1, 1)
    hour = relativedelta(hours=1)
    config = MarketConfig(
        "m",
        rrule.rrule(rrule.HOURLY, dtstart=begin, until=begin + timedelta(hours=1)),
        hour,
        "pay_as_clear",
        [MarketProduct(hour, 1, hour)],
    )
    role = PayAsClearRole(config)
    product = (begin + timedelta(hours=1), begin + timedelta(hours=2), None)
    chance = random.Random(SEED)
    book = []
    for number in range(size):
        volume = chance.randrange(1, 500) * (1 if chance.random() < 0.5 else -1)
        price = chance.randrange(900, 1100) / 10
        order = {"start_time": product[0], "end_time": product[1], "only_hours": None, "volume": volume, "price": price}
        book.append({**order, "agent_addr": f"a{number}", "bid_id": f"b{number}", "node": "n"})
    start = time.perf_counter()
    role.clear(book, [product])
    return time.perf_counter() - start


def _orders(size: int) -> list[tuple[int, str, bool, int, int]]:
    chance = random.Random(SEED)
    return [
        (
            n,
            f"p{chance.randrange(5000)}",
            chance.random() < 0.5,
            1000 + chance.randrange(-50, 51),
            chance.randrange(1, 100),
        )
        for n in range(1, size + 1)
    ]


def _continuous(size: int) -> float:
    from lvheng.markets.continuous import Book
    from lvheng.markets.orders import Order, Side

    orders = [
        Order(n, who, Side.BUY if buy else Side.SELL, price, lots, n) for n, who, buy, price, lots in _orders(size)
    ]
    book = Book()
    start = time.perf_counter()
    for order in orders:
        book.place(order)
    return time.perf_counter() - start


def _light(size: int) -> float | None:
    try:
        from lightmatchingengine.lightmatchingengine import LightMatchingEngine, Side
    except ImportError:
        return None
    orders, engine = _orders(size), LightMatchingEngine()
    start = time.perf_counter()
    for _, _, buy, price, lots in orders:
        engine.add_order("X", price, lots, Side.BUY if buy else Side.SELL)
    return time.perf_counter() - start


def _order_matching(size: int) -> float | None:
    try:
        from loguru import logger
        from order_matching.enums import Side
        from order_matching.matching_engine import MatchingEngine
        from order_matching.order import LimitOrder
        from order_matching.orders import Orders
    except ImportError:
        return None
    # It tells of every order, which takes longer than matching it.
    logger.disable("order_matching")
    begin = datetime(2026, 1, 1)
    engine = MatchingEngine(seed=SEED)
    orders = [
        LimitOrder(
            side=Side.BUY if buy else Side.SELL,
            price=float(price),
            size=float(lots),
            timestamp=begin + timedelta(seconds=n),
            order_id=str(n),
            trader_id=who,
        )
        for n, who, buy, price, lots in _orders(size)
    ]
    start = time.perf_counter()
    for order in orders:
        engine.place(Orders([order]))
        engine.match(timestamp=order.timestamp)
    return time.perf_counter() - start


def _through_everything() -> dict[int, float]:
    """Orders a second through the HTTP interface, the database and settlement, by how many a call places."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-market-"))
    folder.chmod(0o755)
    try:
        client, session = _set_up(folder)
        rates = {each: _send(client, session, SENT if each > 1 else SENT // 4, each, f"k{each} ") for each in CALLS}
        _confirm(session)
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)
    return rates


def _set_up(folder: Path) -> tuple[Any, str]:
    """A site of its own with participants that have money and water, and an open continuous session."""
    os.environ["LVHENG_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    os.environ.pop("DATABASE_URL", None)
    from lvheng.database import embedded_url

    os.environ["DATABASE_URL"] = embedded_url(folder / "postgres")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    from lvheng.markets import api
    from lvheng.markets.simulation.command import fill_people

    fill_people()
    key = _key("simulation")
    # The limit on calls is there to stop programs that run wild, such as this one.
    api._limited[0].num_requests = 10**9
    return _client(key), _open_session()


def _key(name: str) -> str:
    """The key of a program that trades, made for an appointment as everywhere."""
    from lvheng.areas.actions import appoint
    from lvheng.areas.keys import make_key
    from lvheng.areas.models import Organisation
    from lvheng.areas.queries import acting_as, person_by_username

    person, organisation = (
        person_by_username(name),
        Organisation.objects.filter(type="ecology_environment").order_by("pk")[0],
    )
    held = appoint(None, person, organisation, "department_officer")
    return make_key(acting_as(person, held, has_second_factor=True), "bench", 1).text


def _client(key: str) -> Any:
    from django.test import Client

    return Client(headers={"Authorization": f"Bearer {key}"})


def _open_session() -> str:
    from lvheng.ledger import owners
    from lvheng.ledger.actions import NewTransfer, asset_row, open_account, transfer
    from lvheng.markets import actions

    people = []
    for number in range(PARTICIPANTS):
        wanted = actions.Admission(
            f"thing:b{number}", f"甲{number}", "agriculture", "622901", "大夏河", agent="simulation"
        )
        people.append(actions.admit(None, wanted))
        for asset, vintage, amount in (("cny", 0, 10**11), ("irrigation_water", 2026, 1_500_000)):
            row = asset_row(asset, vintage)
            source = open_account(row, owners.system("issuance"), "issuance").pk
            transfer(None, [NewTransfer(source, open_account(row, f"thing:b{number}").pk, amount, "begin")])
    now = datetime.now(UTC)
    wanted_session = actions.Announcement(
        "water_irrigation", "continuous", now, now + timedelta(hours=3), vintage=2026, like=people[0].pk
    )
    session = actions.announce(None, wanted_session)
    return actions.open_session(None, session.code).code


def _send(client: Any, session: str, count: int, together: int, name: str) -> float:
    from lvheng.markets.models import Participant

    people = list(Participant.objects.order_by("pk").values_list("pk", flat=True))
    chance = random.Random(SEED)
    calls = []
    for first in range(0, count, together):
        orders = [
            {
                "key": f"{name}{number}",
                "side": chance.choice(("buy", "sell")),
                "price": 2000 + 10 * chance.randrange(-10, 11),
                "lots": chance.randrange(1, 6),
            }
            for number in range(first, min(first + together, count))
        ]
        calls.append(json.dumps({"orders": orders, "participant": chance.choice(people)}))
    start = time.perf_counter()
    for body in calls:
        answer = client.post(f"/api/v1/market-sessions/{session}/orders", body, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        assert all(each["order"] for each in answer.json()), answer.content.decode()
    return count / (time.perf_counter() - start)


def _confirm(session: str) -> None:
    """The numbers count only if the books are right."""
    from lvheng.markets.checking import faults
    from lvheng.markets.models import MarketTrade

    assert faults() == []
    assert MarketTrade.objects.filter(session__code=session).count() > SENT // 10


def _peer(name: str, seconds: float | None) -> str:
    return f"{name}: not installed" if seconds is None else f"{name}: {seconds * 1000:.1f} ms"


def _rate(name: str, size: int, seconds: float | None) -> str:
    return f"{name}: not installed" if seconds is None else f"{name}: {size / seconds:,.0f} orders/s"


def _print(rows: list[tuple[str, str, str]]) -> None:
    table = Table("what", "Lüheng", "peer, or promise")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _result(
    growth: dict[str, float], same: float, peer: float | None, continuous: float, rates: dict[int, float]
) -> dict[str, Any]:
    return {
        "bench": "market",
        "work": f"call auction of {PEER_CALL_SIZE} orders (growth: 250,000 to 1,000,000)",
        "seconds": round(same, 4),
        "peer": "assume-framework pay-as-clear",
        "peer_seconds": None if peer is None else round(peer, 4),
        "ratio": None if peer is None else round(peer / same, 2),
        "max_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "growth": growth,
        "continuous_orders_per_s": round(CONTINUOUS / continuous),
        "api_orders_per_s": {f"calls of {each}": round(found) for each, found in rates.items()},
    }


if __name__ == "__main__":
    main()

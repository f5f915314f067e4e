"""Ledger: durable transfers a second, in batches, one by one and on one hot account, beside django-hordak.

Every transfer is committed with fsync on the program's own embedded server, numbered and hashed in its asset's chain,
with its limits checked. The peer keeps the same transfers on the same server with its own triggers: in batches with
``bulk_create`` (which is the fastest that it can do), one by one with ``transfer_to``. It neither chains nor limits.
The floor of one by one is a row of the same size, added to a table without any rule and committed; with the disk's own
floor (a block written and flushed) it tells how much of the time is the program's. The promises are 30,000/s in
batches, 1,000/s one by one and 5,000/s on a hot account in batches. ``lvheng ledger verify`` over everything is timed
as well. Do not compare runs on different machines or disks.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ACCOUNTS = 1000
BATCH = 8000
SIZES = {"1x": 80_000, "2x": 160_000, "4x": 320_000}
HOT = 80_000
ONE_BY_ONE = 1500
# Assets that may go from holder to holder; each client has one of its own, since a chain is written by one at a time.
BOOKS = ("scrap_steel", "scrap_aluminium", "waste_paper", "waste_plastic")
CLIENTS = len(BOOKS)
PEER_BATCHED = 8000
PEER_ONE_BY_ONE = 150


def main() -> None:
    """Measure, print the table and the line of JSON."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-ledger-"))
    folder.chmod(0o755)
    try:
        _set_up(folder)
        result = _measure()
    finally:
        _stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result, ensure_ascii=False))


def _set_up(folder: Path) -> None:
    os.environ["LVHENG_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    from lvheng import settings as own
    from lvheng.configuration import database_settings
    from lvheng.database import embedded_url

    own.INSTALLED_APPS += ["mptt", "hordak"]
    own.HORDAK_CURRENCIES = own.CURRENCIES = ["CNY"]  # type: ignore[attr-defined]
    own.DEFAULT_CURRENCY = own.HORDAK_INTERNAL_CURRENCY = "CNY"  # type: ignore[attr-defined]
    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    database = database_settings(embedded_url(folder / "postgres"))
    database["OPTIONS"].pop("pool", None)
    connections.settings["default"].update(database)
    del connections["default"]
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on")


def _stop() -> None:
    from django.db import connections

    connections.close_all()


def _book(number: int) -> tuple[int, list[int]]:
    """An asset of its own with its holders, each with plenty: its issuance account and their accounts."""
    from lvheng.ledger.actions import AccountSpec, NewTransfer, asset_row, open_account, open_accounts, transfer

    asset = asset_row(BOOKS[number], simulated=True)
    issuance = open_account(asset, "system:issuance", "issuance").pk
    specs = [AccountSpec(asset.pk, f"organisation:o{number}") for number in range(ACCOUNTS)]
    holders = sorted(open_accounts(specs).values())
    transfer(None, [NewTransfer(issuance, holder, 10**9) for holder in holders])
    return issuance, holders


def _batch(choose: random.Random, holders: Sequence[int], count: int, hot: bool = False) -> list[Any]:
    from lvheng.ledger.actions import NewTransfer

    half = len(holders) // 2
    givers, takers = holders[:1] if hot else holders[:half], holders[half:]
    return [
        NewTransfer(choose.choice(givers), choose.choice(takers), choose.randint(1, 100), "sale", f"bench {number}")
        for number in range(count)
    ]


def _batches(holders: Sequence[int], count: int, hot: bool = False) -> float:
    """Seconds for ``count`` transfers in batches, made and recorded."""
    from lvheng.ledger.actions import transfer

    choose = random.Random(7)
    began = time.perf_counter()
    for _ in range(0, count, BATCH):
        transfer(None, _batch(choose, holders, BATCH, hot))
    return time.perf_counter() - began


def _client(vintage: int, holders: Sequence[int], count: int, begin: Any, times: Any) -> None:
    from django.db import connections

    from lvheng.ledger.actions import transfer

    connections.close_all()
    batch = _batch(random.Random(vintage), holders, count)
    transfer(None, batch[:1])
    begin.wait()
    began = time.time()
    for each in batch[1:]:
        transfer(None, [each])
    times.put((began, time.time()))


def _one_by_one(books: Sequence[Sequence[int]], count: int) -> float:
    """Seconds for ``count`` transfers, each committed by itself, by one client for each book."""
    from django.db import connections

    connections.close_all()
    begin, times = multiprocessing.Barrier(len(books)), multiprocessing.Queue()  # type: ignore[var-annotated]
    each = count // len(books) + 1
    clients = [
        multiprocessing.Process(target=_client, args=(number, holders, each, begin, times))
        for number, holders in enumerate(books)
    ]
    for client in clients:
        client.start()
    spans = [times.get(timeout=300) for _ in clients]
    for client in clients:
        client.join()
    return float(max(end for _, end in spans) - min(start for start, _ in spans))


def _floor(count: int) -> float:
    """Seconds for ``count`` rows of a transfer's size, each added and committed by itself, by one client."""
    from django.db import connection

    from lvheng.ledger.state import raw_cursor

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_floor (id uuid PRIMARY KEY, amount bigint, words text)")
    cursor, words = raw_cursor(), "x" * 200
    began = time.perf_counter()
    for number in range(count):
        cursor.execute("INSERT INTO bench_floor VALUES (%s, %s, %s)", (uuid.uuid4(), number, words), prepare=True)
    return time.perf_counter() - began


def _flushes(count: int) -> float:
    """Seconds for ``count`` blocks of 8 KiB, each written to the end of a file and flushed to the disk."""
    folder = Path(os.environ["LVHENG_DATA"])
    with (folder / "floor").open("wb", buffering=0) as file:
        began = time.perf_counter()
        for _ in range(count):
            file.write(b"x" * 8192)
            os.fdatasync(file.fileno())
        return time.perf_counter() - began


def _peer() -> tuple[float, float]:
    """Seconds that django-hordak takes for its batch, and for its transfers one by one."""
    from django.db import transaction
    from hordak.models import Account, Leg, Transaction
    from moneyed import Money

    def account(number: int) -> Any:
        return Account.objects.create(name=f"o{number}", code=str(number), type="AS", currencies=["CNY"])

    with transaction.atomic():
        accounts = [account(number) for number in range(100)]
    choose = random.Random(7)
    began = time.perf_counter()
    with transaction.atomic():
        made = Transaction.objects.bulk_create([Transaction() for _ in range(PEER_BATCHED)])
        legs = []
        for each in made:
            first, second = choose.sample(accounts, 2)
            amount = Money(choose.randint(1, 100), "CNY")
            legs.append(Leg(transaction=each, account=first, credit=amount))
            legs.append(Leg(transaction=each, account=second, debit=amount))
        Leg.objects.bulk_create(legs, batch_size=2000)
    batched = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(PEER_ONE_BY_ONE):
        first, second = choose.sample(accounts, 2)
        with transaction.atomic():
            first.transfer_to(second, Money(choose.randint(1, 100), "CNY"))
    return batched, time.perf_counter() - began


def _measure() -> dict[str, Any]:
    books = [_book(number)[1] for number in range(CLIENTS)]
    rows: list[tuple[str, int, float]] = []
    load = os.getloadavg()[0]

    def timed(title: str, count: int, work: Callable[[], float]) -> float:
        rows.append((title, count, work()))
        return rows[-1][2]

    growth = {name: timed(f"batches of {BATCH}, {name}", size, lambda size=size: _batches(books[0], size))
              for name, size in SIZES.items()}  # fmt: skip
    timed("hot account, in batches", HOT, lambda: _batches(books[1], HOT, hot=True))
    timed("floor: blocks flushed", ONE_BY_ONE, lambda: _flushes(ONE_BY_ONE))
    timed("floor: plain rows, 1 client", ONE_BY_ONE, lambda: _floor(ONE_BY_ONE))
    timed("one by one, 1 client", ONE_BY_ONE, lambda: _one_by_one(books[:1], ONE_BY_ONE))
    timed(f"one by one, {CLIENTS} clients", ONE_BY_ONE * 2, lambda: _one_by_one(books, ONE_BY_ONE * 2))
    timed("verify", sum(SIZES.values()), _verified)
    batched, single = _peer()
    rows += [
        ("django-hordak, bulk_create", PEER_BATCHED, batched),
        ("django-hordak, one by one", PEER_ONE_BY_ONE, single),
    ]
    _print(rows, load)
    peer_seconds = batched * SIZES["1x"] / PEER_BATCHED
    return {
        "bench": "ledger",
        "work": f"{SIZES['1x']:,} durable transfers in batches of {BATCH} (peer: {PEER_BATCHED:,}, scaled)",
        "seconds": round(growth["1x"], 3),
        "peer": "django-hordak",
        "peer_seconds": round(peer_seconds, 3),
        "ratio": round(peer_seconds / growth["1x"], 1),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {name: round(seconds, 3) for name, seconds in growth.items()},
        "load_before": round(load, 1),
        "transfers_per_s": {title: round(count / seconds) for title, count, seconds in rows},
    }


def _verified() -> float:
    from lvheng.ledger.queries import verify

    began = time.perf_counter()
    assert verify().holds
    return time.perf_counter() - began


def _print(rows: Sequence[tuple[str, int, float]], load: float) -> None:
    table = Table(title=f"Durable transfers on the embedded server, fsync on (load before: {load:.1f})")
    for head in ("work", "transfers", "seconds", "transfers/s"):
        table.add_column(head, justify="left" if head == "work" else "right")
    for title, count, seconds in rows:
        table.add_row(title, f"{count:,}", f"{seconds:.2f}", f"{count / seconds:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()

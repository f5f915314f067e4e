"""Registers: how long a list of 100,000 enterprises takes to answer, beside a plain Django table of the same rows.

Loads 25,000, 50,000 and 100,000 made-up enterprises into a database of its own and asks what a page asks (count, one
page of rows, shown with its names): the first page, by county, by words, by a declared field, sorted by a declared
number, and a page far behind. The peer is a plain Django model with one column a field and the indexes that its
maintainers would add; words are found with LIKE, since the embedded server has no trigrams. The promise is a p95 below
100 ms with 100,000 things. Without the web server and templates; do not compare runs on different machines.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

SIZES = {"1x": 25_000, "2x": 50_000, "4x": 100_000}
REPEATS = 15
PAGE = 50
AREAS = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
PLACES = ("临夏", "康乐", "永靖", "广河", "和政", "东乡", "积石山", "折桥", "北塬", "三甲集")
TRADES = ("水泥", "皮革", "牛羊肉", "清真食品", "砖瓦", "有机肥", "面粉", "光伏", "再生资源", "农膜", "乳品", "铝材")
FORMS = ("有限公司", "有限责任公司", "合作社", "加工厂", "集团股份有限公司")
INDUSTRIES = ("A", "B", "C", "D", "E", "F", "G", "H")


def main() -> None:
    """Measure, print the table and the line of JSON."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-registers-"))
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

    from lvheng.configuration import database_settings
    from lvheng.database import embedded_url

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    settings = database_settings(embedded_url(folder / "postgres"))
    settings["OPTIONS"].pop("pool", None)
    connections.settings["default"].update(settings)
    del connections["default"]
    call_command("migrate", verbosity=0)
    from lvheng.areas.actions import load_areas

    load_areas("622900")
    from lvheng.registers.indexes import ensure_indexes

    ensure_indexes()


def _stop() -> None:
    from django.db import connections

    connections.close_all()


def _rows(start: int, count: int) -> Iterator[dict[str, Any]]:
    from lvheng.registers.identifiers import credit_code_check_character

    for number in range(start, start + count):
        area = AREAS[number % len(AREAS)]
        first = f"91{area}MA{number:07d}"
        place, trade = PLACES[number % 10], TRADES[number // 10 % 12]
        yield {
            "credit_code": first + credit_code_check_character(first),
            "name": f"{place}{_word(number)}{trade}{FORMS[number // 120 % 5]}",
            "area": area,
            "industry": INDUSTRIES[number // 7 % 8],
            "address": f"{place}镇工业路{number % 900}号",
            "location": f"103.{number % 900_000:06d},35.{number * 7 % 900_000:06d}",
            "scale": ("large", "medium", "small", "micro")[number % 4],
            "employees": number % 3000,
            "energy_use": f"{number * 37 % 90_000}.{number % 100:02d}",
            "key_energy_user": "是" if number % 50 == 0 else "否",
        }


def _word(number: int) -> str:
    """A name of two characters, of some thousand."""
    return chr(0x4E00 + number * 7919 % 6000) + chr(0x5200 + number * 104729 % 6000)


def _peer_model() -> Any:
    """A plain Django table of the same facts, made for this benchmark."""
    from django.db import connection, models

    class PlainEnterprise(models.Model):
        credit_code = models.CharField(max_length=18, unique=True)
        name = models.CharField(max_length=300, db_index=True)
        area = models.CharField(max_length=6, db_index=True)
        industry = models.CharField(max_length=1, db_index=True)
        address = models.CharField(max_length=300)
        scale = models.CharField(max_length=10, db_index=True)
        employees = models.IntegerField()
        energy_use = models.DecimalField(max_digits=18, decimal_places=2, db_index=True)
        key_energy_user = models.BooleanField()

        class Meta:
            app_label = "registers"

        def __str__(self) -> str:
            return self.name

    with connection.schema_editor() as editor:
        editor.create_model(PlainEnterprise)
    return PlainEnterprise


def _measure() -> dict[str, Any]:
    peer = _peer_model()
    times: dict[str, dict[str, dict[str, float]]] = {}
    loading, loaded = 0.0, 0
    for name, size in SIZES.items():
        loading += _load(peer, loaded, size - loaded)
        loaded = size
        times[name] = {who: _times(asks) for who, asks in (("ours", _asks()), ("peer", _peer_asks(peer)))}
    _print(times, loading)
    ours, theirs = (max(times["4x"][who].values()) for who in ("ours", "peer"))
    return {
        "bench": "registers",
        "work": f"slowest p95 of {len(times['4x']['ours'])} lists of 100,000 enterprises",
        "seconds": round(ours, 4),
        "peer": "plain Django table",
        "peer_seconds": round(theirs, 4),
        "ratio": round(theirs / ours, 2),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {name: round(max(times[name]["ours"].values()), 4) for name in SIZES},
    }


def _load(peer: Any, start: int, count: int) -> float:
    """Load into both; the seconds that ours took."""
    from django.db import connection

    from lvheng.registers.simulated import load_simulated

    rows = list(_rows(start, count))
    began = time.perf_counter()
    for first in range(0, count, 5000):
        load_simulated("enterprise", rows[first : first + 5000])
    taken = time.perf_counter() - began
    plain = [
        peer(**{key: value for key, value in row.items() if key not in ("location", "key_energy_user")},
             key_energy_user=row["key_energy_user"] == "是")
        for row in rows
    ]  # fmt: skip
    peer.objects.bulk_create(plain, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return taken


QUERIES = {
    "first page": "",
    "by county": "area=622923",
    "by words": "q=永靖 有机肥",
    "by a rare word": f"q={_word(777)}",
    "by a part of the code": "q=MA0004321",
    "by a field": "industry=D",
    "between numbers": "energy_use_min=1000&energy_use_max=1100",
    "sorted by a number": "sort=-energy_use",
    "sorted from the smallest": "sort=energy_use",
    "page in the middle": "page={number}&after={thing}",
    "last page": "page=99999&end=1",
}


def _asks() -> dict[str, Callable[[], int]]:
    from django.http import QueryDict

    from lvheng.registers import listing, paging
    from lvheng.registers.catalogue import kind_of, registers
    from lvheng.registers.shown import names_for, show

    kind = kind_of("enterprise")
    fields = list(kind.fields)
    # At 100,000 things the page in the middle is the thousandth, and it is asked for as its neighbour's link does.
    every = listing.things(kind, listing.read_request(QueryDict(""), kind, fields))
    number = every.count() // PAGE // 2
    thing = every.values_list("pk", flat=True)[(number - 1) * PAGE - 1]

    def ask(query: str) -> int:
        wanted = QueryDict(query)
        asked = listing.read_request(wanted, kind, fields)
        rows = paging.part_of(listing.narrowed(kind, asked), kind, asked, paging.read_page(wanted)).things
        names = names_for(kind, [row.values for row in rows])
        return sum(len(show(registers(), fields, row.values, names)) for row in rows)

    return {name: partial(ask, query.format(number=number, thing=thing)) for name, query in QUERIES.items()}


def _peer_asks(peer: Any) -> dict[str, Callable[[], int]]:
    from django.core.paginator import Paginator

    every = peer.objects.order_by("name", "id")
    found = {
        "first page": every,
        "by county": every.filter(area="622923"),
        "by words": every.filter(name__contains="永靖").filter(name__contains="有机肥"),
        "by a rare word": every.filter(name__contains=_word(777)),
        "by a part of the code": every.filter(credit_code__contains="MA0004321"),
        "by a field": every.filter(industry="D"),
        "between numbers": every.filter(energy_use__gte=1000, energy_use__lte=1100),
        "sorted by a number": peer.objects.order_by("-energy_use", "id"),
        "sorted from the smallest": peer.objects.order_by("energy_use", "id"),
        "page in the middle": every,
        "last page": every,
    }
    pages = {"page in the middle": every.count() // PAGE // 2, "last page": every.count() // PAGE}

    def ask(rows: Any, number: int) -> int:
        return len(list(Paginator(rows, PAGE).get_page(number)))

    return {name: partial(ask, rows, pages.get(name, 1)) for name, rows in found.items()}


def _times(asks: dict[str, Callable[[], int]]) -> dict[str, float]:
    """The p95 of each question, in seconds."""
    found = {}
    for name, ask in asks.items():
        ask()
        taken = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - began)
        found[name] = statistics.quantiles(taken, n=20, method="inclusive")[18]
    return found


def _print(times: dict[str, dict[str, dict[str, float]]], loading: float) -> None:
    table = Table(title=f"p95 of a list, ms; 100,000 things registered in {loading:.1f} s")
    for title in ("list", *(f"{size:,}" for size in SIZES.values()), "plain table, 100,000"):
        table.add_column(title, justify="left" if title == "list" else "right")
    for name in QUERIES:
        row = [f"{times[size]['ours'][name] * 1000:.1f}" for size in SIZES]
        table.add_row(name, *row, f"{times['4x']['peer'][name] * 1000:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()

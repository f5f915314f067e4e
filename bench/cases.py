"""Cases: how long desk, lists and a case take with 10,000 open cases and 200 users, and the daily run over 100,000.

Starts a site of its own (two web processes), puts 10,000 open cases into it and lets 200 signed-in users click through
the desk, the list, a narrowed list and the page of a case: each opens a page, reads for a second, opens the next. The
promise is a p95 of the desk below 250 ms on two cores.

Then the daily run over 25,000, 50,000 and 100,000 open cases of which a tenth is to be reminded of and a tenth has
passed since yesterday: events in their timelines, escalation dates, one message to each organisation. The promise is
30 seconds for 100,000. The peer does the same reminders case by case, as one would write it first, on 2,000 cases; the
ratio compares both at that size. Do not compare runs on different machines, nor runs while something else computes.
"""

from __future__ import annotations

import datetime
import http.client
import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

OPEN_CASES, USERS, ROUND_S, THINK_S = 10_000, 200, 20.0, 1.0
SIZES = {"1x": 25_000, "2x": 50_000, "4x": 100_000}
PEER_CASES = 2_000
DAY = datetime.timedelta(days=1)


def main() -> None:
    """Measure, print the tables and the line of JSON."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-cases-"))
    folder.chmod(0o755)
    port = _free_port()
    command = [str(Path(sys.executable).with_name("lvheng")), "run", "--port", str(port), "--data", str(folder)]
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        os.environ["LVHENG_DATA"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        from lvheng.starting import start_django

        start_django()
        load(OPEN_CASES)
        paths = ["/desk/", "/cases/", "/cases/?type=enforcement&due=soon", f"/cases/{_one()}/"]
        cookie = _signed_in()
        _visit(port, paths, cookie, 4, 4.0)
        times = _visit(port, paths, cookie, USERS, ROUND_S)
        runs, peer = _runs()
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
    _print(times, runs)
    print(json.dumps(_result(times, runs, peer), ensure_ascii=False))


def load(count: int) -> None:
    """Put so many open cases into the database: a tenth due in five days, a tenth due yesterday, others later."""
    from lvheng.areas.queries import organisations_by_code
    from lvheng.cases.models import Case, Deadline, Event

    today = datetime.date.today()
    owners = [each for each in organisations_by_code().values() if each.kind in ("department", "county_government")]
    begin = Case.objects.count()
    for start in range(begin, begin + count, 5_000):
        numbers = range(start, min(start + 5_000, begin + count))
        cases = [_case(number, owners[number % len(owners)], today) for number in numbers]
        events = [_first(case) for case in cases]
        Case.objects.bulk_create(cases)
        Event.objects.bulk_create(events)
        Deadline.objects.bulk_create([_term(case, number, today) for case, number in zip(cases, numbers, strict=True)])


def _case(number: int, owner: Any, today: datetime.date) -> Any:
    from django.utils import timezone

    from lvheng.cases.models import Case

    kind, state = (("enforcement", "clue"), ("supervision", "drafted"), ("grid_inspection", "reported"))[number % 3]
    title = f"事项{number}：第{number % 97}号企业超标排放核查"
    return Case(
        type=kind, year=today.year, sequence=1_000_000 + number, number=f"测〔{today.year}〕{number}号", title=title,
        area_id=owner.area_id, owner=owner, numbered_by=owner, opened_on=today, opened_at=timezone.now(),
        state=state, data={"clue": title}, next_due_on=_due(number, today), search_text=title, simulated=True,
        changed_at=timezone.now(),
    )  # fmt: skip


def _due(number: int, today: datetime.date) -> datetime.date:
    return today + ((5, -1)[number % 10] if number % 10 < 2 else 20 + number % 60) * DAY


def _first(case: Any) -> Any:
    from lvheng.cases.models import Event
    from lvheng.cases.writing import By, event_of

    return event_of(case, Event.Kind.OPENED, By(), case.opened_on, to_state=case.state)


def _term(case: Any, number: int, today: datetime.date) -> Any:
    from lvheng.cases.catalogue import type_of
    from lvheng.cases.models import Deadline

    rule = next(rule for rule in type_of(case.type).deadlines if rule.start == "opening")
    due = _due(number, today)
    remind = today if number % 10 == 0 else due - DAY
    return Deadline(
        case=case, code=rule.code, starts_on=due - 30 * DAY, due_on=due, simulated=True,
        next_reminder_on=remind if due >= today else None, next_escalation_on=due + DAY,
    )  # fmt: skip


def _one() -> int:
    from lvheng.cases.models import Case

    return int(Case.objects.filter(type="enforcement", simulated=True).values_list("pk", flat=True)[0])


def _signed_in() -> str:
    """The cookie of a session of the planner, who sees everything."""
    from django.test import Client

    from lvheng.areas.queries import person_by_username

    client = Client()
    person = person_by_username("planner")
    if person is None:
        raise LookupError("the site has no demonstration account of a planner")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


def _visit(port: int, paths: list[str], cookie: str, users: int, seconds: float) -> dict[str, list[float]]:
    """Times of every page by its path, while so many users click."""
    times: dict[str, list[float]] = defaultdict(list)
    end, lock = time.perf_counter() + seconds, threading.Lock()

    def user(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(THINK_S * number / users)
        place = number
        while time.perf_counter() < end:
            path = paths[place % len(paths)]
            began = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - began
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            with lock:
                times[path].append(took)
            place += 1
            time.sleep(THINK_S)
        connection.close()

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _runs() -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of the daily run by size; and of both ways with as many cases as the peer has."""
    from lvheng.cases.deadline_run import run_deadlines
    from lvheng.cases.models import Case

    runs: dict[str, float] = {}
    small = {"ours": _timed(PEER_CASES, run_deadlines), "peer": _timed(PEER_CASES, _one_by_one)}
    for name, size in SIZES.items():
        load(size - Case.objects.filter(simulated=True, is_open=True).count())
        runs[name] = _timed(size, run_deadlines)
    return runs, small


def _timed(size: int, run: Any) -> float:
    """Let the terms be as they were this morning for the first ``size`` cases, and no others; then time the run."""
    from django.db import connection

    today = datetime.date.today()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_deadline SET state = 'void' WHERE true")
        cursor.execute(
            "UPDATE cases_deadline SET state = 'open', escalations = 0, next_escalation_on = due_on + 1,"
            " next_reminder_on = CASE WHEN due_on = %s THEN %s::date ELSE due_on - 1 END"
            " WHERE simulated AND id IN (SELECT id FROM cases_deadline WHERE simulated ORDER BY id LIMIT %s)",
            [today + 5 * DAY, today, size],
        )
    began = time.perf_counter()
    run(today)
    return time.perf_counter() - began


def _one_by_one(today: datetime.date) -> None:
    """What one would write first: each case read, written and told on its own."""
    from django.db import transaction

    from lvheng.cases.models import Deadline, Event
    from lvheng.cases.writing import By, event_of, save_changed

    for row in Deadline.objects.filter(state="open"):
        is_late = row.due_on is not None and row.due_on < today
        if not is_late and (row.next_reminder_on is None or row.next_reminder_on > today):
            continue
        with transaction.atomic():
            case = row.case
            state, events = case.state, case.events_count
            kind = Event.Kind.OVERDUE if is_late else Event.Kind.REMINDED
            event_of(case, kind, By(), today, words=str(row.due_on)).save()
            row.state = "missed" if is_late else "open"
            row.next_reminder_on = None
            row.save()
            save_changed(case, state, events)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, limit_s: float = 600) -> None:
    """Until the site answers."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthy/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The site did not start.")


def _quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _print(times: dict[str, list[float]], runs: dict[str, float]) -> None:
    table = Table("page", "visits", "median ms", "p95 ms", title=f"{OPEN_CASES:,} open cases, {USERS} users")
    for path, each in sorted(times.items()):
        table.add_row(path, str(len(each)), f"{_quantile(each, 50) * 1000:.0f}", f"{_quantile(each, 95) * 1000:.0f}")
    Console().print(table)
    table = Table("cases", "seconds", title="daily run, a fifth of the terms to be dealt with")
    for name, size in SIZES.items():
        table.add_row(f"{size:,}", f"{runs[name]:.1f}")
    Console().print(table)


def _result(times: dict[str, list[float]], runs: dict[str, float], small: dict[str, float]) -> dict[str, Any]:
    return {
        "bench": "cases",
        "work": f"daily run over {SIZES['4x']} cases; pages with {OPEN_CASES} open cases and {USERS} users",
        "seconds": round(runs["4x"], 2),
        "peer": f"case by case, {PEER_CASES} cases",
        "peer_seconds": round(small["peer"], 2),
        "ratio": round(small["peer"] / small["ours"], 2),
        "max_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "growth": {name: round(seconds, 2) for name, seconds in runs.items()},
        "p95_ms": {path: round(_quantile(each, 95) * 1000) for path, each in sorted(times.items())},
    }


if __name__ == "__main__":
    main()

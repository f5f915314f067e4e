"""Cases: how long the desk takes with 10,000 open cases and 200 users, and the daily run over 100,000 cases.

Starts a site of its own (two web processes) and puts 10,000 open cases and 200 officers into it, spread over all
departments and counties, each signed in with a session of their own. "200 users at once" means: each of the 200 opens
the desk, reads it for a while, and opens it again. How long they read decides what is asked of the site, so it is told
for 10, 5 and 1 seconds (half to one and a half times of it, at random): 20, 40 and 200 desks a second. Then a mix of
pages (desk, own cases, those due soon, one case) with 10 seconds; and how many requests a second are answered when 16
users never pause. The users are a process of their own on the same two cores; what it takes is told beside. The promise
is a p95 of the desk below 250 ms with 10 seconds between clicks.

Then the daily run over 25,000, 50,000 and 100,000 open cases of which a tenth is to be reminded of and a tenth has
passed since yesterday: events in their timelines, escalation dates, one message to each organisation. The promise is
30 seconds for 100,000. The peer writes the same reminders and overdue terms case by case, as one would write it first,
on 2,000 cases without escalation; the ratio compares both at that size, each in its second round, because the first one
loads the packs. The pages have no peer: a page of another program with other content says nothing. Do not compare runs
on different machines, nor runs while something else computes.
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
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from _clicking import Round, click

OPEN_CASES, USERS, ROUND_S, THINK_S = 10_000, 200, 20.0, (10.0, 5.0, 1.0)
NEVER_PAUSING = 16
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
        rounds = _rounds(port, officers(USERS), process.pid)
        runs, peer = _runs()
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
    _print(rounds, runs)
    print(json.dumps(_result(rounds, runs, peer), ensure_ascii=False))


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


def officers(count: int) -> list[dict[str, str]]:
    """So many signed-in officers of all departments and counties: the cookie of each, and a case of their office."""
    from django.test import Client
    from django.utils import timezone

    from lvheng.areas.models import Appointment, Person
    from lvheng.areas.queries import organisations_by_code
    from lvheng.cases.models import Case

    places = [each for each in organisations_by_code().values() if each.kind in ("department", "county_government")]
    found = []
    for number in range(count):
        place = places[number % len(places)]
        role = "county_officer" if place.kind == "county_government" else "department_officer"
        person = Person.objects.create(username=f"officer{number}", full_name=f"工作人员{number}")
        Appointment.objects.create(person=person, organisation=place, role=role, from_date=timezone.localdate())
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        case = Case.objects.filter(owner=place, is_open=True, type="enforcement", confidential=False).first()
        page = f"/cases/{case.pk}/" if case else "/desk/"
        found.append({"cookie": f"sessionid={client.cookies['sessionid'].value}", "case": page})
    return found


def _rounds(port: int, people: list[dict[str, str]], server: int) -> dict[str, Round]:
    desk = [{"cookie": each["cookie"], "paths": ["/desk/"]} for each in people]
    mixed = [
        {"cookie": each["cookie"], "paths": ["/desk/", "/cases/?mine=1", "/cases/?mine=1&due=soon", each["case"]]}
        for each in people
    ]
    click(port, mixed[:8], 0, 4.0, server)  # warm up: templates, connections, caches
    rounds = {f"desk, {think:g} s": click(port, desk, think, ROUND_S, server) for think in THINK_S}
    rounds["mix, 10 s"] = click(port, mixed, 10.0, ROUND_S, server)
    rounds["desk, no pause"] = click(port, desk[:NEVER_PAUSING], 0, ROUND_S / 2, server)
    rounds["mix, no pause"] = click(port, mixed[:NEVER_PAUSING], 0, ROUND_S / 2, server)
    return rounds


def _runs() -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of the daily run by size; and of both ways with as many cases as the peer has."""
    from lvheng.cases.deadline_run import run_deadlines
    from lvheng.cases.models import Case

    runs: dict[str, float] = {}
    ways = {"ours": run_deadlines, "peer": _one_by_one}
    small: dict[str, float] = {}
    for _ in range(2):  # the first round warms both up and is not kept
        small = {name: _timed(PEER_CASES, run, escalates=False) for name, run in ways.items()}
    for name, size in SIZES.items():
        load(size - Case.objects.filter(simulated=True, is_open=True).count())
        runs[name] = _timed(size, run_deadlines)
    return runs, small


def _timed(size: int, run: Any, *, escalates: bool = True) -> float:
    """Let the terms be as they were this morning for the first ``size`` cases, and no others; then time the run.

    Without ``escalates`` nothing goes up: the peer has no escalation, so neither has the run beside it.
    """
    from django.db import connection

    today = datetime.date.today()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_deadline SET state = 'void' WHERE true")
        cursor.execute(
            "UPDATE cases_deadline SET state = 'open', escalations = 0,"
            " next_escalation_on = CASE WHEN %s THEN due_on + 1 END,"
            " next_reminder_on = CASE WHEN due_on = %s THEN %s::date ELSE due_on - 1 END"
            " WHERE simulated AND id IN (SELECT id FROM cases_deadline WHERE simulated ORDER BY id LIMIT %s)",
            [escalates, today + 5 * DAY, today, size],
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


def _print(rounds: dict[str, Round], runs: dict[str, float]) -> None:
    table = Table("round", "page", "visits", "median ms", "p95 ms", title=f"{OPEN_CASES:,} open cases, {USERS} users")
    for name, found in rounds.items():
        for path, each in sorted(found.times.items()):
            quantiles = [f"{_quantile(each, percent) * 1000:.0f}" for percent in (50, 95)]
            table.add_row(name, path, str(len(each)), *quantiles)
    Console().print(table)
    table = Table("round", "requests/s", "web CPU ms a request", "CPU s of the users", "s", title="what it took")
    for name, found in rounds.items():
        rate, cost = found.requests / found.seconds, found.serving_cpu_ms
        table.add_row(name, f"{rate:.0f}", f"{cost:.1f}", f"{found.clicking_cpu_s:.1f}", f"{found.seconds:.0f}")
    Console().print(table)
    table = Table("cases", "seconds", title="daily run, a fifth of the terms to be dealt with")
    for name, size in SIZES.items():
        table.add_row(f"{size:,}", f"{runs[name]:.1f}")
    Console().print(table)


def _result(rounds: dict[str, Round], runs: dict[str, float], small: dict[str, float]) -> dict[str, Any]:
    return {
        "bench": "cases",
        "work": f"daily run over {SIZES['4x']} cases; pages with {OPEN_CASES} open cases and {USERS} users",
        "seconds": round(runs["4x"], 2),
        "peer": f"case by case, {PEER_CASES} cases",
        "peer_seconds": round(small["peer"], 2),
        "ratio": round(small["peer"] / small["ours"], 2),
        "max_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "growth": {name: round(seconds, 2) for name, seconds in runs.items()},
        "p95_ms": {
            name: {path: round(_quantile(each, 95) * 1000) for path, each in sorted(found.times.items())}
            for name, found in rounds.items()
        },
        "requests_per_s": {name: round(found.requests / found.seconds, 1) for name, found in rounds.items()},
    }


if __name__ == "__main__":
    main()

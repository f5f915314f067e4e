"""Pages: how long the site's pages take to answer while many people use it at once.

Starts a site of its own (two web processes, the plan of Linxia) and lets users click through its pages: each opens a
page, reads for a second, opens the next. The reader takes the time: from the request to the last byte of the answer,
on one keep-alive connection a user, on the same machine. The promise is a p95 below 100 ms with 50 users on two cores.

There is no peer: a page of another program with other content says nothing. Do not compare runs on different machines,
nor runs while something else uses the processor.
"""

from __future__ import annotations

import http.client
import itertools
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

PATHS = ("", "targets/", "tasks/", "responsibilities/", "timeline/", "coverage/", "progress/")
USERS = (50, 100, 200)
THINK_S = 1.0
ROUND_S = 15.0

Times = dict[str, list[float]]


def run() -> dict[str, Any]:
    """Measure all rounds; print the table; return the line of JSON as a dictionary (times in seconds)."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    port = _free_port()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("lvheng")), "run", "--port", str(port), "--data", str(folder)],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        pages = _pages(port)
        _visit(port, pages, 4, 3.0)  # warm up: templates, connections, caches
        rounds = {users: _visit(port, pages, users, ROUND_S) for users in USERS}
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
    _print(rounds)
    p95 = {users: _quantile(list(itertools.chain(*times.values())), 95) for users, times in rounds.items()}
    return {
        "bench": "pages",
        "work": f"{len(pages)} pages, {USERS[0]} users at once, {THINK_S:g} s between clicks, p95 of the answer",
        "seconds": round(p95[USERS[0]], 4),
        "peer": None,
        "peer_seconds": None,
        "ratio": None,
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "growth": {name: round(p95[users], 4) for name, users in zip(("1x", "2x", "4x"), USERS, strict=True)},
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _wait(port: int, limit_s: float = 90) -> None:
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        try:
            if _get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthy/")[0] == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The site did not start.")


def _pages(port: int) -> list[str]:
    """The public pages of the plan that the home page leads to."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    _status, home = _get(connection, "/")
    plan = home.decode().partition('href="/plans/')[2].partition("/")[0]
    pages = ["/", "/indicators/", *(f"/plans/{plan}/{path}" for path in PATHS)]
    wrong = {path: status for path in pages if (status := _get(connection, path)[0]) != 200}
    if wrong:
        raise SystemExit(f"These pages do not answer: {wrong}")
    return pages


def _visit(port: int, pages: list[str], users: int, seconds: float) -> Times:
    """Answer times in seconds, by page, of ``users`` people who click for ``seconds``."""
    times: Times = defaultdict(list)
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def user(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(THINK_S * number / users)
        for path in itertools.islice(itertools.cycle(pages), number % len(pages), None):
            if time.monotonic() >= end:
                return
            started = time.perf_counter()
            status, _body = _get(connection, path)
            taken = time.perf_counter() - started
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            with lock:
                times[path].append(taken)
            time.sleep(max(0.0, THINK_S - taken))

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _print(rounds: dict[int, Times]) -> None:
    table = Table(title="Answer time in ms: half and 95 % of the answers, by number of users at once")
    table.add_column("page", no_wrap=True)
    for users in rounds:
        table.add_column(f"p50/{users}", justify="right", no_wrap=True)
        table.add_column(f"p95/{users}", justify="right", no_wrap=True)
    for path in sorted(rounds[USERS[0]]):
        cells = [f"{_quantile(times[path], percent) * 1000:.1f}" for times in rounds.values() for percent in (50, 95)]
        table.add_row(path, *cells)
    Console().print(table)


if __name__ == "__main__":
    result = run()
    print(json.dumps(result))

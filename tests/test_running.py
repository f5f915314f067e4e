"""``lvheng run`` as a whole: starts, stops, starts again without loss, moves to another folder and another server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from tests.browser.conftest import free_port
from tests.registers.conftest import CEMENT

from lvheng.database import embedded_url

LVHENG = str(Path(sys.executable).with_name("lvheng"))
START_LIMIT_S = 120
# Rows that a start or a visit writes by itself; everything else has to be the same.
PASSING = {
    "procrastinate_workers", "procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers",
    "areas_cache", "django_session",
}  # fmt: skip


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The settings of one installation."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"LVHENG_DATA": str(data), "COLUMNS": "200"} | settings


@contextmanager
def running(data: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running site and its address; it is told to stop at the end and must do so in order."""
    port = free_port()
    log = data.with_suffix(".log")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [LVHENG, "run", "--port", str(port)], env=environment(data, **settings), stdout=output, stderr=output,
            text=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + START_LIMIT_S
        while "Ctrl+C" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0, log.read_text(encoding="utf-8")


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table, as text, in a fixed order."""
    with psycopg.connect(url) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            if name not in PASSING
        ]
        return {
            name: [row for (row,) in connection.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')]  # type: ignore[arg-type]
            for name in names
        }


def lost(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The keys (first columns) of rows that are there no more, by table; jobs may write and change, not take away."""
    keys = {name: {row.split(",", 1)[0] for row in after.get(name, [])} for name in before}
    gone = {name: [row for row in found if row.split(",", 1)[0] not in keys[name]] for name, found in before.items()}
    return {name: [row[:300] for row in found[:5]] for name, found in gone.items() if found}


def answer(url: str) -> str:
    """The page at an address."""
    with urllib.request.urlopen(url, timeout=30) as response:
        return str(response.read().decode())


def lvheng(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of ours."""
    return subprocess.run([LVHENG, *arguments], env=variables, capture_output=True, text=True, check=False, timeout=120)


def register_a_simulated_thing(data: Path) -> None:
    """As the world registers its things, in a process of its own."""
    code = f"from lvheng.registers.simulated import load_simulated; load_simulated('enterprise', [{CEMENT!r}])"
    variables = environment(data) | {"DJANGO_SETTINGS_MODULE": "lvheng.settings"}
    command = [sys.executable, "-m", "lvheng.manage", "shell", "--command", code]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_an_installation_stops_moves_starts_again_and_goes_into_production(open_folder: Path) -> None:
    data, other, file = open_folder / "data", open_folder / "other", open_folder / "backup.tar.gz"
    # The world of the demonstration is big; the browser's tests visit it. Here one simulated thing stands for it.
    with running(data, LVHENG_WORLD="no") as (_process, url):
        assert "临州府发〔2021〕53号" in answer(url)
        register_a_simulated_thing(data)
        before = rows(embedded_url(data / "postgres"))
        assert len(before["plan_sentence"]) > 100
        # A backup may be taken while the site runs; a second site on the same port is refused.
        assert lvheng("backup", str(file), **environment(data)).returncode == 0
        taken = lvheng("run", "--port", url.rsplit(":", 1)[1].strip("/"), **environment(open_folder / "third"))
        assert taken.returncode == 2
        assert "PORT=" in taken.stderr
    assert lost(before, rows(embedded_url(data / "postgres"))) == {}

    # It comes back whole in another folder, on the server that DATABASE_URL names, and starts there without loss.
    moved = environment(other, DATABASE_URL=embedded_url(open_folder / "server"))
    assert lvheng("restore", str(file), **moved).returncode == 0
    restored = rows(moved["DATABASE_URL"])
    assert lost(before, restored) == {}
    into_production(moved)
    gone = lost(restored, rows(moved["DATABASE_URL"]))
    assert not {name for name in gone if not name.startswith(("registers_", "account_", "areas_"))}, gone
    verified = lvheng("audit", "verify", **moved)
    assert verified.returncode == 0, verified.stderr
    assert not (other / "postgres").exists()


def into_production(installation: dict[str, str]) -> None:
    """Production refuses simulated data and demo accounts, says how to remove them, and starts without them."""
    safe = {
        "LVHENG_MODE": "production",
        "LVHENG_SECRET_KEY": "s" * 50,
        "LVHENG_HOSTS": "plan.example.gov.cn",
        "DATABASE_URL": installation["DATABASE_URL"],
    }
    refused = lvheng("run", "--port", str(free_port()), **installation | safe)
    assert refused.returncode == 2
    assert "lvheng world remove" in refused.stderr
    assert lvheng("world", "remove", **installation).returncode == 0
    refused = lvheng("run", "--port", str(free_port()), **installation | safe)
    assert refused.returncode == 2
    assert "LVHENG_DEMO_ACCOUNTS" in refused.stderr
    assert "remove-demo" in refused.stderr
    removed = lvheng("people", "remove-demo", **installation)
    assert removed.returncode == 0, removed.stderr
    made = lvheng("people", "add-administrator", "zhang.wei", **installation)
    assert made.returncode == 0, made.stderr
    assert "zhang.wei" in made.stdout
    with running(Path(installation["LVHENG_DATA"]), **safe):
        pass


@pytest.mark.parametrize("pack", ["nowhere", "china"])
def test_it_says_what_is_wrong_with_the_pack(open_folder: Path, pack: str) -> None:
    result = lvheng("run", "--port", str(free_port()), **environment(open_folder / "data", LVHENG_PACK=pack))
    assert result.returncode == 2
    assert pack in result.stderr
    assert "Traceback" not in result.stderr
    assert not (open_folder / "data/postgres").exists()

"""A short run of the simulation, with the worker and the database killed on the way, on a server of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from lvheng.markets.simulation.plan import mishaps, next_command

EMPTY = {"sessions": [], "orders": [], "listings": [], "consents": [], "deliveries": [], "frozen": []}
STEPS = 40


def test_the_same_seed_and_state_choose_the_same() -> None:
    again = [(next_command(3, step, EMPTY), mishaps(3, step)) for step in range(200)]
    assert again == [(next_command(3, step, EMPTY), mishaps(3, step)) for step in range(200)]
    assert {fate.kill for _, fate in again} == {"", "worker", "database"}


def test_a_market_survives_kills_without_losing_anything(open_folder: Path) -> None:
    names = [name for name in os.environ if name.startswith(("LVHENG_", "DATABASE_URL", "DJANGO_"))]
    environment = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "lvheng.cli", "simulate", "market", "--seed", "7", "--steps", str(STEPS)]
    environment |= {"TMPDIR": str(open_folder), "LVHENG_LANGUAGE": "en", "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"seed 7: {STEPS} steps" in done.stdout
    kills = re.search(r"(\d+) kills of the worker, (\d+) of the database", done.stdout)
    assert kills is not None
    assert min(map(int, kills.groups())) >= 1
    assert "no fault" in done.stdout

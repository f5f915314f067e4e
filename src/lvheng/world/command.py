"""``lvheng world``: make, show and remove the demonstration data, told on the terminal."""

from __future__ import annotations

import time
from dataclasses import asdict

from django.conf import settings
from rich.console import Console
from rich.table import Table

from lvheng.errors import Text, terminal_language
from lvheng.packs import load_pack
from lvheng.world import queries
from lvheng.world.actions import make_world, remove_world
from lvheng.world.counting import WorldCounts
from lvheng.world.figures import SEED

console = Console()
_NAMES = {
    "reports": Text("报表", "reports"),
    "versions": Text("报表各稿", "versions of reports"),
    "steps": Text("办理记录", "steps"),
    "batches": Text("批次", "batches"),
    "observations": Text("数据", "figures"),
    "releases": Text("公布", "releases"),
    "things": Text("登记内容", "registered things"),
    "others": Text("其他内容", "rows of other rooms"),
    "household_months": Text("居民户用量（户·月）", "months of households"),
}


def make_command(seed: int | None) -> None:
    """Make the world and say how much it is and how long it took."""
    begun = time.monotonic()
    with console.status(_say("正在生成演示数据…", "Making the demonstration data…")):
        made = make_world(load_pack(settings.CONFIGURATION.pack), SEED if seed is None else seed)
    if made is None:
        console.print(_say("演示数据已经是最新的。", "The demonstration data are there already."))
        return
    seconds = f"{time.monotonic() - begun:.1f}"
    console.print(_say(f"已生成演示数据，用时 {seconds} 秒。", f"Made the demonstration data in {seconds} s."))
    _print(queries.counts())


def show_command() -> None:
    """Say what is simulated here."""
    made, counts = queries.made(), queries.counts()
    if not counts.total:
        console.print(_say("没有演示数据。", "There are no demonstration data."))
        return
    if made is not None:
        console.print(
            _say(
                f"{made.pack}，{made.first_year}—{made.last_year}年，种子 {made.seed}。",
                f"{made.pack}, {made.first_year} to {made.last_year}, seed {made.seed}.",
            )
        )
    _print(counts)


def remove_command() -> None:
    """Remove the world and say how much it was."""
    counts = remove_world()
    if not counts.total:
        console.print(_say("没有演示数据。", "There are no demonstration data."))
        return
    console.print(_say("已移除演示数据。", "Removed the demonstration data."))
    _print(counts)


def _print(counts: WorldCounts) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, count in asdict(counts).items():
        table.add_row(_NAMES[name].in_language(terminal_language()), f"{count:,}")
    console.print(table)


def _say(zh: str, en: str) -> str:
    return Text(zh, en).in_language(terminal_language())

"""``lvheng check``: whether a pack is valid, and what of its plan is operated so far."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from lvheng.errors import Problems, Text, terminal_language
from lvheng.packs.coverage import Coverage, State, coverage
from lvheng.packs.kinds import ITEM_KINDS
from lvheng.packs.loader import load_pack
from lvheng.packs.model import Pack, PackPlan

STATES: dict[State, tuple[Text, str]] = {
    "operated": (Text("已运行", "operated"), "green"),
    "recorded": (Text("已登记", "recorded"), "yellow"),
    "open": (Text("未覆盖", "open"), "red"),
}
BAR_CELLS = 60


def check_command(name_or_path: str, show_sentences: bool) -> int:
    """Prints the pack's validity, then the coverage of its own plans.

    Returns the exit code: 0 where the pack is valid, 2 where it is not (all its problems were printed). With
    ``show_sentences`` the sentences that nothing operates yet are listed.
    """
    out = Console(highlight=False, emoji=False)
    try:
        pack = load_pack(name_or_path)
    except Problems as error:
        _print_problems(error, Console(stderr=True, highlight=False, emoji=False))
        return error.exit_code
    _print_valid(pack, out)
    for plan in pack.plans:
        if plan.role == "own":
            _print_coverage(plan, coverage(pack, pack.readings[plan.code], plan.code), show_sentences, out)
    return 0


def _print_problems(error: Problems, out: Console) -> None:
    language = terminal_language()
    for problem in error.problems:
        out.print(Line(problem.in_language(language)), soft_wrap=True)
    count = len(error.problems)
    out.print(Line(str(Text(f"数据包有 {count} 个问题。", f"The pack has {count} problem(s).")), style="bold red"))


def _print_valid(pack: Pack, out: Console) -> None:
    valid = Text(f"数据包“{pack.title.zh}”有效。", f"The pack {pack.title.en} is valid.")
    out.print(Line(str(valid), style="bold green"))
    counts = ((kind.title, len(pack.items[kind.name])) for kind in ITEM_KINDS)
    out.print(" · ".join(f"{title} {count}" for title, count in counts if count))


def _print_coverage(plan: PackPlan, found: Coverage, show_sentences: bool, out: Console) -> None:
    out.print()
    out.print(Line(f"{plan.document_number} {Text(plan.title, plan.title_en)}", style="bold"))
    out.print(_bar(found))
    out.print(_summary(found))
    out.print(_articles(found))
    for binding in found.idle:
        zh = f"绑定“{binding.code}”所引的原文里没有读到目标，尚未运行：{binding.quote}"
        en = f"The reader finds no target where `{binding.code}` is bound, so it does not run: {binding.quote}"
        out.print(Line(str(Text(zh, en)), style="yellow"), soft_wrap=True)
    if show_sentences:
        _print_sentences(found, out)


def _bar(found: Coverage) -> Line:
    bar = Line()
    filled = 0
    reached = 0
    for state, (_, colour) in STATES.items():
        reached += found.count(state)
        cells = round(BAR_CELLS * reached / found.total) - filled if found.total else 0
        bar.append("█▓░"[list(STATES).index(state)] * cells, style=colour)
        filled += cells
    return bar


def _summary(found: Coverage) -> Line:
    line = Line()
    for state, (name, colour) in STATES.items():
        line.append(f"{name} {found.count(state)}  ", style=colour)
    total = Text(f"共 {found.total} 句", f"of {found.total} sentences")
    targets = Text(
        f"；目标 {found.targets_operated}/{found.targets_found} 已绑定",
        f"; targets bound {found.targets_operated}/{found.targets_found}",
    )
    return line.append(f"{total}{targets}")


def _articles(found: Coverage) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(str(Text("条款", "Article")), no_wrap=True)
    table.add_column(str(Text("标题", "Heading")))
    for name, colour in STATES.values():
        table.add_column(str(name), justify="right", style=colour)
    for row in found.articles:
        table.add_row(row.id, row.heading, str(row.operated), str(row.recorded), str(row.open))
    return table


def _print_sentences(found: Coverage, out: Console) -> None:
    for state in ("open", "recorded"):
        name, colour = STATES[state]
        out.print()
        out.print(Line(f"{name}：" if name.zh == str(name) else f"{name}:", style=f"bold {colour}"))
        for sentence in found.sentences:
            if sentence.state == state:
                out.print(Line(f"  {sentence.article}  {sentence.text.strip()}"), soft_wrap=True)

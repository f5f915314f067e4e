"""``lvheng compute``, one number with its explanation or what is missing; the contradictions that a check tells."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line
from rich.tree import Tree

from lvheng.areas import boundaries
from lvheng.errors import InputProblem, Text, terminal_language
from lvheng.formula import Period
from lvheng.indicators.computing import Computed, Inputs, compute
from lvheng.indicators.consistency import Conflict, Inconsistency, conflicts, inconsistencies
from lvheng.indicators.explaining import AGREES, BASES, DIFFERS, Node, agrees, explain
from lvheng.indicators.exporting import to_json
from lvheng.indicators.reporting import reason_of, reporter, subject
from lvheng.indicators.wording import area_name, period_text
from lvheng.packs.loader import load_pack
from lvheng.packs.measures import PublishedFigure
from lvheng.packs.model import Pack
from lvheng.packs.programs import Measures, cite

SIMULATED = Text("用到模拟的数，只供演示", "rests on simulated figures, for demonstration only")


def compute_command(
    pack_name: str,
    code: str,
    area: str,
    period: str,
    *,
    as_of: datetime.date | None = None,
    explained: bool = False,
    output_format: str = "table",
    inputs: Inputs | None = None,
) -> int:
    """Prints the number. Returns 0 where there is one, 1 where there is none.

    Without ``inputs`` it is computed from the published figures of the pack alone, as known on ``as_of``. Raises
    :class:`~lvheng.errors.Problem` or :class:`~lvheng.errors.Problems` for a code, area or period that is none.
    """
    boundaries.division(area)
    when = Period.parse(period)
    pack = load_pack(pack_name)
    inputs = inputs or Inputs.of_pack(Measures.of(pack), as_of)
    found = compute(inputs, code, area, when)
    if output_format == "json":
        print(json.dumps(to_json(inputs, found, terminal_language()), ensure_ascii=False, indent=2))
    else:
        _print(pack, inputs, found, explained)
    return 0 if found.value is not None else 1


def print_contradictions(pack_name: str) -> int:
    """Prints the published figures of a pack that contradict each other, with both numbers; returns how many."""
    measures = Measures.of(load_pack(pack_name))
    out = Console(highlight=False, emoji=False)
    lines = [_inconsistency_line(measures, found) for found in inconsistencies(measures)]
    lines += [_conflict_line(measures, found) for found in conflicts(measures)]
    if lines:
        out.print()
        out.print(Line(str(Text("互相矛盾的已发布数字", "Published figures that contradict each other")), style="bold"))
    for line in lines:
        out.print(Line(f"  {line}"), soft_wrap=True)
    return len(lines)


def _inconsistency_line(measures: Measures, found: Inconsistency) -> Text:
    unit, where = found.figure.unit, subject(measures, found.figure)
    verdict = Text("不可能由其组成部分得出", "it cannot follow from its parts")
    if found.possible:
        verdict = Text("差异可能出于组成部分的修约", "the rounding of its parts may explain it")
    return Text(
        f"{where.zh}：发布{found.published} {unit}，按组成部分计算{found.computed} {unit}，{verdict.zh}",
        f"{where.en}: published {found.published} {unit}, its parts give {found.computed} {unit}; {verdict.en}",
    )


def _conflict_line(measures: Measures, found: Conflict) -> Text:
    pair = (found.first, found.second)
    where = subject(measures, found.first)
    chinese = "，".join(f"{each.source.title}为{each.value} {each.unit}" for each in pair)
    english = ", ".join(f"{each.value} {each.unit} in {each.source.title}" for each in pair)
    return Text(f"{where.zh}：{chinese}", f"{where.en}: {english}")


def day(written: str) -> datetime.date:
    """A day as people write it; raises InputProblem."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        what = Text(f"“{written}”不是日期。", f"`{written}` is not a date.")
        raise InputProblem("not_a_day", what, "--as-of", Text("写成 2024-06-30。", "Write it as 2024-06-30.")) from None


def _print(pack: Pack, inputs: Inputs, found: Computed, explained: bool) -> None:
    out = Console(highlight=False, emoji=False)
    tree = explain(inputs, found)
    style = "bold green" if found.value is not None else "bold red"
    out.print(Line(str(tree.text), style=style), soft_wrap=True)
    if found.value is not None:
        out.print(Line(str(BASES[found.basis])))
    if found.simulated:
        out.print(Line(str(SIMULATED)))
    for figure in found.published:
        compared = found.basis in ("computed", "rolled_up")
        verdict = f"（{AGREES if agrees(inputs, found, figure) else DIFFERS}）" if compared else ""
        out.print(Line(f"{Text('已发布', 'published')} {_figure_line(figure)}{verdict}"), soft_wrap=True)
    if found.missing:
        out.print(_missing_table(pack, inputs, found))
    if found.value is None:
        for figure in _other_periods(inputs, found):
            out.print(
                Line(f"{Text('其他期间已发布', 'published of another period')} {_figure_line(figure)}"), soft_wrap=True
            )
    if explained:
        out.print()
        out.print(_tree(tree))


def _figure_line(figure: PublishedFigure) -> str:
    period = period_text(Period.parse(figure.period))
    span = Text(f"{period.zh}（累计）", f"{period.en} to date") if figure.to_date else period
    return f"{span}{Text('：', ': ')}{figure.value} {figure.unit}  {cite(figure.source)}"


def _other_periods(inputs: Inputs, found: Computed) -> Iterator[PublishedFigure]:
    for figure in inputs.figures:
        if (figure.measure, figure.area, figure.kind) == (found.measure.code, found.area, "actual"):
            yield figure


def _missing_table(pack: Pack, inputs: Inputs, found: Computed) -> Table:
    title = Text("缺少的数据和由谁报送", "What is missing and who reports it")
    table = Table(title=str(title), title_justify="left", box=None, pad_edge=False)
    headings = (
        Text("数据", "Figure"),
        Text("地区", "Area"),
        Text("期间", "Period"),
        Text("原因", "Reason"),
        Text("由谁报送", "Reported by"),
    )
    for heading in headings:
        table.add_column(str(heading))
    for part in found.missing:
        title = inputs.measures.title(part.code) if part.code else Text(part.text, part.text)
        who = reporter(pack, inputs.measures, part)
        reason = reason_of(part)
        table.add_row(str(title), area_name(part.unit), str(period_text(part.period)), str(reason), str(who or ""))
    return table


def _tree(node: Node) -> Tree:
    tree = Tree(_label(node))
    _grow(tree, node)
    return tree


def _grow(tree: Tree, node: Node) -> None:
    for part in node.parts:
        _grow(tree.add(_label(part)), part)


def _label(node: Node) -> Line:
    label = Line(str(node.text), style="bold")
    if node.simulated:
        label.append(f" {Text('（模拟）', '(simulated)')}", style="not bold")
    for note in node.notes:
        label.append(f"\n{note}", style="not bold dim")
    return label

"""``lvheng air import FILE``: what came in, what was flagged, what was refused."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from lvheng.configuration import Configuration
from lvheng.errors import Text
from lvheng.packs import load_pack
from lvheng.packs.air import AirRule
from lvheng.statistics.importing import Options, Report, import_file
from lvheng.statistics.series import POLLUTANTS
from lvheng.statistics.storage import Store
from lvheng.statistics.validity import FLAGS

SHOWN_PROBLEMS = 50
LOCAL = ZoneInfo("Asia/Shanghai")


def import_command(file: Path, area: str | None, utc: bool, show_all: bool) -> int:
    """Import a file and print the report; returns 1 where some of it was refused, else 0."""
    configuration = Configuration.from_environment()
    pack = load_pack(configuration.pack)
    rules = {rule.code: rule.value for rule in pack.of(AirRule)}
    plausible = {each: rules[f"plausible_max_{each}"] for each in POLLUTANTS if f"plausible_max_{each}" in rules}
    options = Options(area or pack.area_code or "", utc)
    store = Store.of_air(configuration.data_dir)
    with Console(stderr=True).status(str(Text("正在导入……", "importing …"))):
        report = import_file(file, store, plausible, options, datetime.datetime.now(datetime.UTC))
    _print(report, show_all, Console(highlight=False, emoji=False))
    return 1 if report.refused else 0


def _print(report: Report, show_all: bool, out: Console) -> None:
    out.print(Line(f"{report.file}  {report.layout}", style="bold"))
    if report.already:
        said = Text(
            f"这个文件已于 {report.already} 导入，没有变化。",
            f"this file was imported at {report.already} already; nothing changed.",
        )
        out.print(Line(str(said)))
        return
    out.print(_counts(report))
    for note in report.notes:
        out.print(Line(f"{Text('注意：', 'Note: ')}{note}", style="yellow"), soft_wrap=True)
    _print_refused(report, show_all, out)


def _counts(report: Report) -> Table:
    table = Table.grid(padding=(0, 2))
    flagged = (report.flagged or {}).items()
    rows = (
        (Text("行数 / 站点", "rows / sites"), f"{report.rows} / {report.sites}"),
        (Text("时间", "time"), f"{_local(report.first)} – {_local(report.last)}"),
        (Text("新增的值", "values added"), str(report.merged.added)),
        (Text("已有且相同", "there already"), str(report.merged.unchanged)),
        (Text("修订", "revised"), str(report.merged.revised)),
        (Text("收回（换参数重新导入）", "taken back (read anew)"), str(report.withdrawn)),
        (Text("空值", "empty cells"), str(report.missing)),
        (Text("缺少的时次", "missing times"), str(report.missing_times)),
        (Text("重复的值", "repeated values"), str(report.repeated)),
        *((FLAGS[flag], str(count)) for flag, count in flagged),
        (Text("拒绝", "refused"), str(report.refused_count)),
    )
    for name, value in rows:
        if value != "0" or name.en in ("values added", "refused"):
            table.add_row(str(name), value)
    return table


def _local(time: datetime.datetime | None) -> str:
    return time.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M") if time else "—"


def _print_refused(report: Report, show_all: bool, out: Console) -> None:
    shown = report.refused if show_all else report.refused[:SHOWN_PROBLEMS]
    for problem in shown:
        out.print(Line(str(problem), style="red"), soft_wrap=True)
    more = report.refused_count - len(shown)
    if more:
        said = Text(
            f"还有 {more} 个问题；--all 列出前 10000 个。", f"{more} more problems; --all lists the first 10,000."
        )
        out.print(Line(str(said), style="red"))

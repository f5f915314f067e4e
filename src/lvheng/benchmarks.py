"""``lvheng bench``: lists and runs the benchmarks of the folder ``bench/``."""

from __future__ import annotations

import ast
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from lvheng.errors import InputProblem, SettingProblem, Text

FOLDER = Path(__file__).resolve().parents[2] / "bench"


def bench_command(name: str | None, options: Sequence[str] = ()) -> int:
    """Run the benchmark ``name`` with its own ``options``, or list all with what each is for; return the exit code."""
    benchmarks = available()
    if name is None:
        for found, path in benchmarks.items():
            Console().print(f"[bold]{found}[/]  {_first_line(path)}", highlight=False)
        return 0
    if name not in benchmarks:
        raise InputProblem(
            "unknown_benchmark",
            Text("没有这个基准测试。", "there is no such benchmark."),
            where=name,
            to_do=Text(f"可用的有：{'、'.join(benchmarks)}。", f"There are: {', '.join(benchmarks)}."),
        )
    sys.path.insert(0, str(FOLDER))  # for the modules that stand beside a benchmark
    sys.argv = [str(benchmarks[name]), *options]
    runpy.run_path(str(benchmarks[name]), run_name="__main__")
    return 0


def available() -> dict[str, Path]:
    """Name and file of each benchmark; errors: SettingProblem in an installation without the source folder."""
    if not FOLDER.is_dir():
        raise SettingProblem(
            "no_benchmarks",
            Text("没有 bench 文件夹。", "there is no folder bench."),
            where=str(FOLDER),
            to_do=Text("请在源代码文件夹中运行。", "Run this in the source folder."),
        )
    return {path.stem: path for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")}


def _first_line(path: Path) -> str:
    documentation = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return documentation.partition("\n")[0]

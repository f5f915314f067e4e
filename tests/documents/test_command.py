"""``lvheng read``: the table for people, the JSON for programs, the exit code for files that cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents import making

from lvheng.documents.command import read_command, required
from lvheng.documents.reading import read_file, read_text

KEYS = {
    "metadata": ["title", "issuer", "document_number", "date", "based_on", "attachments"],
    "articles": ["id", "number", "heading", "level", "start", "end"],
    "targets": [
        *("quote", "indicator", "comparator", "value", "unit", "deadline_year", "scope", "baseline_year"),
        *("article", "start", "end"),
    ],
    "tasks": ["text", "modality", "object", "deadline", "article", "start", "end"],
    "responsibilities": ["article", "lead", "participants", "quote"],
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(making.PLAN, encoding="utf-8")
    return path


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; from lvheng.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, timeout=60, check=False)


def test_json_has_the_keys_of_the_format_and_no_others(plan: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    read_command(plan, "json")
    printed = json.loads(capfdbinary.readouterr().out.decode("utf-8"))
    assert printed == read_file(plan).to_json()
    assert list(printed) == ["metadata", "text", "articles", "targets", "tasks", "responsibilities"]
    for name, keys in KEYS.items():
        first = printed[name] if name == "metadata" else printed[name][0]
        assert list(first) == keys


def test_the_table_shows_head_targets_and_responsibilities(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read_command(plan, "table")
    printed = capsys.readouterr().out
    for expected in ("青川市绿色发展实施方案", "青政发〔2022〕18号", "↓ 13.5%", "≥ 30家", "市工业和信息化局", "目标 7"):
        assert expected in printed


def test_a_range_has_both_ends_in_json_and_table() -> None:
    (target,) = read_text("一、任务\n打造2—3个绿色园区。\n").targets
    assert required(target) == "2–3个"
    found = read_text("一、任务\n打造2—3个绿色园区。\n").to_json()["targets"][0]
    assert (found["comparator"], found["value"], found["value_max"]) == ("range", 2, 3)


def test_figures_are_as_written_in_json() -> None:
    found = read_text("一、任务\n到2025年，新建高标准农田193.05万亩。\n").to_json()["targets"][0]
    assert json.dumps([found["value"], found["unit"]], ensure_ascii=False) == '[193.05, "万亩"]'


def test_an_unusable_file_ends_with_code_2_and_one_message(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(making.scan_pdf())
    done = run("read", str(path))
    assert done.returncode == 2
    message = done.stderr.decode("utf-8").strip()
    assert "scan.pdf" in message
    assert "Traceback" not in message
    assert len(message.splitlines()) <= 2


def test_reading_a_text_starts_without_the_libraries_for_other_kinds(plan: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from lvheng.documents import read_file;"
        f"read_file(Path({str(plan)!r})); print(sorted(m for m in sys.modules if m in "
        "{'docx', 'lxml', 'pypdfium2', 'django', 'rich', 'pdfplumber'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"

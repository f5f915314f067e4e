"""The command line: help at once, problems as messages, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser.conftest import free_port

LVHENG = Path(sys.executable).with_name("lvheng")


def lvheng(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [str(LVHENG), *arguments],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        | {"COLUMNS": "200"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_shows_every_command() -> None:
    output = lvheng("--help").stdout
    for command in ("run", "read", "check", "parent", "backup", "restore", "audit", "bench"):
        assert f" {command} " in output


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["--help"], []),
        (["read", "missing.txt"], []),
        # To try the templates of documents needs the charts, which keep their pictures in Django's cache.
        (["check", "linxia"], ["django"]),
        (["run", "--help"], []),
    ],
)
def test_a_command_that_needs_no_database_loads_nothing_heavy(arguments: list[str], loaded: list[str]) -> None:
    program = (
        f"import sys; sys.argv[1:] = {arguments!r}\n"
        "from lvheng.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('HEAVY', sorted({name.split('.')[0] for name in sys.modules} & {'django', 'psycopg', 'pdfplumber'}))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.splitlines()[-1] == f"HEAVY {loaded}"


def test_it_answers_an_unknown_setting_value_with_a_message_and_code_2(tmp_path: Path) -> None:
    result = lvheng("audit", "verify", LVHENG_DATA=str(tmp_path), LVHENG_MODE="prod", LVHENG_PORT="x")
    assert result.returncode == 2
    assert "LVHENG_MODE" in result.stderr
    assert "LVHENG_PORT" in result.stderr
    assert "Traceback" not in result.stderr


def test_it_speaks_english_where_the_terminal_does(tmp_path: Path) -> None:
    result = lvheng("audit", "verify", LVHENG_DATA=str(tmp_path), LVHENG_MODE="prod", LVHENG_LANGUAGE="en")
    assert result.stderr.strip() == "LVHENG_MODE: cannot be “prod”. Possible values: demo / production."


def test_it_names_the_known_benchmarks_when_one_is_unknown() -> None:
    result = lvheng("bench", "nothing")
    assert result.returncode == 2
    assert "nothing" in result.stderr
    assert "reading" in result.stderr


def test_a_benchmark_is_given_its_own_options_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from lvheng import benchmarks
    from lvheng.cli import app

    (tmp_path / "echo.py").write_text("import sys\nprint(sys.argv[1:])\n", encoding="utf-8")
    monkeypatch.setattr(benchmarks, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["lvheng", "bench", "echo"])
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert CliRunner().invoke(app, ["bench", "echo"]).output == "[]\n"
    assert CliRunner().invoke(app, ["bench", "echo", "--provinces", "2"]).output == "['--provinces', '2']\n"


def test_a_database_that_was_never_prepared_is_told(open_folder: Path) -> None:
    for arguments in (["audit", "verify"], ["people", "remove-demo"], ["parent", "plan.pdf"]):
        result = lvheng(*arguments, LVHENG_DATA=str(open_folder), LVHENG_LANGUAGE="en")
        assert result.returncode == 2
        assert "Run lvheng run once first" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_database_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    nowhere = "postgresql://planner:secret@127.0.0.1:1/plans"
    for arguments in (["run"], ["audit", "verify"], ["backup", str(tmp_path / "backup.tar.gz")]):
        result = lvheng(*arguments, LVHENG_DATA=str(tmp_path), DATABASE_URL=nowhere, LVHENG_PORT=str(free_port()))
        assert result.returncode == 2
        assert "DATABASE_URL" in result.stderr
        assert "secret" not in result.stderr
        assert "Traceback" not in result.stderr

"""``lvheng check``."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from lvheng.packs.command import check_command

HERE = Path(__file__).parent


def test_it_says_that_a_pack_is_valid_and_shows_its_coverage(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command(str(HERE / "good" / "dingxi"), show_sentences=False) == 0
    out = capsys.readouterr().out
    assert "数据包“定西市（虚构示例）”有效。" in out
    assert "已运行 2  已登记 4  未覆盖 0  共 6 句；目标 1/2 已绑定" in out
    assert "推广节水灌溉技术" not in out


def test_it_lists_the_sentences_that_nothing_operates_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    check_command(str(HERE / "good" / "dingxi"), show_sentences=True)
    assert "二（一）  推广节水灌溉技术。" in capsys.readouterr().out


def test_it_speaks_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    check_command("linxia", show_sentences=True)
    out = capsys.readouterr().out
    assert "The pack Linxia Hui Autonomous Prefecture is valid." in out
    assert "\nopen:\n  一  到2035年" in out


def test_it_tells_all_problems_and_returns_2(capsys: pytest.CaptureFixture[str]) -> None:
    folder = HERE / "bad" / "several_at_once"
    assert check_command(str(folder), show_sentences=False) == 2
    told = capsys.readouterr()
    expected = (folder / "expected.txt").read_text("utf-8").split("---")[0]
    assert told.err == f"{expected}数据包有 5 个问题。\n"
    assert told.out == ""


def test_it_checks_a_pack_without_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command("china", show_sentences=True) == 0
    assert "已运行" not in capsys.readouterr().out


def test_it_needs_neither_django_nor_a_database() -> None:
    code = "import sys; from lvheng.packs.command import check_command; check_command('linxia', False)"
    code += "; sys.exit('django' in sys.modules)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5

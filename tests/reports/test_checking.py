"""What ``lvheng check`` says of the documents of a pack."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import lvheng.packs
from lvheng.errors import Problems
from lvheng.packs import load_pack
from lvheng.reports.checking import broken_documents, print_broken_documents

CHINA = Path(lvheng.packs.__file__).parent / "china"


def changed(folder: Path, file: str, old: str, new: str) -> str:
    """A copy of the national pack in which a file reads differently."""
    copy = folder / "china"
    shutil.copytree(CHINA, copy)
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(copy)


def test_it_names_the_documents_and_the_tag_that_cannot_be_filled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = changed(tmp_path, "documents/supervision.yaml", "{{ facts }}", "{{ no_such_fact }}")
    lines = broken_documents(pack)  # two kinds of notices share their text
    assert [line.partition(":")[0] for line in lines] == ["supervision_notice", "warning_notice"]
    assert all("no_such_fact" in line for line in lines)
    assert print_broken_documents(pack) == 2
    assert "no_such_fact" in capsys.readouterr().out


def test_every_document_of_the_national_pack_can_be_filled() -> None:
    assert broken_documents("china") == []


def test_a_step_that_asks_for_a_document_which_is_not_there_is_a_mistake_of_the_pack(tmp_path: Path) -> None:
    pack = changed(tmp_path, "cases/plan.yaml", "[supervision_notice]", "[supervision_notise]")
    with pytest.raises(Problems) as caught:
        load_pack(pack)
    [problem] = caught.value.problems
    assert "supervision_notise" in problem.what.zh
    assert "plan.yaml" in problem.where

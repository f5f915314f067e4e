"""Compiling the translations."""

import gettext
import os
from pathlib import Path

from lvheng.catalogues import compile_catalogue, compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "目标"\nmsgstr "{}"\n'


def _catalogue(folder: Path, words: str = "target") -> Path:
    source = folder / "room" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(PO.format(words), encoding="utf-8")
    return source


def _read(compiled: Path) -> gettext.GNUTranslations:
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def test_it_compiles_what_gettext_reads(tmp_path: Path) -> None:
    compiled = compile_catalogue(_catalogue(tmp_path))
    assert compiled.name == "django.mo"
    assert _read(compiled).gettext("目标") == "target"


def test_it_leaves_out_what_is_marked_doubtful(tmp_path: Path) -> None:
    source = _catalogue(tmp_path)
    source.write_text(PO.format("target").replace('msgid "目标"', '#, fuzzy\nmsgid "目标"'), encoding="utf-8")
    assert _read(compile_catalogue(source)).gettext("目标") == "目标"


def test_it_compiles_only_what_changed(tmp_path: Path) -> None:
    source = _catalogue(tmp_path)
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    source.write_text(PO.format("goal"), encoding="utf-8")
    later = source.with_suffix(".mo").stat().st_mtime + 2
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
    assert _read(source.with_suffix(".mo")).gettext("目标") == "goal"


def test_it_leaves_no_half_written_file_behind(tmp_path: Path) -> None:
    source = _catalogue(tmp_path)
    compile_catalogues(tmp_path)
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]

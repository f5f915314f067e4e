"""The quick reader of YAML gives the tree of the round-trip reader, line by line, or refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from lvheng.packs import fast_yaml
from lvheng.packs.loader import SHIPPED

FOLDERS = sorted({path.parent for path in SHIPPED.rglob("*.yaml")})
TRICKY = """\
# a comment
exact: 0.50
zero: 0
grouped: 1_000
negative: -5
octal: 0o17
padded: 012
text_of_12: '12'
day: 2025-01-01
moment: 2025-01-01 10:00:00
yes_is_text: yes
ratio: 1:30
tilde: ~
truth: true
anchored: &source {title: 法, year: 2021}
again: *source
2025: a year as a key
folded: >
  one
  two
literal: |
  第一行
  第二行
formulas:
  - a + b
  - [1, [2.25, x]]
  -
    inner: 'it''s'
"""


def same(one: Any, other: Any) -> None:
    assert type(one) is type(other)
    assert one == other
    if isinstance(one, CommentedMap | CommentedSeq):
        assert (one.lc.line, one.lc.col) == (other.lc.line, other.lc.col)
        assert (one.lc.data or {}) == (other.lc.data or {})
        for key in one if isinstance(one, CommentedMap) else range(len(one)):
            same(one[key], other[key])


def slowly(text: str) -> Any:
    return YAML(typ="rt", pure=True).load(text)


def test_a_tricky_document_is_read_the_same() -> None:
    same(slowly(TRICKY), fast_yaml.read(TRICKY))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(SHIPPED).as_posix())
def test_a_file_of_each_folder_of_the_packs_is_read_the_same(folder: Path) -> None:
    text = min(folder.glob("*.yaml"), key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    same(slowly(text), fast_yaml.read(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: [1, 2\n",
        "a: b: c\n",
        "\ta: 1\n",
        "a: *nobody\n",
        "a: !python/object:os.system {}\n",
        "<<: {a: 1}\n",
        "? [1, 2]\n: 3\n",
        "1.5: a\n",
        "--- 1\n--- 2\n",
    ],
)
def test_what_is_wrong_or_unusual_is_left_to_the_reader_that_can_tell(text: str) -> None:
    with pytest.raises(fast_yaml.Unreadable):
        fast_yaml.read(text)


def test_an_empty_document_is_nothing() -> None:
    assert fast_yaml.read("# only words\n") is None

"""Reads the YAML and CSV files of a pack so that every value knows its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from lvheng.errors import InputProblem, Problem
from lvheng.packs import fast_yaml, mistakes

MAX_FILE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """A value's place: the file as it is shown, its line, and for YAML the node to find the lines within."""

    file: str
    line: int
    node: Any = None

    def at(self, *path: str | int) -> str:
        """``file:line`` of the value under ``path``, or of the nearest enclosing value that is written down."""
        line, node = self.line, self.node
        for step in path:
            found = _line_of(node, step)
            if found is None:
                break
            line, node = found, node[step]
        return f"{self.file}:{line}"


@dataclass(frozen=True)
class Raw:
    """One mapping as written, before it is checked."""

    values: dict[str, Any]
    place: Place


def _line_of(node: Any, step: str | int) -> int | None:
    if isinstance(node, CommentedMap) and step in node:
        return int(node.lc.key(step)[0]) + 1
    if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
        return int(node.lc.item(step)[0]) + 1
    return None


def read_yaml(path: Path, shown: str) -> Any:
    """The round-trip tree of a YAML file; raises :class:`InputProblem` where it cannot be read."""
    text = _text(path, shown)
    try:
        return fast_yaml.read(text)
    except fast_yaml.Unreadable:
        return _read_telling(text, shown)


def _read_telling(text: str, shown: str) -> Any:
    """Slowly, and able to say where a file is wrong."""
    try:
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        raise mistakes.duplicate_key(_marked(error, shown), str(error.problem)) from None
    except MarkedYAMLError as error:
        raise mistakes.not_yaml(_marked(error, shown), str(error.problem or error.context)) from None
    except YAMLError as error:
        raise mistakes.not_yaml(f"{shown}:1", str(error)) from None


def _marked(error: MarkedYAMLError, shown: str) -> str:
    mark = error.problem_mark or error.context_mark
    return f"{shown}:{mark.line + 1 if mark else 1}"


def yaml_rows(tree: Any, shown: str, problems: list[Problem]) -> Iterator[Raw]:
    """The mappings of a list; anything else in it is a problem."""
    if not isinstance(tree, CommentedSeq):
        line = tree.lc.line + 1 if isinstance(tree, CommentedMap) else 1
        problems.append(mistakes.not_a_list(f"{shown}:{line}"))
        return
    for index, node in enumerate(tree):
        line = _line_of(tree, index) or 1
        if isinstance(node, CommentedMap):
            yield Raw(plain(node), Place(shown, line, node))
        else:
            problems.append(mistakes.not_a_mapping(f"{shown}:{line}"))


def plain(node: Any) -> Any:
    """Ordinary dicts and lists of a round-trip tree."""
    if isinstance(node, CommentedMap):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value) for value in node]
    return node


def csv_rows(path: Path, shown: str, columns: Sequence[str], problems: list[Problem]) -> Iterator[Raw]:
    """The rows of a CSV file with a heading line; empty cells are left out."""
    reader = csv.reader(io.StringIO(_text(path, shown), newline=""), strict=True)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        problems.extend(_heading_problems(heading, columns, shown))
        yield from _csv_body(reader, heading, shown, problems)
    except csv.Error as error:
        problems.append(mistakes.not_csv(f"{shown}:{reader.line_num}", str(error)))


def _heading_problems(heading: list[str], columns: Sequence[str], shown: str) -> Iterator[Problem]:
    for index, name in enumerate(heading):
        if name not in columns:
            yield mistakes.unknown_key(f"{shown}:1", name, columns)
        elif name in heading[:index]:
            yield mistakes.duplicate_key(f"{shown}:1", name)


def _csv_body(reader: Any, heading: list[str], shown: str, problems: list[Problem]) -> Iterator[Raw]:
    line = reader.line_num + 1
    for cells in reader:
        place, line = Place(shown, line), reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heading):
            problems.append(mistakes.too_many_cells(place.at(), len(cells), len(heading)))
            continue
        values = {name: cell.strip() for name, cell in zip(heading, cells, strict=False) if cell.strip()}
        yield Raw(values, place)


def _text(path: Path, shown: str) -> str:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise mistakes.file_too_large(f"{shown}:1", MAX_FILE_BYTES)
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, shown) from None


def _not_utf8(data: bytes, error: UnicodeDecodeError, shown: str) -> InputProblem:
    line = data.count(b"\n", 0, error.start) + 1
    return mistakes.not_utf8(f"{shown}:{line}")

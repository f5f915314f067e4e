"""Loads a pack: reads all its files, checks everything, and tells all problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs import mistakes
from lvheng.packs.areas import area_codes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.kinds import ITEM_KINDS
from lvheng.packs.model import Item, Pack, PackHead
from lvheng.packs.places import Place, Raw, csv_rows, plain, read_yaml, yaml_rows
from lvheng.packs.validation import keys_of, resolve_source, validate

SHIPPED = Path(__file__).parent
HEAD_FILE = "pack.yaml"
SUFFIXES = (".yaml", ".yml", ".csv")
_PLACE = re.compile(r"(?P<file>.*?):(?P<line>\d+)(?::(?P<column>\d+))?")


def available_packs() -> tuple[str, ...]:
    """Names of the packs that come with the program."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob(f"*/{HEAD_FILE}")))


def load_pack(name_or_path: str | Path) -> Pack:
    """The pack of that name, or in that folder, validated whole.

    Raises :class:`lvheng.errors.Problems` with every mistake found, in the order of file and line; each says where
    (``folder/file:line``), what is wrong and what would be right.
    """
    return _load_once(_folder(name_or_path), ())


def _folder(name_or_path: str | Path) -> Path:
    if str(name_or_path) in available_packs():
        return SHIPPED / str(name_or_path)
    path = Path(name_or_path)
    if not path.is_dir():
        raise Problems([mistakes.no_such_pack(str(name_or_path), available_packs())])
    return path


def _load(root: Path, above: tuple[Path, ...]) -> Pack:
    problems: list[Problem] = []
    draft = _read_head(root, above, problems)
    for kind in ITEM_KINDS:
        for raw in _rows(kind, draft, problems):
            _add(kind, raw, draft, problems)
    problems.extend(_unknown_files(draft))
    problems.extend(_duplicates(draft))
    for kind in ITEM_KINDS:
        problems.extend(kind.check(draft))
    if problems:
        raise Problems(sorted(problems, key=_order))
    return _pack(draft)


def _pack(draft: Draft) -> Pack:
    head, base = draft.head, draft.base
    return Pack(
        name=head.name,
        title=head.title.text,
        area_code=draft.area_code,
        naming=draft.naming,
        path=draft.root,
        extends=base,
        sources=draft.sources,
        items={kind.name: tuple(draft.all(kind.model)) for kind in ITEM_KINDS},
        readings=draft.readings,
    )


def _order(problem: Problem) -> tuple[str, int, int]:
    """By file, line and, where a formula names it, column."""
    found = _PLACE.fullmatch(problem.where)
    return (found["file"], int(found["line"]), int(found["column"] or 0)) if found else (problem.where, 0, 0)


def _read_head(root: Path, above: tuple[Path, ...], problems: list[Problem]) -> Draft:
    """``pack.yaml`` and the pack that it extends. Nothing can be checked without it: its mistakes end the loading."""
    shown = f"{root.resolve().name}/{HEAD_FILE}"
    if not (root / HEAD_FILE).is_file():
        raise Problems([mistakes.no_pack_file(shown)])
    try:
        tree = read_yaml(root / HEAD_FILE, shown)
    except InputProblem as problem:
        raise Problems([problem]) from None
    if not isinstance(tree, CommentedMap):
        raise Problems([mistakes.not_a_mapping(f"{shown}:1")])
    place = Place(shown, 1, tree)
    head = validate(PackHead, plain(tree), place, problems)
    if head is None:
        raise Problems(problems)
    if head.area_code is not None and head.area_code not in area_codes():
        problems.append(mistakes.unknown_area(place.at("area_code"), head.area_code, area_codes()))
    base = _base(head, root, place, above)
    sources = {**(base.sources if base else {}), **head.sources}
    readings = dict(base.readings) if base else {}
    return Draft(root, root.resolve().name, head, base, sources, readings=readings)


def _base(head: PackHead, root: Path, place: Place, above: tuple[Path, ...]) -> Pack | None:
    """The pack that is extended: one that comes with the program, else a folder beside this one."""
    if head.extends is None:
        return None
    where = place.at("extends")
    chain = (*above, root.resolve())
    folder = SHIPPED / head.extends if head.extends in available_packs() else root.parent / head.extends
    if folder.resolve() in chain:
        raise Problems([mistakes.extends_itself(where, [path.name for path in (*chain, folder.resolve())])])
    if not folder.is_dir():
        raise Problems([mistakes.unknown_code(where, Text("数据包", "pack"), head.extends, available_packs())])
    try:
        return _load_once(folder, chain)
    except Problems as error:
        if any(problem.code == "extends_itself" for problem in error.problems):
            raise
        raise Problems([mistakes.base_is_broken(where, head.extends, len(error.problems)), *error.problems]) from None


_bases: dict[Path, tuple[tuple[tuple[str, int, int], ...], Pack]] = {}


def _load_once(folder: Path, chain: tuple[Path, ...]) -> Pack:
    """A pack that extends no other is read once in a process, and again when one of its files changes."""
    path = folder.resolve()
    files = sorted(each for each in path.rglob("*") if each.is_file())
    stamps = tuple((str(each), each.stat().st_mtime_ns, each.stat().st_size) for each in files)
    kept = _bases.get(path)
    if kept is not None and kept[0] == stamps:
        return kept[1]
    pack = _load(folder, chain)
    if pack.extends is None:
        _bases[path] = (stamps, pack)
    return pack


def _files(kind: ItemKind, root: Path) -> Iterator[Path]:
    for suffix in SUFFIXES:
        path = root / f"{kind.name}{suffix}"
        if path.is_file():
            yield path
        yield from sorted((root / kind.name).rglob(f"*{suffix}"))


def _rows(kind: ItemKind, draft: Draft, problems: list[Problem]) -> Iterator[Raw]:
    for path in _files(kind, draft.root):
        shown = f"{draft.shown}/{path.relative_to(draft.root).as_posix()}"
        try:
            if path.suffix == ".csv":
                yield from csv_rows(path, shown, keys_of(kind.model), problems)
            else:
                yield from yaml_rows(read_yaml(path, shown), shown, problems)
        except InputProblem as problem:
            problems.append(problem)


def _add(kind: ItemKind, raw: Raw, draft: Draft, problems: list[Problem]) -> None:
    before = len(problems)
    problems.extend(kind.prepare(raw, draft))
    resolve_source(raw.values, raw.place, draft.sources, problems)
    if len(problems) > before and not _complete(kind, raw.values):
        _mark_broken(kind, raw.values, draft)
        return
    item = validate(kind.model, raw.values, raw.place, problems)
    if item is None:
        _mark_broken(kind, raw.values, draft)
    else:
        draft.entries.append(Entry(item, raw.place))


def _complete(kind: ItemKind, values: dict[str, Any]) -> bool:
    """Whether nothing is missing; what could not be prepared would only repeat the reason as missing keys."""
    required = (info.alias or name for name, info in kind.model.model_fields.items() if info.is_required())
    return all(name in values for name in required)


def _mark_broken(kind: ItemKind, values: dict[str, Any], draft: Draft) -> None:
    broken = draft.broken.setdefault(kind.model, set())
    if "code" in values:
        broken.add(str(values["code"]))


def _unknown_files(draft: Draft) -> Iterator[Problem]:
    """Data files that no item kind reads; texts, documents and hidden files are free."""
    kinds = [kind.name for kind in ITEM_KINDS]
    known = [HEAD_FILE, *(f"{name}{suffix}" for name in kinds for suffix in SUFFIXES)]
    for path in sorted(draft.root.iterdir()):
        if path.name.startswith((".", "__")):
            continue
        if path.is_dir() and path.name not in kinds and any(map(_is_data, path.rglob("*"))):
            yield mistakes.unknown_file(f"{draft.shown}/{path.name}:1", path.name, kinds)
        elif _is_data(path) and path.name not in known:
            yield mistakes.unknown_file(f"{draft.shown}/{path.name}:1", path.name, known)


def _is_data(path: Path) -> bool:
    return path.is_file() and path.suffix in SUFFIXES


def _duplicates(draft: Draft) -> Iterator[Problem]:
    """Two items of one kind with one key that are in force on the same day contradict each other."""
    for kind in ITEM_KINDS:
        seen: dict[str, list[tuple[Item, str]]] = {}
        for item in draft.base.of(kind.model) if draft.base else ():
            seen.setdefault(item.key, []).append((item, draft.base.name if draft.base else ""))
        for entry in draft.own(kind.model):
            earlier = seen.setdefault(entry.item.key, [])
            clash = next((where for other, where in earlier if other.overlaps(entry.item)), None)
            if clash is not None:
                yield mistakes.duplicate_code(entry.place.at("code"), kind.title, entry.item.key, clash)
            earlier.append((entry.item, entry.place.at("code")))

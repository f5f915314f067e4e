"""What the rows of a table would do to a register: new, changed, the same, or wrong. Reads the database only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Problem, Text
from lvheng.packs.registers import RegisterField, RegisterKind, Registers
from lvheng.registers.access import may_change
from lvheng.registers.identifiers import normal_identifier
from lvheng.registers.lookups import lookups_for
from lvheng.registers.models import Import, State, Thing
from lvheng.registers.tables import SheetRows
from lvheng.registers.values import Lookups
from lvheng.registers.writing import read_values

CHUNK_ROWS = 2000
# The column of exports that says which rows are simulated; no field may be written by it.
SIMULATED_COLUMN = Text("模拟", "Simulated")
_NOT_SIMULATED = ("", "否", "no", "false", "0")
_COMPANY = ("有限责任公司", "股份有限公司", "有限公司", "")
Outcome = Literal["new", "changed", "same", "left_out", "wrong"]


@dataclass
class PlannedRow:
    """One row of the table, and what becomes of it. ``likely`` is a thing that resembles it under another number."""

    number: int
    outcome: Outcome
    values: dict[str, Any] = field(default_factory=dict)
    thing: Thing | None = None
    problems: list[Problem] = field(default_factory=list)
    likely: Thing | None = None


def field_of(kind: RegisterKind, title: str) -> RegisterField | None:
    """The field that a column is for: by its code or its name in either language, the unit in brackets left aside."""
    plain = title.split("（")[0].split(" (")[0].strip().casefold()
    written = title.strip().casefold()
    for declared in kind.fields:
        names = {declared.code, declared.name.casefold(), declared.name_en.casefold()}
        if plain in names or written in names:
            return declared
    return None


def marks_simulated(title: str) -> bool:
    """Whether a column is the one in which exports mark simulated rows."""
    return title.strip().casefold() in (SIMULATED_COLUMN.zh, SIMULATED_COLUMN.en.casefold())


def header_problems(kind: RegisterKind, table: SheetRows, mode: str) -> list[InputProblem]:
    """Columns that no field has, that stand there twice, and required fields that have no column."""
    problems, seen = [], set[str]()
    for title in (each for each in table.header if each and not marks_simulated(each)):
        declared = field_of(kind, title)
        if declared is None:
            problems.append(_unknown_column(title))
        elif declared.code in seen:
            problems.append(_column_twice(title))
        seen.add(declared.code if declared else "")
    needed = [kind.identifier] if mode == Import.Mode.UPDATE else [each.code for each in kind.fields if each.required]
    missing = [kind.by_code[code] for code in needed if code and code not in seen]
    return problems + [_column_missing(each) for each in missing]


def _unknown_column(title: str) -> InputProblem:
    return InputProblem(
        "unknown_column",
        Text(f"没有“{title}”这一项。", f"there is no field “{title}”."),
        where=title,
        to_do=Text("请改用模板的列名，或删去这一列。", "Use the titles of the template, or delete the column."),
    )


def _column_twice(title: str) -> InputProblem:
    return InputProblem("column_twice", Text("这一列写了两次。", "the column stands there twice."), where=title)


def _column_missing(declared: RegisterField) -> InputProblem:
    return InputProblem(
        "column_missing",
        Text(f"缺少“{declared.name}”这一列。", f"the column “{declared.name_en}” is missing."),
        where=declared.name,
    )


def planned(
    registers: Registers, kind: RegisterKind, table: SheetRows, mode: str, acting: Acting
) -> Iterator[list[PlannedRow]]:
    """What becomes of each row, in chunks of two thousand, by what is registered at this moment."""
    columns = [field_of(kind, title) if title else None for title in table.header]
    mark = next((place for place, title in enumerate(table.header) if marks_simulated(title)), None)
    seen: dict[str, int] = {}
    # Things of this table that do not exist yet, so that other rows may refer to them; numberless until written.
    coming: dict[str, int] = {}
    for chunk in _chunks(kind, columns, table):
        written = [_by_field(columns, cells) for _, cells in chunk]
        known = lookups_for(registers, kind, written, coming)
        existing = _existing(kind, written)
        rows = []
        for (number, cells), row in zip(chunk, written, strict=True):
            key = _key(kind, row)
            planned_row = _plan(kind, number, row, existing.get(key) if key else None, known, mode)
            _refuse_twice(kind, planned_row, key, seen)
            _refuse_elsewhere(kind, planned_row, acting)
            _refuse_simulated(planned_row, cells, mark)
            rows.append(planned_row)
            if planned_row.outcome == "new" and key:
                coming[key] = 0
        _find_likely(kind, rows)
        yield rows


def _chunks(
    kind: RegisterKind, columns: Sequence[RegisterField | None], table: SheetRows
) -> Iterator[list[tuple[int, list[Any]]]]:
    """The rows, two thousand at once; those that others refer to come before them."""
    for level in _levels(kind, columns, table):
        for start in range(0, len(level), CHUNK_ROWS):
            yield [table.rows[place] for place in level[start : start + CHUNK_ROWS]]


def _levels(kind: RegisterKind, columns: Sequence[RegisterField | None], table: SheetRows) -> list[Sequence[int]]:
    """Places of rows: first those that refer to no row of the table, then those that refer to these, and so on.

    Rows that refer to each other in a circle come last; what they refer to is then not registered.
    """
    own = [field.code for field in kind.fields if field.to == kind.code]
    if not own:
        return [range(len(table.rows))]
    written = [_by_field(columns, cells) for _, cells in table.rows]
    keys = [_key(kind, row) for row in written]
    within = set(keys) - {""}
    waiting = {place: {_word(row.get(code)) for code in own} & within for place, row in enumerate(written)}
    levels: list[Sequence[int]] = []
    done: set[str] = set()
    while waiting:
        ready = [place for place, needed in waiting.items() if needed <= done]
        levels.append(ready or list(waiting))
        done |= {keys[place] for place in levels[-1]}
        waiting = {place: needed for place, needed in waiting.items() if place not in set(levels[-1])}
    return levels


def _by_field(columns: Sequence[RegisterField | None], cells: Sequence[Any]) -> dict[str, Any]:
    return {each.code: cell for each, cell in zip(columns, cells, strict=False) if each is not None}


def _key(kind: RegisterKind, row: Mapping[str, Any]) -> str:
    return _word(row.get(kind.identifier or ""))


def _word(value: Any) -> str:
    """An identifier as a cell holds it, in the form in which identifiers are compared."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normal_identifier(str(value)) if value not in (None, "") else ""


def _existing(kind: RegisterKind, rows: Sequence[Mapping[str, Any]]) -> dict[str, Thing]:
    keys = {_key(kind, row) for row in rows} - {""}
    found = Thing.objects.filter(kind=kind.code, identifier_key__in=keys).defer("tokens", "search_text")
    return {thing.identifier_key: thing for thing in found}


def _plan(
    kind: RegisterKind, number: int, row: Mapping[str, Any], thing: Thing | None, known: Lookups, mode: str
) -> PlannedRow:
    if thing is not None and thing.state != State.ACTIVE:
        return PlannedRow(number, "wrong", thing=thing, problems=[_not_active(kind, thing)])
    left_out = mode == Import.Mode.INSERT if thing is not None else mode == Import.Mode.UPDATE
    if left_out:
        return PlannedRow(number, "left_out", thing=thing)
    values, problems = read_values(kind, row, known, thing.values if thing else None)
    if problems:
        return PlannedRow(number, "wrong", values, thing, problems)
    if thing is None:
        return PlannedRow(number, "new", values)
    return PlannedRow(number, "same" if values == thing.values else "changed", values, thing)


def _not_active(kind: RegisterKind, thing: Thing) -> InputProblem:
    return InputProblem(
        "not_on_register",
        Text(f"{thing.title}已注销或撤销。", f"{thing.title} was ended or revoked."),
        where=kind.identifier or "",
        to_do=Text("请先恢复，再导入。", "Reinstate it first, then import."),
    )


def _refuse_twice(kind: RegisterKind, row: PlannedRow, key: str, seen: dict[str, int]) -> None:
    if not key:
        return
    first = seen.setdefault(key, row.number)
    if first != row.number:
        row.outcome = "wrong"
        row.problems.append(
            InputProblem(
                "twice_in_table",
                Text(f"与第{first}行编号相同。", f"has the same number as row {first}."),
                where=kind.identifier or "",
                to_do=Text("只保留一行。", "Keep one of them."),
            )
        )


def _refuse_elsewhere(kind: RegisterKind, row: PlannedRow, acting: Acting) -> None:
    """County officers write what lies in their own county only, before and after."""
    if row.outcome not in ("new", "changed") or kind.area is None:
        return
    areas = {row.values.get(kind.area), row.thing.area_id if row.thing else row.values.get(kind.area)}
    if not all(may_change(acting, kind, area or "") for area in areas):
        row.outcome = "wrong"
        row.problems.append(
            InputProblem(
                "another_area",
                Text("不在本县（市、区），不能由您登记。", "lies in another county; you may not write it."),
                where=kind.area,
            )
        )


def _refuse_simulated(row: PlannedRow, cells: Sequence[Any], mark: int | None) -> None:
    """A row that an export marked as simulated does not become a real thing."""
    marked = mark is not None and mark < len(cells) and str(cells[mark] or "").strip().casefold() not in _NOT_SIMULATED
    if marked and row.outcome == "new":
        row.outcome = "wrong"
        row.problems.append(
            InputProblem(
                "simulated_row",
                Text("这一行是模拟的，不能作为真实的登记。", "this row is simulated and does not become a real entry."),
                where=SIMULATED_COLUMN.zh,
                to_do=Text(
                    "删去这一行；确是真实的，清空“模拟”一格。", "Delete the row; if it is real, empty the cell."
                ),
            )
        )


def _find_likely(kind: RegisterKind, rows: Sequence[PlannedRow]) -> None:
    """New rows that resemble a registered thing: the same name, the form of company aside, in the same county.

    Of a kind without identifiers, what is registered with the very same values is not registered again.
    """
    fresh = [row for row in rows if row.outcome == "new" and isinstance(row.values.get(kind.title_field), str)]
    stems = {row.number: _stem(row.values[kind.title_field]) for row in fresh}
    names = {f"{stem}{ending}" for stem in stems.values() for ending in _COMPANY}
    found: dict[str, list[Thing]] = {}
    for thing in Thing.objects.filter(kind=kind.code, state=State.ACTIVE, title__in=names).defer("tokens"):
        found.setdefault(_stem(thing.title), []).append(thing)
    for row in fresh:
        alike = [each for each in found.get(stems[row.number], ()) if _same_area(kind, each, row)]
        same = next((each for each in alike if kind.identifier is None and each.values == row.values), None)
        if same is not None:
            row.outcome, row.thing = "same", same
        elif alike:
            row.likely = alike[0]


def _stem(name: str) -> str:
    return next(name.removesuffix(ending) for ending in _COMPANY if name.endswith(ending))


def _same_area(kind: RegisterKind, thing: Thing, row: PlannedRow) -> bool:
    return kind.area is None or thing.area_id == row.values.get(kind.area)

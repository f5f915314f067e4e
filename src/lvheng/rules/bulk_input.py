"""The table that a rule is applied to: which column is which input, and how its cells are read, as SQL of DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula.periods import PeriodKind
from lvheng.packs.rule_model import PackRule, RuleInput
from lvheng.rules.values import FALSE, TRUE

GIVEN = "given"
UNIT_NAMES = ("unit", "id", "编号", "户号", "统一社会信用代码")
PERIOD_NAMES = ("period", "month", "date", "year", "quarter", "on", "期间", "月份", "日期", "年份", "所属期")
INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "BIGINT")

MAX_SMALL = 18
_MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3}


@dataclass(frozen=True)
class Reading:
    """How the columns of a table become the inputs of a rule.

    ``columns`` are those of the table with their types; ``inputs`` the columns by the code of the input that they
    hold; ``unit`` and ``period`` the columns that say whose row it is and when.
    """

    rule: PackRule
    columns: Mapping[str, str]
    inputs: Mapping[str, str]
    unit: str | None
    period: str | None
    fixed: Mapping[str, Decimal | bool | str] = field(default_factory=dict)

    def absent(self) -> list[str]:
        """Inputs that no row has."""
        return [
            each.code for each in self.rule.all_inputs if each.code not in self.inputs and each.code not in self.fixed
        ]

    def expressions(self) -> Iterator[tuple[str, str, str]]:
        """Code, scaled value and reason of every input that has a column."""
        for each in self.rule.all_inputs:
            if each.code in self.inputs:
                column = self.inputs[each.code]
                yield each.code, *_read(each, quoted(column), self.columns[column])

    def period_start(self) -> str:
        """The first day of a row's period; null where it cannot be read."""
        if self.period is None:
            return "NULL::DATE"
        day = _day(quoted(self.period), self.columns[self.period])
        return period_start(self.rule.frequency, day)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def decimal_places(kind: str) -> tuple[int, int]:
    """All digits and decimals of a type such as ``DECIMAL(9,2)``."""
    digits, _, decimals = kind[len("DECIMAL(") : -1].partition(",")
    return int(digits), int(decimals)


def is_packed(kind: str) -> bool:
    """Whether a column is handed through Arrow as whole numbers: a decimal would take 16 bytes there."""
    return kind.startswith("DECIMAL") and decimal_places(kind)[0] <= MAX_SMALL


def packed(name: str, kind: str) -> str:
    """A column as it is sorted."""
    if not is_packed(kind):
        return quoted(name)
    return f"({quoted(name)} * {10 ** decimal_places(kind)[1]})::BIGINT AS {quoted(name)}"


def unpacked(name: str, kind: str) -> str:
    """A column as it was given, from the one that was sorted."""
    if not is_packed(kind):
        return quoted(name)
    digits, decimals = decimal_places(kind)
    whole = f"CAST({quoted(name)} AS DECIMAL({digits}, 0))"
    if decimals:
        unit = f"CAST(0.{'0' * (decimals - 1)}1 AS DECIMAL({decimals}, {decimals}))"
        whole = f"CAST({whole} * {unit} AS DECIMAL({digits}, {decimals}))"
    return f"{whole} AS {quoted(name)}"


def open_table(connection: duckdb.DuckDBPyConnection, source: Path | pa.Table) -> dict[str, str]:
    """Makes the view ``given`` of a CSV, Excel or Parquet file or an Arrow table; returns its columns with their types.

    Raises InputProblem for a file that cannot be read.
    """
    if isinstance(source, pa.Table):
        connection.register(GIVEN, source)
    elif not source.is_file():
        raise _unreadable(source, "没有这个文件", "there is no such file")
    elif source.suffix.lower() in (".xlsx", ".xlsm"):
        connection.register(GIVEN, read_excel(source))
    else:
        readers = {
            ".parquet": "read_parquet({})",
            ".csv": "read_csv({}, all_varchar = true, header = true, sample_size = 100)",
        }
        reader = readers.get(source.suffix.lower())
        if reader is None:
            raise _unreadable(source, "不是 CSV、Excel 或 Parquet 文件", "is no CSV, Excel or Parquet file")
        try:
            connection.execute(f"CREATE VIEW {GIVEN} AS SELECT * FROM {reader.format(text(str(source)))}")
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise _unreadable(source, f"不能读取（{reason}）", f"cannot be read ({reason})") from None
    described = connection.execute(f"DESCRIBE {GIVEN}").fetchall()
    return {str(row[0]): str(row[1]) for row in described}


def read_excel(path: Path) -> pa.Table:
    """The first sheet as text, with the digits that Excel shows; the first row holds the headings."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise _unreadable(path, "不是能读的 Excel 文件", "is no Excel file that can be read") from error
    rows = book.worksheets[0].iter_rows(values_only=True)
    names = [str(cell).strip() if cell is not None else f"column_{n + 1}" for n, cell in enumerate(next(rows, ()))]
    kept = [row for row in rows if any(cell is not None for cell in row)]
    book.close()
    columns = [[_cell(row[n]) if n < len(row) else None for row in kept] for n in range(len(names))]
    return pa.table([pa.array(column, pa.string()) for column in columns], names=names)


def match(
    rule: PackRule,
    columns: Mapping[str, str],
    fixed: Mapping[str, Decimal | bool | str],
    *,
    needs_unit: bool,
    needs_period: bool,
) -> Reading:
    """Finds the column of every input by its code or its name in either language.

    Inputs without a column take their default for all rows. Raises Problems with all that is missing or said twice.
    """
    problems: list[Problem] = []
    inputs: dict[str, str] = {}
    for each in rule.all_inputs:
        found = [name for name in columns if _is_named(name, (each.code, each.name, each.name_en))]
        if each.code in fixed:
            continue
        if len(found) > 1:
            problems.append(_twice(each, found))
        if found:
            inputs[each.code] = found[0]
    taken = set(inputs.values())
    unit = _find(columns, (rule.of, *UNIT_NAMES), taken)
    period = _find(columns, PERIOD_NAMES, taken)
    given = {**_defaults(rule, inputs), **fixed}
    problems += [
        _no_column(each, columns)
        for each in rule.all_inputs
        if each.required and each.code not in inputs and each.code not in given
    ]
    if needs_unit and unit is None:
        problems.append(_no_unit(rule))
    if needs_period and period is None:
        problems.append(_no_period())
    if problems:
        raise Problems(problems)
    return Reading(rule, columns, inputs, unit, period, given)


def _defaults(rule: PackRule, inputs: Mapping[str, str]) -> dict[str, Decimal | bool | str]:
    from lvheng.rules.values import read_value

    return {
        each.code: read_value(each, each.default)
        for each in rule.all_inputs
        if each.default is not None and each.code not in inputs
    }


def _is_named(column: str, names: Sequence[str]) -> bool:
    return column.strip().lower() in [name.lower() for name in names]


def _find(columns: Mapping[str, str], names: Sequence[str], taken: set[str]) -> str | None:
    for name in names:
        for column in columns:
            if column not in taken and column.strip().lower() == name.lower():
                return column
    return None


def _cell(value: object) -> str | None:
    if value is None:
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# Cells ---------------------------------------------------------------------------------------------------------------


def _read(item: RuleInput, column: str, kind: str) -> tuple[str, str]:
    """The value of an input and the reason why it is missing, as two expressions."""
    if item.kind == "number":
        return _number(item, column, kind)
    empty = f"({column} IS NULL)"
    if item.kind == "date":
        day = _day(column, kind)
        return _checked(item, column, kind, f"datediff('day', DATE '0001-01-01', {day}) + 1", "invalid_date", day)
    if kind == "BOOLEAN" and item.kind == "boolean":
        return column, _why(item, empty, "FALSE", "")
    if item.kind == "boolean":
        word = f"lower(trim({column}::VARCHAR))"
        cases = f"CASE WHEN {word} IN ({_list(TRUE)}) THEN TRUE WHEN {word} IN ({_list(FALSE)}) THEN FALSE END"
        return _checked(item, column, kind, cases, "not_yes_or_no")
    word = f"trim({column}::VARCHAR)"
    if not item.choices:
        return _checked(item, column, kind, word, "")
    names = {name: each.code for each in item.choices for name in (each.name, each.name_en)}
    cases = " ".join(f"WHEN {text(name)} THEN {text(code)}" for name, code in names.items())
    # Most cells hold the code itself.
    codes = _list(frozenset(each.code for each in item.choices))
    value = f"CASE WHEN {column} IN ({codes}) THEN {column} ELSE CASE {word} {cases} {_codes(item)} END END"
    return _checked(item, column, kind, value, "not_a_choice")


def _codes(item: RuleInput) -> str:
    return " ".join(f"WHEN {text(each.code)} THEN {text(each.code)}" for each in item.choices)


def _number(item: RuleInput, column: str, kind: str) -> tuple[str, str]:
    most, power = 10**item.digits - 1, 10**item.decimals
    wide = "BIGINT" if item.digits <= MAX_SMALL else "HUGEINT"
    if kind in INTEGERS:
        usable = f"abs({column}) <= {most // power}"
        value = f"CASE WHEN {usable} THEN {column}::{wide} * {power}::{wide} END"
        return _defaulted(item, column, value), _why(item, f"({column} IS NULL)", f"NOT ({usable})", "invalid_input")
    if kind.startswith("DECIMAL"):
        usable = f"abs({column}) < {most // power + 1}"
        if decimal_places(kind)[1] > item.decimals:
            usable += f" AND {column} = round({column}, {item.decimals})"
        value = f"CASE WHEN {usable} THEN ({column} * {power})::{wide} END"
        return _defaulted(item, column, value), _why(item, f"({column} IS NULL)", f"NOT ({usable})", "invalid_input")
    word = f"replace(replace(trim({column}::VARCHAR), ',', ''), '，', '')"
    number = f"TRY_CAST({word} AS DECIMAL(38, {item.decimals}))"
    # More decimals than declared are refused, never rounded; so are the exponents of very small floats.
    exact = f"NOT regexp_matches({word}, '\\.[0-9]{{{item.decimals}}}[0-9]*[1-9]|[eE]-')"
    usable = f"trunc(abs({number})) <= {most // power} AND {exact}"
    value = f"CASE WHEN {usable} THEN ({number} * {power})::{wide} END"
    empty = f"({column} IS NULL OR {word} = '')"
    bad = f"CASE WHEN {number} IS NULL THEN 'not_a_number' WHEN NOT ({usable}) THEN 'invalid_input' END"
    reason = f"CASE WHEN {empty} THEN {_if_empty(item)} ELSE {bad} END"
    return _defaulted(item, column, value, empty), reason


def _checked(
    item: RuleInput, column: str, kind: str, value: str, reason: str, probe: str | None = None
) -> tuple[str, str]:
    is_text = kind == "VARCHAR"
    empty = f"({column} IS NULL OR trim({column}) = '')" if is_text else f"({column} IS NULL)"
    return _defaulted(item, column, value, empty), _why(item, empty, f"({probe or value}) IS NULL", reason)


def _why(item: RuleInput, empty: str, bad: str, reason: str) -> str:
    return f"CASE WHEN {empty} THEN {_if_empty(item)} WHEN {bad} THEN {text(reason)} END"


def _if_empty(item: RuleInput) -> str:
    return "NULL" if item.default is not None else "'not_reported'"


def _defaulted(item: RuleInput, column: str, value: str, empty: str | None = None) -> str:
    if item.default is None:
        return value
    from lvheng.rules.values import read_value

    default = read_value(item, item.default)
    written = text(default) if isinstance(default, str) else str(default).upper()
    if isinstance(default, Decimal):
        written = str(int(default * 10**item.decimals))
    return f"CASE WHEN {empty or f'{column} IS NULL'} THEN {written} ELSE {value} END"


def _list(words: frozenset[str]) -> str:
    return ", ".join(text(word) for word in sorted(words))


def _day(column: str, kind: str) -> str:
    """The day that a cell means: a date, or the first day of a period such as 2025, 2025-Q3, 2025-07."""
    if kind == "DATE":
        return column
    if kind.startswith("TIMESTAMP"):
        return f"{column}::DATE"
    word = f"trim({column}::VARCHAR)"
    parts = f"regexp_extract({word}, '^(\\d{{4}})[-年/.]?(\\d{{1,2}})?[-月/.]?(\\d{{1,2}})?日?$', ['y', 'm', 'd'])"
    made = f"({parts}.y || '-' || lpad(coalesce(nullif({parts}.m, ''), '1'), 2, '0') || '-' ||"
    made += f" lpad(coalesce(nullif({parts}.d, ''), '1'), 2, '0'))"
    part = f"regexp_extract({word}, '^(\\d{{4}})-([QH])(\\d)$', ['y', 'k', 'n'])"
    month = f"CASE {part}.k WHEN 'Q' THEN {part}.n::INT * 3 - 2 ELSE {part}.n::INT * 6 - 5 END"
    special = f"TRY(make_date({part}.y::INT, {month}, 1))"
    return f"CASE WHEN {part}.y <> '' THEN {special} ELSE TRY_CAST({made} AS DATE) END"


def period_start(kind: PeriodKind, day: str) -> str:
    """The first day of the period of a kind that a day lies in."""
    if kind == PeriodKind.DAY:
        return day
    if kind == PeriodKind.MONTH:
        return f"date_trunc('month', {day})::DATE"
    width = _MONTHS[kind]
    return f"make_date(year({day}), (month({day}) - 1) // {width} * {width} + 1, 1)"


# What can be wrong with the table ------------------------------------------------------------------------------------


def _unreadable(path: Path, zh: str, en: str) -> InputProblem:
    to_do = Text("请给 .csv（UTF-8）、.xlsx 或 .parquet 文件。", "Give a .csv (UTF-8), .xlsx or .parquet file.")
    return InputProblem("unreadable", Text(f"{zh}。", f"It {en}."), path.name, to_do)


def _twice(item: RuleInput, found: Sequence[str]) -> InputProblem:
    names = "、".join(found)
    what = Text(f"“{item.name}”有不止一列：{names}。", f"{item.name_en} has several columns: {', '.join(found)}.")
    return InputProblem("column_twice", what, item.code, Text("只留一列。", "Keep one of them."))


def _no_column(item: RuleInput, columns: Mapping[str, str]) -> InputProblem:
    what = Text(f"没有“{item.name}”一列。", f"There is no column for {item.name_en}.")
    code = item.code
    to_do = Text(
        f"加一列 {code}，或用 --set {code}=… 给所有的行同一个值。现有：{'、'.join(columns)}。",
        f"Add a column {code}, or give all rows one value by --set {code}=…. There are: {', '.join(columns)}.",
    )
    return InputProblem("no_column", what, item.code, to_do)


def _no_unit(rule: PackRule) -> InputProblem:
    what = Text("要知道哪些行属于同一个对象。", "It must be known which rows belong together.")
    to_do = Text(f"加一列 unit 或 {rule.of}，写编号。", f"Add a column unit or {rule.of} with a number or name.")
    return InputProblem("no_unit", what, "unit", to_do)


def _no_period() -> InputProblem:
    what = Text("不知道各行属于哪个期间。", "The period of the rows is not known.")
    to_do = Text("加一列 period（例如 2025-07），或用 --on。", "Add a column period (2025-07), or use --on.")
    return InputProblem("no_period", what, "period", to_do)

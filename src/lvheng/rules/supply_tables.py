"""The table of a supply chain: a row for each stage with its facts and what it gets from which other stages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs.rule_model import RuleInput
from lvheng.rules.book import Rule

MAX_STAGES = 500
NAME, SUPPLIES = Text("名称", "Name"), Text("来自", "From")
_MATERIAL = re.compile(r"material_(factor_)?(\d+)\Z")
_NUMBER = r"[0-9]{1,14}(?:\.[0-9]{1,12})?"
_SUPPLY = re.compile(rf"(?P<name>[^:：@]+)[:：]\s*(?P<amount>{_NUMBER})\s*(?:@\s*(?P<factor>{_NUMBER}))?\Z")


@dataclass(frozen=True)
class Supply:
    """What a stage gets from another one; ``factor`` where that one's result is given instead of computed."""

    name: str
    amount: Fraction
    factor: Fraction | None = None


@dataclass(frozen=True)
class Stage:
    """A product or a supplier with what the table says of it."""

    name: str
    line: int
    facts: Mapping[str, str]
    supplies: tuple[Supply, ...]


def columns_of(rule: Rule) -> dict[str, RuleInput]:
    """The inputs that a table may have columns for; what is handed on has none."""
    inputs = rule.item.all_inputs
    return {each.code: each for each in inputs if not _MATERIAL.match(each.code) and each.code != "upstream"}


def read_chain(text: str, rule: Rule) -> list[Stage]:
    """The stages of a table with commas, semicolons or tabs between cells. Raises Problems with everything wrong."""
    rows = [row for row in _cells(text) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise Problems([_problem("empty_table", Text("表格里没有内容。", "The table is empty."), "1")])
    _, head = rows[0]
    columns = [_column(title, rule) for title in head]
    problems: list[Problem] = [
        _unknown_column(title) for title, code in zip(head, columns, strict=True) if title and code is None
    ]
    if "name" not in columns:
        problems.append(
            _problem("no_header", Text("第一行须有“名称”列。", "The first row needs the column Name."), "1")
        )
    if len(rows) - 1 > MAX_STAGES:
        what = Text(f"最多{MAX_STAGES}行。", f"At most {MAX_STAGES} rows.")
        problems.append(_problem("too_many_stages", what, str(rows[-1][0])))
    if problems:
        raise Problems(problems)
    stages = [_stage(line, dict(zip(columns, row, strict=False)), problems) for line, row in rows[1:]]
    problems += _twice(stages)
    if problems:
        raise Problems(problems)
    return stages


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip().split("\n", 1)[0]
    between = next((each for each in ("\t", ",", "，", ";") if each in first), ",")
    reader = csv.reader(io.StringIO(text.strip("\r\n")), delimiter=between)
    for row in reader:
        yield reader.line_num, [cell.strip() for cell in row]


def _column(title: str, rule: Rule) -> str | None:
    plain = title.strip().casefold()
    for code, words in (("name", NAME), ("from", SUPPLIES)):
        if plain in (code, words.zh, words.en.casefold()):
            return code
    for each in columns_of(rule).values():
        if plain in (each.code, each.name.casefold(), each.name_en.casefold()):
            return each.code
    return None


def _stage(line: int, row: Mapping[str | None, str], problems: list[Problem]) -> Stage:
    name = row.get("name", "")
    if not name:
        problems.append(_problem("no_name", Text("没有名称。", "It has no name."), str(line)))
    supplies = []
    for part in filter(None, (each.strip() for each in re.split(r"[;；、|]", row.get("from", "")))):
        supply = _supply(part)
        if supply is None:
            problems.append(_unread(part, name or str(line)))
        else:
            supplies.append(supply)
    facts = {code: cell for code, cell in row.items() if code not in (None, "name", "from") and cell}
    return Stage(name, line, {str(code): cell for code, cell in facts.items()}, tuple(supplies))


def _supply(part: str) -> Supply | None:
    """``name:amount`` or ``name:amount@factor``; None for anything else, and for an amount of nought."""
    match = _SUPPLY.match(part)
    if match is None or Fraction(match["amount"]) == 0:
        return None
    return Supply(
        match["name"].strip(), Fraction(match["amount"]), Fraction(match["factor"]) if match["factor"] else None
    )


def _unknown_column(title: str) -> InputProblem:
    what = Text(f"没有“{title}”这一项。", f"There is no input “{title}”.")
    return InputProblem("unknown_column", what, title, Text("列名见下面的说明。", "The titles are listed below."))


def _unread(part: str, where: str) -> InputProblem:
    what = Text(f"“{part}”读不懂。", f"“{part}” cannot be read.")
    to_do = Text(
        "写成“名称:用量”，几种用分号隔开；没有行的写“名称:用量@数值”。",
        "Write name:amount, with semicolons between several; name:amount@value without a row.",
    )
    return InputProblem("unread_supply", what, where, to_do)


def _twice(stages: Sequence[Stage]) -> Iterator[InputProblem]:
    seen: dict[str, int] = {}
    for stage in stages:
        first = seen.setdefault(stage.name, stage.line)
        if first != stage.line:
            what = Text(f"“{stage.name}”在第{first}行已有。", f"{stage.name} is in row {first} already.")
            yield _problem("twice", what, str(stage.line))


def _problem(code: str, what: Text, where: str) -> InputProblem:
    return InputProblem(code, what, where)

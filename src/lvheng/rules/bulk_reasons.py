"""What a row is told when its result is missing, as SQL of DuckDB: the inputs first, then the results."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lvheng.errors import Text
from lvheng.formula import REASONS, Query
from lvheng.packs.rule_model import PackRule
from lvheng.rules.bulk_input import text

if TYPE_CHECKING:
    from lvheng.rules.book import Rule

REASONS_COLUMN = "reasons"
OF_CELLS = {
    "not_a_number": Text("不是数字", "is not a number"),
    "not_yes_or_no": Text("不是“是”或“否”", "is not yes or no"),
    "not_a_choice": Text("不在可选范围内", "is none of the choices"),
    "invalid_date": Text("不是日期", "is not a date"),
    "not_reported": Text("没有填", "is empty"),
    "invalid_input": Text("位数太多", "has too many digits or decimals"),
}
TWICE = Text("同一对象同一期间有不止一行", "there are several rows of the same unit and period")
_NO_PERIOD = Text("期间看不懂", "the period cannot be read")


def told(rule: PackRule, codes: Sequence[str], has_periods: bool, language: str) -> str:
    """What is wrong with the cells of a row; null where nothing is."""
    inputs = {each.code: each for each in rule.all_inputs}
    bad, parts = [], []
    if has_periods:
        bad.append("period_start IS NULL")
        parts.append(f"CASE WHEN period_start IS NULL THEN {text(_NO_PERIOD.in_language(language))} END")
    for code in codes:
        why = f"{code}__why"
        item = inputs[code]
        silent = "" if item.required else f" AND {why} <> 'not_reported'"
        reasons = OF_CELLS if item.required else {key: each for key, each in OF_CELLS.items() if key != "not_reported"}
        bad.append(f"({why} IS NOT NULL{silent})")
        parts.append(_sentences(item.title, why, reasons, language))
    if not bad:
        return "NULL::VARCHAR"
    return f"CASE WHEN {' OR '.join(bad)} THEN concat_ws({_between(language)}, {', '.join(parts)}) END"


def output_reasons(rule: Rule, query: Query, language: str) -> str:
    """What is wrong with a row: its cells, else why its results are missing."""
    titles = {output.code: output.title for output in rule.item.all_outputs}
    parts = [
        _sentences(titles[column.name], column.why, _of_results(rule, column.why), language) for column in query.columns
    ]
    missing = " OR ".join(f"{column.why} IS NOT NULL" for column in query.columns)
    results = f"CASE WHEN {missing} THEN concat_ws({_between(language)}, {', '.join(parts)}) END"
    return f"coalesce(_told, {results})"


def _of_results(rule: Rule, why: str) -> dict[str, Text]:
    open_parameters = rule.to_be_entered(datetime.date.today())
    names = Text("、".join(each.name for each in open_parameters), ", ".join(each.name_en for each in open_parameters))
    unset = REASONS["parameter_not_set"]
    named = Text(f"{unset.zh}（{names.zh}）", f"{unset.en} ({names.en})") if open_parameters else unset
    return {**REASONS, "parameter_not_set": named}


def _sentences(title: Text, why: str, reasons: dict[str, Text], language: str) -> str:
    colon = ": " if language.startswith("en") else "："
    name = title.in_language(language)
    cases = " ".join(
        f"WHEN {text(code)} THEN {text(name + colon + reason.in_language(language))}"
        for code, reason in reasons.items()
    )
    return f"CASE {why} {cases} END"


def _between(language: str) -> str:
    return text("; " if language.startswith("en") else "；")

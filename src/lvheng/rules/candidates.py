"""A rule for many things at once, by what the registers say of each: for whom something follows. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from lvheng.formula import Period
from lvheng.packs.rule_model import RuleOutput
from lvheng.rules.book import Rule
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.bulk_reasons import REASONS_COLUMN
from lvheng.rules.duties import Known, State, is_telling
from lvheng.rules.outcome import Value
from lvheng.rules.values import Given, read_values

_KEY = "_thing"


@dataclass(frozen=True)
class Candidate:
    """What a rule says of one thing. ``reasons``: why a result is missing; empty where none is."""

    thing: int
    values: Mapping[str, Value | None]
    known: tuple[Known, ...]
    reasons: str

    def state(self, output: RuleOutput) -> State:
        """Whether by this output something follows for the thing."""
        value = self.values.get(output.code)
        if value is None:
            return "unknown"
        return "follows" if is_telling(output, value) else "not"


def candidates(
    rule: Rule,
    facts: Mapping[int, Sequence[Known]],
    on: Period,
    fixed: Mapping[str, Given | None],
    language: str,
) -> list[Candidate]:
    """The rule for each of the things, in their order. ``fixed``: what is the same for all.

    Raises Problems for what is fixed and cannot be read; a fact that cannot be used makes that thing's result missing.
    """
    if not facts:
        read_values(rule.item, fixed)
        return []
    said = {code: value for code, value in fixed.items() if value not in (None, "")}
    known = {code for several in facts.values() for code in (each.input.code for each in several)}
    table = {_KEY: pa.array(list(facts), pa.int64())}
    for item in rule.item.all_inputs:
        if item.code not in said and (item.code in known or (item.required and item.default is None)):
            table[item.code] = pa.array([_of(several, item.code) for several in facts.values()], pa.string())
    found = apply_bulk(rule, pa.table(table), None, on=on, fixed=said, language=language)
    codes = [output.code for output in rule.item.all_outputs]
    return [
        Candidate(row[_KEY], {code: row[code] for code in codes}, tuple(facts[row[_KEY]]), row[REASONS_COLUMN] or "")
        for row in (found.table.to_pylist() if found.table is not None else ())
    ]


def _of(known: Sequence[Known], code: str) -> str | None:
    return next((each.value for each in known if each.input.code == code), None)


def leading_output(rule: Rule) -> RuleOutput:
    """The output by which things are listed unless another is chosen: a duty, else the last that is no quantity."""
    outputs = rule.item.all_outputs
    duties = [each for each in outputs if each.role == "duty"]
    others = [each for each in outputs if each.role != "quantity"]
    return (duties or others[::-1] or list(outputs))[0]

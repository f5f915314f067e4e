"""Registered things for which something follows from a rule: each is a cause."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from lvheng.cases.catalogue import area_code
from lvheng.cases.cause_sources import Cause, reader
from lvheng.packs.case_model import Opening
from lvheng.registers import queries as register_queries
from lvheng.registers.catalogue import registers
from lvheng.rules import queries as rule_queries
from lvheng.rules.candidates import candidates
from lvheng.rules.duties import facts_of
from lvheng.rules.register_facts import records_of

_MOST_THINGS = 100_000


def things(opening: Opening, day: datetime.date) -> Iterator[Cause]:
    """The things of which the rule says the verdict of the opening; a thing is one cause as long as it lasts."""
    for code in opening.codes:
        yield from _of_rule(code, opening, day)


def _of_rule(code: str, opening: Opening, day: datetime.date) -> Iterator[Cause]:
    rule = rule_queries.rule_of(code, "", day)
    kind = registers().kinds.get(rule.item.of)
    output = next((each for each in rule.item.all_outputs if each.code == opening.verdict), None)
    if kind is None or output is None:
        return
    columns = ("pk", "title", "identifier", "area", "simulated", "values")
    rows = {row["pk"]: row for row in register_queries.of_kind(kind.code).values(*columns)[:_MOST_THINGS]}
    records = records_of(reader(), kind, [(pk, row["values"]) for pk, row in rows.items()], [rule.item])
    facts = {pk: list(facts_of(rule.item, each)) for pk, each in records.items()}
    for found in candidates(rule, facts, rule.period(day), {}, "zh-hans"):
        if found.state(output) != "follows":
            continue
        row = rows[found.thing]
        because = "；".join(f"{each.field.zh} {each.shown.zh}" for each in found.known)
        yield Cause(
            key=f"rule:{code}:{found.thing}",
            title=f"{row['title']}：{rule.item.title.zh}"[:300],
            area=row["area"] or area_code(),
            subject=f"thing:{found.thing}",
            words=f"按登记的情况，{rule.item.title.zh}适用：{because}"[:2000],
            written={kind.code: row["identifier"]},
            simulated=row["simulated"],
        )

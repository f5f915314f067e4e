"""The terms of a type in words."""

from __future__ import annotations

from lvheng.cases.clock import Term
from lvheng.cases.clock_words import term_in_words
from lvheng.errors import Text
from lvheng.packs.case_model import CaseType, DeadlineRule


def start_words(kind: CaseType, rule: DeadlineRule) -> Text:
    """What a term counts from."""
    word, _, code = rule.start.partition(":")
    match word:
        case "step":
            return kind.step_of[code].title
        case "field":
            return kind.field_of[code].title
        case "met":
            return kind.deadline_of[code].title
        case "milestone":
            return Text("节点日期", "the day that was set")
        case _:
            return Text("立项", "the opening of the case")


def deadline_words(term: Term, start: Text) -> Text:
    """The term: 自…之日起7个工作日内; on the day itself where it counts none."""
    if term.count == 0:
        return Text(f"{start.zh}当日", f"on the day of: {start.en}")
    return term_in_words(term, start)

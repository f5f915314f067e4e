"""The terms of the pack by their worked examples: what begins, stands still, is met, and on which day it ends."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.cases.clock_kept import read_derivation
from lvheng.cases.terms import Happening, Term, after, counted, met, next_escalation, next_reminder
from lvheng.packs.case_model import CaseType

# type, deadline, day from which it counts, last day
EXAMPLES = """
    enforcement              publication     2023-09-28  2023-10-13  国庆中秋放假，10月7、8日上班
    enforcement              decision        2025-01-10  2025-04-10  九十日
    enforcement              decision        2025-07-03  2025-10-09  最后一日在国庆假期内，顺延
    enforcement              statement       2025-04-28  2025-05-08  五个工作日，劳动节，4月27日上班不在期内
    enforcement              service         2025-09-26  2025-10-13  七个工作日，9月28日、10月11日上班
    enforcement              taking_down     2026-02-13  2026-02-25  三个工作日，春节
    enforcement              performance     2025-06-01  2025-06-16  十五日
    enforcement              lawsuit         2025-08-31  2026-02-28  六个月，无对应日为月末
    enforcement              hearing_notice  2025-10-16  2025-09-30  听证七个工作日前
    cleaner_production_audit disclose        2025-01-31  2025-02-28  一个月，无对应日为月末
    cleaner_production_audit start           2025-01-31  2025-03-31  两个月
    cleaner_production_audit report          2024-02-29  2025-02-28  一年
    cleaner_production_audit disclose        2025-04-03  2025-05-03  劳动节不顺延
    supervision              reply           2025-01-20  2025-02-08  十个工作日，春节，1月26日、2月8日上班
    rectification            measures        2025-04-21  2025-05-14  十五个工作日
    report_chase             answer          2025-01-27  2025-02-07  三个工作日，春节
    project_review           decision        2025-09-19  2025-10-23  二十个工作日，9月28日、10月11日上班
    public_report            check           2025-03-01  2025-04-30  六十日
    public_report            claim           2025-03-01  2025-04-30  六十日
    eco_damage               negotiation     2025-03-01  2025-05-30  九十日
    plan_task                due             2025-12-31  2025-12-31  当日
"""


@pytest.mark.parametrize("line", [line.split() for line in EXAMPLES.strip().splitlines()], ids=" ".join)
def test_it_ends_on_the_day_of_the_example(line: list[str], kinds: dict[str, CaseType]) -> None:
    code, deadline, start, due = line[:4]
    rule = kinds[code].deadline_of[deadline]
    assert counted(rule, date.fromisoformat(start), rule.title).due_on == date.fromisoformat(due)


def _open(kind: CaseType, day: date) -> list[Term]:
    return after(kind, [], Happening(day, is_opening=True))


def _play(kind: CaseType, terms: list[Term], happened: Happening) -> list[Term]:
    """The terms afterwards, as a table would keep them."""
    numbered = [
        term
        if term.key
        else Term(term.code, term.starts_on, term.due_on, term.state, term.derivation, number, term.met_on)
        for number, term in enumerate(terms, 1)
    ]
    changed = after(kind, numbered, happened)
    kept = {term.key: term for term in numbered} | {term.key: term for term in changed if term.key}
    return [*kept.values(), *(term for term in changed if term.key is None)]


def _told(terms: list[Term]) -> list[tuple[str, str]]:
    return [(term.code, term.state) for term in terms]


def test_a_case_begins_with_the_terms_of_its_opening(kinds: dict[str, CaseType]) -> None:
    assert _told(_open(kinds["supervision"], date(2025, 1, 20))) == [("notice", "open")]


def test_a_step_meets_one_term_and_begins_another(kinds: dict[str, CaseType]) -> None:
    kind = kinds["supervision"]
    terms = _play(kind, _open(kind, date(2025, 1, 20)), Happening(date(2025, 1, 21), step="notify"))
    assert _told(terms) == [("notice", "met"), ("reply", "open")]


def test_a_term_that_is_met_after_its_last_day_is_late(kinds: dict[str, CaseType]) -> None:
    term = _open(kinds["supervision"], date(2025, 1, 20))[0]
    assert met(term, date(2025, 1, 23)).state == "met"
    assert met(term, date(2025, 1, 24)).state == "late"


def test_a_hearing_stops_the_ninety_days_and_they_go_on_afterwards(kinds: dict[str, CaseType]) -> None:
    kind = kinds["enforcement"]
    terms = _play(kind, [], Happening(date(2025, 1, 10), step="file"))
    terms = _play(kind, terms, Happening(date(2025, 2, 10), step="request_hearing", words="听证"))
    assert _told(terms) == [("decision", "suspended")]
    assert terms[0].due_on is None
    terms = _play(kind, terms, Happening(date(2025, 3, 2), step="hold_hearing"))
    assert (terms[0].state, terms[0].due_on) == ("open", date(2025, 4, 30))
    stops = read_derivation(terms[0].derivation).suspended
    assert [(stop.begin, stop.end, stop.reason) for stop in stops] == [(date(2025, 2, 10), date(2025, 3, 2), "听证")]


def test_a_day_that_somebody_sets_begins_a_term_and_another_day_replaces_it(kinds: dict[str, CaseType]) -> None:
    kind = kinds["rectification"]
    terms = _play(kind, [], Happening(date(2025, 3, 1), filled={"finish_by": "2025-06-30"}))
    assert [(term.due_on, term.state) for term in terms] == [(date(2025, 6, 30), "open")]
    again = _play(kind, terms, Happening(date(2025, 3, 2), filled={"finish_by": "2025-06-30"}))
    assert len(again) == 1
    moved = _play(kind, terms, Happening(date(2025, 3, 2), filled={"finish_by": "2025-07-31"}))
    assert [(term.due_on, term.state) for term in moved] == [(date(2025, 6, 30), "void"), (date(2025, 7, 31), "open")]


def test_nothing_runs_on_when_the_case_has_ended(kinds: dict[str, CaseType]) -> None:
    kind = kinds["cleaner_production_audit"]
    terms = _play(kind, [], Happening(date(2025, 1, 31), step="list"))
    assert len(terms) == 3
    ended = _play(kind, terms, Happening(date(2025, 2, 3), step="enforce", is_final=True))
    assert {term.state for term in ended} == {"void"}


def test_reminders_come_on_the_days_before_that_are_still_to_come(kinds: dict[str, CaseType]) -> None:
    rule, due = kinds["supervision"].deadline_of["reply"], date(2025, 2, 11)
    assert next_reminder(rule, due, date(2025, 1, 20)) == date(2025, 2, 8)
    assert next_reminder(rule, due, date(2025, 2, 8)) == date(2025, 2, 10)
    assert next_reminder(rule, due, date(2025, 2, 10)) is None


def test_escalations_follow_one_another(kinds: dict[str, CaseType]) -> None:
    rule, due = kinds["enforcement"].deadline_of["decision"], date(2025, 4, 10)
    days = [next_escalation(rule, due, done) for done in range(3)]
    assert days == [date(2025, 4, 11), date(2025, 4, 20), None]


def test_every_term_says_by_which_law_and_how_sure_that_is(kinds: dict[str, CaseType]) -> None:
    for kind in kinds.values():
        for rule in kind.deadlines:
            assert rule.law.title
            assert rule.law.clause or rule.law.certainty == "original", f"{kind.code} {rule.code}"

"""The workflows of the pack, told as tables: state, who, step, what becomes of it."""

from __future__ import annotations

import pytest

from lvheng.cases.machine import Actor, Standing, demands, obstacle, possible
from lvheng.packs.case_model import CaseType

# capacity, person | step | state afterwards, or the reason why not
TABLES = {
    "supervision": """
        planner    1 | notify        | notified
        owner      2 | close         | case_in_another_state
        planner    1 | reply         | step_not_yours
        owner      2 | reply         | replied
        planner    2 | close         | four_eyes
        planner    1 | reject        | notified
        system     0 | escalate      | escalated
        owner      2 | reply         | replied
        supervisor 3 | close         | closed
        planner    1 | escalate      | case_in_another_state
    """,
    "cleaner_production_audit": """
        county     4 | list          | step_not_yours
        owner      1 | list          | listed
        owner      1 | report        | case_in_another_state
        county     4 | disclose      | disclosed
        owner      1 | begin         | started
        owner      1 | report        | reported
        owner      1 | evaluate      | four_eyes
        supervisor 2 | evaluate      | evaluated
        owner      1 | accept        | accepted
    """,
    "enforcement": """
        owner          1 | file            | filed                 | major=true
        owner          1 | decide          | case_in_another_state
        owner          1 | investigate     | investigated
        owner          1 | tell            | told                  | hearing_right=true
        owner          1 | request_hearing | hearing
        owner          3 | hold_hearing    | step_before_is_missing
        owner          1 | arrange_hearing | hearing
        owner          1 | notify_hearing  | hearing
        owner          1 | hold_hearing    | four_eyes
        owner          3 | hold_hearing    | ready
        owner          6 | legal_review    | step_not_yours
        legal_reviewer 1 | legal_review    | four_eyes
        legal_reviewer 5 | legal_review    | reviewed
        owner          1 | decide          | step_does_not_apply
        owner          1 | decide_major    | step_before_is_missing
        owner          1 | discuss         | reviewed
        owner          1 | decide_major    | decided
        owner          1 | serve           | served
        owner          1 | publish         | served
        owner          1 | perform         | performed
        owner          1 | close           | closed
    """,
    "example": """
        owner          1 | publish_bad     | case_in_another_state | kind=bad
        owner          1 | review_good     | step_does_not_apply
        owner          1 | tell            | told
        legal_reviewer 5 | review_bad      | step_before_is_missing
        system         0 | state_term_over | told
        legal_reviewer 5 | review_bad      | reviewed
        owner          1 | publish_good    | step_does_not_apply
        owner          1 | publish_bad     | published
        system         0 | expire          | ended
    """,
    "plan_task": """
        owner      1 | complete        | case_in_another_state
        owner      1 | start           | under_way
        owner      1 | report_progress | under_way
        owner      1 | complete        | completed
        planner    1 | accept          | four_eyes
        planner    2 | return_back     | under_way
        owner      1 | complete        | completed
        planner    2 | accept          | accepted
    """,
    "eco_damage": """
        owner      1 | begin       | investigating
        owner      1 | appraise    | appraising
        owner      1 | appraised   | negotiating
        owner      1 | negotiate   | negotiating
        owner      1 | sue         | sued
        owner      1 | judged      | restoring
        owner      1 | restored    | evaluated
        owner      1 | evaluate    | four_eyes
        supervisor 2 | not_enough  | restoring
        owner      1 | restored    | evaluated
        supervisor 2 | evaluate    | closed
    """,
}


def _data(words: str) -> dict[str, str | bool]:
    pairs = (each.split("=") for each in words.split())
    return {code: {"true": True, "false": False}.get(value, value) for code, value in pairs}


@pytest.mark.parametrize("code", TABLES)
def test_it_moves_as_the_table_says(code: str, kinds: dict[str, CaseType]) -> None:
    kind = kinds[code]
    state, data, taken = kind.initial.code, {}, {}
    for line in TABLES[code].strip().splitlines():
        who, step_code, expected, *facts = (part.strip() for part in line.split("|"))
        data |= _data(facts[0]) if facts else {}
        capacity, person = who.split()
        step, actor = kind.step_of[step_code], Actor(int(person), {capacity})
        refused = obstacle(kind, Standing(state, data, taken), step, actor)
        if refused is not None:
            assert refused.code == expected, f"{line}: {refused}"
            continue
        taken.setdefault(step_code, []).append(int(person))
        state = step.to or state
        assert state == expected, line


def test_it_offers_only_what_somebody_can_do_now(kinds: dict[str, CaseType]) -> None:
    kind = kinds["supervision"]
    standing = Standing("notified")
    assert [step.code for step in possible(kind, standing, Actor(7, {"owner"}))] == ["reply"]
    assert possible(kind, standing, Actor(7, {"signed_in"})) == []
    assert possible(kind, Standing("closed"), Actor(7, {"owner", "planner"})) == []


def test_it_tells_everything_that_is_lacking_at_once(kinds: dict[str, CaseType]) -> None:
    kind = kinds["enforcement"]
    lacking = demands(kind, kind.step_of["investigate"], {"officers": "马某、李某"}, "", 0)
    assert [problem.where for problem in lacking] == ["recording", "evidence", "files"]
    assert demands(kind, kind.step_of["not_file"], {}, " ", 0)[0].where == "words"


def test_nobody_but_the_program_lets_the_time_to_be_heard_end(kinds: dict[str, CaseType]) -> None:
    kind = kinds["enforcement"]
    refused = obstacle(kind, Standing("told"), kind.step_of["no_hearing"], Actor(1, {"owner", "planner", "leader"}))
    assert refused is not None
    assert refused.code == "step_not_yours"


def test_every_type_can_be_done(kinds: dict[str, CaseType]) -> None:
    without = [code for code, kind in kinds.items() if "done" not in {state.outcome for state in kind.states}]
    assert without == []

"""Rewards: by the rule, once, shared to the fen, paid on the ledger to the receipt, within the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.test_files import jpeg

from lvheng.cases.actions import take_step
from lvheng.cases.public import rewards
from lvheng.cases.public.models import Payment, Report
from lvheng.errors import NotAllowed, Problems, StateConflict
from lvheng.ledger.queries import holdings

if TYPE_CHECKING:
    from django.test import Client

    from lvheng.areas.acting import Acting
    from lvheng.areas.models import Person

Received = Callable[..., tuple[Report, list[str]]]
GRADE, TABLE = "serious", "reporter_rewards"


@pytest.fixture
def amounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A local table of amounts, as a place enters it into its pack: 5 000.01 for a serious violation."""
    from lvheng.rules.values import read_amounts

    original = rewards.rule_of

    def entered(code: str, area: str, on: Any) -> Any:
        rule = original(code, area, on)
        table = read_amounts(rule.parameters[TABLE][0].item, "general:500,serious:5000.01,major:20000")
        return rule.with_parameters({TABLE: table})

    monkeypatch.setattr(rewards, "rule_of", entered)


@pytest.fixture
def second_officer(person_as: Callable[[str], Person]) -> Acting:
    """Another person of the environment bureau than who checks the report."""
    from lvheng.areas.models import Appointment, Person
    from lvheng.areas.queries import acting_of

    first = person_as("department_officer").appointments.earliest("id")
    other = Person.objects.create(username="second_officer", full_name="第二人")
    Appointment.objects.create(
        person=other, organisation=first.organisation, role=first.role, from_date=timezone.localdate()
    )
    return acting_of(other)


@pytest.fixture
def verified(received: Received, acting_as: Callable[[str], Acting]) -> tuple[Report, list[str]]:
    """A report of two people that was checked, found true and answered."""
    report, codes = received(reporters=2, wants_reward=True)
    officer = acting_as("department_officer")
    take_step(officer, report.case_id, "accept")
    take_step(officer, report.case_id, "found_true", written={"finding": "属实。"}, files=[("a.jpg", jpeg())])
    take_step(officer, report.case_id, "answer", written={"answer": "已立案处罚。"})
    report.case.refresh_from_db()
    return report, codes


@pytest.fixture
def funded(acting_as: Callable[[str], Acting]) -> None:
    rewards.add_to_fund(acting_as("planner"), Decimal("10000"), "临州财〔2026〕1号")


@pytest.fixture
def rewarded(
    verified: tuple[Report, list[str]], amounts: None, funded: None, second_officer: Acting
) -> Iterator[tuple[Report, list[str]]]:
    rewards.decide(second_officer, verified[0].pk, GRADE)
    return verified


def test_without_the_local_table_the_amount_cannot_be_told(
    verified: tuple[Report, list[str]], second_officer: Acting
) -> None:
    with pytest.raises(Problems) as refused:
        rewards.decide(second_officer, verified[0].pk, GRADE)
    assert [each.code for each in refused.value.problems] == ["no_amounts"]


def test_the_rule_names_the_amount_and_the_case_keeps_it(rewarded: tuple[Report, list[str]]) -> None:
    case = rewarded[0].case
    case.refresh_from_db()
    assert (case.state, case.data["grade"], Decimal(str(case.data["reward"]))) == (
        "rewarded", GRADE, Decimal("5000.01"),
    )  # fmt: skip
    assert case.deadlines.get(code="claim").due_on is not None


def test_nobody_types_an_amount_in_by_hand(
    verified: tuple[Report, list[str]], second_officer: Acting, amounts: None, client: Client
) -> None:
    case = verified[0].case
    with pytest.raises(StateConflict) as refused:
        take_step(second_officer, case.pk, "reward", written={"grade": GRADE, "reward": "99999"})
    assert refused.value.code == "worked_out_elsewhere"
    assert second_officer.person is not None
    client.force_login(second_officer.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"/cases/{case.pk}/steps/reward/" not in page
    assert f'href="{reverse("public:desk_report", args=[verified[0].pk])}#award"' in page


def test_who_checked_a_report_does_not_decide_its_reward(
    verified: tuple[Report, list[str]], amounts: None, acting_as: Callable[[str], Acting]
) -> None:
    with pytest.raises((NotAllowed, StateConflict, Problems)):
        rewards.decide(acting_as("department_officer"), verified[0].pk, GRADE)


def test_staff_on_duty_are_not_rewarded(
    verified: tuple[Report, list[str]], amounts: None, second_officer: Acting
) -> None:
    with pytest.raises(Problems) as refused:
        rewards.decide(second_officer, verified[0].pk, GRADE, on_duty=True)
    assert [each.code for each in refused.value.problems] == ["not_entitled"]


def test_each_receipt_claims_its_share_once_and_the_ledger_balances(rewarded: tuple[Report, list[str]]) -> None:
    report, codes = rewarded
    first = rewards.claim(codes[0])
    assert first.amount_fen == 250001
    assert rewards.claim(codes[0]) == first
    report.case.refresh_from_db()
    assert report.case.state == "rewarded"
    second = rewards.claim(codes[1])
    assert second.amount_fen == 250000
    assert rewards.fund_fen() == 1_000_000 - 500_001
    report.case.refresh_from_db()
    assert report.case.state == "closed"
    assert Payment.objects.count() == 2
    receipt = report.receipts.get(number=1)
    (held,) = holdings(f"system:receipt-{receipt.code_hash[:24]}")
    assert held.available == 250001


def test_nothing_can_be_claimed_before_it_is_decided(verified: tuple[Report, list[str]]) -> None:
    with pytest.raises(StateConflict, match="没有可领"):
        rewards.claim(verified[1][0])


def test_a_claim_after_the_last_day_is_refused(
    rewarded: tuple[Report, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.localdate() + timedelta(days=90)
    monkeypatch.setattr(rewards.timezone, "localdate", lambda: later)
    with pytest.raises(StateConflict, match="已过期"):
        rewards.claim(rewarded[1][0])
    assert not Payment.objects.exists()


def test_an_empty_fund_keeps_the_reward_for_later(
    verified: tuple[Report, list[str]], amounts: None, second_officer: Acting
) -> None:
    rewards.decide(second_officer, verified[0].pk, GRADE)
    with pytest.raises(StateConflict, match="不足"):
        rewards.claim(verified[1][0])
    assert not Payment.objects.exists()


def test_only_planners_keep_the_fund_and_a_wrong_entry_is_told_whole(acting_as: Callable[[str], Acting]) -> None:
    with pytest.raises(NotAllowed):
        rewards.add_to_fund(acting_as("department_officer"), Decimal(1), "x")
    with pytest.raises(Problems) as refused:
        rewards.add_to_fund(acting_as("planner"), Decimal("-1"), " ")
    assert {each.where for each in refused.value.problems} == {"amount", "reference"}

"""The table of permissions, row by row."""

from __future__ import annotations

import pytest

from lvheng.areas.acting import ANONYMOUS, Acting
from lvheng.areas.models import Person, Role
from lvheng.areas.permissions import (
    TABLE,
    SecondFactorNeeded,
    SignInNeeded,
    allow,
    require,
    role_title,
    roles_that_may,
)
from lvheng.errors import NotAllowed

EVERYBODY = {"", *Role.values}
SIGNED_IN = set(Role.values)

# Who may do what with joint duties. Every permission is here; every role that is not is denied.
EXPECTED = {
    "areas.view": EVERYBODY,
    "account.manage": SIGNED_IN,
    "account.keys": SIGNED_IN,
    "people.view": {"administrator", "security_officer"},
    "people.manage": {"administrator"},
    "people.appoint": {"administrator", "security_officer"},
    "audit.view": {"auditor", "security_officer"},
    "audit.view_all": {"auditor"},
    "plan.read": EVERYBODY,
    "plan.import": {"planner"},
    "plan.review": {"planner"},
    "plan.adopt": {"planner", "leader"},
    "plan.discard": {"planner"},
    "plan.assign": {"planner"},
    "plan.compare_parent": {"planner"},
    "statistics.read_progress": {"leader", "planner", "department_officer", "county_officer", "auditor"},
    "statistics.read_reports": {"leader", "planner", "department_officer", "county_officer", "auditor", "enterprise"},
    "statistics.fill": {"department_officer", "county_officer", "enterprise"},
    "statistics.approve": {"leader", "planner", "department_officer", "county_officer", "enterprise"},
    "statistics.publish": {"leader", "planner", "department_officer"},
    "statistics.issue": {"planner"},
    "registers.see": EVERYBODY,
    "registers.change": {"planner", "department_officer", "county_officer"},
    "rules.use": EVERYBODY,
    "rules.bulk": SIGNED_IN,
    "rules.draft": {"leader", "planner", "department_officer"},
    "rules.adopt": {"planner"},
    "ledger.see": EVERYBODY,
    "ledger.see_account": SIGNED_IN,
    "ledger.allot": {"planner", "department_officer"},
    "ledger.freeze": {"planner", "department_officer"},
    "ledger.surrender": {"planner", "department_officer", "enterprise"},
    "markets.trade": SIGNED_IN,
    "markets.run": {"planner", "department_officer"},
    "markets.admit": {"planner", "department_officer"},
    "points.give": {"department_officer", "county_officer", "enterprise"},
    "points.redeem": SIGNED_IN,
    "cases.see": {"leader", "planner", "department_officer", "county_officer", "auditor"},
    "cases.work": {"leader", "planner", "department_officer", "county_officer"},
    "public.handle": {"leader", "planner", "department_officer", "county_officer"},
    "public.unseal": {"department_officer"},
    "public.award": {"leader", "department_officer"},
    "public.fund": {"planner"},
    "documents.see": EVERYBODY,
    "documents.draft": {"planner", "department_officer", "county_officer"},
    "documents.review": {"leader", "planner", "department_officer", "county_officer"},
    "documents.issue": {"leader", "planner"},
    "documents.templates": {"planner"},
}
WEIGHTY = {
    "account.keys",
    "documents.issue",
    "documents.templates",
    "ledger.allot",
    "ledger.freeze",
    "people.appoint",
    "people.manage",
    "plan.adopt",
    "plan.assign",
    "public.award",
    "public.fund",
    "public.unseal",
    "rules.adopt",
    "statistics.approve",
    "statistics.issue",
    "statistics.publish",
}
# What signing in alone gives.
SIGNED_IN_ONLY = [
    "areas.view",
    "account.manage",
    "account.keys",
    "plan.read",
    "registers.see",
    "rules.use",
    "rules.bulk",
    "ledger.see",
    "ledger.see_account",
    "markets.trade",
    "points.redeem",
    "documents.see",
]
CASES = [(name, role) for name in TABLE for role in sorted(EVERYBODY)]


def somebody(role, has_second_factor=False):
    return Acting(person=Person(), role=role, has_second_factor=has_second_factor) if role else ANONYMOUS


def test_the_expectations_name_every_permission():
    assert set(EXPECTED) == set(TABLE)
    assert {name for name, row in TABLE.items() if row.weighty} == WEIGHTY


@pytest.mark.parametrize(("name", "role"), CASES)
def test_each_role_may_do_what_the_table_says_and_nothing_else(name, role, configure):
    configure(separate_duties=False, require_mfa=False)
    assert allow(name, somebody(role)) is (role in EXPECTED[name])


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_with_separated_duties_only_the_security_officer_appoints(role, configure):
    configure(separate_duties=True)
    assert allow("people.appoint", somebody(role)) is (role == "security_officer")
    assert allow("people.manage", somebody(role)) is (role == "administrator")
    assert allow("audit.view_all", somebody(role)) is (role == "auditor")


@pytest.mark.parametrize(("name", "role"), CASES)
def test_requiring_agrees_with_allowing(name, role, configure):
    configure(separate_duties=False, require_mfa=False)
    if role in EXPECTED[name]:
        require(name, somebody(role))
    else:
        with pytest.raises(NotAllowed) as caught:
            require(name, somebody(role))
        assert isinstance(caught.value, SignInNeeded) is (role == "")


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_weighty_ones_need_a_second_factor_where_the_setting_says_so(name, configure):
    configure(separate_duties=False, require_mfa=True)
    role = next(iter(sorted(EXPECTED[name] - {""})))
    require(name, somebody(role, has_second_factor=True))
    if name in WEIGHTY:
        with pytest.raises(SecondFactorNeeded):
            require(name, somebody(role))
    else:
        require(name, somebody(role))


@pytest.mark.parametrize("check", [allow, require])
def test_an_unknown_permission_is_a_mistake_of_the_program(check):
    with pytest.raises(LookupError):
        check("plan.burn", somebody("administrator"))


def test_a_superuser_flag_gives_nothing():
    flagged = Acting(person=Person(is_superuser=True, is_staff=True), role="citizen")
    assert {name for name in TABLE if allow(name, flagged)} == set(SIGNED_IN_ONLY)


def test_a_role_that_nobody_knows_gives_nothing_more_than_being_signed_in():
    stranger = Acting(person=Person(), role="emperor")
    assert {name for name in TABLE if allow(name, stranger)} == set(SIGNED_IN_ONLY)


def test_the_refusal_names_the_roles_that_may(configure):
    configure(separate_duties=False)
    assert roles_that_may("plan.adopt") == [Role.LEADER, Role.PLANNER]
    with pytest.raises(NotAllowed) as caught:
        require("plan.adopt", somebody("citizen"))
    assert "领导" in caught.value.what.zh
    assert "采纳方案" in caught.value.what.zh


def test_role_titles_come_in_both_languages():
    assert role_title("auditor").zh == "审计员"
    assert role_title("auditor").en == "Auditor"

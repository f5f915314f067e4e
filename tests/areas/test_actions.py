"""Accounts and appointments."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lvheng.areas import actions
from lvheng.areas.demo import PASSWORD, make_demo_accounts, remove_demo_accounts
from lvheng.areas.duties import KINDS, SEPARATED, conflicting
from lvheng.areas.models import Appointment, Organisation, Person, Role
from lvheng.areas.queries import acting_of, demo_accounts_exist, open_appointments
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problems, SettingProblem, StateConflict

pytestmark = pytest.mark.django_db


def codes(caught):
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def department(places):
    return Organisation.objects.filter(kind="department").first()


@pytest.fixture
def newcomer(places):
    return actions.create_person(None, "mazhong", "马忠").person


def test_a_new_account_has_a_one_time_password_and_no_role(acting_as_role):
    made = actions.create_person(acting_as_role("administrator"), " ma.zhong ", " 马忠 ")
    person = Person.objects.get(username="ma.zhong")
    assert person.full_name == "马忠"
    assert person.check_password(made.password)
    assert person.must_change_password
    assert acting_of(person).role == "citizen"
    entry = Entry.objects.order_by("-number").first()
    assert (entry.action, entry.object_name, entry.role) == ("people.create", "马忠", "administrator")
    assert made.password not in str(entry.changes)


def test_one_time_passwords_are_long_and_never_the_same(newcomer):
    passwords = {actions.reset_password(None, newcomer).password for _ in range(3)}
    assert len(passwords) == 3
    assert all(len(password) == 19 for password in passwords)


def test_everything_wrong_with_a_new_account_is_told_at_once(newcomer):
    with pytest.raises(Problems) as caught:
        actions.create_person(None, "with space", "")
    assert codes(caught) == ["username_unusable", "full_name_unusable"]
    assert [problem.where for problem in caught.value.problems] == ["username", "full_name"]


@pytest.mark.parametrize("username", ["mazhong", "MaZhong"])
def test_a_user_name_is_taken_in_any_case(newcomer, username):
    with pytest.raises(Problems) as caught:
        actions.create_person(None, username, "别人")
    assert codes(caught) == ["username_taken"]


def test_closing_an_account_is_told_and_can_be_undone(newcomer, acting_as_role):
    administrator = acting_as_role("administrator")
    actions.deactivate(administrator, newcomer)
    assert not Person.objects.get(pk=newcomer.pk).is_active
    with pytest.raises(StateConflict):
        actions.deactivate(administrator, newcomer)
    actions.reactivate(administrator, newcomer)
    assert Person.objects.get(pk=newcomer.pk).is_active
    assert list(Entry.objects.values_list("action", flat=True)[:2]) == ["people.reactivate", "people.deactivate"]


def test_nobody_closes_their_own_account(acting_as_role):
    administrator = acting_as_role("administrator")
    with pytest.raises(InputProblem):
        actions.deactivate(administrator, administrator.person)


def test_an_appointment_holds_at_once_and_is_recorded(newcomer, department, acting_as_role):
    officer = acting_as_role("security_officer")
    appointment = actions.appoint(officer, newcomer, department, "department_officer")
    acting = acting_of(newcomer)
    assert (acting.role, acting.organisation) == ("department_officer", department)
    entry = Entry.objects.order_by("-number").first()
    assert (entry.action, entry.changes["role"]) == ("people.appoint", "department_officer")
    assert entry.changes["from"] == appointment.from_date.isoformat()


def test_ending_an_appointment_ends_it_the_same_day(newcomer, department):
    appointment = actions.appoint(None, newcomer, department, "department_officer")
    actions.end_appointment(None, appointment)
    assert not open_appointments(newcomer).exists()
    assert Appointment.objects.get(pk=appointment.pk).until_date == timezone.localdate()
    with pytest.raises(StateConflict):
        actions.end_appointment(None, appointment)


def test_an_appointment_from_a_later_day_does_not_hold_yet(newcomer, department):
    tomorrow = timezone.localdate() + timedelta(days=1)
    appointment = actions.appoint(None, newcomer, department, "department_officer", tomorrow)
    assert acting_of(newcomer).role == "citizen"
    assert open_appointments(newcomer, tomorrow).get() == appointment


def test_an_ended_appointment_can_be_given_again(newcomer, department):
    actions.end_appointment(None, actions.appoint(None, newcomer, department, "planner"))
    assert actions.appoint(None, newcomer, department, "planner").pk


def test_everything_against_an_appointment_is_told_at_once(newcomer, department):
    Person.objects.filter(pk=newcomer.pk).update(is_active=False)
    department.closed_on = date(2020, 1, 1)
    with pytest.raises(Problems) as caught:
        actions.appoint(None, newcomer, department, "bank")
    assert codes(caught) == ["account_closed", "organisation_closed", "role_does_not_fit"]


def test_the_same_appointment_is_not_given_twice(newcomer, department):
    actions.appoint(None, newcomer, department, "planner")
    with pytest.raises(Problems) as caught:
        actions.appoint(None, newcomer, department, "planner")
    assert codes(caught) == ["appointed_already"]


@pytest.mark.parametrize("role", ["", "emperor", "citizen"])
def test_nobody_is_appointed_to_what_is_no_office(newcomer, department, role):
    with pytest.raises(Problems):
        actions.appoint(None, newcomer, department, role)


@pytest.mark.parametrize("first", sorted(SEPARATED))
@pytest.mark.parametrize("second", sorted(SEPARATED))
def test_separated_duties_never_lie_in_one_hand(newcomer, department, configure, first, second):
    if first == second:
        return
    configure(separate_duties=True)
    actions.appoint(None, newcomer, department, first)
    with pytest.raises(Problems) as caught:
        actions.appoint(None, newcomer, department, second)
    assert codes(caught) == ["duties_separate"]


def test_joint_duties_may_lie_in_one_hand(newcomer, department, configure):
    configure(separate_duties=False)
    for role in sorted(SEPARATED):
        actions.appoint(None, newcomer, department, role)
    assert open_appointments(newcomer).count() == 3


def test_an_ended_duty_does_not_stand_against_another(newcomer, department, configure):
    configure(separate_duties=True)
    actions.end_appointment(None, actions.appoint(None, newcomer, department, "auditor"))
    assert actions.appoint(None, newcomer, department, "administrator").pk


def test_other_roles_go_with_any_duty():
    assert conflicting(Role.PLANNER, {"auditor", "administrator"}) == set()
    assert conflicting(Role.AUDITOR, {"planner", "administrator"}) == {Role.ADMINISTRATOR}


def test_with_separated_duties_nobody_appoints_themselves(acting_as_role, department, configure):
    officer = acting_as_role("security_officer")
    configure(separate_duties=True)
    with pytest.raises(Problems) as caught:
        actions.appoint(officer, officer.person, department, "planner")
    assert codes(caught) == ["own_appointment"]


def test_with_separated_duties_the_administrator_does_not_appoint_and_the_officer_makes_no_accounts(
    acting_as_role, newcomer, department, configure
):
    administrator, officer = acting_as_role("administrator"), acting_as_role("security_officer")
    configure(separate_duties=True)
    with pytest.raises(NotAllowed):
        actions.appoint(administrator, newcomer, department, "planner")
    with pytest.raises(NotAllowed):
        actions.create_person(officer, "x", "某人")
    with pytest.raises(NotAllowed):
        actions.reset_password(officer, newcomer)


WRITES = {
    "create_person": lambda acting, person, organisation: actions.create_person(acting, "x", "某人"),
    "deactivate": lambda acting, person, organisation: actions.deactivate(acting, person),
    "reactivate": lambda acting, person, organisation: actions.reactivate(acting, person),
    "reset_password": lambda acting, person, organisation: actions.reset_password(acting, person),
    "reset_second_factor": lambda acting, person, organisation: actions.reset_second_factor(acting, person),
    "appoint": lambda acting, person, organisation: actions.appoint(acting, person, organisation, "planner"),
    "end_appointment": lambda acting, person, organisation: actions.end_appointment(
        acting, Appointment.objects.filter(role="leader").first()
    ),
}


@pytest.mark.parametrize("write", sorted(WRITES))
@pytest.mark.parametrize("role", ["planner", "leader", "department_officer", "county_officer", "auditor"])
def test_no_other_role_writes_anything_here(acting_as_role, newcomer, department, write, role):
    acting = acting_as_role(role)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        WRITES[write](acting, newcomer, department)
    assert Entry.objects.count() == entries


def test_every_role_goes_with_some_kind_of_organisation_but_the_citizen():
    assert set(KINDS) == set(Role)
    assert [role for role, kinds in KINDS.items() if not kinds] == [Role.CITIZEN]


def test_demo_accounts_are_made_once_and_can_sign_in(places, linxia_pack):
    accounts = make_demo_accounts(linxia_pack)
    assert [account.role for account in accounts] == [
        "leader",
        "planner",
        "department_officer",
        "county_officer",
        "auditor",
        "security_officer",
        "administrator",
        "leader",
        "department_officer",
        "leader",
        "department_officer",
        "citizen",
        "citizen",
        "citizen",
    ]
    assert all((acting_of(account.person).role or "citizen") == account.role for account in accounts)
    assert accounts[0].person.check_password(PASSWORD)
    entries = Entry.objects.count()
    assert make_demo_accounts(linxia_pack) == accounts
    assert Entry.objects.count() == entries


def test_the_planner_of_the_demo_works_for_the_planning_department(places, linxia_pack):
    planner = make_demo_accounts(linxia_pack)[1]
    assert "发展和改革" in planner.organisation.name


def test_the_demo_has_a_second_person_in_the_county_and_an_officer_for_every_department_that_reports(
    places, linxia_pack
):
    make_demo_accounts(linxia_pack)
    people = {person.username: person for person in Person.objects.filter(is_demo=True)}
    county = people["county_officer"].appointments.get().organisation
    assert people["county_reviewer"].appointments.get().organisation == county
    assert people["statistician"].appointments.get().organisation.type == "statistics"
    assert people["department_head"].appointments.get().organisation.type == "ecology_environment"
    assert people["legal_reviewer"].appointments.get().organisation.type == "justice"
    types = set(people["department_officer"].appointments.values_list("organisation__type", flat=True))
    assert {"ecology_environment", "agriculture", "housing_construction", "transport"} <= types
    assert "statistics" not in types
    assert acting_of(people["department_officer"]).organisation.type == "ecology_environment"


def test_a_changed_demo_password_is_put_right(places, linxia_pack):
    make_demo_accounts(linxia_pack)
    person = Person.objects.get(username="planner")
    person.set_password("another one entirely")
    person.save()
    make_demo_accounts(linxia_pack)
    assert Person.objects.get(username="planner").check_password(PASSWORD)


def test_production_makes_no_demo_accounts(places, linxia_pack, configure):
    configure(production=True)
    with pytest.raises(SettingProblem):
        make_demo_accounts(linxia_pack)
    assert not demo_accounts_exist()


def test_removed_demo_accounts_cannot_sign_in_and_hold_no_office(places, linxia_pack):
    make_demo_accounts(linxia_pack)
    assert demo_accounts_exist()
    assert remove_demo_accounts() == 14
    assert not demo_accounts_exist()
    assert not Person.objects.get(username="planner").has_usable_password()
    assert not Appointment.objects.filter(until_date__isnull=True).exists()
    assert remove_demo_accounts() == 0


def test_duties_that_begin_later_are_separated_too(newcomer, department, configure):
    configure(separate_duties=True)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.appoint(None, newcomer, department, "auditor", tomorrow)
    with pytest.raises(Problems) as caught:
        actions.appoint(None, newcomer, department, "administrator", tomorrow)
    assert codes(caught) == ["duties_separate"]

"""The pages about people, organisations and one's own account."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from lvheng.areas import actions
from lvheng.areas.models import Appointment, Organisation, Person
from lvheng.areas.people import PeopleFilter, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(places):
    return actions.create_person(None, "mazhong", "马忠").person


@pytest.fixture
def department(places):
    return Organisation.objects.filter(kind="department").first()


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_people_are_listed_with_what_they_hold(client_as):
    page = text(client_as("administrator").get("/people/"))
    assert "演示规划员" in page
    assert "规划员（发展改革）" in page


@pytest.mark.parametrize("path", ["/people/", "/people/new/", "/people/1/"])
@pytest.mark.parametrize("role", ["planner", "leader", "auditor", "county_officer"])
def test_others_may_not_see_people(client_as, role, path):
    assert client_as(role).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/people/", "/people/new/", "/people/1/", "/people/me/"])
def test_nobody_is_led_to_sign_in(client, places, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={path}"


def test_after_signing_in_one_comes_back_to_the_page(client, places, newcomer):
    made = actions.create_person(None, "who", "某人")
    Person.objects.filter(pk=made.person.pk).update(must_change_password=False)
    answer = client.post("/accounts/login/?next=/people/me/", {"login": "who", "password": made.password})
    assert answer["Location"] == "/people/me/"


def test_a_thousand_people_come_page_by_page(client_as):
    Person.objects.bulk_create(Person(username=f"p{n:04}", full_name=f"某{n:04}") for n in range(1000))
    client = client_as("administrator")
    page = text(client.get("/people/"))
    assert page.count('<th scope="row"') == 50
    last = text(client.get("/people/?page=21"))
    assert last.count('<th scope="row"') == 14
    assert text(client.get("/people/?page=rubbish")).count('<th scope="row"') == 50


def test_a_long_list_costs_no_query_for_each_person(client_as, django_assert_max_num_queries, department):
    client = client_as("administrator")
    made = Person.objects.bulk_create(Person(username=f"p{n}", full_name=f"某{n}") for n in range(40))
    Appointment.objects.bulk_create(
        Appointment(person=each, organisation=department, role="planner", from_date=timezone.localdate())
        for each in made
    )
    with django_assert_max_num_queries(16):
        text(client.get("/people/"))


def names(acting, **wanted):
    return [each.username for each in people(acting, PeopleFilter(**wanted)).object_list]


def test_people_are_found_by_name_role_organisation_and_state(acting_as_role, newcomer, department):
    acting = acting_as_role("administrator")
    assert names(acting, text="马忠") == ["mazhong"]
    assert names(acting, text="MAZ") == ["mazhong"]
    assert names(acting, role="planner") == ["planner"]
    planner = Appointment.objects.get(role="planner")
    assert "planner" in names(acting, organisation=planner.organisation)
    actions.deactivate(None, newcomer)
    assert names(acting, state="closed") == ["mazhong"]
    assert "mazhong" not in names(acting, state="active")
    actions.end_appointment(None, planner)
    assert names(acting, role="planner") == []


def test_the_list_sorts_by_its_columns_and_ignores_others(acting_as_role):
    acting = acting_as_role("administrator")
    up = names(acting, sort="username")
    assert up == sorted(up)
    assert names(acting, sort="-username") == up[::-1]
    assert names(acting, sort="password") == names(acting, sort="name")


def test_an_empty_result_says_so(client_as):
    assert "没有符合条件的人员" in text(client_as("administrator").get("/people/?text=无此人"))


def test_a_new_account_shows_its_password_once(client_as):
    client = client_as("administrator")
    answer = client.post("/people/new/", {"full_name": "马忠", "username": "mazhong"})
    page = text(answer)
    password = re.search(r'id="one-time-password">([^<]+)<', page)
    assert password is not None
    person = Person.objects.get(username="mazhong")
    assert person.check_password(password[1])
    assert "no-store" in answer["Cache-Control"]
    assert password[1] not in text(client.get(f"/people/{person.pk}/"))


def test_mistakes_in_a_new_account_stand_by_their_fields(client_as):
    page = text(client_as("administrator").post("/people/new/", {"full_name": "马忠", "username": "a b"}), 400)
    assert "用户名“a b”不能用。" in page
    page = text(client_as("administrator").post("/people/new/", {"full_name": "", "username": ""}), 400)
    assert page.count("field__error") == 2


def test_a_person_is_appointed_and_the_appointment_ended(client_as, newcomer, department):
    client = client_as("security_officer")
    data = {"organisation": department.code, "role": "department_officer"}
    answer = client.post(f"/people/{newcomer.pk}/appoint/", data)
    assert answer.status_code == 302
    held = newcomer.appointments.get()
    page = text(client.get(f"/people/{newcomer.pk}/"))
    assert "部门工作人员" in page
    assert "在任" in page
    assert client.post(f"/people/{newcomer.pk}/appointments/{held.pk}/end/").status_code == 302
    assert newcomer.appointments.get().until_date is not None
    assert client.post(f"/people/{newcomer.pk}/appointments/{held.pk}/end/").status_code == 409


def test_why_an_appointment_is_refused_stands_by_its_field(client_as, newcomer, department):
    client = client_as("security_officer")
    page = text(client.post(f"/people/{newcomer.pk}/appoint/", {"organisation": department.code, "role": "bank"}), 400)
    assert "不能在这类机构任职" in page


def test_an_appointment_of_somebody_else_is_not_found(client_as, newcomer):
    other = Appointment.objects.create(
        person=Person.objects.create(username="other"),
        organisation=Organisation.objects.first(),
        role="planner",
        from_date=timezone.localdate(),
    )
    answer = client_as("security_officer").post(f"/people/{newcomer.pk}/appointments/{other.pk}/end/")
    assert answer.status_code == 404


def test_buttons_are_there_for_those_who_may_press_them(client_as, newcomer, configure):
    configure(separate_duties=True)
    administrator = text(client_as("administrator").get(f"/people/{newcomer.pk}/"))
    officer = text(client_as("security_officer").get(f"/people/{newcomer.pk}/"))
    assert f"/people/{newcomer.pk}/password/" in administrator
    assert f"/people/{newcomer.pk}/appoint/" not in administrator
    assert f"/people/{newcomer.pk}/appoint/" in officer
    assert f"/people/{newcomer.pk}/password/" not in officer


def test_an_account_is_closed_opened_and_given_a_new_password(client_as, newcomer):
    client = client_as("administrator")
    client.post(f"/people/{newcomer.pk}/close/")
    assert not Person.objects.get(pk=newcomer.pk).is_active
    client.post(f"/people/{newcomer.pk}/open/")
    assert Person.objects.get(pk=newcomer.pk).is_active
    page = text(client.post(f"/people/{newcomer.pk}/password/"))
    password = re.search(r'id="one-time-password">([^<]+)<', page)
    assert password is not None
    assert Person.objects.get(pk=newcomer.pk).check_password(password[1])


def test_changes_need_a_post(client_as, newcomer):
    client = client_as("administrator")
    for part in ("close", "open", "password", "appoint", "second-factor"):
        assert client.get(f"/people/{newcomer.pk}/{part}/").status_code == 405


def test_a_missing_person_is_not_found(client_as):
    assert client_as("administrator").get("/people/99999/").status_code == 404


def test_organisations_are_public_but_not_who_acts_for_them(client, client_as):
    signed_in = client_as("administrator")
    planner = Appointment.objects.get(role="planner").organisation
    assert planner.name in text(client.get(f"/people/organisations/{planner.code}/"))
    assert "演示规划员" not in text(client.get(f"/people/organisations/{planner.code}/"))
    assert "演示规划员" in text(signed_in.get(f"/people/organisations/{planner.code}/"))


def test_organisations_are_filtered(client, places):
    page = text(client.get("/people/organisations/?kind=county_government&area=622924"))
    assert "广河" in page
    assert page.count('<th scope="row"') == 1
    assert "没有符合条件的机构" in text(client.get("/people/organisations/?text=无此机构"))


def test_ones_own_account_shows_capacity_and_ways_to_sign_in(client_as):
    page = text(client_as("planner").get("/people/me/"))
    assert "规划员（发展改革）" in page
    assert "第二因素未设置" in page


def test_a_person_with_two_appointments_changes_between_them(client_as, department):
    client = client_as("planner")
    person = Person.objects.get(username="planner")
    second = actions.appoint(None, person, department, "department_officer")
    assert "换成此身份" in text(client.get("/people/me/"))
    assert client.get("/people/").status_code == 403
    answer = client.post("/people/me/act/", {"appointment": second.pk, "next": "/people/organisations/"})
    assert answer["Location"] == "/people/organisations/"
    page = text(client.get("/people/me/"))
    assert re.search(r"现在的身份</dt><dd>[^<]*部门工作人员", page)


def test_the_chosen_appointment_falls_back_when_it_ends(client_as, department):
    client = client_as("planner")
    second = actions.appoint(None, Person.objects.get(username="planner"), department, "department_officer")
    client.post("/people/me/act/", {"appointment": second.pk})
    actions.end_appointment(None, second)
    assert re.search(r"现在的身份</dt><dd>[^<]*规划员", text(client.get("/people/me/")))


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_changing_capacity_leads_nowhere_else(client_as, target):
    client = client_as("planner")
    own = Appointment.objects.get(role="planner")
    assert client.post("/people/me/act/", {"appointment": own.pk, "next": target})["Location"] == "/people/me/"


@pytest.mark.parametrize("appointment", ["", "x", "999999", "-1"])
def test_nobody_acts_in_what_they_do_not_hold(client_as, appointment):
    assert client_as("planner").post("/people/me/act/", {"appointment": appointment}).status_code == 400


def test_nobody_acts_in_an_appointment_of_somebody_else(client_as):
    client = client_as("planner")
    other = Appointment.objects.get(role="administrator")
    assert client.post("/people/me/act/", {"appointment": other.pk}).status_code == 400
    assert client.get("/people/").status_code == 403

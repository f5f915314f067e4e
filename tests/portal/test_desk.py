"""The desk shows what waits, by role."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from lvheng.areas.models import Area
from lvheng.plan import queries
from lvheng.plan.models import Plan, Responsibility, Version

SignIn = Callable[[str], Client]


def _desk(client: Client) -> BeautifulSoup:
    response = client.get("/desk/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_it_asks_a_reader_to_sign_in(client: Client, places: None) -> None:
    response = client.get("/desk/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/desk/"


def test_a_planner_sees_the_proposed_responsibilities(client_as: SignIn, linxia: Version) -> None:
    page = _desk(client_as("planner"))
    proposed = linxia.responsibilities.filter(state=Responsibility.State.PROPOSED).count()
    item = next(item for item in page.select(".desk__item") if "确认责任分工" in item.get_text())
    assert item.select_one(".desk__count strong").get_text() == str(proposed)
    assert item.a["href"] == "/plans/linxia_2021_53/responsibilities/?state=proposed"


def test_an_officer_sees_the_tasks_of_their_organisation_only(client_as: SignIn, linxia: Version) -> None:
    page = _desk(client_as("department_officer"))
    titles = [item.h2.get_text() for item in page.select(".desk__item")]
    assert titles == ["州生态环境局在方案中的任务"]


def test_whoever_has_nothing_to_do_is_told_so(client_as: SignIn, linxia: Version) -> None:
    page = _desk(client_as("administrator"))
    assert not page.select(".desk__item")
    assert "现在没有等您办理的事" in page.select_one(".empty").get_text()


def test_before_there_is_a_plan_the_desk_is_empty(client_as: SignIn, places: None) -> None:
    assert _desk(client_as("planner")).select_one(".empty")


@pytest.mark.parametrize(("role", "most"), [("planner", 15), ("county_officer", 15)])
def test_the_desk_needs_few_questions_to_the_database(
    client_as: SignIn, linxia: Version, django_assert_max_num_queries: Any, role: str, most: int
) -> None:
    client = client_as(role)
    client.get("/desk/")
    with django_assert_max_num_queries(most):
        client.get("/desk/")


def test_plans_are_looked_up_again_when_a_plan_or_its_area_changed(linxia: Version) -> None:
    (plan,) = queries.adopted_now()
    assert (plan.title, plan.area.name) == (linxia.plan.title, linxia.plan.area.name)
    plan.title = "只改了副本"
    Plan.objects.filter(pk=plan.pk).update(title="另一个名称")
    assert [each.title for each in queries.adopted_now()] == ["另一个名称"]
    Area.objects.filter(pk=plan.area_id).update(name="另一个州")
    assert [each.area.name for each in queries.adopted_now()] == ["另一个州"]
    before = queries.adopted_now()[0]
    before.title = "又只改了副本"
    assert queries.adopted_now()[0].title == "另一个名称"

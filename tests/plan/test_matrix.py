"""The responsibility matrix for everybody, and the planner's decisions below it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.plan.samples import organisation
from tests.plan.samples import sample as make_sample

from lvheng.areas.models import Appointment, Organisation, Person, Role
from lvheng.audit.models import Entry
from lvheng.plan.models import Responsibility, Version

URL = "/plans/sample/responsibilities/"


@pytest.fixture
def planner(sample: Version) -> Client:
    """Somebody who plans for the sample's development commission."""
    return _acting_as(Role.PLANNER)


def _acting_as(role: str) -> Client:
    person = Person.objects.create_user(f"a-{role}", password="long enough to pass", full_name="试验员")
    body = Organisation.objects.get(code="development")
    Appointment.objects.create(person=person, organisation=body, role=role, from_date="2020-01-01")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def soup(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def lines(page: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("table.matrix tbody tr")
    ]


def state(code: str) -> list[tuple[str, str]]:
    rows = Responsibility.objects.filter(organisation__code=code).order_by("id")
    return [(row.part, row.state) for row in rows]


def test_it_lays_organisations_against_articles(sample: Version, client: Client) -> None:
    page = soup(client)
    assert [each.get_text() for each in page.select(".matrix__article")] == ["（一）发展循环农业"]
    assert lines(page) == [["试验州农业农村局", "● 牵头 建议"], ["试验州发展和改革委员会", "○ 参与 原文载明"]]
    assert len(page.select("table.matrix .spot--proposed")) == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=proposed", ["试验州农业农村局"]),
        ("?state=stated", ["试验州发展和改革委员会"]),
        ("?kind=department", ["试验州农业农村局", "试验州发展和改革委员会"]),
        ("?kind=bank", []),
        ("?q=农业", ["试验州农业农村局"]),
    ],
)
def test_it_narrows_the_matrix(sample: Version, client: Client, query: str, names: list[str]) -> None:
    assert [line[0] for line in lines(soup(client, query))] == names


def test_phones_get_a_list_for_each_organisation(sample: Version, client: Client) -> None:
    assert [each.get_text() for each in soup(client).select(".matrix-list h2")] == [
        "试验州农业农村局",
        "试验州发展和改革委员会",
    ]


def test_only_planners_see_and_make_decisions(sample: Version, client: Client) -> None:
    assert soup(client).select_one("#decide") is None
    officer = _acting_as(Role.DEPARTMENT_OFFICER)
    assert soup(officer).select_one("#decide") is None
    row = Responsibility.objects.get(organisation__code="agriculture")
    assert officer.post(f"{URL}decide/", {"what": "confirm", "row": row.pk}).status_code == 403
    assert state("agriculture") == [("lead", "proposed")]


@pytest.mark.parametrize("address", ["decide/", "add/"])
def test_who_may_not_decide_is_told_so_even_for_an_empty_form(sample: Version, client: Client, address: str) -> None:
    officer = _acting_as(Role.DEPARTMENT_OFFICER).post(f"{URL}{address}")
    assert officer.status_code == 403
    assert "“确定责任分工”只限：规划员" in officer.content.decode()
    nobody = client.post(f"{URL}{address}")
    assert nobody.status_code == 302
    assert nobody["Location"].startswith(reverse("account_login"))


def test_a_planner_sees_why_something_is_proposed(planner: Client) -> None:
    decide = soup(planner).select_one("#decide")
    assert decide is not None
    assert "按部门职责建议" in decide.get_text()


def test_a_reader_of_english_sees_the_reason_in_english(planner: Client) -> None:
    planner.cookies["django_language"] = "en"
    assert "proposed by its duties" in soup(planner).get_text()
    assert "按部门职责建议" not in soup(planner).get_text()
    assert "proposed by its duties" in planner.get("/plans/sample/responsibilities.csv").content.decode()


def test_a_reason_that_a_planner_wrote_in_chinese_is_marked_as_chinese(planner: Client) -> None:
    form = {"article": "二（二）", "organisation": "agriculture", "part": "lead", "source": "会议纪要"}
    planner.post(f"{URL}add/", form)
    planner.cookies["django_language"] = "en"
    marked = [each.get_text() for each in soup(planner).select('#decide td [lang="zh-Hans"]')]
    assert "会议纪要" in marked


def test_a_planner_confirms_one(planner: Client) -> None:
    row = Responsibility.objects.get(organisation__code="agriculture")
    response = planner.post(f"{URL}decide/", {"what": "confirm", "row": row.pk}, follow=True)
    assert "已处理 1 项责任分工。" in response.content.decode()
    assert state("agriculture") == [("lead", "confirmed")]
    assert Entry.objects.filter(action="plan.confirm_responsibilities").count() == 1
    assert "建议" not in lines(soup(planner))[0][1]


def test_a_planner_confirms_all_that_the_filters_show(planner: Client) -> None:
    planner.post(f"{URL}decide/?q=没有这样的单位", {"what": "confirm_all"})
    assert state("agriculture") == [("lead", "proposed")]
    planner.post(f"{URL}decide/?kind=department", {"what": "confirm_all"})
    assert state("agriculture") == [("lead", "confirmed")]


def test_a_planner_changes_several_at_once(planner: Client) -> None:
    ids = list(Responsibility.objects.values_list("pk", flat=True))
    planner.post(f"{URL}decide/", {"what": "participant", "row": ids})
    assert state("agriculture")[-1] == ("participant", "confirmed")
    assert state("development")[-1] == ("participant", "confirmed")


def test_a_planner_replaces_an_organisation(planner: Client) -> None:
    organisation("housing", "试验州住房和城乡建设局")
    row = Responsibility.objects.get(organisation__code="agriculture")
    planner.post(f"{URL}decide/", {"what": "organisation", "row": row.pk, "organisation": "housing"})
    assert state("agriculture") == [("lead", "withdrawn")]
    assert state("housing") == [("lead", "confirmed")]


def test_a_planner_withdraws_and_adds(planner: Client) -> None:
    row = Responsibility.objects.get(organisation__code="agriculture")
    planner.post(f"{URL}decide/", {"what": "withdraw", "row": row.pk})
    assert state("agriculture") == [("lead", "withdrawn")]
    form = {"article": "二（二）", "organisation": "agriculture", "part": "lead", "source": "会议纪要"}
    planner.post(f"{URL}add/", form)
    assert state("agriculture")[-1] == ("lead", "confirmed")
    assert "会议纪要" in soup(planner).get_text()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"what": "confirm"}, "没有选择任何一行。"),
        ({"what": "organisation", "row": "1"}, "没有选择单位。"),
    ],
)
def test_it_says_what_is_missing(planner: Client, form: dict[str, str], words: str) -> None:
    assert words in planner.post(f"{URL}decide/", form, follow=True).content.decode()


def test_it_says_which_article_is_missing(planner: Client) -> None:
    response = planner.post(f"{URL}add/", {"part": "lead", "organisation": "agriculture"}, follow=True)
    assert "没有选择条款。" in response.content.decode()


def test_deciding_twice_is_told_and_changes_nothing(planner: Client) -> None:
    row = Responsibility.objects.get(organisation__code="agriculture")
    planner.post(f"{URL}decide/", {"what": "confirm", "row": row.pk})
    response = planner.post(f"{URL}decide/", {"what": "confirm", "row": row.pk}, follow=True)
    assert "已经被处理过" in response.content.decode()
    assert Entry.objects.filter(action="plan.confirm_responsibilities").count() == 1


def test_an_old_version_cannot_be_decided_on(sample: Version, planner: Client) -> None:
    make_sample(number=2)
    assert soup(planner, "?version=1").select_one("#decide") is None
    row = Responsibility.objects.get(version=sample, organisation__code="agriculture")
    planner.post(f"{URL}decide/?version=1", {"what": "confirm", "row": row.pk})
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_plan_without_responsibilities_says_so(family: tuple[Version, Version], client: Client) -> None:
    page = client.get("/plans/above/responsibilities/").content.decode()
    assert "方案没有写明责任单位，也没有建议。" in page


def test_the_matrix_takes_few_queries(
    sample: Version, client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        client.get(URL)

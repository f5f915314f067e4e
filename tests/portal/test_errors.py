"""Pages for requests that could not be answered."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from lvheng.areas.acting import ANONYMOUS
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, SettingProblem, StateConflict, Text
from lvheng.portal.errors import csrf_failure, failed, problem_page
from lvheng.portal.middleware import ProblemMiddleware

pytestmark = pytest.mark.django_db

WHAT = Text("数值缺少单位。", "the value has no unit.")
TO_DO = Text("请补上单位。", "Add the unit.")


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/plans/x/")
    request.acting = ANONYMOUS  # type: ignore[attr-defined]
    return request


def _told(request: HttpRequest, error: Problem | Problems) -> HttpResponse:
    response = ProblemMiddleware(lambda _: HttpResponse()).process_exception(request, error)
    assert response is not None
    return response


@pytest.mark.parametrize(
    ("kind", "status"),
    [(InputProblem, 400), (Problem, 400), (NotAllowed, 403), (StateConflict, 409), (SettingProblem, 503)],
)
def test_each_problem_has_its_status_and_says_what_where_and_what_to_do(
    request_: HttpRequest, kind: type[Problem], status: int
) -> None:
    response = _told(request_, kind("no_unit", WHAT, "第3行", TO_DO))
    words = response.content.decode()
    assert response.status_code == status
    assert all(part in words for part in ("数值缺少单位。", "第3行", "请补上单位。"))


def test_all_problems_are_told_at_once(request_: HttpRequest) -> None:
    several = Problems(
        [InputProblem("a", Text("甲错了。", "a is wrong.")), NotAllowed("b", Text("乙不行。", "b may not."))]
    )
    response = _told(request_, several)
    assert response.status_code == 403
    assert "甲错了。" in response.content.decode()
    assert "乙不行。" in response.content.decode()


def test_they_are_told_in_the_language_of_the_page(request_: HttpRequest) -> None:
    with translation.override("en"):
        words = problem_page(request_, InputProblem("no_unit", WHAT, to_do=TO_DO)).content.decode()
    assert "the value has no unit." in words
    assert "数值缺少单位。" not in words


def test_a_partial_update_gets_the_message_only(client: Client, rf: RequestFactory) -> None:
    from django_htmx.middleware import HtmxDetails

    request = rf.get("/", headers={"hx-request": "true"})
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    words = problem_page(request, InputProblem("no_unit", WHAT)).content.decode()
    assert "<html" not in words
    assert 'role="alert"' in words


def test_other_exceptions_are_left_to_django(request_: HttpRequest) -> None:
    middleware = ProblemMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(request_, ValueError()) is None


def test_a_missing_page_names_the_address_and_escapes_it(client: Client) -> None:
    response = client.get("/nothing/<b>/")
    assert response.status_code == 404
    assert "/nothing/&lt;b&gt;/" in response.content.decode()


def test_a_failure_is_told_without_database_and_session(rf: RequestFactory, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        response = failed(rf.get("/"))
    assert response.status_code == 500
    assert "程序出错" in response.content.decode()


def test_an_old_form_is_told_to_be_reloaded(request_: HttpRequest) -> None:
    response = csrf_failure(request_, "token missing")
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_a_form_without_its_token_gets_our_own_page(places: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_the_site_says_that_it_is_healthy(client: Client) -> None:
    response = client.get("/healthy/")
    assert (response.status_code, response.content) == (200, b"ok")

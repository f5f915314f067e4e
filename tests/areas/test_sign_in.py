"""Signing in and out, lock-out, one-time passwords, sign-up."""

from __future__ import annotations

import re
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.areas.signing import PASSWORD, is_signed_in, log, reauthenticate, sign_in

from lvheng.areas import actions
from lvheng.areas.models import Person
from lvheng.areas.queries import person_by_username
from lvheng.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_signing_in_and_out_is_recorded_with_the_address(client, person):
    assert sign_in(client, REMOTE_ADDR="10.1.2.3").status_code == 302
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not is_signed_in(client)
    assert log("login.") == [("login.ended", "马忠", "马忠"), ("login.succeeded", "马忠", "马忠")]
    assert Entry.objects.filter(action="login.succeeded").get().changes["address"] == "10.1.2.3"


def test_a_session_that_was_signed_out_is_gone_from_the_server(client, person):
    sign_in(client)
    cookie = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert not is_signed_in(thief)


def test_signing_out_takes_a_post(client, person):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)


def test_the_user_name_counts_in_any_case(client, person):
    sign_in(client, username="MaZhong")
    assert is_signed_in(client)


def test_a_wrong_password_is_recorded_and_told_without_saying_which_part_was_wrong(client, person):
    wrong = sign_in(client, password="wrong")
    unknown = sign_in(client, password="wrong", username="nobody")
    assert not is_signed_in(client)
    message = "您提供的用户名或密码不正确。"
    assert message in wrong.content.decode()
    assert message in unknown.content.decode()
    assert log("login.") == [("login.failed", "", ""), ("login.failed", "马忠", "")]


def test_what_was_typed_as_an_unknown_user_name_is_not_written_down(client, person):
    sign_in(client, username="my-secret-password")
    assert "my-secret-password" not in str(list(Entry.objects.values()))


def test_five_failures_lock_the_account_also_for_the_right_password(client, person):
    for _ in range(5):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert "登录失败次数过多" in answer.content.decode()
    assert not is_signed_in(client)
    assert log("login.")[0] == ("login.locked", "马忠", "")


def test_the_lock_holds_from_any_address_and_for_any_process(client, person):
    for n in range(5):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), password="wrong")
    sign_in(Client(REMOTE_ADDR="10.9.9.9"))
    assert log("login.")[0][0] == "login.locked"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM areas_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 1


def test_a_lock_is_recorded_once_however_often_it_is_tried(client, person):
    for _ in range(9):
        sign_in(client, password="wrong")
    assert [entry[0] for entry in log("login.")] == ["login.locked"] + ["login.failed"] * 5


def test_another_account_is_not_locked_with_it(client, person):
    for _ in range(6):
        sign_in(client, password="wrong", username="other")
    sign_in(client)
    assert is_signed_in(client)


def test_the_lock_ends_by_itself(client, person, monkeypatch):
    for _ in range(5):
        sign_in(client, password="wrong")
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 601)
    sign_in(client)
    assert is_signed_in(client)


def test_a_closed_account_cannot_sign_in_and_loses_its_sessions(client, person):
    sign_in(client)
    actions.deactivate(None, person)
    assert not is_signed_in(client)
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert "已停用" in client.get("/accounts/inactive/").content.decode()


def test_a_one_time_password_leads_to_choosing_ones_own(client, person):
    password = actions.reset_password(None, person).password
    sign_in(client, password=password)
    for path in ("/", "/people/me/", "/plans/", "/accounts/2fa/"):
        assert client.get(path)["Location"] == "/accounts/password/change/", path
    page = client.get("/accounts/password/change/").content.decode()
    assert "一次性密码" in page
    new = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/password/change/", new)
    assert is_signed_in(client)
    assert log("account.")[0][0] == "account.change_password"


def test_a_one_time_password_cannot_be_kept(client, person):
    password = actions.reset_password(None, person).password
    sign_in(client, password=password)
    same = {"oldpassword": password, "password1": password, "password2": password}
    page = client.post("/accounts/password/change/", same).content.decode()
    assert "新密码不能与现在的密码相同。" in page
    assert client.get("/people/me/").status_code == 302


def test_somebody_with_a_one_time_password_can_still_sign_out_and_change_the_language(client, person):
    sign_in(client, password=actions.reset_password(None, person).password)
    assert client.post("/i18n/setlang/", {"language": "en", "next": "/"})["Location"] == "/"
    assert client.post("/accounts/logout/")["Location"] == "/"


def test_resetting_a_password_ends_the_sessions_of_the_person(client, person):
    sign_in(client)
    actions.reset_password(None, person)
    assert not is_signed_in(client)


def test_changing_the_password_ends_other_sessions_but_not_this_one(client, person):
    other = Client()
    sign_in(client)
    sign_in(other)
    new = {"oldpassword": PASSWORD, "password1": "another-long-one-77", "password2": "another-long-one-77"}
    client.post("/accounts/password/change/", new)
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.parametrize("password", ["short1!", "1234567890123", "qwertyuiop", "mazhong2021"])
def test_the_policy_refuses_weak_passwords(client, person, password):
    sign_in(client)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_citizen_signs_up_and_can_only_do_what_citizens_do(client, places):
    data = {"username": "citizen1", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/signup/", data).status_code == 302
    assert is_signed_in(client)
    assert client.get("/people/").status_code == 403
    assert person_by_username("citizen1").appointments.count() == 0
    assert log("account.")[0] == ("account.sign_up", "citizen1", "citizen1")


def test_a_sign_up_cannot_set_anything_else(client, places):
    data = {"username": "c2", "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "1", "is_demo": "1"}
    client.post("/accounts/signup/", data)
    person = Person.objects.get(username="c2")
    assert not person.is_superuser
    assert not person.is_demo


PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/logout/",
    "/accounts/inactive/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_ours_in_chinese_and_carries_nothing_inline(client, person, path):
    if "login" not in path and "signup" not in path:
        sign_in(client)
        reauthenticate(client)
    page = client.get(path)
    assert page.status_code == 200
    html = page.content.decode()
    assert 'class="site-header"' in html
    scripts = re.findall(r"<script\b[^>]*>", html)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert "<style" not in html
    assert not re.search(r'\sstyle="|\son[a-z]+="', html)
    labels = re.findall(r'class="field__label"[^>]*>([^<]+)<', html)
    assert all(re.search(r"[\u4e00-\u9fff]", label) for label in labels), labels


def test_too_many_requests_get_a_page_of_ours(client, settings, places):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "1/m/ip"}
    client.post("/accounts/signup/", {})
    answer = client.post("/accounts/signup/", {})
    assert answer.status_code == 429
    assert "请稍候再试" in answer.content.decode()

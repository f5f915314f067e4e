"""Signing in and out, lock-out, one-time passwords, second factors."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from lvheng.areas import actions
from lvheng.areas.models import Organisation, Person
from lvheng.areas.queries import person_by_username
from lvheng.audit.models import Entry

pytestmark = pytest.mark.django_db

PASSWORD = "wu-ling-yuan-2021"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(places):
    cache.clear()
    person = Person(username="mazhong", full_name="马忠")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, password=PASSWORD, username="mazhong", **extra):
    return client.post("/accounts/login/", {"login": username, "password": password}, **extra)


def is_signed_in(client):
    return client.get("/people/me/").status_code == 200


def log(*prefixes):
    """(action, name of object, name of actor) of the newest entries first."""
    found = Entry.objects.order_by("-number").values_list("action", "object_name", "actor_name")
    return [entry for entry in found if entry[0].startswith(prefixes)]


def code():
    """The six digits that an authenticator app would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SECRET, counter))


def with_totp(person):
    TOTP.activate(person, SECRET)
    return person


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
    from django.db import connection

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


def test_a_password_alone_does_not_sign_in_where_a_second_factor_is_set_up(client, person):
    with_totp(person)
    assert sign_in(client)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    assert log("login.succeeded") == []
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert "第二因素" in page
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert is_signed_in(client)
    assert log("login.")[0][0] == "login.succeeded"


def test_a_wrong_code_is_recorded_and_does_not_sign_in(client, person):
    with_totp(person)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_signed_in(client)
    assert log("login.")[0] == ("login.second_factor_failed", "马忠", "马忠")


def test_codes_cannot_be_tried_without_end(client, person):
    with_totp(person)
    sign_in(client)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    page = client.post("/accounts/2fa/authenticate/", {"code": code()}).content.decode()
    assert "登录失败次数过多" in page
    assert not is_signed_in(client)


def reauthenticate(client):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_an_authenticator_app_is_set_up_after_confirming_the_password(
    client, person, django_capture_on_commit_callbacks
):
    sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    reauthenticate(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    counter = next(iter(yield_hotp_counters_from_time()))
    shown = format_hotp_value(hotp_value(secret[1], counter))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/totp/activate/", {"code": shown}).status_code == 302
    kinds = Authenticator.objects.filter(user=person).order_by("type").values_list("type", flat=True)
    assert list(kinds) == ["recovery_codes", "totp"]
    assert ("account.add_second_factor", "马忠", "马忠") in log("account.")
    assert "恢复代码" in client.get("/accounts/2fa/recovery-codes/").content.decode()


def test_recovery_codes_work_once_in_place_of_the_app(client, person):
    sign_in(client)
    reauthenticate(client)
    with_totp(person)
    client.post("/accounts/2fa/recovery-codes/generate/")
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    recovery = re.search(r"<li><code>(\w+)</code></li>", page)
    assert recovery is not None
    downloaded = client.get("/accounts/2fa/recovery-codes/download/")
    assert recovery[1] in downloaded.content.decode()
    for worked in (True, False):
        other = Client()
        sign_in(other)
        other.post("/accounts/2fa/authenticate/", {"code": recovery[1]})
        assert is_signed_in(other) is worked


def test_an_authenticator_app_is_removed_and_recorded(client, person):
    sign_in(client)
    reauthenticate(client)
    with_totp(person)
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=person).exists()
    assert ("account.remove_second_factor", "马忠", "马忠") in log("account.")


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


def test_somebody_who_needs_a_second_factor_is_led_to_set_it_up(client_as, configure, person):
    client = client_as("administrator")
    configure(require_mfa=True)
    answer = client.post("/people/new/", {"full_name": "马忠", "username": "m2"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/accounts/2fa/?next=")
    page = answer.content.decode()
    assert "“管理账号”需要用第二因素登录。" in page
    assert not Person.objects.filter(username="m2").exists()


def test_somebody_who_has_a_second_factor_is_led_to_use_it_and_back(client, configure, person):
    organisation = Organisation.objects.filter(kind="department").first()
    actions.appoint(None, person, organisation, "administrator")
    sign_in(client)
    with_totp(person)
    configure(require_mfa=True)
    refused = client.post(
        "/people/new/", {"full_name": "某人", "username": "m3"}, HTTP_REFERER="http://testserver/people/new/"
    )
    assert refused["Location"] == "/accounts/2fa/reauthenticate/?next=/people/new/"
    back = client.post("/accounts/2fa/reauthenticate/", {"code": code(), "next": "/people/new/"})
    assert back["Location"] == "/people/new/"
    client.post("/people/new/", {"full_name": "某人", "username": "m3"})
    assert Person.objects.filter(username="m3").exists()


def test_a_second_factor_set_up_elsewhere_does_not_count_in_this_session(client, configure, person):
    actions.appoint(None, person, Organisation.objects.filter(kind="department").first(), "administrator")
    sign_in(client)
    with_totp(person)
    configure(require_mfa=True)
    client.post("/people/new/", {"full_name": "某人", "username": "m4"})
    assert not Person.objects.filter(username="m4").exists()


def test_a_second_factor_that_was_reset_counts_no_longer(client, configure, person):
    actions.appoint(None, person, Organisation.objects.filter(kind="department").first(), "administrator")
    with_totp(person)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    configure(require_mfa=True)
    client.post("/people/new/", {"full_name": "某人", "username": "m6"})
    actions.reset_second_factor(None, person)
    refused = client.post("/people/new/", {"full_name": "某人", "username": "m7"})
    assert refused["Location"].startswith("/accounts/2fa/")
    assert list(Person.objects.filter(username__in=("m6", "m7")).values_list("username", flat=True)) == ["m6"]


def test_a_part_of_a_page_is_led_on_as_a_whole_page(client_as, configure, person):
    client = client_as("administrator")
    configure(require_mfa=True)
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_REFERER": "http://testserver/people/?page=2"}
    answer = client.post("/people/new/", {"full_name": "某人", "username": "m5"}, **headers)
    assert answer["HX-Redirect"] == "/accounts/2fa/?next=/people/%3Fpage%3D2"


def test_a_lost_second_factor_is_reset_by_who_appoints_not_by_who_manages_accounts(client_as, configure, person):
    with_totp(person)
    configure(separate_duties=True)
    assert client_as("administrator").post(f"/people/{person.pk}/second-factor/").status_code == 403
    assert client_as("security_officer").post(f"/people/{person.pk}/second-factor/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


def test_passkey_options_are_given_to_the_script(client, person):
    answer = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert "challenge" in answer.json()["request_options"]["publicKey"]


def test_too_many_requests_get_a_page_of_ours(client, settings, places):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "1/m/ip"}
    client.post("/accounts/signup/", {})
    answer = client.post("/accounts/signup/", {})
    assert answer.status_code == 429
    assert "请稍候再试" in answer.content.decode()

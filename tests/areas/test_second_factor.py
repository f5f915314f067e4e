"""Authenticator apps, recovery codes, keys, and where they are needed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.areas.signing import code, is_signed_in, log, reauthenticate, sign_in, with_totp

from lvheng.areas import actions
from lvheng.areas.models import Organisation, Person

pytestmark = pytest.mark.django_db


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
    shown = code(secret[1])
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

"""Signing in as a person does, for tests."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

from lvheng.audit.models import Entry

PASSWORD = "wu-ling-yuan-2021"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client, password=PASSWORD, username="mazhong", **extra):
    return client.post("/accounts/login/", {"login": username, "password": password}, **extra)


def is_signed_in(client):
    return client.get("/people/me/").status_code == 200


def log(*prefixes):
    """(action, name of object, name of actor) of the newest entries first."""
    found = Entry.objects.order_by("-number").values_list("action", "object_name", "actor_name")
    return [entry for entry in found if entry[0].startswith(prefixes)]


def code(secret=SECRET):
    """The six digits that an authenticator app would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_totp(person):
    TOTP.activate(person, SECRET)
    return person


def reauthenticate(client):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

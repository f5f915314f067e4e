"""Nothing in this room happens unrecorded."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from lvheng.areas import actions
from lvheng.areas.acting import ANONYMOUS
from lvheng.areas.events import happened, tell
from lvheng.areas.models import Person
from lvheng.areas.queries import acting
from lvheng.audit import receivers
from lvheng.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_a_write_that_nobody_writes_down_is_refused(monkeypatch):
    monkeypatch.setattr(happened, "receivers", [])
    with pytest.raises(RuntimeError, match="not installed"):
        tell(None, "people.create", "person", 1, "某人")


def test_a_write_whose_entry_fails_is_rolled_back(monkeypatch):
    def fail(*_arguments):
        raise OSError("the log is full")

    monkeypatch.setattr(receivers, "record", fail)
    with pytest.raises(OSError, match="full"):
        actions.create_person(None, "mazhong", "马忠")
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_reader_who_has_not_signed_in_acts_as_nobody():
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert acting(request) is ANONYMOUS


def test_pages_are_english_for_readers_of_english(client_as):
    client = client_as("administrator")
    client.cookies["django_language"] = "en"
    people = client.get("/people/").content.decode()
    assert "People and appointments" in people
    assert "Planner (development and reform)" in people
    refused = client.get("/log/")
    assert refused.status_code == 403
    assert "Only these roles may read the action log: Auditor, Security officer." in refused.content.decode()

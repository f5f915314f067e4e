"""Keys for programs: they act in the appointment of the person who made them, until that ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lvheng.areas.keys import LONGEST_DAYS, acting_by, keys_of, make_key, revoke_key
from lvheng.areas.models import ApiKey, Appointment
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, Problems, StateConflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting(person_as: Any) -> Any:
    from lvheng.areas.queries import acting_as, open_appointments

    person = person_as("county_officer")
    return acting_as(person, open_appointments(person).first())


def test_a_key_acts_as_the_appointment_that_it_was_made_for(acting: Any) -> None:
    made = make_key(acting, "县级报送系统", 30)
    found = acting_by(made.text)
    assert found is not None
    assert (found.person, found.appointment, found.role) == (acting.person, acting.appointment, "county_officer")
    assert not found.has_second_factor


def test_only_the_hash_is_kept_and_the_log_does_not_know_the_key(acting: Any) -> None:
    made = make_key(acting, "县级报送系统", 30)
    secret = made.text.rpartition("_")[2]
    kept = ApiKey.objects.values().get()
    assert secret not in str(kept)
    assert secret not in str(list(Entry.objects.values()))
    assert Entry.objects.first().action == "account.make_key"


@pytest.mark.parametrize("change", ["", "x", "lvh_", "Bearer"])
def test_anything_else_opens_nothing(acting: Any, change: str) -> None:
    made = make_key(acting, "县级报送系统", 30)
    assert acting_by(made.text + change if change == "x" else change) is None
    assert acting_by(made.key.prefix) is None


def test_it_ends_with_its_last_day(acting: Any) -> None:
    made = make_key(acting, "县级报送系统", 1)
    ApiKey.objects.update(last_day=timezone.localdate())
    assert acting_by(made.text) is not None
    ApiKey.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    assert acting_by(made.text) is None


def test_it_ends_with_the_appointment_and_with_the_account(acting: Any) -> None:
    made = make_key(acting, "县级报送系统", 30)
    acting.person.is_active = False
    acting.person.save()
    assert acting_by(made.text) is None
    acting.person.is_active = True
    acting.person.save()
    Appointment.objects.filter(pk=acting.appointment.pk).update(until_date=timezone.localdate())
    assert acting_by(made.text) is None


def test_it_ends_when_it_is_revoked_and_only_its_owner_may(acting: Any, person_as: Any) -> None:
    from lvheng.areas.queries import acting_as

    made = make_key(acting, "县级报送系统", 30)
    with pytest.raises(InputProblem):
        revoke_key(acting_as(person_as("planner"), None), made.key.pk)
    revoke_key(acting, made.key.pk)
    assert acting_by(made.text) is None
    assert not keys_of(acting)
    with pytest.raises(StateConflict):
        revoke_key(acting, made.key.pk)


def test_all_that_is_wrong_is_told_at_once(acting: Any) -> None:
    with pytest.raises(Problems) as error:
        make_key(acting, " ", LONGEST_DAYS + 1)
    assert [each.where for each in error.value.problems] == ["name", "days"]
    assert not ApiKey.objects.exists()


def test_use_is_noted_by_the_day(acting: Any) -> None:
    made = make_key(acting, "县级报送系统", 30)
    assert made.key.last_used_on is None
    acting_by(made.text)
    assert ApiKey.objects.values_list("last_used_on", flat=True).get() == date.today()


def test_the_page_shows_a_key_once(client_as: Any) -> None:
    client: Client = client_as("county_officer")
    page = client.post("/people/me/keys/", {"name": "县级报送系统", "days": "30"})
    text = page.content.decode()
    key = ApiKey.objects.get()
    assert f"{key.prefix}_" in text
    account = client.get("/people/me/").content.decode()
    assert key.prefix in account
    assert f"{key.prefix}_" not in account
    client.post(f"/people/me/keys/{key.pk}/revoke/")
    assert key.prefix not in client.get("/people/me/").content.decode()

"""Shared ways to make people and switch settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """``configure(require_mfa=True)``: the installation's own settings, for one test."""

    def change(**values: Any) -> None:
        settings.CONFIGURATION = replace(settings.CONFIGURATION, **values)

    return change


@pytest.fixture
def acting_as_role(person_as: Callable[[str], Any]) -> Callable[[str], Any]:
    """``acting_as_role("planner")``: the demo person of that role in their appointment."""
    from lvheng.areas.queries import acting_of

    return lambda role: acting_of(person_as(role))


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Hashing a password is slow on purpose, and no test here is about that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(places: None) -> Any:
    """Somebody with a password and nothing else; earlier failures are forgotten."""
    from django.core.cache import cache
    from tests.areas.signing import PASSWORD

    from lvheng.areas.models import Person

    cache.clear()
    person = Person(username="mazhong", full_name="马忠")
    person.set_password(PASSWORD)
    person.save()
    return person

"""Tests that commit: the log refuses to be emptied, so they clear it as only the database's owner can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which every write is committed; the log is cleared afterwards."""
    from django.db import connection

    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM audit_entry")
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
        connection.close()


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """Hashing a password is slow on purpose, and no test here is about that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

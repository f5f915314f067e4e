"""What the worker does every night for those who sign in."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from lvheng.areas.jobs import clear_sessions_job


@pytest.mark.django_db
def test_it_clears_expired_sessions_and_keeps_the_others() -> None:
    kept, expired = SessionStore(), SessionStore()
    kept.create()
    expired.set_expiry(-1)
    expired.create()
    clear_sessions_job()
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept.session_key]

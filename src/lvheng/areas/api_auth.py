"""Who calls the REST API: the session of a browser (with its CSRF token), or a key in ``Authorization: Bearer``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from lvheng.areas.acting import Acting
from lvheng.areas.keys import acting_by


class ByKey(HttpBearer):
    """A program with a key acts in the appointment that the key was made for."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        """The capacity; None refuses."""
        found = acting_by(token)
        if found is not None:
            request.acting = found  # type: ignore[attr-defined]
        return found


class BySession(SessionAuth):
    """A page of this site acts as the person who signed in."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Acting | None:
        """The capacity that the session chose; None refuses."""
        acting: Acting = request.acting  # type: ignore[attr-defined]
        return None if acting.is_anonymous else acting


SIGNED_IN: list[Any] = [ByKey(), BySession()]


def _nobody(request: HttpRequest) -> bool:
    """A caller without a key is answered as the public is; one with a key that does not hold is refused."""
    return "Authorization" not in request.headers


ANYBODY: list[Any] = [*SIGNED_IN, _nobody]

"""What this room hears of and writes down: writes of the room areas, signing in and out, second factors, passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import get_rates
from allauth.mfa import signals as mfa
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from lvheng.areas.acting import Acting
from lvheng.areas.events import happened
from lvheng.areas.queries import acting_of, person_by_username
from lvheng.areas.sign_in import login_failed, login_locked
from lvheng.audit.actions import record


@receiver(happened, dispatch_uid="audit.happened")
def write_down(sender: object, **event: Any) -> bool:
    """An entry for a write of the room areas, in its transaction."""
    record(
        event["acting"],
        event["action"],
        event["object_type"],
        event["object_id"],
        event["object_name"],
        event["changes"],
    )
    return True


@receiver(account.user_logged_in, dispatch_uid="audit.signed_in")
def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody has come in, all factors passed."""
    _about("login.succeeded", request, user)


@receiver(account.user_logged_out, dispatch_uid="audit.signed_out")
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody has left; a session that had ended before is nobody's."""
    if user is not None:
        _about("login.ended", request, user)


@receiver(account.user_signed_up, dispatch_uid="audit.signed_up")
def signed_up(request: HttpRequest, user: Any, **_: Any) -> None:
    """A citizen has made an account."""
    _about("account.sign_up", request, user)


@receiver(account.password_changed, dispatch_uid="audit.password_changed")
def password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody has chosen another password."""
    _about("account.change_password", request, user)


@receiver(login_failed, dispatch_uid="audit.login_failed")
def failed(request: HttpRequest, username: str, **_: Any) -> None:
    """A wrong password, or a name that nobody has.

    The name is written down only where an account bears it: people type passwords into the wrong field.
    """
    _attempt("login.failed", request, username)


@receiver(login_locked, dispatch_uid="audit.login_locked")
def locked(request: HttpRequest, username: str, **_: Any) -> None:
    """Locked out; written once in a lock-out, however often it is tried."""
    rates = get_rates(app="allauth.account", action="login_failed")
    lasts_s = max((int(rate.duration) for rate in rates), default=60)
    if cache.add(f"audit:locked:{username.lower()}", True, lasts_s):
        _attempt("login.locked", request, username)


@receiver(mfa.authentication_failed, dispatch_uid="audit.mfa_failed")
def second_factor_failed(request: HttpRequest, user: Any, authenticator: Any = None, **_: Any) -> None:
    """The password was right, the code or key was not."""
    _about("login.second_factor_failed", request, user, _kind(authenticator))


@receiver(mfa.authenticator_added, dispatch_uid="audit.mfa_added")
def second_factor_added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """A new authenticator, key or set of recovery codes."""
    _about("account.add_second_factor", request, user, _kind(authenticator))


@receiver(mfa.authenticator_removed, dispatch_uid="audit.mfa_removed")
def second_factor_removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """An authenticator, key or set of recovery codes is gone."""
    _about("account.remove_second_factor", request, user, _kind(authenticator))


@receiver(mfa.authenticator_reset, dispatch_uid="audit.mfa_reset")
def second_factor_renewed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """New recovery codes replace the old ones."""
    _about("account.renew_recovery_codes", request, user, _kind(authenticator))


def _about(action: str, request: HttpRequest, person: Any, facts: dict[str, Any] | None = None) -> None:
    _write(acting_of(person), action, request, person, facts)


def _attempt(action: str, request: HttpRequest, username: str) -> None:
    """Nobody has signed in yet, so nobody is named as the actor."""
    _write(Acting(), action, request, person_by_username(username))


def _write(acting: Acting, action: str, request: HttpRequest, person: Any, facts: dict[str, Any] | None = None) -> None:
    with transaction.atomic():
        record(
            acting,
            action,
            "person",
            person.pk if person else "",
            str(person) if person else "",
            {"address": _address(request), **(facts or {})},
        )


def _kind(authenticator: Any) -> dict[str, str]:
    return {"kind": str(authenticator.type)} if authenticator is not None else {}


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""

"""Who acts, on every request; and where to lead a person who has to do something else first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django_htmx.http import HttpResponseClientRedirect

from lvheng.areas.permissions import SecondFactorNeeded, SignInNeeded
from lvheng.areas.queries import acting, authenticator_kinds

_OPEN_WITH_ONE_TIME_PASSWORD = frozenset({"account_change_password", "account_logout", "set_language"})


class ActingMiddleware:
    """Sets ``request.acting``, looked up when first asked for; a one-time password opens the password page only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead somebody with a one-time password to the page where they choose their own."""
        if not getattr(request.user, "must_change_password", False):
            return None
        match = request.resolver_match or resolve(request.path_info)
        if match.url_name in _OPEN_WITH_ONE_TIME_PASSWORD:
            return None
        return redirect("account_change_password")


class NextStepMiddleware:
    """Turns "sign in first" and "second factor first" into the page where that is done; stands last in MIDDLEWARE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A redirect for the two refusals that a person can lift alone; everything else is left to others."""
        if not isinstance(exception, SignInNeeded | SecondFactorNeeded):
            return None
        messages.warning(request, exception.in_language(get_language() or ""))
        back = _page_of(request)
        target = settings.LOGIN_URL if isinstance(exception, SignInNeeded) else _second_factor_page(request)
        address = f"{reverse(target)}?{urlencode({'next': back}, safe='/')}"
        return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: this one, or the one that a form or a part of a page belongs to."""
    if request.method == "GET" and not getattr(request, "htmx", False):
        return request.get_full_path()
    referer = urlsplit(request.headers.get("Referer", ""))
    return f"{referer.path}?{referer.query}" if referer.query else referer.path or "/"


def _second_factor_page(request: HttpRequest) -> str:
    """Where a second factor is used, or set up when there is none yet."""
    kinds = authenticator_kinds(request.user)
    if "totp" in kinds:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if kinds else "mfa_index"

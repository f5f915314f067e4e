"""Who acts, on every request; and where to lead a person who has to do something else first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import get_language
from django_htmx.http import HttpResponseClientRedirect

from lvheng.areas.permissions import SecondFactorNeeded, SignInNeeded
from lvheng.areas.queries import acting, has_authenticator

_OPEN_WITH_ONE_TIME_PASSWORD = frozenset(
    {"account_change_password", "account_logout", "account_reauthenticate", "set_language"}
)


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
        back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
        if isinstance(exception, SignInNeeded):
            response: HttpResponse = redirect_to_login(back)
        elif has_authenticator(request.user):
            response = redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
        else:
            response = redirect("mfa_index")
        return HttpResponseClientRedirect(response["Location"]) if getattr(request, "htmx", False) else response

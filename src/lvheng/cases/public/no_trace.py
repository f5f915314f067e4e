"""The reporting path forgets who calls before anything else sees the request.

First of all middleware: for its addresses only what is needed to answer is left of the request. The client's address,
program, cookies, referrer and everything that a proxy may add are gone, so that no view, error page, log or table can
keep them. What is left of the cookies are the two choices of how to read (language, theme), checked against a list.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PATH = "/report/"
_KEPT = frozenset(
    {
        "REQUEST_METHOD", "PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
        "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO",
    }
)  # fmt: skip
_THEMES = ("auto", "light", "dark")
LANGUAGE = "language"


class NoTraceMiddleware:
    """Stands first in MIDDLEWARE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith(PATH):
            return self.get_response(request)
        forget(request)
        response = self.get_response(request)
        response.cookies.clear()
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response


def forget(request: HttpRequest) -> None:
    """Leave of the request what is needed to answer it."""
    choices = _choices(request.META.get("HTTP_COOKIE", ""), request.META.get("QUERY_STRING", ""))
    for name in [each for each in request.META if each not in _KEPT and not each.startswith("wsgi.")]:
        del request.META[name]
    request.META["REMOTE_ADDR"] = ""
    request.META["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in choices.items())


def _choices(cookies: str, query: str) -> dict[str, str]:
    """How the reader wants to read; ``?language=en`` goes before the cookie, since this path sets none."""
    allowed = {settings.LANGUAGE_COOKIE_NAME: tuple(code for code, _ in settings.LANGUAGES), "theme": _THEMES}
    try:
        sent = {name: morsel.value for name, morsel in SimpleCookie(cookies).items()}
    except CookieError:
        sent = {}
    if asked := parse_qs(query).get(LANGUAGE):
        sent[settings.LANGUAGE_COOKIE_NAME] = asked[0]
    return {name: sent[name] for name, values in allowed.items() if sent.get(name) in values}

"""Pages of the portal."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lvheng.portal.context import THEME_COOKIE, THEMES

YEAR_SECONDS = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    """The adopted plan at a glance, for everybody."""
    return render(request, "portal/home.html")


def search(request: HttpRequest) -> HttpResponse:
    """What the adopted plans say about some words."""
    return render(request, "portal/search.html", {"query": request.GET.get("q", "")})


def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, in the role that they act in."""
    return render(request, "portal/desk.html")


def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what the plan asks of it and who works there."""
    return render(request, "portal/area.html", {"code": code})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours in a cookie and go back; the page's script does the same without leaving the page."""
    chosen = request.POST.get("theme", "auto")
    after = request.POST.get("next", "/")
    secure = request.is_secure()
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=secure):
        after = "/"
    response = redirect(after)
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.CONFIGURATION.https
        )
    return response

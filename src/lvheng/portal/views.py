"""Pages of the portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lvheng.areas import queries as area_queries
from lvheng.indicators import parts as indicator_parts
from lvheng.indicators import queries as indicator_queries
from lvheng.plan import queries as plan_queries
from lvheng.portal import api_reference, notices, places, queries, searching
from lvheng.portal.context import THEME_COOKIE, THEMES
from lvheng.portal.desk import waiting_for
from lvheng.portal.keeping import kept_part

YEAR_SECONDS = 365 * 24 * 3600
PAGE_LENGTH = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The adopted plan at a glance, for everybody; before there is one, what to do."""
    plans = queries.adopted_plans(request)
    if not plans:
        return render(request, "portal/home_empty.html")
    plan, year = plans[0], timezone.localdate().year
    version = plan_queries.current_version(plan.code)
    parent_is_adopted = any(each.pk == plan.parent_id for each in plans)

    def build() -> dict[str, Any]:
        return {"glance": queries.glance(version, parent_is_adopted, year)}

    state = (plan_queries.revision(version), indicator_queries.fingerprint(), parent_is_adopted, year)
    glance = kept_part("portal/_glance.html", state, build)
    return render(request, "portal/home.html", {"plan": plan, "glance": glance, "notices": notices.current()})


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """The REST API described for people."""
    return render(request, "portal/api.html", {"groups": api_reference.groups()})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the adopted plans say about some words: the first hits of each kind, or all of one kind by the page."""
    query = searching.parse(request.GET.get("q", ""))
    context = {"query": query.text, "too_short": bool(query.text) and not query.is_usable}
    if query.is_usable:
        groups = searching.search(query)
        kind = request.GET.get("kind", "")
        chosen = next((group for group in groups if group.kind == kind), None)
        context |= {"groups": groups, "total": sum(group.count for group in groups), "chosen": chosen}
        if chosen:
            page = Paginator(chosen.rows, PAGE_LENGTH).get_page(request.GET.get("page"))
            context |= {"page": page, "hits": chosen.hits(page.object_list)}
    return render(request, "portal/search.html", context)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, in the role that they act in."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.is_anonymous:
        return redirect_to_login(request.get_full_path())
    return render(request, "portal/desk.html", {"items": waiting_for(acting)})


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what the plan asks of it and who works there."""
    try:
        found = area_queries.area(code)
    except ObjectDoesNotExist as error:
        raise Http404(code) from error
    context = {"sheet": places.sheet(found), "indicators": indicator_parts.area_part(request, code)}
    return render(request, "portal/area.html", context)


@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the site: 200 while pages can be served from the database, 503 otherwise."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return HttpResponse("no database", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours in a cookie and go back; the page's script does the same without leaving the page."""
    chosen = request.POST.get("theme", "auto")
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = "/"
    response = redirect(after)
    if chosen in THEMES:
        https = settings.CONFIGURATION.https
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR_SECONDS, samesite="Lax", secure=https)
    return response

"""What the pages of this room share: opening a version, and keeping rendered parts of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lvheng.areas.permissions import require
from lvheng.plan import queries
from lvheng.plan.models import Sentence, Target, Task, Version

PAGE_LENGTH = 50
# What a revision does not tell, such as the new name of an organisation, is seen after this long.
_KEEP_SECONDS = 600

# In the memory of each process: what is kept can always be rendered again, and a look-up must cost no query.
kept_parts = LocMemCache("plan-parts", {"MAX_ENTRIES": 300})
# What else the parts show through the template tags of other rooms: each says a text that changes with it.
also_shown: list[Callable[[], str]] = []


def open_version(request: HttpRequest, plan: str) -> Version:
    """The version that a page is about: ``?version=2``, else the newest. Errors: Http404, NotAllowed."""
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else None
    try:
        version = queries.version_of(plan, number)
    except Version.DoesNotExist as error:
        raise Http404(plan) from error
    require("plan.read", request.acting, version)  # type: ignore[attr-defined]
    return version


def version_of_row(
    request: HttpRequest, model: type[Sentence] | type[Target] | type[Task], plan: str, row_id: int
) -> Version:
    """The version of the row that a page is about. Errors: Http404 where the plan has no such row, NotAllowed."""
    try:
        version = queries.version_holding(model, plan, row_id)
    except Version.DoesNotExist as error:
        raise Http404(str(row_id)) from error
    require("plan.read", request.acting, version)  # type: ignore[attr-defined]
    return version


def page_context(request: HttpRequest, version: Version) -> dict[str, Any]:
    """``version``, ``plan``, and ``kept``: the query that keeps a reader of an old version in it."""
    return {
        "version": version,
        "plan": version.plan,
        "kept": f"?version={version.number}" if "version" in request.GET else "",
    }


def kept_part(
    request: HttpRequest, version: Version, template: str, build: Callable[[], dict[str, Any]], extra: str = ""
) -> SafeString:
    """A part of a page, rendered once for each language, query and state of the version, then taken from memory.

    ``template`` may not show anything of the person who reads; what depends on more than that goes into ``extra``.
    """
    others = [state() for state in also_shown]
    state = (queries.revision(version), get_language(), template, request.get_full_path(), extra, others)
    key = f"plan-part:{hashlib.sha256(repr(state).encode()).hexdigest()}"
    html = kept_parts.get(key)
    if html is None:
        html = str(render_to_string(template, {**page_context(request, version), **build()}, request=request))
        kept_parts.set(key, html, _KEEP_SECONDS)
    return SafeString(str(html))  # it was escaped when it was rendered


def one_page(request: HttpRequest, rows: QuerySet[Any] | list[Any]) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))

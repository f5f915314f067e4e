"""The pages of the action log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lvheng.areas.permissions import require
from lvheng.audit import queries
from lvheng.audit.forms import FilterForm
from lvheng.audit.models import Entry
from lvheng.audit.queries import Filter
from lvheng.audit.tables import csv_lines
from lvheng.audit.titles import fact_title, role_title


@dataclass(frozen=True)
class Fact:
    """One line of what an entry tells: ``before`` and ``after`` for a change, ``value`` for a plain fact."""

    title: str
    value: str = ""
    before: str = ""
    after: str = ""
    is_change: bool = False


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first."""
    require("audit.view", request.acting)  # type: ignore[attr-defined]
    form = FilterForm(request.GET)
    wanted = form.wanted() if form.is_valid() else Filter()
    found = queries.entries(request.acting, wanted)  # type: ignore[attr-defined]
    page = queries.page_of(found, _number(request, "before"), _number(request, "after"))
    context = {"form": form, "page": page, "is_filtered": not wanted.is_empty, "last": queries.last_entry()}
    return render(request, "audit/log.html", context)


@require_GET
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """One entry with what it changed and its place in the chain."""
    try:
        found = queries.entry(request.acting, number)  # type: ignore[attr-defined]
    except Entry.DoesNotExist as error:
        raise Http404 from error
    context = {"entry": found, "facts": facts(found.changes), "broken": queries.check_entry(found)}
    return render(request, "audit/entry.html", context)


@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """Check the whole chain now."""
    require("audit.view", request.acting)  # type: ignore[attr-defined]
    context = {"state": queries.check_chain(), "checked_at": timezone.now()}
    return render(request, "audit/chain.html", context)


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filter finds, as CSV."""
    require("audit.view", request.acting)  # type: ignore[attr-defined]
    form = FilterForm(request.GET)
    wanted = form.wanted() if form.is_valid() else Filter()
    found = queries.entries(request.acting, wanted)  # type: ignore[attr-defined]
    lines = csv_lines(found.iterator(chunk_size=2000))
    name = f"log-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def facts(changes: dict[str, Any]) -> list[Fact]:
    """The content of an entry for reading: ``[before, after]`` is a change, anything else a fact."""
    return [_fact(name, value) for name, value in changes.items()]


def _fact(name: str, value: Any) -> Fact:
    if isinstance(value, list) and len(value) == 2:
        return Fact(fact_title(name), before=_words(value[0]), after=_words(value[1]), is_change=True)
    words = role_title(value) if name == "role" and isinstance(value, str) else _words(value)
    return Fact(fact_title(name), value=words)


def _words(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, list):
        return "、".join(_words(each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{fact_title(name)}：{_words(each)}" for name, each in value.items())
    return str(value)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None

"""“What does the law ask of us?”: everything that follows today for one enterprise, project or household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import Text
from lvheng.packs.registers import RegisterKind
from lvheng.registers import queries as register_queries
from lvheng.registers.access import MAY_SEE, fields_for
from lvheng.registers.catalogue import registers
from lvheng.registers.listing import with_words
from lvheng.registers.searching import words_of
from lvheng.rules import queries
from lvheng.rules.catalogue import book
from lvheng.rules.duties import Finding, by_heading, facts_of, find, rules_for
from lvheng.rules.pages import ActingRequest

HITS = 20


@dataclass(frozen=True)
class _Asked:
    """For what the reader asks: a kind, and a thing of the register where one was chosen."""

    kind: str
    title: Text
    register: RegisterKind | None
    thing: Any


@require_safe
def duties(request: ActingRequest) -> HttpResponse:
    """Choose for whom; then what follows, what does not, and what is not known yet."""
    asked = _asked(request)
    context: dict[str, Any] = {"kinds": _kinds(request), "asked": asked, "q": request.GET.get("q", "")[:60]}
    if asked is not None:
        findings = _findings(request, asked)
        context |= {
            "hits": _hits(request, asked),
            "can_choose": asked.register is not None and allow(MAY_SEE, request.acting, asked.register),
            "follows": by_heading(each for each in findings if each.state == "follows"),
            "unknown": [each for each in findings if each.state == "unknown"],
            "others": [each for each in findings if each.state == "not"],
            "today": timezone.localdate(),
        }
    return render(request, "rules/duties.html", context)


def _kinds(request: ActingRequest) -> list[tuple[str, Text, int]]:
    """For what rules there are, with their number, the most first."""
    counts: dict[str, int] = {}
    titles: dict[str, Text] = {}
    for rule in queries.usable(request.acting):
        counts[rule.item.of] = counts.get(rule.item.of, 0) + 1
        titles.setdefault(rule.item.of, queries.subject(rule.item))
    return sorted(((code, titles[code], count) for code, count in counts.items()), key=lambda row: (-row[2], row[0]))


def _asked(request: ActingRequest) -> _Asked | None:
    kind = request.GET.get("kind", "")
    title = next((title for code, title, _count in _kinds(request) if code == kind), None)
    if title is None:
        return None
    declared = registers().kinds.get(kind)
    number = request.GET.get("thing", "")
    thing = None
    if number and declared is not None:
        require(MAY_SEE, request.acting, declared)
        thing = register_queries.of_kind(kind).filter(pk=int(number) if number.isdecimal() else 0).first()
        if thing is None:
            raise Http404(number)
    return _Asked(kind, title, declared, thing)


def _hits(request: ActingRequest, asked: _Asked) -> list[Any]:
    """The things of the register that have the words that were typed."""
    words = words_of(request.GET.get("q", ""))
    if asked.register is None or not words or asked.thing is not None:
        return []
    require(MAY_SEE, request.acting, asked.register)
    return list(with_words(register_queries.of_kind(asked.kind), words).order_by("title")[:HITS])


def _findings(request: ActingRequest, asked: _Asked) -> list[Finding]:
    today = timezone.localdate()
    area = (asked.thing.area_id or "") if asked.thing is not None else ""
    local = book(area)
    typed = request.GET.dict()
    found = []
    for latest in rules_for(asked.kind, queries.usable(request.acting)):
        rule = local.rule(latest.code)
        chosen = queries.chosen_area(rule, area)
        found.append(find(rule, _facts(request, asked, rule.item), _limited(typed), today, chosen))
    return found


def _facts(request: ActingRequest, asked: _Asked, rule: Any) -> list[Any]:
    if asked.thing is None or asked.register is None:
        return []
    seen = frozenset(field.code for field in fields_for(request.acting, asked.register) if not field.personal)
    return list(facts_of(rule, asked.register, asked.thing.values, seen))


def _limited(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in typed.items() if "." in name}

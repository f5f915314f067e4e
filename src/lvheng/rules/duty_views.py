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
from lvheng.registers.access import MAY_SEE
from lvheng.registers.catalogue import registers
from lvheng.registers.listing import with_words
from lvheng.registers.searching import words_of
from lvheng.rules import queries
from lvheng.rules.catalogue import book
from lvheng.rules.duties import Finding, Record, by_heading, facts_of, find, rules_for
from lvheng.rules.pages import ActingRequest
from lvheng.rules.register_facts import records_of

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
            "unknown": by_heading(each for each in findings if each.state == "unknown"),
            "unknown_count": sum(each.state == "unknown" for each in findings),
            "others": [each for each in findings if each.state == "not"],
            "today": timezone.localdate(),
        }
    return render(request, "rules/duties.html", context)


def _kinds(request: ActingRequest) -> list[tuple[str, Text, int]]:
    """For what rules there are, with their number, the most first; also the registers that rules take facts from."""
    usable = list(queries.usable(request.acting))
    titles = {rule.item.of: queries.subject(rule.item) for rule in usable}
    taken = {each.of for rule in usable for each in rule.item.all_inputs if each.of and each.via is None}
    titles |= {code: registers().kinds[code].title for code in taken - titles.keys() if code in registers().kinds}
    counted = ((code, title, len(rules_for(code, usable))) for code, title in titles.items())
    return sorted(counted, key=lambda row: (-row[2], row[0]))


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
    typed = _limited(request.GET.dict())
    rules = [local.rule(latest.code) for latest in rules_for(asked.kind, queries.usable(request.acting))]
    records: list[Record] = []
    if asked.thing is not None and asked.register is not None:
        known = [(asked.thing.pk, asked.thing.values)]
        found = records_of(request.acting, asked.register, known, [rule.item for rule in rules])
        records = found[asked.thing.pk]
    return [find(rule, facts_of(rule.item, records), typed, today, queries.chosen_area(rule, area)) for rule in rules]


def _limited(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in typed.items() if "." in name}

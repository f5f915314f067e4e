"""What the pages of the room share."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import get_language
from django_htmx.middleware import HtmxDetails

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.errors import Problem
from lvheng.indicators.wording import area_name
from lvheng.rules import queries
from lvheng.rules.book import Rule
from lvheng.rules.catalogue import areas_of, site_pack

PAGE_LENGTH = 50


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts, and whether htmx sent it."""

    acting: Acting
    htmx: HtmxDetails


def open_rule(request: ActingRequest, code: str, area: str = "", on: str | None = None) -> Rule:
    """The rule in the address, for somebody who may use it. Errors: Http404, NotAllowed, InputProblem."""
    latest = queries.rule_of(code)
    require(queries.MAY_USE, request.acting, latest.item)
    return queries.rule_of(code, area, on) if area or on else latest


def area_choices(rule: Rule) -> list[tuple[str, str]]:
    """The areas in which the rule can be applied, with their names; "" is the site's own."""
    own = site_pack().area_code or ""
    return [("" if code == own else code, area_name(code)) for code in areas_of(rule)]


def one_page(request: HttpRequest, rows: Any) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))


def language() -> str:
    """The reader's language."""
    return get_language() or ""


def in_words(problem: Problem) -> str:
    """What was wrong and what to do, without the place."""
    to_do = problem.to_do.in_language(language()) if problem.to_do else ""
    return " ".join(filter(None, (problem.what.in_language(language()), to_do)))

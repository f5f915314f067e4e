"""The pages for requests that could not be answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language

from lvheng.errors import NotAllowed, Problem, Problems, SettingProblem, StateConflict

_STATUS: tuple[tuple[type[Problem], int], ...] = ((NotAllowed, 403), (StateConflict, 409), (SettingProblem, 503))


@dataclass(frozen=True)
class ShownProblem:
    """One problem in the reader's language."""

    code: str
    what: str
    where: str
    to_do: str


def problem_page(request: HttpRequest, error: Problem | Problems) -> HttpResponse:
    """The whole page, or for htmx only the message, which the page shows beside what the person did."""
    problems = error.problems if isinstance(error, Problems) else (error,)
    status = status_of(problems)
    context = {"problems": [shown(problem) for problem in problems], "status": status}
    template = "portal/_problems.html" if _wants_part(request) else f"{status}.html"
    return render(request, template, context, status=status)


def status_of(problems: tuple[Problem, ...]) -> int:
    """The HTTP status for these problems; the first that is more than wrong input decides."""
    return next((status for problem in problems for kind, status in _STATUS if isinstance(problem, kind)), 400)


def shown(problem: Problem) -> ShownProblem:
    """The problem in the language of the page."""
    language = get_language() or "zh-hans"
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return ShownProblem(problem.code, problem.what.in_language(language), problem.where, to_do)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself could not be understood."""
    return render(request, "400.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: Django refused, for a missing CSRF token for example."""
    return render(request, "403.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address. The path is shown so that a typing slip can be seen."""
    return render(request, "404.html", {"status": 404, "path": request.path}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our own mistake. The page needs neither database nor session, since they may be what failed."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protecting token is missing or old: usually a page left open since before a login."""
    return render(request, "403.html", {"status": 403, "stale_form": True}, status=403)


def _wants_part(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted

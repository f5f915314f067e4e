"""What the pages of the room share, and where other rooms add to the page of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.cases.access import MAY_SEE, access_case
from lvheng.cases.models import Case
from lvheng.errors import Problem, Problems

PAGE_LENGTH = 50

# Other rooms show something beside a case: each is called with the request and the case, and gives a template with its
# context, or None. They are added when the rooms are made ready.
beside: list[Callable[[HttpRequest, Case], tuple[str, Mapping[str, Any]] | None]] = []


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts."""

    acting: Acting


def open_case_page(request: ActingRequest, case_id: int) -> Case:
    """The case in the address. Errors: Http404 also where it is none of the reader's business, NotAllowed."""
    require(MAY_SEE, request.acting)
    try:
        return access_case(request.acting, case_id)
    except Case.DoesNotExist as error:
        raise Http404(str(case_id)) from error


def one_page(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))


def show_problems(form: Form, error: Problem | Problems) -> None:
    """Put what an action refused beside the fields that it names, the rest above the form."""
    for problem in error.problems if isinstance(error, Problems) else (error,):
        form.add_error(problem.where if problem.where in form.fields else None, in_words(problem))


def in_words(problem: Problem) -> str:
    """A problem in the reader's language, with what to do."""
    language = get_language() or ""
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return " ".join(filter(None, (problem.what.in_language(language), to_do)))


def files_of(request: HttpRequest, name: str) -> list[tuple[str, bytes]]:
    """The files that were handed in under a name."""
    return [(each.name or "", each.read()) for each in request.FILES.getlist(name)]

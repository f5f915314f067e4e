"""What the pages of the room share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import SignInNeeded, require
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.indicators.wording import period_text
from lvheng.packs.documents import DocumentTemplate
from lvheng.reports import queries
from lvheng.reports.models import OfficialDocument

PAGE_LENGTH = 50


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts."""

    acting: Acting


def open_document(request: ActingRequest, document_id: int) -> OfficialDocument:
    """The document in the address; who may not see it is not told that it exists. Errors: Http404."""
    require("documents.see", request.acting)
    try:
        return queries.document_for(request.acting, document_id)
    except OfficialDocument.DoesNotExist:
        raise Http404(str(document_id)) from None


def open_own(request: ActingRequest, document_id: int) -> OfficialDocument:
    """The same, for something that nobody does without having signed in."""
    if request.acting.is_anonymous:
        raise SignInNeeded(
            "sign_in_needed",
            Text("办理公文需要登录。", "Working on documents needs a sign-in."),
            to_do=Text("请先登录。", "Please sign in first."),
        )
    return open_document(request, document_id)


def open_template(code: str) -> DocumentTemplate:
    """The kind of document in the address. Errors: Http404."""
    try:
        return queries.template_of(code)
    except InputProblem:
        raise Http404(code) from None


def one_page(request: HttpRequest, rows: Any) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))


def told(error: Problem | Problems) -> list[Problem]:
    """All problems of an error."""
    return list(error.problems) if isinstance(error, Problems) else [error]


def in_words(problems: Sequence[Problem]) -> list[str]:
    """Each in one line of the reader's language."""
    return [_line(each, get_language() or "") for each in problems]


def _line(problem: Problem, language: str) -> str:
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return " ".join(filter(None, (problem.what.in_language(language), to_do)))


def subject_words(document: OfficialDocument) -> Text | None:
    """The period that a document is about, in words; None for other subjects."""
    period = queries.subject_text(document)
    return period_text(period) if period is not None else None

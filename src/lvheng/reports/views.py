"""Pages for readers: the list of documents, one document with its pages and the notes of its figures, its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import Text
from lvheng.reports import access, archive, queries, serving, setting
from lvheng.reports.models import DocumentVersion, OfficialDocument
from lvheng.reports.pages import ActingRequest, one_page, open_document, subject_words

BADGES = {"draft": "none", "review": "warn", "approved": "info", "issued": "ok", "discarded": "none"}


@require_safe
def listing(request: ActingRequest) -> HttpResponse:
    """What somebody may see, the newest first; readers of the site see what was made public."""
    require("documents.see", request.acting)
    filters = queries.Filters.of(request.GET.dict())
    templates = {each.code: each for each in queries.templates()}
    page = one_page(request, queries.documents(request.acting, filters))
    context = {
        "page": page,
        "rows": [_row(each, templates) for each in page],
        "filters": filters,
        "states": OfficialDocument.State.choices if _is_officer(request) else [],
        "kinds": list(templates.values()),
        "drafts": [each for each in templates.values() if access.may_draft(request.acting, each.issuer)],
        "is_officer": _is_officer(request),
        "waiting": len(queries.waiting_for(request.acting)) if _is_officer(request) else 0,
    }
    return render(request, "reports/list.html", context)


def _is_officer(request: ActingRequest) -> bool:
    return allow("documents.review", request.acting)


def _row(document: OfficialDocument, templates: dict[str, Any]) -> dict[str, Any]:
    template = templates.get(document.template)
    return {
        "document": document,
        "kind": template.names if template else Text(document.template, document.template),
        "subject": subject_words(document),
        "badge": BADGES[document.state],
    }


@require_safe
def document(request: ActingRequest, document_id: int) -> HttpResponse:
    """One document: its pages as pictures, where its figures come from, its way, and what can be done with it."""
    found = open_document(request, document_id)
    version = _version(request, found)
    template = next((each for each in queries.templates() if each.code == found.template), None)
    context = {
        "document": found,
        "version": version,
        "is_latest": version.pk == queries.latest(found).pk,
        "template": template,
        "subject": subject_words(found),
        "badge": BADGES[found.state],
        "pages": range(1, version.pages + 1),
        "notes": queries.notes_of(found, version),
        "may": access.may(request.acting, found),
        "may_be_public": template is not None and template.may_be_public,
        "is_officer": _is_officer(request),
        "steps": found.steps.select_related("person") if _is_officer(request) else [],
        "versions": found.versions.select_related("made_by") if _is_officer(request) else [],
        "case": found.subject.removeprefix("case:") if found.subject.startswith("case:") else "",
    }
    return render(request, "reports/document.html", context)


def _version(request: ActingRequest, found: OfficialDocument) -> DocumentVersion:
    """The version of ``?version=2`` for officers; readers of the site see what was issued."""
    asked = request.GET.get("version", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 9 and _is_officer(request):
        version = found.versions.filter(number=int(asked)).first()
        if version is None:
            raise Http404(asked)
        return version
    return queries.latest(found)


@require_safe
def download(request: ActingRequest, document_id: int, kind: str) -> HttpResponse:
    """The .docx or the PDF, always as a file to save."""
    found = open_document(request, document_id)
    if kind not in serving.CONTENT_TYPES:
        raise Http404(kind)
    version = _version(request, found)
    return serving.file(found, version, kind)


@require_safe
def page_picture(request: ActingRequest, document_id: int, number: int) -> HttpResponse:
    """A page as a picture. What a version looks like never changes, so a browser may keep it."""
    found = open_document(request, document_id)
    version = _version(request, found)
    try:
        content = setting.page_picture(archive.fetch(version.pdf_sha256), number)
    except IndexError:
        raise Http404(str(number)) from None
    response = HttpResponse(content, content_type="image/png")
    patch_cache_control(response, private=True, max_age=24 * 3600)
    return response

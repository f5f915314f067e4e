"""Pages of import and adoption: hand a document in, watch it being read, adopt it or lay it aside."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem
from lvheng.plan import actions
from lvheng.plan.forms import AdoptForm, DiscardForm, ImportForm
from lvheng.plan.import_actions import is_silent, known_document
from lvheng.plan.import_queries import counters, documents, step_words, summary, words_of
from lvheng.plan.models import Document
from lvheng.plan.pages import one_page
from lvheng.plan.requests import ActingRequest
from lvheng.plan.review_views import posted, review_page

_READING = (Document.State.WAITING, Document.State.READING)


@require_GET
def imports(request: ActingRequest) -> HttpResponse:
    """All documents that were handed in, and what became of them."""
    require("plan.import", request.acting)
    return render(request, "plan/imports.html", {"page": one_page(request, documents())})


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Upload or paste a document and say which plan it belongs to."""
    require("plan.import", request.acting)
    organisation = request.acting.organisation
    initial = {
        "plan": request.GET.get("plan"),
        "purpose": request.GET.get("purpose", ImportForm.NEW),
        "area": organisation.area_id if organisation else None,
    }
    form = ImportForm(posted(request), request.FILES or None, initial=initial)
    known = None
    if request.method == "POST" and form.is_valid():
        data, file_name = form.content()
        try:
            document = actions.hand_in(request.acting, data, file_name, form.destination())
            return redirect("plan:document", document.pk)
        except InputProblem as problem:
            form.add_error("code" if problem.code == "plan_code_taken" else "file", words_of(problem))
            known = known_document(data) if problem.code == "imported_already" else None
    status = 422 if form.errors else 200
    return render(request, "plan/import.html", {"form": form, "known": known}, status=status)


@require_GET
def document(request: ActingRequest, document_id: int) -> HttpResponse:
    """A document at whatever stage it is: progress, the problem that stopped the reader, the review, or its end."""
    shown = open_document(request, document_id)
    if shown.state == Document.State.REVIEW:
        return review_page(request, shown)
    if shown.state == Document.State.ADOPTED:
        return redirect("plan:changes", shown.plan.code, shown.version.number)
    if shown.state == Document.State.DISCARDED:
        return render(request, "plan/import_discarded.html", {"document": shown})
    return render(request, "plan/import_progress.html", _progress(request, shown))


@require_GET
def progress(request: ActingRequest, document_id: int) -> HttpResponse:
    """The moving part of the progress page; when there is nothing more to wait for, the page is loaded anew."""
    shown = open_document(request, document_id)
    if shown.state not in _READING:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "plan/_import_progress.html", _progress(request, shown))


@require_POST
def again(request: ActingRequest, document_id: int) -> HttpResponse:
    """Have a document read once more."""
    actions.read_again(request.acting, document_id)
    return redirect("plan:document", document_id)


@require_http_methods(["GET", "POST"])
def discard(request: ActingRequest, document_id: int) -> HttpResponse:
    """Lay a document aside, with the reason."""
    require("plan.discard", request.acting)
    shown = open_document(request, document_id)
    form = DiscardForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.discard(request.acting, document_id, form.cleaned_data["reason"])
        messages.success(request, _("文件已放弃。"))
        return redirect("plan:imports")
    return _form_page(request, "plan/import_discard.html", shown, form)


@require_http_methods(["GET", "POST"])
def adopt(request: ActingRequest, document_id: int) -> HttpResponse:
    """Look at the sum of the review and make the document the version in force."""
    require("plan.adopt", request.acting)
    shown = open_document(request, document_id)
    form = AdoptForm(posted(request))
    if request.method == "POST" and form.is_valid():
        wishes = form.cleaned_data
        try:
            version = actions.adopt(
                request.acting,
                document_id,
                accept_open=wishes["accept_open"],
                nothing_found_is_right=wishes["nothing_found"],
            )
        except InputProblem as problem:
            form.add_error("nothing_found" if problem.code == "nothing_found" else "accept_open", words_of(problem))
        else:
            messages.success(request, _("方案已采纳为第%(number)s版。") % {"number": version.number})
            return redirect("plan:home", version.plan.code)
    return _form_page(request, "plan/import_adopt.html", shown, form)


def open_document(request: ActingRequest, document_id: int) -> Document:
    """The document for those who review or adopt. Errors: Http404, NotAllowed."""
    if not allow("plan.adopt", request.acting):
        require("plan.review", request.acting)
    return get_object_or_404(Document.objects.select_related("plan__area", "uploaded_by"), pk=document_id)


def _form_page(request: ActingRequest, template: str, document: Document, form: Form) -> HttpResponse:
    context = {"document": document, "form": form, "counters": counters(document), "summary": summary(document)}
    return render(request, template, context, status=422 if form.errors else 200)


def _progress(request: ActingRequest, document: Document) -> dict[str, object]:
    english = (get_language() or "").startswith("en")
    problem = document.problem or {}
    language = "en" if english else "zh"
    return {
        "document": document,
        "step": step_words(document),
        "percent": round(document.progress_share * 100),
        "silent": document.state in _READING and is_silent(document),
        "failed": document.state == Document.State.FAILED,
        "what": (problem.get("what") or {}).get(language, ""),
        "to_do": (problem.get("to_do") or {}).get(language, ""),
        "where": problem.get("where", ""),
    }

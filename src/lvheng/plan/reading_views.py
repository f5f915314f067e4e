"""The reading room: the plan as a document, and what belongs to each of its sentences."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from lvheng.plan import queries, reading_queries, table_queries
from lvheng.plan.models import Sentence
from lvheng.plan.pages import kept_part, open_version, page_context, version_of_row


@require_safe
def home(request: HttpRequest, plan: str) -> HttpResponse:
    """The whole plan, each sentence a link to what it asks for."""
    version = open_version(request, plan)

    def build() -> dict[str, Any]:
        return {"parts": reading_queries.document(version), "coverage": queries.coverage_figures(version)}

    body = kept_part(request, version, "plan/_document.html", build)
    return render(request, "plan/reading.html", {**page_context(request, version), "body": body})


@require_safe
def sentence(request: HttpRequest, plan: str, sentence_id: int) -> HttpResponse:
    """What belongs to a sentence: beside the document for htmx, else a page of its own."""
    version = version_of_row(request, Sentence, plan, sentence_id)

    def build() -> dict[str, Any]:
        sheet = reading_queries.sentence_sheet(version, sentence_id)
        provisions = table_queries.provisions(version)
        duties = table_queries.duties_of(version, provisions)
        return {
            "sheet": sheet,
            "provision": sheet.sentence.provision,
            "responsible": duties.of(sheet.sentence.provision_id),
            "neighbours": reading_queries.neighbours(sheet.sentence),
        }

    panel = kept_part(request, version, "plan/_sentence.html", build)
    if getattr(request, "htmx", False):
        # The reader stays on the document: a link that htmx took over would put the panel's address in its place.
        response = HttpResponse(panel, headers={"HX-Push-Url": "false"})
    else:
        response = render(request, "plan/sentence.html", {**page_context(request, version), "panel": panel})
    patch_vary_headers(response, ["HX-Request"])
    return response

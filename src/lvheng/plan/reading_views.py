"""The reading room: the plan as a document, and what belongs to each of its sentences."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.plan import queries, reading_queries, table_queries
from lvheng.plan.models import Sentence, Version
from lvheng.plan.pages import kept_part, open_version, page_context


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
    version = version_of_row(Sentence, plan, sentence_id)
    require("plan.read", request.acting, version)  # type: ignore[attr-defined]

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


def version_of_row(model: Any, plan: str, row_id: int) -> Version:
    """The version that a sentence, target or task of a plan belongs to; Http404 where there is no such row."""
    found = Version.objects.select_related("plan").defer("text", "metadata")
    version = found.filter(plan__code=plan, pk__in=model.objects.filter(pk=row_id).values("version")).first()
    if version is None:
        raise Http404(str(row_id))
    return version

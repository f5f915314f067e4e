"""The review: the text on the left, what was found on the right.

Every step works as a plain form and, with htmx, as an update of the parts that it touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvheng.areas.permissions import allow, require
from lvheng.areas.queries import open_organisations
from lvheng.errors import StateConflict
from lvheng.plan import actions
from lvheng.plan.finding_forms import FINDING_FORMS, FindingForm, initial_of
from lvheng.plan.forms import HeadingForm, MetadataForm, NamesForm
from lvheng.plan.import_queries import (
    Filter,
    Row,
    counters,
    group_order,
    groups_of,
    lines,
    unmatched_names,
    words_of,
)
from lvheng.plan.models import Document, Finding
from lvheng.plan.requests import ActingRequest
from lvheng.plan.writing import articles_of

_SIMPLE = {"accept": actions.accept, "reject": actions.reject}


def review_page(request: ActingRequest, document: Document) -> HttpResponse:
    """The whole page, rendered once; afterwards each step replaces its own part only."""
    shown = Filter.of(request.GET)
    context = {
        **_base(request, document, shown),
        "lines": lines(document),
        "groups": groups_of(document, shown),
        "counters": counters(document),
        "unmatched": len(unmatched_names(document)),
        "kinds": Finding.Kind.choices,
        "decisions": Finding.Decision.choices,
        "may_adopt": allow("plan.adopt", request.acting),
    }
    return render(request, "plan/review.html", context)


@require_POST
def decide(request: ActingRequest, document_id: int) -> HttpResponse:
    """``do=accept:12:0``: a verb, a finding and the revision that was seen; ``accept_group:3`` and ``accept_all``."""
    document = _open(request, document_id)
    verb, *numbers = request.POST.get("do", "").split(":")
    if not all(number.isascii() and number.isdecimal() for number in numbers):
        raise Http404(verb)
    if verb == "accept_all":
        actions.accept_rest(request.acting, document_id)
        return _reload(request, document)
    if verb == "accept_group" and len(numbers) == 1:
        return _accept_group(request, document, int(numbers[0]))
    if verb in (*_SIMPLE, "undo") and len(numbers) == 2:
        return _decide_one(request, document, verb, int(numbers[0]), int(numbers[1]))
    raise Http404(verb)


def _decide_one(request: ActingRequest, document: Document, verb: str, finding_id: int, seen: int) -> HttpResponse:
    before = document.findings.filter(pk=finding_id).first()
    try:
        if verb == "undo":
            return _undo(request, document, before, finding_id, seen)
        finding = _SIMPLE[verb](request.acting, document.pk, finding_id, seen)
    except StateConflict as conflict:
        if not request.htmx or before is None:
            raise
        return _answer_row(request, document, before, conflict=conflict)
    if not request.htmx:
        return _back(request, document, finding.pk)
    return _answer_row(request, document, finding)


def _undo(
    request: ActingRequest, document: Document, before: Finding | None, finding_id: int, seen: int
) -> HttpResponse:
    family = _family(before) if before else []
    finding = actions.undo(request.acting, document.pk, finding_id, seen)
    changed = [*family, finding] if finding else family
    return _answer_groups(request, document, changed, finding.pk if finding else None)


def _family(finding: Finding) -> list[Finding]:
    whole = finding.split_from or finding
    return [finding, whole, *whole.parts.all()]


def _accept_group(request: ActingRequest, document: Document, order: int) -> HttpResponse:
    articles = ["", *(each["id"] for each in articles_of(document))]
    if order >= len(articles):
        raise Http404(str(order))
    actions.accept_rest(request.acting, document.pk, [articles[order]])
    if not request.htmx:
        return redirect(f"{_url(document)}{Filter.of(request.POST).query}#group-{order}")
    return _answer(request, document, f"#group-{order}", _groups(request, document, [order]), [])


@require_http_methods(["GET", "POST"])
def add(request: ActingRequest, document_id: int) -> HttpResponse:
    """Add a finding; ``kind`` says which, ``start`` and ``end`` the selected text."""
    document = _open(request, document_id)
    kind = request.POST.get("kind") or request.GET.get("kind") or Finding.Kind.TARGET
    if kind not in FINDING_FORMS:
        raise Http404(kind)
    selected = _selection(request, document)
    initial = {"quote": document.text[slice(*selected)].strip() if selected else "", "modality": "must"}
    form = FINDING_FORMS[kind](document, posted(request), initial=initial, near=selected[0] if selected else None)
    if request.method == "POST" and form.is_valid():
        finding = actions.add(request.acting, document.pk, form.found())
        return _answer_groups(request, document, [finding], finding.pk)
    context = {"form": form, "kind": kind, "kinds": Finding.Kind.choices, "selected": selected}
    return _form(request, document, "plan/_finding_add.html", "#finding-new", context, bool(form.errors))


@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Correct a finding."""
    document = _open(request, document_id)
    finding = get_object_or_404(document.findings, pk=finding_id)
    form = FINDING_FORMS[finding.kind](
        document, posted(request), initial=initial_of(finding.data, finding.article), near=finding.start
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        before = get_object_or_404(document.findings, pk=finding_id)
        try:
            finding = actions.correct(request.acting, document.pk, finding.pk, _seen(request), form.found())
            return _answer_groups(request, document, [before, finding], finding.pk)
        except StateConflict as problem:
            conflict = problem
    context = {"form": form, "finding": finding, "row": Row(finding), "conflict": _words(conflict)}
    context["seen"] = _seen_again(request, finding, conflict)
    wrong = bool(form.errors or conflict)
    return _form(request, document, "plan/_finding_edit.html", f"#form-{finding.pk}", context, wrong)


@require_http_methods(["GET", "POST"])
def split(request: ActingRequest, document_id: int, finding_id: int) -> HttpResponse:
    """Put two findings in the place of one; both forms are checked together."""
    document = _open(request, document_id)
    finding = get_object_or_404(document.findings, pk=finding_id)
    forms = [_part_form(request, document, finding, prefix) for prefix in ("a", "b")]
    conflict = None
    # A list: both forms are to tell what is wrong with them, not only the first.
    wrong = [form for form in forms if not form.is_valid()]
    if request.method == "POST" and not wrong:
        parts = [form.found() for form in forms]
        try:
            rows = actions.split(request.acting, document.pk, finding.pk, _seen(request), parts)
            return _answer_groups(request, document, [finding, *rows], rows[0].pk)
        except StateConflict as problem:
            conflict = problem
    context = {"forms": forms, "finding": finding, "row": Row(finding), "conflict": _words(conflict)}
    context["seen"] = _seen_again(request, finding, conflict)
    is_wrong = bool(conflict or any(form.errors for form in forms))
    return _form(request, document, "plan/_finding_split.html", f"#form-{finding.pk}", context, is_wrong)


def _part_form(request: ActingRequest, document: Document, finding: Finding, prefix: str) -> FindingForm:
    return FINDING_FORMS[finding.kind](
        document,
        posted(request),
        initial=initial_of(finding.data, finding.article),
        near=finding.start,
        prefix=prefix,
    )


@require_http_methods(["GET", "POST"])
def metadata(request: ActingRequest, document_id: int) -> HttpResponse:
    """Correct the head and foot of the document."""
    document = _open(request, document_id)
    form = MetadataForm(posted(request), initial=MetadataForm.initial_of(document.metadata))
    if request.method == "POST" and form.is_valid():
        actions.correct_metadata(request.acting, document.pk, _seen(request), form.metadata())
        messages.success(request, _("文件信息已更正。"))
        return redirect("plan:document", document.pk)
    return _form(request, document, "plan/_metadata_form.html", "", {"form": form}, bool(form.errors))


@require_http_methods(["GET", "POST"])
def heading(request: ActingRequest, document_id: int, order: int) -> HttpResponse:
    """Correct the heading of an article; ``order`` is its place in the document, from 1."""
    document = _open(request, document_id)
    articles = articles_of(document)
    if not 1 <= order <= len(articles) or not (document.reading or {}).get("articles"):
        raise Http404(str(order))
    article = articles[order - 1]
    form = HeadingForm(posted(request), initial={"heading": article["heading"]})
    if request.method == "POST" and form.is_valid():
        actions.correct_heading(
            request.acting, document.pk, _seen(request), article["id"], form.cleaned_data["heading"]
        )
        return redirect(f"{_url(document)}#group-{order}")
    context = {"form": form, "article": article, "order": order}
    return _form(request, document, "plan/_heading_form.html", "", context, bool(form.errors))


@require_http_methods(["GET", "POST"])
def names(request: ActingRequest, document_id: int) -> HttpResponse:
    """Say which organisations the unknown names mean."""
    document = _open(request, document_id)
    form = NamesForm(
        unmatched_names(document), open_organisations(document.plan.area), document.matches, posted(request)
    )
    if request.method == "POST" and form.is_valid():
        actions.match_names(request.acting, document.pk, _seen(request), form.matches())
        messages.success(request, _("机构对应关系已保存。"))
        return redirect("plan:document", document.pk)
    return _form(request, document, "plan/_names_form.html", "", {"form": form}, bool(form.errors))


def _open(request: ActingRequest, document_id: int) -> Document:
    require("plan.review", request.acting)
    return get_object_or_404(Document.objects.select_related("plan__area"), pk=document_id)


def posted(request: ActingRequest) -> QueryDict | None:
    """The form's data, also when nothing in it is filled in; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _seen(request: ActingRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1


def _seen_again(request: ActingRequest, finding: Finding, conflict: StateConflict | None) -> int:
    """The revision for the form's next try: what was seen when it was opened, after a conflict what is shown now."""
    return _seen(request) if request.method == "POST" and not conflict else finding.revision


def _selection(request: ActingRequest, document: Document) -> tuple[int, int] | None:
    values = [request.POST.get(name) or request.GET.get(name) or "" for name in ("start", "end")]
    if not all(value.isascii() and value.isdecimal() and len(value) < 10 for value in values):
        return None
    start, end = (int(value) for value in values)
    return (start, end) if start < end <= len(document.text) else None


def _url(document: Document) -> str:
    return reverse("plan:document", args=[document.pk])


def _words(conflict: StateConflict | None) -> str:
    return words_of(conflict) if conflict else ""


def _base(request: ActingRequest, document: Document, shown: Filter) -> dict[str, Any]:
    url = _url(document)
    return {
        "document": document,
        "shown": shown,
        "findings_url": f"{url}findings/",
        "decide_url": f"{url}decide/",
        "headings_url": f"{url}headings/",
        "can_correct_headings": bool((document.reading or {}).get("articles")),
    }


def _back(request: ActingRequest, document: Document, finding_id: int | None) -> HttpResponse:
    anchor = f"#finding-{finding_id}" if finding_id else ""
    return redirect(f"{_url(document)}{Filter.of(request.POST).query}{anchor}")


def _reload(request: ActingRequest, document: Document) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{_url(document)}{Filter.of(request.POST).query}")
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


def _answer_row(
    request: ActingRequest, document: Document, finding: Finding, conflict: StateConflict | None = None
) -> HttpResponse:
    """One row anew, with the counters and the group's count."""
    if conflict:
        finding = document.findings.get(pk=finding.pk)
    order = group_order(document, finding.article)
    [group] = groups_of(document, Filter(), [order])
    context = {**_base(request, document, Filter.of(request.POST)), "row": Row(finding), "conflict": _words(conflict)}
    html = render_to_string("plan/_finding.html", context, request=request)
    html += render_to_string("plan/_group_count.html", {"group": group, "oob": True}, request=request)
    return _answer(request, document, "", html, [finding])


def _answer_groups(
    request: ActingRequest, document: Document, changed: Sequence[Finding], finding_id: int | None
) -> HttpResponse:
    """The groups that findings left or entered, with the lines of the text that they touch."""
    if not request.htmx:
        return _back(request, document, finding_id)
    orders = sorted({group_order(document, finding.article) for finding in changed})
    first, *others = orders
    html = _groups(request, document, [first])
    html += _groups(request, document, others, oob=True)
    return _answer(request, document, f"#group-{first}", html, changed)


def _groups(request: ActingRequest, document: Document, orders: Sequence[int], oob: bool = False) -> str:
    shown = Filter.of(request.POST)
    base = _base(request, document, shown)
    return "".join(
        render_to_string("plan/_group.html", {**base, "group": group, "oob": oob}, request=request)
        for group in groups_of(document, shown, orders)
    )


def _answer(
    request: ActingRequest, document: Document, target: str, html: str, changed: Sequence[Finding]
) -> HttpResponse:
    html += render_to_string("plan/_counters.html", {"counters": counters(document), "oob": True}, request=request)
    spans = [(finding.start, finding.end) for finding in changed]
    for line in lines(document, spans) if spans else []:
        html += render_to_string("plan/_line.html", {"line": line, "oob": True}, request=request)
    response = HttpResponse(html)
    if target:
        response["HX-Retarget"], response["HX-Reswap"] = target, "outerHTML"
    return response


def _form(
    request: ActingRequest, document: Document, template: str, target: str, context: dict[str, Any], wrong: bool
) -> HttpResponse:
    """A form in its place on the review page, or on a page of its own without JavaScript.

    htmx swaps answers of 2xx only, so a form with errors goes back to it as 200.
    """
    source = request.POST if request.method == "POST" else request.GET
    context = {**_base(request, document, Filter.of(source)), **context}
    if not request.htmx:
        return render(request, "plan/review_form.html", {**context, "part": template}, status=422 if wrong else 200)
    response = render(request, template, context)
    if target:
        response["HX-Retarget"], response["HX-Reswap"] = target, "innerHTML"
    return response

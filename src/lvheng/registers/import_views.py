"""Pages of the import: hand a table in, see what it would do, write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem
from lvheng.packs.registers import RegisterKind
from lvheng.registers import import_actions as actions
from lvheng.registers.access import MAY_CHANGE, require_keeper
from lvheng.registers.blank_tables import blank_table
from lvheng.registers.catalogue import registers
from lvheng.registers.exporting import CONTENT_TYPES
from lvheng.registers.models import Import
from lvheng.registers.pages import ActingRequest, open_kind
from lvheng.registers.tables import FILE_TYPES, LIMIT_BYTES, LIMIT_ROWS, too_large

_SHOWN = 200


class ImportForm(forms.Form):
    """A table, and what becomes of things that are registered already."""

    file = forms.FileField(label=gettext_lazy("表格"), widget=forms.FileInput({"accept": ",".join(FILE_TYPES)}))
    mode = forms.ChoiceField(
        label=gettext_lazy("编号已登记的"),
        choices=Import.Mode.choices,
        initial=Import.Mode.BOTH,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        limits = {"size": LIMIT_BYTES // 2**20, "rows": LIMIT_ROWS}
        self.fields["file"].help_text = _(".xlsx 或 .csv，不超过 %(size)s MB、%(rows)s 行。") % limits

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT_BYTES:
            raise forms.ValidationError(_in_words(too_large(file.name or "", LIMIT_BYTES)))
        return file


def _in_words(problem: InputProblem) -> str:
    language = get_language() or ""
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return " ".join(filter(None, (problem.what.in_language(language), to_do)))


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, kind: str) -> HttpResponse:
    """Hand in a table."""
    declared = open_kind(request, kind)
    require_keeper(request.acting, declared)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            handed = actions.hand_in(request.acting, kind, file.read(), file.name, form.cleaned_data["mode"])
        except InputProblem as problem:
            form.add_error("file", _in_words(problem))
        else:
            return redirect("registers:import_page", handed.pk)
    earlier = Import.objects.filter(kind=declared.code).select_related("handed_in_by")[:10]
    context = {"kind": declared, "form": form, "earlier": earlier}
    return render(request, "registers/import.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: ActingRequest, kind: str) -> HttpResponse:
    """The workbook to fill in."""
    declared = open_kind(request, kind)
    require_keeper(request.acting, declared)
    response = HttpResponse(blank_table(declared), CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{declared.code}-template.xlsx"'
    return response


@require_safe
def page(request: ActingRequest, import_id: int) -> HttpResponse:
    """A table at whatever stage it is: its progress, what the check found, what was written."""
    handed, kind = _open(request, import_id)
    return render(request, "registers/import_page.html", _context(handed, kind))


@require_safe
def progress(request: ActingRequest, import_id: int) -> HttpResponse:
    """The moving part of the page; when there is nothing more to wait for, the page is loaded anew."""
    handed, kind = _open(request, import_id)
    if handed.stage not in actions.WORKING:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "registers/_import_progress.html", _context(handed, kind))


@require_POST
def write(request: ActingRequest, import_id: int) -> HttpResponse:
    """Write what was checked."""
    _open(request, import_id)
    try:
        actions.apply(request.acting, import_id, skip_wrong=bool(request.POST.get("skip_wrong")))
    except InputProblem as problem:
        messages.error(request, _in_words(problem))
    return redirect("registers:import_page", import_id)


@require_POST
def again(request: ActingRequest, import_id: int) -> HttpResponse:
    """Start anew what fell silent."""
    _open(request, import_id)
    actions.again(request.acting, import_id)
    return redirect("registers:import_page", import_id)


@require_POST
def discard(request: ActingRequest, import_id: int) -> HttpResponse:
    """Lay a table aside."""
    handed, _kind = _open(request, import_id)
    actions.discard(request.acting, import_id)
    messages.success(request, _("表格已放弃，什么都没有写入。"))
    return redirect("registers:import", handed.kind)


def _open(request: ActingRequest, import_id: int) -> tuple[Import, RegisterKind]:
    """The table for those who write its register. Errors: Http404, NotAllowed."""
    require(MAY_CHANGE, request.acting)
    handed = Import.objects.filter(pk=import_id).select_related("handed_in_by").first()
    kind = registers().kinds.get(handed.kind) if handed else None
    if handed is None or kind is None:
        raise Http404(str(import_id))
    require_keeper(request.acting, kind)
    return handed, kind


def _context(handed: Import, kind: RegisterKind) -> dict[str, Any]:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    problems = [
        {**each, "what": each["what"][language], "to_do": (each["to_do"] or {}).get(language, "")}
        for each in handed.problems[:_SHOWN]
    ]
    return {
        "kind": kind,
        "handed": handed,
        "is_working": handed.stage in actions.WORKING,
        "is_silent": actions.is_silent(handed),
        "percent": handed.rows_done * 100 // handed.rows_total if handed.rows_total else 0,
        "problems": problems,
        "more_problems": max(0, handed.problem_count - len(problems)),
        "likely": handed.likely[:_SHOWN],
        "writable": handed.new_count + handed.changed_count,
    }

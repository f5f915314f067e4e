"""The page where a planner enters the amounts of rewards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvheng.areas.permissions import require
from lvheng.cases.public.amounts import enter_amounts, grades, tables
from lvheng.errors import Problems
from lvheng.registers.pages import ActingRequest
from lvheng.rules.reform_actions import MAY_ADOPT


class AmountsForm(forms.Form):
    """An amount for each grade, with the document that sets them."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, title in grades():
            label = f"{title.in_language(get_language() or '')}{_('（元）')}"
            self.fields[code] = forms.DecimalField(label=label, max_digits=12, decimal_places=2)
        self.fields["begin"] = forms.DateField(
            label=_("施行日期"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
        )
        self.fields["source_title"] = forms.CharField(label=_("依据的文件"), max_length=200)
        self.fields["source_number"] = forms.CharField(label=_("文号"), max_length=120, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def amounts(request: ActingRequest) -> HttpResponse:
    """The amounts that were entered, and entering others."""
    require(MAY_ADOPT, request.acting)
    form = AmountsForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _enter(request, form):
        messages.success(request, _("已填入奖励金额。"))
        return redirect("public:amounts")
    context = {"form": form, "tables": tables()}
    return render(request, "public/amounts.html", context, status=422 if form.errors else 200)


def _enter(request: ActingRequest, form: AmountsForm) -> bool:
    """Whether it was entered; where not, the form says why."""
    given = form.cleaned_data
    yuan = {code: given[code] for code, _title in grades()}
    try:
        enter_amounts(request.acting, yuan, given["begin"], given["source_title"], given["source_number"])
    except Problems as problems:
        for each in problems.problems:
            where = each.where if each.where in form.fields else None
            form.add_error(where, each.what.in_language(get_language() or ""))
        return False
    return True

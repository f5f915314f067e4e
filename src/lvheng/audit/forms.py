"""The filter above the action log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lvheng.audit.queries import Filter
from lvheng.audit.titles import ACTIONS


class FilterForm(forms.Form):
    """All fields may stay empty; the hidden ones come from links on other pages."""

    person = forms.CharField(label=_("人员"), max_length=80, required=False)
    action = forms.ChoiceField(label=_("操作"), required=False)
    object = forms.CharField(label=_("对象"), max_length=200, required=False)
    since = forms.DateField(label=_("从"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    actor_id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    object_type = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    object_id = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((name, str(title)) for name, title in ACTIONS.items()), key=lambda choice: choice[1])
        self.fields["action"].choices = [("", _("全部")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days have to be in order."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("结束日期早于开始日期。"))
        return data

    def wanted(self) -> Filter:
        """The filter of a valid form."""
        return Filter(**{name: value for name, value in self.cleaned_data.items() if value not in (None, "")})

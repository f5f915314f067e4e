"""The forms of the people pages. What may be entered is decided by the actions; forms only read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lvheng.areas.models import Organisation, Role
from lvheng.areas.people import PeopleFilter, areas_with_organisations, organisations
from lvheng.errors import Problem, Problems

APPOINTED = [(role.value, role.label) for role in Role if role != Role.CITIZEN]


class PeopleFilterForm(forms.Form):
    """The filter above the list of people."""

    text = forms.CharField(label=_("姓名或用户名"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("全部")), *APPOINTED], required=False)
    organisation = forms.ModelChoiceField(
        label=_("机构"),
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label=_("全部"),
        required=False,
    )
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), ("active", _("有效")), ("closed", _("已停用"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]

    def wanted(self, sort: str) -> PeopleFilter:
        """The filter as far as the form is valid."""
        data = self.cleaned_data if self.is_valid() else {}
        return PeopleFilter(
            data.get("text", ""), data.get("role", ""), data.get("organisation"), data.get("state", ""), sort or "name"
        )


class NewPersonForm(forms.Form):
    """A new account."""

    full_name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("用户名"), max_length=150, help_text=_("登录时使用，建立后不能更改。可用字母、数字和 @ . + - _")
    )


class AppointForm(forms.Form):
    """A new appointment of a person."""

    organisation = forms.ModelChoiceField(
        label=_("机构"), queryset=Organisation.objects.none(), to_field_name="code", empty_label=_("请选择")
    )
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *APPOINTED])
    from_date = forms.DateField(
        label=_("自"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("不填则自今日起。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]


class OrganisationFilterForm(forms.Form):
    """The filter above the list of organisations."""

    text = forms.CharField(label=_("名称"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=[("", _("全部")), *Organisation.Kind.choices], required=False)
    area = forms.ChoiceField(label=_("区划"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [(code, name) for code, name, _count in areas_with_organisations()]
        self.fields["area"].choices = [("", _("全部")), *areas]  # type: ignore[attr-defined]


def show_problems(form: forms.Form, error: Problem | Problems) -> None:
    """Put what an action refused beside the fields that it names, the rest above the form."""
    for problem in error.problems if isinstance(error, Problems) else (error,):
        language = get_language() or ""
        words = problem.what.in_language(language)
        if problem.to_do is not None:
            words = f"{words} {problem.to_do.in_language(language)}"
        form.add_error(problem.where if problem.where in form.fields else None, words)

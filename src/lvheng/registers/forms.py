"""Forms made from the declaration of a kind. What may be entered is decided by the actions; forms only read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lvheng.errors import Problem, Problems
from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.catalogue import registers
from lvheng.registers.lookups import area_choices
from lvheng.registers.models import Thing

_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
# No field of a pack can be called so.
REASON, EFFECTIVE_ON, SEEN = "reason", "effective_on", "number"


class ThingForm(forms.Form):
    """All fields of a kind, as text; the action reads and judges them."""

    def __init__(self, kind: RegisterKind, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.use_required_attribute = False
        language = get_language() or ""
        for declared in kind.fields:
            self.fields[declared.code] = _form_field(declared, language)
        if is_change:
            self.fields[EFFECTIVE_ON] = forms.DateField(label=_("自哪一天起"), required=False, widget=_DAY)
            self.fields[EFFECTIVE_ON].help_text = _("这些内容从这一天起成立；不填为今天。")
            self.fields[REASON] = forms.CharField(label=_("变更理由"), max_length=300, required=False)
            self.fields[REASON].help_text = _("例如：换证、更正笔误。")
            self.fields[SEEN] = forms.IntegerField(widget=forms.HiddenInput)

    def written(self) -> dict[str, Any]:
        """What was entered, by the fields of the kind."""
        return {field.code: self.cleaned_data.get(field.code, "") for field in self.kind.fields}

    def show_problems(self, error: Problem | Problems) -> None:
        """Put what the action refused beside the fields that it names, the rest above the form."""
        for problem in error.problems if isinstance(error, Problems) else (error,):
            language = get_language() or ""
            words = problem.what.in_language(language)
            if problem.to_do is not None:
                words = f"{words} {problem.to_do.in_language(language)}"
            self.add_error(problem.where if problem.where in self.fields else None, words)


class _Asked(forms.CharField):
    """Shown as required where it is; whether it is filled in is judged by the action, together with everything else."""

    def validate(self, value: Any) -> None:
        return None


def _form_field(declared: RegisterField, language: str) -> forms.CharField:
    widget = _widget(declared, language)
    label = declared.title.in_language(language)
    return _Asked(
        label=_with_unit(label, declared.unit, language),
        required=declared.required,
        widget=widget,
        help_text=_help(declared, language),
    )


def _with_unit(label: str, unit: str | None, language: str) -> str:
    """A label with its unit; a Chinese unit is marked as Chinese on an English page."""
    if unit is None:
        return label
    is_foreign = not language.startswith("zh") and any("\u3400" <= letter <= "\u9fff" for letter in unit)
    return format_html('{} (<span lang="zh-Hans">{}</span>)', label, unit) if is_foreign else f"{label} ({unit})"


def _help(declared: RegisterField, language: str) -> str:
    if declared.advice is not None:
        return declared.advice.in_language(language)
    if declared.type == "reference":
        return _("填写编号，或输入名称后从列表中选择。")
    if declared.type == "point":
        return _("经度,纬度，如 103.210091,35.601182")
    if declared.type == "polygon":
        return _("GeoJSON 的 Polygon 或 MultiPolygon")
    return ""


def _widget(declared: RegisterField, language: str) -> forms.Widget:
    match declared.type:
        case "code":
            options = [(each.code, each.title.in_language(language)) for each in registers().options(declared)]
            return forms.Select(choices=[("", "—"), *options])
        case "boolean":
            return forms.Select(choices=[("", "—"), ("是", _("是")), ("否", _("否"))])
        case "area":
            return forms.Select(choices=[("", "—"), *area_choices()])
        case "date":
            return forms.DateInput({"type": "date"}, "%Y-%m-%d")
        case "long_text" | "polygon":
            return forms.Textarea({"rows": 4})
        case "reference":
            return forms.TextInput(_suggestions(declared))
        case "number" | "integer" | "money":
            return forms.TextInput({"inputmode": "decimal"})
        case _:
            return forms.TextInput()


def _suggestions(declared: RegisterField) -> dict[str, str]:
    """A text box that offers what matches; without script the identifier is typed."""
    return {
        "list": f"list-{declared.code}",
        "autocomplete": "off",
        "hx-get": reverse("registers:choices", args=[declared.to]),
        "hx-trigger": "input changed delay:300ms",
        "hx-target": f"#list-{declared.code}",
        "hx-swap": "innerHTML",
    }


def initial_of(kind: RegisterKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the form writes them."""
    return {code: _as_text(kind.by_code[code], value) for code, value in values.items() if code in kind.by_code}


def _as_text(declared: RegisterField, value: Any) -> str:
    if declared.type == "reference":
        return Thing.objects.filter(pk=value).values_list("identifier", flat=True).first() or ""
    if declared.type == "boolean":
        return "是" if value else "否"
    if declared.type == "point":
        return ",".join(value)
    return json.dumps(value) if declared.type == "polygon" else str(value)


class EndForm(forms.Form):
    """Why and from when a thing is taken off the register, or put back."""

    ENDINGS = [("end", gettext_lazy("注销：不再存在或不再适用")), ("revoke", gettext_lazy("撤销：因违法或错误收回"))]

    how = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=ENDINGS, initial="end", required=False, widget=forms.RadioSelect
    )
    effective_on = forms.DateField(
        label=gettext_lazy("自哪一天起"), required=False, widget=_DAY, help_text=gettext_lazy("不填为今天。")
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, is_active: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        if not is_active:
            del self.fields["how"]

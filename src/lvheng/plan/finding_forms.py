"""The forms of findings: what a reviewer corrects, splits and adds. Each tells every error at once, by its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvheng.plan.carrying import occurrences
from lvheng.plan.importing import (
    DEADLINE_LIMIT,
    INDICATOR_LIMIT,
    NAME_LIMIT,
    OBJECT_LIMIT,
    SCOPE_LIMIT,
    UNIT_LIMIT,
    Found,
    as_text,
    innermost_article,
    quote_of,
)
from lvheng.plan.models import Document, Finding, Target, Task
from lvheng.plan.writing import articles_of

FIRST_YEAR, LAST_YEAR = 1949, 2100
_NAME_SEPARATORS = re.compile(r"[、，,；;\n]+")


class FindingForm(forms.Form):
    """The fields that every finding has; the quote must stand in the document."""

    kind: str
    quote_field = "quote"

    quote = forms.CharField(label=_("原文"), widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}))
    article = forms.ChoiceField(label=_("条款"), required=False, widget=forms.Select(attrs={"lang": "zh-Hans"}))

    def __init__(self, document: Document, *args: Any, near: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.near = near
        self.articles = articles_of(document)
        self._start: int | None = None
        choices = [("", gettext("按原文位置"))] + [(each["id"], article_label(each)) for each in self.articles]
        cast("forms.ChoiceField", self.fields["article"]).choices = choices

    def clean_quote(self) -> str:
        quote: str = self.cleaned_data["quote"].replace("\r\n", "\n")
        if not occurrences(self.document.text, quote):
            raise forms.ValidationError(gettext("原文中没有这段文字，请从左侧原文复制。"))
        return quote

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("quote"):
            self._start = self._find(data["quote"], data.get("article") or "")
        return data

    def _find(self, quote: str, article: str) -> int | None:
        places = occurrences(self.document.text, quote)
        if self.near is not None:
            near = self.near
            return min(places, key=lambda place: (abs(place - near), place))
        inside = [place for place in places if not article or self._is_in(article, place)]
        if len(inside) == 1 or (len(places) == 1 and not inside):
            return (inside or places)[0]
        if not inside:
            self.add_error("quote", gettext("这段文字不在所选条款中。"))
        else:
            message = gettext("这段文字在原文中出现%(count)s次，请选择条款，或多引几个字。")
            self.add_error("quote", message % {"count": len(inside)})
        return None

    def _is_in(self, article: str, position: int) -> bool:
        span = next(each for each in self.articles if each["id"] == article)
        return bool(span["start"] <= position < span["end"])

    def found(self) -> Found:
        """The finding that a valid form describes."""
        quote = self.cleaned_data["quote"]
        start = cast("int", self._start)
        article = self.cleaned_data["article"] or innermost_article(self.articles, start)
        return Found(self.kind, article, start, start + len(quote), {self.quote_field: quote, **self.own_data()})

    def own_data(self) -> dict[str, Any]:
        """The data of the kind besides its quote."""
        raise NotImplementedError


class TargetForm(FindingForm):
    """A target: what is measured, how much, until when, where."""

    kind = Finding.Kind.TARGET.value

    indicator = forms.CharField(label=_("指标"), max_length=INDICATOR_LIMIT)
    comparator = forms.ChoiceField(label=_("要求"), choices=Target.Comparator.choices)
    value = forms.DecimalField(label=_("数值"), max_digits=24, decimal_places=6, required=False)
    value_max = forms.DecimalField(label=_("上限（区间）"), max_digits=24, decimal_places=6, required=False)
    unit = forms.CharField(label=_("单位"), max_length=UNIT_LIMIT, required=False)
    deadline_year = forms.IntegerField(label=_("期限（年）"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    scope = forms.CharField(label=_("范围"), max_length=SCOPE_LIMIT, required=False)
    baseline_year = forms.IntegerField(label=_("基期（年）"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)

    _WITHOUT_FIGURE = (
        Target.Comparator.FULL_COVERAGE,
        Target.Comparator.ZERO,
        Target.Comparator.GRADE,
        Target.Comparator.NEGATIVE_GROWTH,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        comparator, value, value_max = (data.get(name) for name in ("comparator", "value", "value_max"))
        if comparator not in self._WITHOUT_FIGURE and value is None and "value" not in self.errors:
            self.add_error("value", gettext("这种要求要写数值。"))
        if comparator == Target.Comparator.RANGE and "value_max" not in self.errors:
            if value_max is None:
                self.add_error("value_max", gettext("区间要写上限。"))
            elif value is not None and value_max < value:
                self.add_error("value_max", gettext("上限不能小于下限。"))
        elif value_max is not None:
            self.add_error("value_max", gettext("只有区间才有上限。"))
        deadline, baseline = data.get("deadline_year"), data.get("baseline_year")
        if deadline is not None and baseline is not None and deadline < baseline:
            self.add_error("deadline_year", gettext("期限不能早于基期。"))
        return data

    def own_data(self) -> dict[str, Any]:
        names = ("indicator", "comparator", "unit", "deadline_year", "scope", "baseline_year")
        data = {name: self.cleaned_data[name] for name in names}
        return {**data, **{name: as_text(self.cleaned_data[name]) for name in ("value", "value_max")}}


class TaskForm(FindingForm):
    """A task: what is ordered, how strongly, until when, whom it names."""

    kind = Finding.Kind.TASK.value
    quote_field = "text"

    modality = forms.ChoiceField(label=_("语气"), choices=Task.Modality.choices)
    object = forms.CharField(label=_("事项"), max_length=OBJECT_LIMIT, required=False)
    deadline = forms.CharField(label=_("期限"), max_length=DEADLINE_LIMIT, required=False)
    organisations = forms.CharField(label=_("点名的机构"), required=False, help_text=_("用顿号或换行分开。"))

    def clean_organisations(self) -> list[str]:
        return split_names(self.cleaned_data["organisations"])

    def own_data(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("modality", "object", "deadline", "organisations")}


class ResponsibilityForm(FindingForm):
    """Who leads and who takes part, with the names as they are written."""

    kind = Finding.Kind.RESPONSIBILITY.value

    lead = forms.CharField(label=_("牵头"), required=False, help_text=_("用顿号或换行分开。"))
    participants = forms.CharField(
        label=_("参与"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
        help_text=_("用顿号或换行分开。"),
    )

    def clean_lead(self) -> list[str]:
        return split_names(self.cleaned_data["lead"])

    def clean_participants(self) -> list[str]:
        return split_names(self.cleaned_data["participants"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("lead") and not data.get("participants"):
            self.add_error("lead", gettext("请至少写一个牵头或参与机构。"))
        return data

    def own_data(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("lead", "participants")}


FINDING_FORMS: dict[str, type[FindingForm]] = {form.kind: form for form in (TargetForm, TaskForm, ResponsibilityForm)}


def initial_of(data: Mapping[str, Any], article: str) -> dict[str, Any]:
    """A finding's data as its form shows it: names joined, the quote under one name."""
    shown = {name: "、".join(value) if isinstance(value, list) else value for name, value in data.items()}
    return {**shown, "quote": quote_of(data), "article": article}


def split_names(text: str) -> list[str]:
    """Names separated by 、 commas, semicolons or lines, once each. Raises ValidationError for one that is too long."""
    names = list(dict.fromkeys(name.strip() for name in _NAME_SEPARATORS.split(text) if name.strip()))
    too_long = [name for name in names if len(name) > NAME_LIMIT]
    if too_long:
        message = gettext("机构名称不能超过%(limit)s个字：%(name)s…")
        raise forms.ValidationError(message % {"limit": NAME_LIMIT, "name": too_long[0][:20]})
    return names


def article_label(article: Mapping[str, Any]) -> str:
    """An article as people cite it, short enough for a choice."""
    return f"{article['number'] or article['id']} {article['heading'] or ''}".strip()[:60]

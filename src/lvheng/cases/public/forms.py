"""The forms that anybody may fill in. What may be entered is decided by the actions; forms only read it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvheng.areas import queries as area_queries
from lvheng.cases.catalogue import area_code, type_of
from lvheng.cases.files import MAX_BYTES
from lvheng.cases.public.naming import MAX_CONTACT, MAX_NAME, Reporter
from lvheng.cases.public.receiving import MAX_PHOTOS, MAX_REPORTERS, MAX_WORDS, OBJECTION, POLLUTION, Told
from lvheng.errors import Problem, Problems

_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
_NO_FILL = {"autocomplete": "off"}


class _Photos(forms.ClearableFileInput):
    allow_multiple_selected = True


class _PhotosField(forms.FileField):
    """Several files in one field; none where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_Photos({"accept": "image/jpeg,image/png"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [each for each in files if each]


class _Asked(forms.CharField):
    """Shown as required; whether it is filled in is judged by the action, together with everything else."""

    def validate(self, value: Any) -> None:
        """Leaves it to the action."""


class _AskedChoice(forms.ChoiceField):
    """As :class:`_Asked`; what was chosen must be one of the choices."""

    def validate(self, value: Any) -> None:
        """Leaves an empty one to the action."""
        if value:
            super().validate(value)


class _PublicForm(forms.Form):
    """Shown problems stand beside their fields; the browser does not block what the action would explain."""

    use_required_attribute = False

    def show_problems(self, error: Problem | Problems) -> None:
        """Put what the action refused beside the fields that it names, the rest above the form."""
        language = get_language() or ""
        for problem in error.problems if isinstance(error, Problems) else (error,):
            to_do = problem.to_do.in_language(language) if problem.to_do else ""
            words = " ".join(filter(None, (problem.what.in_language(language), to_do)))
            field = _FIELDS.get(problem.where, problem.where)
            self.add_error(field if field in self.fields else None, words)


# What the case calls its fields.
_FIELDS = {"kind": "matter", "location": "longitude"}


class ReportForm(_PublicForm):
    """Pollution or waste, without an account."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"] = _AskedChoice(label=_("看到了什么"), choices=matters(POLLUTION))
        self.fields["description"] = _Asked(
            label=_("具体情况"), widget=forms.Textarea({"rows": 6, "maxlength": MAX_WORDS, **_NO_FILL}),
            help_text=_("什么时候、什么地方、谁在做什么、有多严重。请不要写能认出您自己的话。"),
        )  # fmt: skip
        self.fields["area"] = _AskedChoice(label=_("县（市、区）"), choices=places())
        self.fields["address"] = forms.CharField(
            label=_("地点"), required=False, max_length=200, widget=forms.TextInput(_NO_FILL),
            help_text=_("例如：折桥镇工业路与北环路口东侧河边。"),
        )  # fmt: skip
        self.fields["longitude"] = _degree(_("经度"), 73, 136, 8)
        self.fields["longitude"].help_text = _("点地图自动填写。手机定位与地图坐标可能相差几百米。")
        self.fields["latitude"] = _degree(_("纬度"), 3, 54, 7)
        self.fields["observed_on"] = forms.DateField(label=_("发现日期"), required=False, widget=_DAY)
        self.fields["photos"] = _PhotosField(
            label=_("照片"), required=False,
            help_text=_("最多%(count)d张JPEG或PNG，每张不超过%(size)d MB。拍摄地点、时间和手机型号会在保存前去掉。")
            % {"count": MAX_PHOTOS, "size": MAX_BYTES // 1024 // 1024},
        )  # fmt: skip
        self.fields["wants_reward"] = forms.BooleanField(label=_("查实后按规定给我奖励"), required=False)
        self.fields["reporters"] = forms.IntegerField(
            label=_("几个人一起举报"), required=False, min_value=1, max_value=MAX_REPORTERS, initial=1,
            help_text=_("一起举报的每人一个回执号，奖励平分。"),
        )  # fmt: skip
        self.fields["name"] = forms.CharField(
            label=_("姓名"), required=False, max_length=MAX_NAME, widget=forms.TextInput(_NO_FILL)
        )
        self.fields["contact"] = forms.CharField(
            label=_("联系方式"), required=False, max_length=MAX_CONTACT, widget=forms.TextInput(_NO_FILL)
        )

    def told(self) -> Told:
        """What was entered."""
        data = self.cleaned_data
        return Told(
            description=data["description"], matter=data["matter"], area=data["area"], address=data["address"],
            longitude=data["longitude"], latitude=data["latitude"], observed_on=data["observed_on"],
            photos=[each.read(MAX_BYTES + 1) for each in data["photos"][: MAX_PHOTOS + 1]],
            reporters=data["reporters"] or 1,
            wants_reward=data["wants_reward"], reporter=Reporter(data["name"].strip(), data["contact"].strip()),
        )  # fmt: skip


class ObjectionForm(_PublicForm):
    """A suggestion or an objection to something that is published."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, about: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.fields["matter"] = _AskedChoice(label=_("类别"), choices=matters(OBJECTION))
        self.fields["description"] = _Asked(
            label=_("意见或异议"),
            widget=forms.Textarea({"rows": 8, "maxlength": MAX_WORDS, **_NO_FILL}),
            help_text=_("哪里不对、应该是多少、根据是什么。"),
        )  # fmt: skip
        self.fields["name"] = forms.CharField(
            label=_("姓名"), required=False, max_length=MAX_NAME, widget=forms.TextInput(_NO_FILL)
        )
        self.fields["contact"] = forms.CharField(
            label=_("联系方式"), required=False, max_length=MAX_CONTACT, widget=forms.TextInput(_NO_FILL)
        )

    def told(self) -> Told:
        """What was entered, about what."""
        data = self.cleaned_data
        reporter = Reporter(data["name"].strip(), data["contact"].strip())
        return Told(data["description"], data["matter"], area_code(), reporter=reporter, about=self.about)


class CodeForm(_PublicForm):
    """A receipt code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {**_NO_FILL, "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}
        self.fields["code"] = _Asked(
            label=_("回执号"), max_length=60, widget=forms.TextInput(attributes),
            help_text=_("提交时显示的20个字符，不分大小写，横线可以不写。"),
        )  # fmt: skip


def matters(case_type: str) -> list[tuple[str, str]]:
    """The kinds that the pack names, in the reader's language."""
    options = type_of(case_type).field_of["kind"].options
    return [("", _("请选择")), *((each.code, each.title.in_language(get_language() or "")) for each in options)]


def places() -> list[tuple[str, str]]:
    """The counties of the place."""
    own = area_code()
    return [("", _("请选择")), *((each.code, str(each)) for each in area_queries.areas().filter(parent_id=own))]


def _degree(label: str, least: int, most: int, digits: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=Decimal(least), max_value=Decimal(most), max_digits=digits,
        decimal_places=5, widget=forms.NumberInput({"step": "0.00001", "inputmode": "decimal", **_NO_FILL}),
    )  # fmt: skip

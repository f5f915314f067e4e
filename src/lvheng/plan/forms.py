"""The forms of import, adoption and the document's own data. Each tells every error at once, by its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvheng.areas import queries as area_queries
from lvheng.plan.import_actions import FILE_TYPES, LIMIT_BYTES, RESERVED_CODES, NewPlan, too_large
from lvheng.plan.import_queries import words_of
from lvheng.plan.models import Plan

if TYPE_CHECKING:
    from lvheng.areas.models import Area, Organisation


class ImportForm(forms.Form):
    """A document and where it belongs."""

    NEW, VERSION, PARENT = "new", "version", "parent"

    file = forms.FileField(label=_("文件"), required=False, widget=forms.ClearableFileInput)
    text = forms.CharField(label=_("或粘贴全文"), required=False, widget=forms.Textarea(attrs={"rows": 6}), strip=False)
    purpose = forms.ChoiceField(
        label=_("这是"),
        choices=[(NEW, _("一份新方案")), (VERSION, _("已有方案的新版本")), (PARENT, _("某个方案的上级方案"))],
        widget=forms.RadioSelect,
        initial=NEW,
    )
    plan = forms.ModelChoiceField(
        label=_("已有方案"),
        queryset=Plan.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.Select(attrs={"lang": "zh-Hans"}),
    )
    code = forms.SlugField(
        label=_("代码"),
        max_length=80,
        required=False,
        help_text=_("用于网址，只能用英文字母、数字、下划线和连字符，例如 linxia_2026_12。"),
    )
    title = forms.CharField(label=_("名称"), max_length=200, required=False, help_text=_("不填则取自文件。"))
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(label=_("行政区划"), queryset=None, required=False)

    # Needed or not, as the purpose says; to the reader none of them is optional.
    _CONDITIONAL = ("file", "plan", "code", "area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self._choices("plan").queryset = Plan.objects.filter(versions__isnull=False).distinct()
        self._choices("area").queryset = area_queries.areas()
        file = self.fields["file"]
        file.widget.attrs["accept"] = ",".join(FILE_TYPES)
        file.help_text = gettext("支持 %(types)s，不超过 %(limit)s MB；扫描件要先识别文字。") % {
            "types": "、".join(FILE_TYPES),
            "limit": LIMIT_BYTES // 2**20,
        }
        self._require(True)

    def _require(self, required: bool) -> None:
        for name in self._CONDITIONAL:
            self.fields[name].required = required

    def full_clean(self) -> None:
        """Let :meth:`clean` decide which of the conditional fields are needed."""
        self._require(False)
        super().full_clean()
        self._require(True)

    def _choices(self, name: str) -> forms.ModelChoiceField[Any]:
        return cast("forms.ModelChoiceField[Any]", self.fields[name])

    def clean_file(self) -> UploadedFile[Any] | None:
        """Refuse a file that is too large before it is read into memory."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LIMIT_BYTES:
            raise forms.ValidationError(words_of(too_large(file.name or "", file.size or 0)))
        return file

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in RESERVED_CODES:
            raise forms.ValidationError(gettext("这个代码留给其他页面用，请换一个。"))
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        has_text = bool((data.get("text") or "").strip())
        if data.get("file") and has_text:
            self.add_error("text", gettext("文件和文字只能选一样。"))
        elif not data.get("file") and not has_text and "file" not in self.errors:
            self.add_error("file", gettext("请选择文件，或粘贴全文。"))
        for name in self._needed(data.get("purpose", "")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("这一项必填。"))
        return data

    def _needed(self, purpose: str) -> tuple[str, ...]:
        return {self.NEW: ("code", "area"), self.VERSION: ("plan",), self.PARENT: ("plan", "code", "area")}.get(
            purpose, ()
        )

    def content(self) -> tuple[bytes, str]:
        """The document's bytes and file name; pasted text is a .txt file."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].replace("\r\n", "\n").encode(), f"{gettext('粘贴的文字')}.txt"

    def destination(self) -> Plan | NewPlan:
        """The plan that the document belongs to, or the one to make."""
        data = self.cleaned_data
        if data["purpose"] == self.VERSION:
            return cast("Plan", data["plan"])
        child = data["plan"] if data["purpose"] == self.PARENT else None
        return NewPlan(data["code"], data["title"], data["area"], child)


class DiscardForm(forms.Form):
    """Why a document is laid aside."""

    reason = forms.CharField(label=_("放弃的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AdoptForm(forms.Form):
    """What the person who adopts takes on."""

    accept_open = forms.BooleanField(label=_("其余各条按识别结果确认"), required=False)
    nothing_found = forms.BooleanField(label=_("确认文件中没有目标和任务，仍要采纳"), required=False)


class MetadataForm(forms.Form):
    """Head and foot of the document."""

    title = forms.CharField(label=_("标题"), max_length=200)
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=120, required=False)
    date = forms.DateField(label=_("成文日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    based_on = forms.CharField(
        label=_("依据文件"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}),
        help_text=_("每行一份：标题 | 发文机关 | 文号；没有的留空。"),
    )
    attachments = forms.CharField(
        label=_("附件"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
        help_text=_("每行一个。"),
    )

    @staticmethod
    def initial_of(metadata: Mapping[str, Any]) -> dict[str, Any]:
        """The metadata as the form shows it."""
        based_on = [
            " | ".join(each.get(name) or "" for name in ("title", "issuer", "document_number")).rstrip(" |")
            for each in metadata.get("based_on", [])
        ]
        return {**metadata, "based_on": "\n".join(based_on), "attachments": "\n".join(metadata.get("attachments", []))}

    def clean_based_on(self) -> list[dict[str, str | None]]:
        rows = []
        for number, line in enumerate(_lines(self.cleaned_data["based_on"]), start=1):
            parts = [part.strip() for part in line.split("|")]
            if len(parts) > 3 or not parts[0]:
                message = gettext("第%(line)s行应写成“标题 | 发文机关 | 文号”。")
                raise forms.ValidationError(message % {"line": number})
            title, issuer, document_number = (*parts, "", "")[:3]
            rows.append({"title": title, "issuer": issuer or None, "document_number": document_number or None})
        return rows

    def clean_attachments(self) -> list[str]:
        return _lines(self.cleaned_data["attachments"])

    def metadata(self) -> dict[str, Any]:
        """The corrected part of the reading's metadata; empty fields are None, as the reader writes them."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "document_number": data["document_number"] or None,
            "issuer": data["issuer"] or None,
            "date": data["date"].isoformat() if data["date"] else None,
            "based_on": data["based_on"],
            "attachments": data["attachments"],
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class HeadingForm(forms.Form):
    """The heading of an article."""

    heading = forms.CharField(label=_("标题"), max_length=200)


class NamesForm(forms.Form):
    """One choice of an organisation for every name that is not known."""

    def __init__(
        self, names: Sequence[str], organisations: QuerySet[Organisation], chosen: Mapping[str, str], *args: Any
    ) -> None:
        super().__init__(*args)
        choices = [("", gettext("照原文保留"))] + [(each.code, each.name) for each in organisations]
        self.names = list(names)
        for number, name in enumerate(self.names):
            initial = chosen.get(name, "")
            self.fields[f"name{number}"] = forms.ChoiceField(
                label=format_html('<span lang="zh-Hans">{}</span>', name),
                choices=choices,
                required=False,
                initial=initial,
                widget=forms.Select(attrs={"lang": "zh-Hans"}),
            )

    def matches(self) -> dict[str, str]:
        """Organisation code by name as written; empty for a name that is left as it is."""
        return {name: self.cleaned_data[f"name{number}"] for number, name in enumerate(self.names)}

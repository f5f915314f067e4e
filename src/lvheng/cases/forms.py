"""Forms made from the declaration of a type. What may be entered is decided by the actions; forms only read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvheng.areas.queries import holders, organisations_by_code
from lvheng.cases.models import Case
from lvheng.cases.writing import WORKING
from lvheng.packs.case_model import CaseStep, CaseType
from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.forms import ThingForm, initial_of
from lvheng.registers.lookups import area_choices

WORDS, FILES, SEEN = "words", "files", "seen"


@dataclass(frozen=True)
class Asked:
    """The fields that a form asks for, in the place of a kind of register."""

    fields: tuple[RegisterField, ...]

    @property
    def by_code(self) -> dict[str, RegisterField]:
        return {each.code: each for each in self.fields}


class Words(forms.CharField):
    """Shown as required where it is; whether it is filled in is judged by the action, with everything else."""

    def validate(self, value: Any) -> None:
        return None


class Many(forms.FileInput):
    """Chooses several files."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files; the action reads and checks them."""

    widget = Many

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


def asked(kind: CaseType, needs: Iterable[str], asks: Iterable[str]) -> Asked:
    """The fields that are needed, then those that are asked for."""
    needed = [kind.field_of[code].model_copy(update={"required": True}) for code in needs]
    return Asked((*needed, *(kind.field_of[code] for code in asks)))


class StepForm(ThingForm):
    """The fields of a step, words, and files."""

    def __init__(self, case: Case, kind: CaseType, step: CaseStep, *args: Any, **kwargs: Any) -> None:
        self.asked = asked(kind, step.needs, step.asks)
        shape = cast("RegisterKind", self.asked)
        initial = initial_of(shape, {code: case.data[code] for code in step.asked if code in case.data})
        initial[SEEN] = case.events_count
        super().__init__(shape, *args, initial=initial, prefix=step.code, **kwargs)
        self.step = step
        self.declared = [(each, self[each.code]) for each in self.asked.fields]
        self.lists = [each.code for each in self.asked.fields if each.to]
        label = _("意见") if step.opinion else _("说明")
        self.fields[WORDS] = Words(
            label=label, required=step.opinion, max_length=5000, widget=forms.Textarea({"rows": 3})
        )
        self.fields[FILES] = ManyFiles(label=_("附件"), required=False)
        self.fields[FILES].help_text = _files_help(step)
        self.fields[SEEN] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def title(self) -> str:
        return self.step.title.in_language(get_language() or "")


def _files_help(step: CaseStep) -> str:
    if step.evidence:
        return _("至少%(n)s个证明材料：照片、PDF、Word 或 Excel；照片里的拍摄位置等信息会被去除。") % {
            "n": step.evidence
        }
    return _("照片、PDF、Word 或 Excel；照片里的拍摄位置等信息会被去除。")


class OpenForm(ThingForm):
    """What is asked when a case is opened by hand."""

    def __init__(self, kind: CaseType, *args: Any, **kwargs: Any) -> None:
        self.asked = asked(kind, kind.opening_needs, [code for code in kind.opening if code not in kind.opening_needs])
        super().__init__(cast("RegisterKind", self.asked), *args, **kwargs)
        self.lists = [each.code for each in self.asked.fields if each.to]
        own = {
            "title": forms.CharField(label=_("标题"), max_length=300),
            "area": forms.ChoiceField(label=_("所在地"), choices=area_choices()),
        }
        if kind.owner.chosen:
            own["owner"] = _organisation(_("承办单位"))
        if kind.supervisor is not None and kind.supervisor.chosen:
            own["supervisor"] = _organisation(_("督办单位"))
        self.own = list(own)
        self.fields = {**own, **self.fields, WORDS: _words()}


def _words() -> forms.Field:
    return forms.CharField(label=_("说明"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3}))


def _organisation(label: str) -> forms.ChoiceField:
    named = sorted(organisations_by_code().values(), key=lambda each: (each.kind, each.code))
    kinds = ("department", "county_government", "government", "public_institution", "other")
    options = [(each.code, str(each)) for each in named if each.closed_on is None and each.kind in kinds]
    return forms.ChoiceField(label=label, choices=[("", "—"), *options], required=False)


class CorrectForm(ThingForm):
    """All fields that have been filled in, to be put right."""

    def __init__(self, case: Case, kind: CaseType, *args: Any, **kwargs: Any) -> None:
        self.asked = Asked(kind.fields)
        shape = cast("RegisterKind", self.asked)
        super().__init__(shape, *args, initial=initial_of(shape, case.data), **kwargs)
        self.lists = [each.code for each in kind.fields if each.to]
        self.declared = [(each, self[each.code]) for each in kind.fields]
        self.fields[WORDS] = forms.CharField(label=_("更正理由"), max_length=300, required=False)


class AssignForm(forms.Form):
    """To whom a case is given."""

    person = forms.ChoiceField(required=False)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = {each.person_id: str(each.person) for each in holders([case.owner_id], WORKING)}
        self.fields["person"].label = _("承办人")
        choices = [("", _("不指定")), *((str(pk), name) for pk, name in staff.items())]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("person", str(case.assignee_id or ""))


class DelegationForm(forms.Form):
    """To whom one's work goes, and for which days."""

    to = forms.ChoiceField()
    from_date = forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until_date = forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    reason = forms.CharField(max_length=200)

    def __init__(self, colleagues: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        labels = {"to": _("委托给"), "from_date": _("从哪一天"), "until_date": _("到哪一天（含）"), "reason": _("理由")}
        for name, label in labels.items():
            self.fields[name].label = label
        choices = [("", "—"), *((str(pk), name) for pk, name in colleagues)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        # Names of people are Chinese on English pages as well.
        self.fields["to"].widget.attrs["lang"] = "zh-Hans"

"""Forms of a partner: entering a green action, making an offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lvheng.markets.catalogue import point_actions

_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class DeedForm(forms.Form):
    """Who did what, how much, when, and by which proof."""

    username = forms.CharField(label=_("用户名"), max_length=150, help_text=_("由本人出示。"))
    action = forms.ChoiceField(label=_("行动"))
    units = forms.IntegerField(label=_("数量"), min_value=1, max_value=100_000)
    day = forms.DateField(label=_("日期"), widget=_DAY)
    proof = forms.CharField(label=_("凭证号"), max_length=80, required=False, help_text=_("称重单、回收单等的编号。"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            (code, f"{each.title.in_language(language)}（{each.unit if language != 'en' else each.unit_en}）")
            for code, each in point_actions().items()
        ]
        self.fields["day"].initial = timezone.localdate()


class OfferForm(forms.Form):
    """What is given for how many points, how often, and until when."""

    title = forms.CharField(label=_("名称"), max_length=120)
    title_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    about = forms.CharField(label=_("说明"), max_length=300, required=False)
    points = forms.IntegerField(label=_("需要积分"), min_value=1, max_value=1_000_000)
    stock = forms.IntegerField(label=_("可兑换份数"), min_value=1, max_value=1_000_000)
    per_person = forms.IntegerField(label=_("每人限换"), min_value=1, max_value=1_000, initial=1)
    from_day = forms.DateField(label=_("开始日期"), widget=_DAY)
    until_day = forms.DateField(label=_("结束日期"), widget=_DAY)

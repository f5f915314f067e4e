"""Forms of the authority: announcing a session, admitting a participant, weighing a delivery."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lvheng.areas.queries import areas
from lvheng.markets.models import Participant
from lvheng.packs.markets import MECHANISMS, SECTORS, Market

_MOMENT = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
_LONGEST = 300


def _words(text: Any) -> str:
    return str(text.in_language(get_language() or "zh-hans"))


class AnnounceForm(forms.Form):
    """When and how a session is held, and of a reserve what is offered."""

    mechanism = forms.ChoiceField(label=_("交易方式"))
    opens_at = forms.DateTimeField(label=_("开市"), widget=_MOMENT, input_formats=["%Y-%m-%dT%H:%M"])
    closes_at = forms.DateTimeField(label=_("收市"), widget=_MOMENT, input_formats=["%Y-%m-%dT%H:%M"])
    vintage = forms.IntegerField(label=_("年份"), required=False, min_value=2000, max_value=2100)
    like = forms.ModelChoiceField(
        Participant.objects.none(),
        label=_("为哪个主体所在的范围举办"),
        required=False,
        help_text=_("同一流域、同一行业等规则决定谁能参加；不选就是全部。"),
    )
    reference = forms.CharField(label=_("参考价（元）"), required=False, help_text=_("不填就用最近一次成交价。"))
    supplier = forms.ModelChoiceField(Participant.objects.none(), label=_("储备的提供方"), required=False)
    supply = forms.CharField(label=_("提供数量"), required=False)
    reserve_price = forms.CharField(label=_("底价（元）"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=_LONGEST)

    def __init__(self, market: Market, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mechanism"].choices = [  # type: ignore[attr-defined]
            (each, _words(MECHANISMS[each])) for each in market.mechanisms
        ]
        admitted = Participant.objects.filter(suspended_at=None).order_by("name")
        for name in ("like", "supplier"):
            self.fields[name].queryset = admitted  # type: ignore[attr-defined]
            # Names of participants are Chinese on English pages as well.
            self.fields[name].widget.attrs["lang"] = "zh-Hans"
        if "reserve_auction" not in market.mechanisms:
            for name in ("supplier", "supply", "reserve_price"):
                del self.fields[name]


class AdmitForm(forms.Form):
    """Who is admitted, and what decides whom it may trade with."""

    owner = forms.CharField(
        label=_("账户所有者"),
        max_length=120,
        help_text=_("organisation: 加机构代码，thing: 加登记编号，或 person: 加用户名。"),
    )
    name = forms.CharField(label=_("名称"), max_length=200)
    sector = forms.ChoiceField(label=_("行业"))
    area = forms.ChoiceField(label=_("所在地"))
    basin = forms.CharField(label=_("流域"), max_length=60, required=False)
    quality = forms.IntegerField(
        label=_("环境质量类别"), min_value=1, max_value=9, initial=1, help_text=_("1 为达标，数越大越差。")
    )
    linked = forms.CharField(label=_("关联方"), max_length=60, required=False, help_text=_("同一集团写同一个词。"))
    agent = forms.CharField(label=_("代办人的用户名"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [  # type: ignore[attr-defined]
            (code, _words(title)) for code, title in SECTORS.items()
        ]
        self.fields["area"].choices = [(each.code, str(each)) for each in areas()]  # type: ignore[attr-defined]


class WeighForm(forms.Form):
    """What was found at the weighbridge."""

    slip = forms.CharField(label=_("磅单号"), max_length=40)
    grade = forms.ChoiceField(label=_("等级"))
    wet_kg = forms.IntegerField(label=_("毛重（公斤）"), min_value=1, max_value=10**8)
    moisture = forms.DecimalField(label=_("含水率（%）"), min_value=0, max_value=99, decimal_places=1, max_digits=3)

    def __init__(self, market: Market, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = market.quality.grades if market.quality else ()
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (each.code, _words(each.title)) for each in grades
        ]

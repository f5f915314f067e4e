"""What officers fill in."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.ledger.allocating import Applicant
from lvheng.ledger.instalments import Part
from lvheng.packs.assets import PackAsset

MAX_LIST = 2_000_000
_COLUMNS = 4, 5


class ReasonForm(forms.Form):
    """An act that only needs its reason."""

    reason = forms.CharField(label=_("理由"), max_length=500)


class AmountForm(forms.Form):
    """An amount in units of the asset, and why."""

    amount = forms.DecimalField(label=_("数量"), min_value=Decimal("0.000001"), max_digits=18)
    reason = forms.CharField(label=_("理由"), max_length=300)


class ObligationForm(forms.Form):
    """What a holder has to surrender for a year."""

    period = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    due = forms.DecimalField(label=_("核查量"), min_value=Decimal("0.000001"), max_digits=18)
    basis = forms.CharField(label=_("依据"), max_length=300)
    price = forms.DecimalField(
        label=_("清缴期限前一个月的平均价（元）"), required=False, min_value=0, max_digits=12, decimal_places=2
    )


class RunForm(forms.Form):
    """An allocation to draft. The list is pasted, or a file of the same form."""

    code = forms.ChoiceField(label=pgettext_lazy("ledger", "资产"))
    vintage = forms.IntegerField(label=_("年份"), required=False, min_value=2000, max_value=2100)
    area_code = forms.ChoiceField(label=_("地区"))
    title = forms.CharField(label=_("名称"), max_length=120)
    basis = forms.CharField(label=_("依据文件"), max_length=300)
    cap = forms.DecimalField(
        label=_("总量"), max_digits=18, min_value=0, help_text=_("该地区可以持有的总量，已持有的会扣除。")
    )
    rate = forms.DecimalField(
        label=_("基准或定额"),
        required=False,
        max_digits=18,
        min_value=0,
        help_text=_("每单位需求给多少；按计划分配时不填。"),
    )
    parts = forms.CharField(
        label=_("分期"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("每行一期：发放日期，比例（%）；各期合计 100%。不填就在批准时一次发放。"),
    )
    rows = forms.CharField(
        label=_("名单"),
        max_length=MAX_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("每行一户，用逗号或制表符分开：所有人代码，名称，区划代码，需求，许可上限（可不写）。"),
    )

    def __init__(self, *args: object, assets: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["code"].choices = assets  # type: ignore[attr-defined]
        self.fields["area_code"].choices = areas  # type: ignore[attr-defined]


class FundForm(forms.Form):
    """A fund to open."""

    code = forms.SlugField(label=_("代码"), max_length=60)
    name = forms.CharField(label=_("名称"), max_length=120)
    earmark = forms.CharField(label=_("用途和依据"), max_length=300)


class FundAmountForm(forms.Form):
    """Money for a fund."""

    amount = forms.DecimalField(label=_("金额（元）"), min_value=Decimal("0.01"), max_digits=16, decimal_places=2)
    basis = forms.CharField(label=_("依据文件"), max_length=120)


class GrantForm(forms.Form):
    """Money for a project."""

    project = forms.CharField(label=pgettext_lazy("grant", "项目"), max_length=200)
    recipient = forms.SlugField(label=_("收款单位代码"), max_length=80)
    recipient_name = forms.CharField(label=_("收款单位名称"), max_length=200)
    amount = forms.DecimalField(label=_("金额（元）"), min_value=Decimal("0.01"), max_digits=16, decimal_places=2)


class ProgressForm(forms.Form):
    """How far a project has got."""

    percent = forms.DecimalField(
        label=_("进度（%）"), min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2
    )
    evidence = forms.CharField(label=_("证明材料"), max_length=500)


def read_parts(text: str) -> tuple[Part, ...]:
    """The instalments of pasted lines. Errors: Problems with the lines that cannot be read (the first twenty)."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.replace("，", ",").replace("\t", ",").splitlines(), 1):
        if not line.strip():
            continue
        try:
            day, share = (cell.strip() for cell in line.split(","))
            parts.append(Part(datetime.date.fromisoformat(day), Decimal(share.rstrip("%％")).scaleb(-2)))
        except (ValueError, InvalidOperation):
            what = Text("要写成“2026-06-30，40”。", "is written as “2026-06-30, 40”.")
            problems.append(InputProblem("bad_part", what, where=str(Text(f"分期第 {number} 行", f"part {number}"))))
    if any(not part.share.is_finite() for part in parts):
        problems.append(InputProblem("bad_part", Text("比例要是数。", "a share is a number."), where=""))
    if problems:
        raise Problems(problems[:20])
    return tuple(parts)


def read_list(text: str) -> list[Applicant]:
    """The holders of a pasted list. Errors: Problems with the lines that cannot be read (the first twenty)."""
    rows: list[Applicant] = []
    problems: list[Problem] = []
    delimiter = "\t" if "\t" in text else ","
    for number, cells in enumerate(csv.reader(io.StringIO(text.replace("，", ",")), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        try:
            rows.append(_applicant(cells))
        except (ValueError, InvalidOperation):
            what = Text("要有所有人代码、名称、区划代码、需求四项。", "needs owner, name, area code and need.")
            problems.append(InputProblem("bad_row", what, where=str(Text(f"第 {number} 行", f"line {number}"))))
    if problems:
        raise Problems(problems[:20])
    return rows


def _applicant(cells: Sequence[str]) -> Applicant:
    if len(cells) not in _COLUMNS or not cells[1]:
        raise ValueError
    owner, name, area_code, need, *permit = cells
    limit = Decimal(permit[0]) if permit and permit[0] else None
    wanted = Decimal(need)
    if not wanted.is_finite() or (limit is not None and not limit.is_finite()):
        raise ValueError
    return Applicant(owner if ":" in owner else f"organisation:{owner}", name, area_code, wanted, limit)


def smallest(asset: PackAsset, quantity: Decimal) -> int:
    """A typed quantity in smallest units. Raises InputProblem where it has too many decimals."""
    try:
        return asset.smallest(quantity)
    except ValueError:
        what = Text(f"最多 {asset.decimals} 位小数。", f"at most {asset.decimals} decimals.")
        raise InputProblem("too_many_decimals", what, where=str(quantity)) from None

"""Pages of surrender: what is due, what was given, and giving it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem, NotAllowed, Text
from lvheng.ledger import access, actions
from lvheng.ledger.act_views import do
from lvheng.ledger.catalogue import declared
from lvheng.ledger.compliance import meet
from lvheng.ledger.forms import smallest
from lvheng.ledger.models import Account, Obligation
from lvheng.ledger.pages import ActingRequest, found, one_page
from lvheng.ledger.shown import quantity
from lvheng.ledger.surrendering import Standing, standing


@require_safe
def compliance(request: ActingRequest) -> HttpResponse:
    """All obligations that the reader may see, the latest year first."""
    require(access.MAY_SEE, request.acting)
    obligations = Obligation.objects.order_by("-period", "code", "owner_name")
    if not access.sees_all(request.acting):
        obligations = obligations.filter(owner__in=access.own_owners(request.acting))
    page = one_page(request, obligations)
    rows = [_row(standing(each)) for each in page]
    return render(request, "ledger/compliance.html", {"page": page, "rows": rows})


def _row(now: Standing) -> dict[str, Any]:
    asset = declared(now.obligation.code)

    def units(amount: int) -> str:
        return quantity(asset, amount)

    return {
        "standing": now,
        "obligation": now.obligation,
        "asset": asset,
        "due": units(now.obligation.due),
        "surrendered": units(now.surrendered),
        "offsets": units(now.offsets),
        "most_offsets": units(now.most_offsets),
        "shortage": units(now.shortage),
        "fines": [f"{Decimal(each).scaleb(-2):,.2f}" for each in now.fines] if now.fines else None,
        "bar": [
            (_("已清缴"), now.surrendered // 10**asset.decimals, "ok"),
            (_("尚缺"), now.shortage // 10**asset.decimals, "bad"),
        ],
    }


@require_safe
def obligation(request: ActingRequest, obligation_id: int) -> HttpResponse:
    """One obligation: how it stands, with what it can be met, and what a shortage costs."""
    opened = _open(request, obligation_id)
    now = standing(opened)
    asset = declared(opened.code)
    accounts = _serving(opened)
    offset = asset.compliance.offset_asset if asset.compliance else None
    sums = {True: 0, False: 0}
    for each in accounts:
        sums[each.asset.code == offset] += each.available
    share = asset.compliance.offset_share if asset.compliance else Decimal(0)
    best = meet(opened.due, share, sums[False], sums[True])
    context = _row(now) | {
        "accounts": [(each, declared(each.asset.code).title, quantity(asset, each.available)) for each in accounts],
        "begins": now.surrendered == 0,
        "best_offsets": quantity(asset, best.offsets),
        "best_allowances": quantity(asset, best.allowances),
        "may_surrender": allow(access.MAY_SURRENDER, request.acting, Account(owner=opened.owner)),
    }
    return render(request, "ledger/obligation.html", context)


def _open(request: ActingRequest, obligation_id: int) -> Obligation:
    opened: Obligation = found(Obligation.objects.filter(pk=obligation_id).first())
    if not access.sees_all(request.acting) and opened.owner not in access.own_owners(request.acting):
        raise NotAllowed("obligation_hidden", Text("这项清缴义务不公开。", "this obligation is not public."))
    return opened


def _serving(opened: Obligation) -> list[Account]:
    """The accounts from which an obligation may be met."""
    rule = declared(opened.code).compliance
    codes = [opened.code, *([rule.offset_asset] if rule and rule.offset_asset else [])]
    held = Account.objects.select_related("asset").filter(
        Q(asset__code__in=codes), owner=opened.owner, purpose="holding", asset__vintage__lte=opened.period,
        asset__simulated=opened.simulated,
    )  # fmt: skip
    return [each for each in held.order_by("asset__code", "asset__vintage") if each.available > 0]


@require_POST
def surrender(request: ActingRequest, obligation_id: int) -> HttpResponse:
    """Give up what was typed beside each account."""
    opened = _open(request, obligation_id)
    require(access.MAY_SURRENDER, request.acting, Account(owner=opened.owner))
    do(request, lambda: actions.surrender(request.acting, obligation_id, _typed(request.POST, opened)), _("已清缴。"))
    return redirect("ledger:obligation", obligation_id)


def _typed(posted: Mapping[str, Any], opened: Obligation) -> dict[int, int]:
    asset = declared(opened.code)
    amounts: dict[int, int] = {}
    for each in _serving(opened):
        text = str(posted.get(f"account-{each.pk}", "")).replace(",", "").strip()
        if not text:
            continue
        try:
            wanted = Decimal(text)
            amounts[each.pk] = smallest(asset, wanted) if wanted.is_finite() else 0
        except InvalidOperation:
            raise InputProblem("bad_number", Text("这不是数。", "this is no number."), where=text) from None
    if not amounts:
        raise InputProblem("nothing_typed", Text("请填写要清缴的数量。", "Say how much to surrender."))
    return amounts

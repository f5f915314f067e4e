"""Acts on assets and accounts: each is posted to its own address, and answers with the page it was sent from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Problem, Text
from lvheng.ledger import access, actions
from lvheng.ledger.accounts import AccountSpec
from lvheng.ledger.catalogue import declared
from lvheng.ledger.forms import AmountForm, ObligationForm, ReasonForm, smallest
from lvheng.ledger.models import Account, Asset
from lvheng.ledger.pages import ActingRequest, found, language


@require_POST
def freeze_asset(request: ActingRequest, asset_id: int) -> HttpResponse:
    """Suspend transfers of an asset, or resume them."""
    asset = found(Asset.objects.filter(pk=asset_id).first())
    act = actions.unfreeze_asset if asset.frozen else actions.freeze_asset
    require(access.MAY_FREEZE, request.acting)
    do(request, lambda: act(request.acting, asset_id, checked(request, ReasonForm)["reason"]), _("已办理。"))
    return redirect("ledger:asset", asset_id)


@require_POST
def freeze_account(request: ActingRequest, account_id: int) -> HttpResponse:
    """Freeze an account, or release it."""
    account = found(Account.objects.filter(pk=account_id).first())
    act = actions.unfreeze_account if account.frozen else actions.freeze_account
    require(access.MAY_FREEZE, request.acting)
    do(request, lambda: act(request.acting, account_id, checked(request, ReasonForm)["reason"]), _("已办理。"))
    return redirect("ledger:account", account_id)


@require_POST
def cancel(request: ActingRequest, account_id: int) -> HttpResponse:
    """Take units of an account out of use."""
    account = found(Account.objects.select_related("asset").filter(pk=account_id).first())
    require(access.MAY_ALLOT, request.acting)

    def act() -> None:
        asked = checked(request, AmountForm)
        amount = smallest(declared(account.asset.code), asked["amount"])
        actions.cancel(request.acting, account_id, amount, asked["reason"])

    do(request, act, _("已注销。"))
    return redirect("ledger:account", account_id)


@require_POST
def oblige(request: ActingRequest, account_id: int) -> HttpResponse:
    """Set what the holder of an account has to surrender for a year."""
    account = found(Account.objects.select_related("asset").filter(pk=account_id).first())
    require(access.MAY_ALLOT, request.acting)

    def act() -> None:
        asked = checked(request, ObligationForm)
        price = None if asked["price"] is None else int(asked["price"] * 100)
        actions.oblige(
            request.acting,
            account.asset.code,
            asked["period"],
            AccountSpec(account.asset_id, account.owner, "holding", account.owner_name, account.area_code),
            smallest(declared(account.asset.code), asked["due"]),
            asked["basis"],
            price,
        )

    do(request, act, _("已下达。"))
    return redirect("ledger:account", account_id)


def checked(request: ActingRequest, form: type[Form]) -> dict[str, Any]:
    """What was typed. Raises InputProblem with the first thing that is wrong."""
    bound = form(request.POST)
    if bound.is_valid():
        return dict(bound.cleaned_data)
    name, errors = next(iter(bound.errors.items()))
    label = str(bound.fields[name].label) if name in bound.fields else ""
    words = str(errors[0])
    raise InputProblem("bad_input", Text(words, words), where=label)


def do(request: ActingRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say what was wrong with it; whether it was done."""
    try:
        act()
    except Problem as problem:
        messages.error(request, problem.in_language(language()))
        return False
    messages.success(request, done)
    return True

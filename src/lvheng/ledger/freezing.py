"""Suspending what moves: of an asset altogether, or out of one account."""

from __future__ import annotations

from django.db import transaction

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.ledger.models import Account, Asset

_REASON_LENGTH = 500


def freeze_asset(acting: Acting, asset_id: int, reason: str) -> None:
    """Nothing of the asset moves any more, but releases and expiries of reservations. Errors: StateConflict."""
    _turn_asset(acting, asset_id, reason, frozen=True)


def unfreeze_asset(acting: Acting, asset_id: int, reason: str) -> None:
    """The asset moves again. Errors: StateConflict where it was not frozen."""
    _turn_asset(acting, asset_id, reason, frozen=False)


def freeze_account(acting: Acting, account_id: int, reason: str) -> None:
    """Nothing leaves the account any more; what arrives and what is released does. Errors: StateConflict."""
    _turn_account(acting, account_id, reason, frozen=True)


def unfreeze_account(acting: Acting, account_id: int, reason: str) -> None:
    """The account is free again. Errors: StateConflict where it was not frozen."""
    _turn_account(acting, account_id, reason, frozen=False)


def _turn_asset(acting: Acting, asset_id: int, reason: str, *, frozen: bool) -> None:
    require("ledger.freeze", acting)
    told = _told(reason)
    with transaction.atomic():
        # The asset's row is what every batch waits for: nothing is under way when this is decided.
        asset = Asset.objects.select_for_update(no_key=True).get(pk=asset_id)
        if not Asset.objects.filter(pk=asset_id, frozen=not frozen).update(frozen=frozen):
            raise _already(frozen, str(asset))
        facts = {"reason": told}
        if frozen:
            record(acting, "ledger.freeze_asset", "asset", asset.pk, str(asset), facts)
        else:
            record(acting, "ledger.unfreeze_asset", "asset", asset.pk, str(asset), facts)


def _turn_account(acting: Acting, account_id: int, reason: str, *, frozen: bool) -> None:
    require("ledger.freeze", acting)
    told = _told(reason)
    with transaction.atomic():
        account = Account.objects.select_related("asset").get(pk=account_id)
        Asset.objects.select_for_update(no_key=True).get(pk=account.asset_id)
        if not Account.objects.filter(pk=account_id, frozen=not frozen).update(frozen=frozen):
            raise _already(frozen, account.owner_name or account.owner)
        name, facts = f"{account.owner_name or account.owner} {account.asset}", {"reason": told}
        if frozen:
            record(acting, "ledger.freeze_account", "ledger_account", account.pk, name, facts)
        else:
            record(acting, "ledger.unfreeze_account", "ledger_account", account.pk, name, facts)


def _told(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > _REASON_LENGTH:
        raise InputProblem(
            "reason_needed",
            Text(f"请写明理由（最多 {_REASON_LENGTH} 字）。", f"Give the reason, at most {_REASON_LENGTH} characters."),
            where=str(Text("理由", "Reason")),
        )
    return told


def _already(frozen: bool, where: str) -> StateConflict:
    what = Text("已经是冻结状态。", "it is frozen already.") if frozen else Text("没有被冻结。", "it is not frozen.")
    return StateConflict("already_so", what, where, Text("请刷新页面。", "Look at the page again."))

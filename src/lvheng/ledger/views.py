"""Pages for everybody: the assets with their proof, accounts with their statements, single transfers."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import Text
from lvheng.indicators.wording import area_name
from lvheng.ledger import access, owners, queries
from lvheng.ledger.forms import AmountForm, ObligationForm, ReasonForm
from lvheng.ledger.models import Account, Asset, Transfer
from lvheng.ledger.moves import content, instant, link
from lvheng.ledger.pages import ActingRequest, day_asked, found, language, one_page
from lvheng.ledger.shown import AssetRow, asset_row, quantity, reason
from lvheng.ledger.state import find
from lvheng.packs.assets import GROUPS


@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """All assets with where their units are, by group."""
    require(access.MAY_SEE, request.acting)
    rows = sorted((asset_row(each) for each in queries.asset_rows()), key=_order)
    groups = [(GROUPS[group], list(part)) for group, part in itertools.groupby(rows, lambda row: row.declared.group)]
    context = {"groups": groups, "own": queries.owned(access.own_owners(request.acting))}
    return render(request, "ledger/index.html", context)


def _order(row: AssetRow) -> tuple[int, str, int, bool]:
    return (list(GROUPS).index(row.declared.group), row.row.code, -row.row.vintage, row.row.simulated)


@dataclass(frozen=True)
class AccountRow:
    """An account in a list."""

    account: Account
    name: str
    area: str
    available: str
    reserved: str


def account_rows(request: ActingRequest, asset: AssetRow, accounts: Any) -> list[AccountRow]:
    """Accounts as lists show them; names only to those who may see them."""
    return [
        AccountRow(
            each,
            access.name_of(request.acting, each),
            area_name(each.area_code) if each.area_code else "",
            quantity(asset.declared, each.available),
            quantity(asset.declared, each.reserved),
        )
        for each in accounts
    ]


@require_safe
def asset(request: ActingRequest, asset_id: int) -> HttpResponse:
    """One asset: the proof, who holds it, by area, and what the law says of moving it."""
    require(access.MAY_SEE, request.acting)
    shown = asset_row(found(Asset.objects.filter(pk=asset_id).first()))
    areas = _by_area(shown)
    accounts = _narrowed(request, shown)
    page: Page[Account] = one_page(request, accounts)
    context = {
        "asset": shown,
        "areas": areas,
        "page": page,
        "rows": account_rows(request, shown, page),
        "q": request.GET.get("q", "")[:60],
        "place": request.GET.get("area", "")[:6],
        "purpose": request.GET.get("purpose", ""),
        "purposes": Account.Purpose.choices,
        "may_freeze": allow(access.MAY_FREEZE, request.acting),
        "reason_form": ReasonForm(),
    }
    return render(request, "ledger/asset.html", context)


def _by_area(shown: AssetRow) -> list[tuple[str, str, str, int]]:
    """What is held in each area: its code and name, how much, and its length beside the largest, in percent."""
    held = [
        (each.area_code, each.held + each.reserved)
        for each in queries.holdings_by_area(shown.row.pk)
        if each.held or each.reserved
    ]
    most = max((abs(amount) for _, amount in held), default=1)
    return [
        (code, area_name(code) if code else "", quantity(shown.declared, amount), max(100 * amount // most, 0))
        for code, amount in held
    ]


def _narrowed(request: ActingRequest, shown: AssetRow) -> Any:
    accounts = access.seen(request.acting, shown.row).order_by("owner", "purpose")
    if words := request.GET.get("q", "").strip()[:60]:
        accounts = accounts.filter(Q(owner_name__icontains=words) | Q(owner__icontains=words))
    if area := request.GET.get("area", "").strip()[:6]:
        accounts = accounts.filter(area_code=area)
    purpose = request.GET.get("purpose", "")
    return accounts.filter(purpose=purpose) if purpose in Account.Purpose.values else accounts


def accounts_of(request: ActingRequest, asset_id: int) -> tuple[AssetRow, Any]:
    """The accounts of an asset as they are asked for in the address, for a file."""
    shown = asset_row(found(Asset.objects.filter(pk=asset_id).first()))
    return shown, _narrowed(request, shown).select_related("asset")


@dataclass(frozen=True)
class StatementRow:
    """A line of a statement, as pages show it."""

    transfer: Transfer
    reason: str
    other: Account
    other_name: str
    change: str
    reserved: str
    balance: str


@require_safe
def account(request: ActingRequest, account_id: int) -> HttpResponse:
    """The statement of an account until the end of any day, every line leading to its transfer."""
    opened = found(Account.objects.select_related("asset").filter(pk=account_id).first())
    access.require_sight(request.acting, opened)
    shown = asset_row(opened.asset)
    told = queries.statement(account_id, day_asked(request), day_asked(request, "since"))
    context = {
        "account": opened,
        "title": access.title_of(opened),
        "asset": shown,
        "statement": told,
        "rows": statement_rows(request, shown, told),
        "opening": quantity(shown.declared, told.opening),
        "closing": quantity(shown.declared, told.closing),
        "available": quantity(shown.declared, opened.available),
        "reserved": quantity(shown.declared, opened.reserved),
        "area": area_name(opened.area_code) if opened.area_code else "",
        "today": timezone.localdate(),
        "may_freeze": allow(access.MAY_FREEZE, request.acting),
        "may_allot": allow(access.MAY_ALLOT, request.acting) and opened.purpose == Account.Purpose.HOLDING,
        "reason_form": ReasonForm(auto_id="freeze_%s"),
        "amount_form": AmountForm(auto_id="cancel_%s"),
        "duty_form": ObligationForm(auto_id="duty_%s", initial={"period": opened.asset.vintage or None}),
    }
    return render(request, "ledger/account.html", context)


def statement_rows(request: ActingRequest, shown: AssetRow, told: queries.Statement) -> list[StatementRow]:
    """The lines of a statement, newest first."""
    rows = []
    for each in reversed(told.lines):
        is_debit = each.transfer.debit_id == told.account.pk
        other = each.transfer.credit if is_debit else each.transfer.debit
        other.asset = told.account.asset
        rows.append(
            StatementRow(
                each.transfer,
                reason(each.transfer.code),
                other,
                access.name_of(request.acting, other),
                _signed(shown, each.change),
                _signed(shown, each.reserved_change),
                quantity(shown.declared, each.balance),
            )
        )
    return rows


def _signed(shown: AssetRow, amount: int) -> str:
    if amount == 0:
        return ""
    return ("+" if amount > 0 else "−") + quantity(shown.declared, abs(amount))


@require_safe
def transfer(request: ActingRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer: what moved, why, and its place in the chain, recomputed before the reader's eyes."""
    opened = found(Transfer.objects.select_related("asset", "debit", "credit").filter(pk=transfer_id).first())
    for each in (opened.debit, opened.credit):
        each.asset = opened.asset
    if not any(access.sees(request.acting, each) for each in (opened.debit, opened.credit)):
        access.require_sight(request.acting, opened.debit)
    shown = asset_row(opened.asset)
    [recorded] = find([transfer_id])
    text = content(recorded.move, recorded.sequence, instant(recorded.recorded_at))
    neighbours = Transfer.objects.filter(asset=opened.asset)
    context = {
        "transfer": opened,
        "asset": shown,
        "amount": quantity(shown.declared, opened.amount),
        "reason": reason(opened.code),
        "debit_name": access.name_of(request.acting, opened.debit),
        "credit_name": access.name_of(request.acting, opened.credit),
        "recorded": recorded,
        "holds": link(bytes.fromhex(recorded.previous_hash), text).hex() == recorded.hash,
        "before": neighbours.filter(sequence=opened.sequence - 1).first(),
        "after": neighbours.filter(sequence=opened.sequence + 1).first(),
        "resolutions": opened.resolutions.order_by("sequence")[:50],
        "link_to": _reference(opened.reference),
    }
    return render(request, "ledger/transfer.html", context)


def _reference(reference: str) -> tuple[str, int] | None:
    """The page that a reference of this room leads to."""
    kind, _, number = reference.partition(":")
    names = {"allocation": "ledger:run", "obligation": "ledger:obligation"}
    return (names[kind], int(number)) if kind in names and number.isdecimal() else None


@require_safe
def owner(request: ActingRequest, owner: str) -> HttpResponse:
    """Everything that one owner holds, as far as the reader may see it."""
    require(access.MAY_SEE, request.acting)
    if owners.parse(owner) is None:
        raise Http404(owner)
    accounts = [each for each in queries.holdings(owner) if access.sees(request.acting, each)]
    if not accounts:
        raise Http404(owner)
    rows = [(asset_row(each.asset), each) for each in accounts]
    shown = [(row, account_rows(request, row, [each])[0]) for row, each in rows]
    name = next((each.owner_name for each in accounts if each.owner_name), "") or access.title_of(accounts[0])
    return render(request, "ledger/owner.html", {"owner": owner, "name": name, "rows": shown})


def in_language(text: Text) -> str:
    """A text in the reader's language."""
    return text.in_language(language())

"""The ledger over HTTP: reading. Amounts are texts in units of the asset, with all its decimals."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from lvheng.areas.api_auth import ANYBODY
from lvheng.areas.permissions import require
from lvheng.ledger import access, queries
from lvheng.ledger.models import Account, Asset, Transfer
from lvheng.ledger.pages import ActingRequest
from lvheng.ledger.shown import AssetRow, asset_row
from lvheng.ledger.state import find

router = Router()
MAX_ACCOUNTS = 1000


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class AssetOut(Schema):
    """An asset of one vintage, and where all its units are."""

    id: int
    code: str
    vintage: int = Field(description="0 where it has none · 没有年份时为 0")
    simulated: bool
    frozen: bool
    name: Words
    unit: Words
    decimals: int
    transfers: int
    issued: str
    held: str
    reserved: str
    surrendered: str
    expired: str
    cancelled: str
    holds: bool = Field(description="whether issued is the sum of the others · 发行数是否等于其余各数之和")


class AccountOut(Schema):
    """An account that the reader may see."""

    id: int
    asset: int
    owner: str
    name: str
    area: str
    purpose: str
    available: str
    reserved: str
    frozen: bool


class LineOut(Schema):
    """A transfer on a statement."""

    id: UUID
    sequence: int
    time: datetime.datetime
    kind: str
    reason: str
    reference: str
    change: str
    reserved_change: str
    balance: str


class StatementOut(Schema):
    """The transfers of an account until the end of a day, oldest first; ``left_out`` are earlier ones."""

    account: AccountOut
    until: datetime.date
    opening: str
    closing: str
    left_out: int
    lines: list[LineOut]


class TransferOut(Schema):
    """A transfer with its place in the chain. ``amount`` is in smallest units."""

    id: UUID
    asset: int
    sequence: int
    kind: str
    debit: int
    credit: int
    amount: int
    pending: UUID | None
    code: str
    reference: str
    expires_at: datetime.datetime | None
    recorded_at: datetime.datetime
    previous_hash: str
    hash: str


@router.get(
    "/ledger/assets",
    response=list[AssetOut],
    auth=ANYBODY,
    summary="All assets with their proof · 全部资产和核对",
    openapi_extra={"x-zh": "发行过的每种资产，以及它的数量都在哪里。"},
)
def assets(request: HttpRequest) -> Any:
    """Every asset that was issued, and where its units are."""
    require(access.MAY_SEE, _acting(request))
    return [_asset(asset_row(each)) for each in queries.asset_rows()]


@router.get(
    "/ledger/assets/{asset_id}/accounts",
    response=list[AccountOut],
    auth=ANYBODY,
    summary="Accounts of an asset · 资产的账户",
    openapi_extra={"x-zh": "调用者可以看到的账户，每次一千个；after 是上次读到的最后一个编号。"},
)
def accounts(
    request: HttpRequest,
    asset_id: int,
    owner: Annotated[str, Query(description="of this owner only · 只看这个持有者")] = "",
    after: Annotated[int, Query(description="id of the last one read · 上次读到的最后一个编号")] = 0,
) -> Any:
    """Those that the reader may see, a thousand at a time; ``after`` is the id of the last one read."""
    acting = _acting(request)
    require(access.MAY_SEE, acting)
    row = Asset.objects.filter(pk=asset_id).first()
    if row is None:
        raise Http404
    shown = asset_row(row)
    found = access.seen(acting, row).filter(pk__gt=after).order_by("pk")
    found = found.filter(owner=owner) if owner else found
    return [_account(each, shown) for each in found[:MAX_ACCOUNTS]]


@router.get(
    "/ledger/accounts/{account_id}",
    response=StatementOut,
    auth=ANYBODY,
    summary="Statement of an account · 对账单",
    openapi_extra={"x-zh": "到某日终为止的最后两百笔划转和余额。"},
)
def statement(
    request: HttpRequest,
    account_id: int,
    until: Annotated[datetime.date | None, Query(description="last day, today without · 截止日，默认今天")] = None,
) -> Any:
    """Its last two hundred transfers until the end of a day, with running balances."""
    opened = Account.objects.select_related("asset").filter(pk=account_id).first()
    if opened is None:
        raise Http404
    access.require_sight(_acting(request), opened)
    shown = asset_row(opened.asset)
    told = queries.statement(account_id, until)
    return {
        "account": _account(opened, shown),
        "until": told.until,
        "opening": _units(shown, told.opening),
        "closing": _units(shown, told.closing),
        "left_out": told.cut,
        "lines": [
            {
                "id": each.transfer.pk,
                "sequence": each.transfer.sequence,
                "time": each.transfer.recorded_at,
                "kind": each.transfer.kind,
                "reason": each.transfer.code,
                "reference": each.transfer.reference,
                "change": _units(shown, each.change),
                "reserved_change": _units(shown, each.reserved_change),
                "balance": _units(shown, each.balance),
            }
            for each in told.lines
        ],
    }


@router.get(
    "/ledger/transfers/{transfer_id}",
    response=TransferOut,
    auth=ANYBODY,
    summary="One transfer · 一笔划转",
    openapi_extra={"x-zh": "链上关于这笔划转的内容，供任何人重算摘要。"},
)
def transfer(request: HttpRequest, transfer_id: UUID) -> Any:
    """What the chain holds of it, for whoever recomputes the hash."""
    opened = Transfer.objects.select_related("asset", "debit__asset", "credit__asset").filter(pk=transfer_id).first()
    if opened is None:
        raise Http404
    if not any(access.sees(_acting(request), each) for each in (opened.debit, opened.credit)):
        access.require_sight(_acting(request), opened.debit)
    [recorded] = find([transfer_id])
    values = recorded._asdict()
    renamed = {"asset_id": "asset", "debit_id": "debit", "credit_id": "credit", "pending_id": "pending"}
    return {renamed.get(name, name): value for name, value in values.items()}


def _acting(request: HttpRequest) -> Any:
    return cast(ActingRequest, request).acting


def _units(shown: AssetRow, amount: int) -> str:
    return f"{shown.declared.shown(amount):f}"


def _asset(shown: AssetRow) -> dict[str, Any]:
    proof = shown.proof
    parts = ("issued", "held", "reserved", "surrendered", "expired", "cancelled")
    return {
        "id": shown.row.pk,
        "code": shown.row.code,
        "vintage": shown.row.vintage,
        "simulated": shown.row.simulated,
        "frozen": shown.row.frozen,
        "name": {"zh": shown.title.zh, "en": shown.title.en},
        "unit": {"zh": shown.unit.zh, "en": shown.unit.en},
        "decimals": shown.declared.decimals,
        "transfers": shown.row.last_sequence,
        "holds": proof.holds,
        **{name: _units(shown, getattr(proof, name)) for name in parts},
    }


def _account(account: Account, shown: AssetRow) -> dict[str, Any]:
    return {
        "id": account.pk,
        "asset": account.asset_id,
        "owner": account.owner,
        "name": account.owner_name,
        "area": account.area_code,
        "purpose": account.purpose,
        "available": _units(shown, account.available),
        "reserved": _units(shown, account.reserved),
        "frozen": account.frozen,
    }

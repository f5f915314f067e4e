"""Assets and accounts: found, or opened when first needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.ledger import owners
from lvheng.ledger.catalogue import declared
from lvheng.ledger.models import Account, Asset
from lvheng.statements import ask

_NAME_LENGTH = 200


class AccountSpec(NamedTuple):
    """An account to find or open. ``limit`` "" is the usual one of the purpose."""

    asset_id: int
    owner: str
    purpose: str = "holding"
    owner_name: str = ""
    area_code: str = ""
    limit: str = ""


Key = tuple[int, str, str]


class Found(NamedTuple):
    """An account that is there, with what it has: posted, and set aside to leave it (smallest units)."""

    id: int
    posted: int
    reserved: int

    @property
    def available(self) -> int:
        """What may still leave the account."""
        return self.posted - self.reserved


_FIND = """
SELECT asset.code, asset.vintage, asset.id, account.owner, account.purpose, account.id,
       account.credits_posted - account.debits_posted, account.debits_pending
FROM unnest(%s::text[], %s::int[]) AS wanted (code, vintage)
JOIN ledger_asset AS asset USING (code, vintage)
LEFT JOIN ledger_account AS account ON account.asset_id = asset.id AND account.owner = ANY(%s::text[])
WHERE asset.simulated = %s
"""


def asset_row(code: str, vintage: int = 0, *, simulated: bool = False) -> Asset:
    """The asset of a declared code and vintage; it comes into being when it is first asked for.

    Errors: InputProblem for a code that the pack does not declare, or a vintage where it has none or needs one.
    """
    asset = declared(code)
    if (asset.vintage == "none") != (vintage == 0):
        raise InputProblem(
            "bad_vintage",
            Text("该资产按年份区分。", "this asset is told apart by years.")
            if vintage == 0
            else Text("该资产不分年份。", "this asset has no years."),
            where=f"{code} {vintage}",
            to_do=Text("请写明年份，例如 2025。", "Name the year, such as 2025.")
            if vintage == 0
            else Text("请不写年份。", "Leave the year out."),
        )
    row, _ = Asset.objects.get_or_create(
        code=code, vintage=vintage, simulated=simulated, defaults={"created_at": timezone.now()}
    )
    return row


def find_accounts(
    codes: Collection[tuple[str, int]], owners: Collection[str], *, simulated: bool = False
) -> tuple[dict[tuple[str, int], int], dict[Key, Found]]:
    """The ids of assets by code and vintage, and what accounts of them these owners have, in one statement.

    An asset that is missing comes into being; accounts do not. Errors: those of :func:`asset_row`.
    """
    wanted = list(codes)
    values = [[code for code, _ in wanted], [vintage for _, vintage in wanted], list(owners), simulated]
    ids: dict[tuple[str, int], int] = {}
    found: dict[Key, Found] = {}
    for code, vintage, asset, owner, purpose, *account in ask(_FIND, values):
        ids[code, vintage] = asset
        if owner is not None:
            found[asset, owner, purpose] = Found(*account)
    for key in wanted:
        if key not in ids:
            ids[key] = asset_row(*key, simulated=simulated).pk
    return ids, found


def open_account(
    asset: Asset | int,
    owner: str,
    purpose: str = "holding",
    *,
    owner_name: str = "",
    area_code: str = "",
    limit: str = "",
) -> Account:
    """The owner's account of an asset for a purpose; it is opened when it is not there yet."""
    asset_id = asset if isinstance(asset, int) else asset.pk
    spec = AccountSpec(asset_id, owner, purpose, owner_name, area_code, limit)
    return Account.objects.get(pk=open_accounts([spec])[asset_id, owner, purpose])


def open_accounts(specs: Iterable[AccountSpec]) -> dict[Key, int]:
    """The ids of many accounts, in two statements; those that are not there yet are opened.

    Errors: InputProblem for an owner or purpose that is none.
    """
    wanted = {(spec.asset_id, spec.owner, spec.purpose): spec for spec in specs}
    found = _ids(wanted)
    missing = [spec for key, spec in wanted.items() if key not in found]
    if not missing:
        return found
    now = timezone.now()
    rows = [
        Account(
            asset_id=spec.asset_id,
            owner=_checked_owner(spec.owner),
            purpose=_checked_purpose(spec.purpose),
            owner_name=spec.owner_name[:_NAME_LENGTH],
            area_code=spec.area_code,
            limit=spec.limit or ("none" if spec.purpose == Account.Purpose.ISSUANCE else "credits"),
            opened_at=now,
        )
        for spec in missing
    ]
    with transaction.atomic():
        Account.objects.bulk_create(sorted(rows, key=_order), ignore_conflicts=True)
    return found | _ids({key: wanted[key] for key in wanted if key not in found})


def _order(account: Account) -> Key:
    """Opened in one order by everybody, so that nobody waits for one who waits for him."""
    return account.asset_id, account.owner, account.purpose


def _ids(wanted: Iterable[Key]) -> dict[Key, int]:
    keys = set(wanted)
    rows = Account.objects.filter(asset_id__in={key[0] for key in keys}, owner__in={key[1] for key in keys})
    found = rows.values_list("asset_id", "owner", "purpose", "id")
    return {(asset, owner, purpose): pk for asset, owner, purpose, pk in found if (asset, owner, purpose) in keys}


def _checked_owner(owner: str) -> str:
    if owners.parse(owner) is None:
        raise InputProblem(
            "bad_owner",
            Text("不是账户所有人。", "this is no owner of an account."),
            where=owner,
            to_do=Text(
                f"写成 {'、'.join(f'{kind}:…' for kind in owners.OWNER_KINDS)}。",
                f"Write {', '.join(f'{kind}:…' for kind in owners.OWNER_KINDS)}.",
            ),
        )
    return owner


def _checked_purpose(purpose: str) -> str:
    if purpose not in Account.Purpose.values:
        raise InputProblem(
            "bad_purpose",
            Text("不是账户用途。", "this is no purpose of an account."),
            where=purpose,
            to_do=Text(
                f"可用的有：{'、'.join(Account.Purpose.values)}。", f"Valid: {', '.join(Account.Purpose.values)}."
            ),
        )
    return purpose

"""Surrender for a period: what is due, what was given for it, and what a shortage costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Text
from lvheng.ledger.accounts import AccountSpec, asset_row, open_accounts
from lvheng.ledger.catalogue import declared
from lvheng.ledger.compliance import deadline, fine, last_day, most_offsets
from lvheng.ledger.models import Account, Asset, Obligation, Transfer
from lvheng.ledger.moves import MAX_BATCH, NewTransfer, Recorded
from lvheng.ledger.posting import post
from lvheng.packs.assets import Compliance


@dataclass(frozen=True)
class Standing:
    """Where an obligation stands. Amounts in smallest units; fines in fen, None without a price."""

    obligation: Obligation
    surrendered: int
    offsets: int
    most_offsets: int
    is_late: bool
    fines: tuple[int, int] | None

    @property
    def shortage(self) -> int:
        return self.obligation.due - self.surrendered


def oblige(
    acting: Acting | None,
    code: str,
    period: int,
    holder: AccountSpec,
    due: int,
    basis: str,
    price: int | None = None,
) -> Obligation:
    """Set what a holder has to surrender for a year, as verified. Set again, the later verification counts.

    Errors: InputProblem for an asset that nobody surrenders, an amount that is none, or a missing basis.
    """
    if acting is not None:
        require("ledger.allot", acting)
    rule = _rule(code)
    if due <= 0 or not basis.strip():
        raise InputProblem(
            "bad_obligation",
            Text("请填写正的核查量和依据。", "Give a positive verified amount and its basis."),
            where=holder.owner_name,
        )
    asset = Asset.objects.get(pk=holder.asset_id)
    with transaction.atomic():
        obligation, _ = Obligation.objects.update_or_create(
            code=code,
            period=period,
            simulated=asset.simulated,
            owner=holder.owner,
            defaults={
                "owner_name": holder.owner_name,
                "area_code": holder.area_code,
                "due": due,
                "basis": basis.strip(),
                "deadline": deadline(period, rule.due),
                "price": price,
                "set_at": timezone.now(),
            },
        )
        facts = {"amount": due, "basis": basis, "period": period}
        record(acting, "ledger.oblige", "obligation", obligation.pk, str(obligation), facts)
    return obligation


def surrender(acting: Acting | None, obligation_id: int, amounts: Mapping[int, int]) -> list[Recorded]:
    """Give up units for an obligation: holding account and amount. Offsets count up to their share of what is due.

    Errors: InputProblem for accounts that do not serve it or amounts beyond what is due; those of a transfer.
    """
    with transaction.atomic():
        obligation = Obligation.objects.select_for_update().get(pk=obligation_id)
        accounts = {each.pk: each for each in Account.objects.select_related("asset").filter(pk__in=amounts)}
        if acting is not None:
            for account in accounts.values():
                require("ledger.surrender", acting, account)
        _refuse_misfits(obligation, accounts, amounts)
        wanted = [
            AccountSpec(each.asset_id, each.owner, "surrendered", each.owner_name, each.area_code)
            for each in accounts.values()
        ]
        into = open_accounts(wanted)
        batch = [
            NewTransfer(
                pk,
                into[accounts[pk].asset_id, accounts[pk].owner, "surrendered"],
                amount,
                "surrender",
                obligation.reference,
            )
            for pk, amount in amounts.items()
        ]
        recorded = post(batch)
        facts = {"amount": sum(amounts.values()), "period": obligation.period}
        record(acting, "ledger.surrender", "obligation", obligation.pk, str(obligation), facts)
    return recorded


def standing(obligation: Obligation) -> Standing:
    """What was surrendered for an obligation so far, and what a shortage costs once it is late."""
    rule = _rule(obligation.code)
    given = Transfer.objects.filter(reference=obligation.reference, code="surrender")
    sums = given.aggregate(all=Sum("amount"), offsets=Sum("amount", filter=Q(asset__code=rule.offset_asset or "")))
    surrendered, offsets = int(sums["all"] or 0), int(sums["offsets"] or 0)
    short = obligation.due - surrendered
    late = short > 0 and timezone.localdate() > obligation.deadline
    per_unit = 10 ** declared(obligation.code).decimals
    fines = None
    if obligation.price is not None and short > 0:
        low, high = fine(short, obligation.price, rule.fine_from, rule.fine_until)
        fines = (low // per_unit, high // per_unit)
    return Standing(obligation, surrendered, offsets, most_offsets(obligation.due, rule.offset_share), late, fines)


def _rule(code: str) -> Compliance:
    rule = declared(code).compliance
    if rule is None:
        raise InputProblem(
            "not_surrendered",
            Text("该资产没有清缴义务。", "nobody has to surrender this asset."),
            where=code,
        )
    return rule


def _refuse_misfits(obligation: Obligation, accounts: Mapping[int, Account], amounts: Mapping[int, int]) -> None:
    rule, now = _rule(obligation.code), standing(obligation)
    codes = {obligation.code, rule.offset_asset}
    for pk, amount in amounts.items():
        account = accounts.get(pk)
        fits = (
            account is not None
            and account.owner == obligation.owner
            and account.purpose == Account.Purpose.HOLDING
            and account.asset.code in codes
            and account.asset.simulated == obligation.simulated
            and account.asset.vintage <= obligation.period
        )
        if not fits or amount <= 0:
            what = Text("这个账户或数量不能用于这项清缴。", "this account or amount does not serve the obligation.")
            raise InputProblem("does_not_serve", what, where=str(pk))
    offsets = sum(n for pk, n in amounts.items() if accounts[pk].asset.code == rule.offset_asset)
    if now.offsets + offsets > now.most_offsets:
        what = Text(
            f"抵销量最多 {now.most_offsets:,}，已用 {now.offsets:,}。",
            f"offsets cover at most {now.most_offsets:,}; {now.offsets:,} were used.",
        )
        raise InputProblem("too_many_offsets", what, where=obligation.owner_name)
    if sum(amounts.values()) > now.shortage:
        what = Text(f"只差 {now.shortage:,}。", f"only {now.shortage:,} are still due.")
        raise InputProblem("more_than_due", what, where=obligation.owner_name)


def expire_units() -> int:
    """Move what is left of vintages whose last day is over to the expired accounts; how many accounts were emptied.

    What is set aside stays until it is posted or released, and is taken by a later run.
    """
    today, emptied = timezone.localdate(), 0
    for asset in Asset.objects.filter(vintage__gt=0, frozen=False):
        expiry = declared(asset.code).expiry
        if expiry is None or expiry.after != "vintage" or last_day(asset.vintage, expiry.years) >= today:
            continue
        emptied += _expire(asset)
    return emptied


def _expire(asset: Asset) -> int:
    held = Account.objects.filter(asset=asset, purpose__in=["holding", "reserve"], frozen=False)
    left = [each for each in held.order_by("pk") if each.available > 0][:MAX_BATCH]
    if not left:
        return 0
    into = open_accounts(
        [AccountSpec(asset.pk, each.owner, "expired", each.owner_name, each.area_code) for each in left]
    )
    post(
        [
            NewTransfer(each.pk, into[asset.pk, each.owner, "expired"], each.available, "expired", str(asset.vintage))
            for each in left
        ]
    )
    return len(left)


def cancel(acting: Acting, account_id: int, amount: int, reason: str) -> Recorded:
    """Take units out of use for good: given up, or found too many at re-verification."""
    require("ledger.allot", acting)
    if not reason.strip():
        raise InputProblem("reason_needed", Text("请写明理由。", "Give the reason."), where=str(account_id))
    with transaction.atomic():
        account = Account.objects.select_related("asset").get(pk=account_id)
        spec = AccountSpec(account.asset_id, account.owner, "cancelled", account.owner_name, account.area_code)
        into = open_accounts([spec])[account.asset_id, account.owner, "cancelled"]
        [recorded] = post([NewTransfer(account_id, into, amount, "cancel")])
        name = f"{account.owner_name or account.owner} {account.asset}"
        record(
            acting, "ledger.cancel", "ledger_account", account_id, name, {"amount": amount, "reason": reason.strip()}
        )
    return recorded


def surrender_asset(code: str, period: int, *, simulated: bool = False) -> Asset:
    """The asset that is surrendered for a year first: that of its own vintage."""
    return asset_row(code, period if declared(code).vintage == "year" else 0, simulated=simulated)

"""Reads of the ledger: balances, holdings, statements, and the proof that nothing was created or lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from lvheng.ledger.models import Account, Asset, Reservation, Transfer
from lvheng.ledger.verifying import Verification, verify

__all__ = [
    "AreaHolding",
    "Balance",
    "Line",
    "Proof",
    "Statement",
    "Verification",
    "account",
    "balance",
    "balance_on",
    "holdings",
    "holdings_by_area",
    "proof",
    "remaining_of",
    "statement",
    "verify",
]

STATEMENT_ROWS = 200


class Balance(NamedTuple):
    """What an account has, in smallest units: posted, set aside to leave, and what may still leave."""

    posted: int
    reserved: int
    available: int


@dataclass(frozen=True)
class Proof:
    """Where everything is that was ever issued of an asset. ``holds`` when nothing is missing or too much."""

    issued: int
    held: int
    reserved: int
    surrendered: int
    expired: int
    cancelled: int

    @property
    def holds(self) -> bool:
        return self.issued == self.held + self.reserved + self.surrendered + self.expired + self.cancelled


class AreaHolding(NamedTuple):
    """What the accounts of one area have: free and set aside."""

    area_code: str
    held: int
    reserved: int


class Line(NamedTuple):
    """One transfer on the statement of an account: what it changed and the balance after it."""

    transfer: Transfer
    change: int
    reserved_change: int
    balance: int


@dataclass(frozen=True)
class Statement:
    """The transfers of an account over some days, oldest first. ``cut`` are earlier ones that are not listed."""

    account: Account
    since: date | None
    until: date
    opening: int
    lines: tuple[Line, ...]
    closing: int
    cut: int


def account(asset_id: int, owner: str, purpose: str = "holding") -> Account | None:
    """The owner's account of an asset; None where it was never opened."""
    return Account.objects.filter(asset_id=asset_id, owner=owner, purpose=purpose).first()


def balance(account_id: int) -> Balance:
    """What an account has now. Raises Account.DoesNotExist."""
    found = Account.objects.get(pk=account_id)
    return Balance(found.balance, found.reserved, found.available)


def balances(account_ids: Sequence[int]) -> dict[int, Balance]:
    """What several accounts have now, in one statement."""
    found = Account.objects.in_bulk(account_ids)
    return {pk: Balance(each.balance, each.reserved, each.available) for pk, each in found.items()}


def holdings(owner: str, *, simulated: bool | None = None) -> list[Account]:
    """All accounts of an owner with their assets; ``simulated`` None: of both."""
    found = Account.objects.filter(owner=owner).select_related("asset")
    if simulated is not None:
        found = found.filter(asset__simulated=simulated)
    return list(found.order_by("asset__code", "asset__vintage", "purpose"))


def holdings_by_area(asset_id: int) -> list[AreaHolding]:
    """What is held in each area ("" where an account has none), in the order of area codes."""
    rows = (
        _held(asset_id)
        .values("area_code")
        .annotate(
            free=Sum("credits_posted") - Sum("debits_posted") - Sum("debits_pending"), pending=Sum("debits_pending")
        )
        .order_by("area_code")
    )
    return [AreaHolding(row["area_code"], row["free"], row["pending"]) for row in rows]


_GONE = (Account.Purpose.SURRENDERED, Account.Purpose.EXPIRED, Account.Purpose.CANCELLED)


def _held(asset_id: int) -> QuerySet[Account]:
    return Account.objects.filter(asset_id=asset_id).exclude(purpose__in=[*_GONE, Account.Purpose.ISSUANCE])


def proof(asset_id: int) -> Proof:
    """Issued = held + reserved + surrendered + expired + cancelled, each summed from the accounts by itself."""
    rows = (
        Account.objects.filter(asset_id=asset_id)
        .values("purpose")
        .annotate(posted=Sum("credits_posted") - Sum("debits_posted"), pending=Sum("debits_pending"))
        .order_by()
    )
    found = {row["purpose"]: (int(row["posted"]), int(row["pending"])) for row in rows}
    gone = {purpose: found.pop(purpose, (0, 0))[0] for purpose in _GONE}
    issued, _ = found.pop(Account.Purpose.ISSUANCE, (0, 0))
    reserved = sum(pending for _, pending in found.values())
    held = sum(posted for posted, _ in found.values()) - reserved
    return Proof(
        -issued,
        held,
        reserved,
        gone[Account.Purpose.SURRENDERED],
        gone[Account.Purpose.EXPIRED],
        gone[Account.Purpose.CANCELLED],
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _of_account(account_id: int) -> QuerySet[Transfer]:
    return Transfer.objects.filter(Q(debit_id=account_id) | Q(credit_id=account_id))


def balance_on(account_id: int, day: date) -> int:
    """The posted balance at the end of a day, from the transfers."""
    return _sum(_of_account(account_id).filter(recorded_at__lt=_end_of(day)), account_id)


def _sum(transfers: QuerySet[Transfer], account_id: int) -> int:
    posted = transfers.filter(kind__in=[Transfer.Kind.POSTED, Transfer.Kind.POST])
    sums = posted.aggregate(
        credits=Sum("amount", filter=Q(credit_id=account_id)), debits=Sum("amount", filter=Q(debit_id=account_id))
    )
    return int(sums["credits"] or 0) - int(sums["debits"] or 0)


def statement(
    account_id: int, until: date | None = None, since: date | None = None, limit: int = STATEMENT_ROWS
) -> Statement:
    """The account's transfers until the end of a day (today), the last ``limit`` of them, with running balances.

    Raises Account.DoesNotExist.
    """
    found = Account.objects.select_related("asset").get(pk=account_id)
    last_day = until or timezone.localdate()
    asked = _of_account(account_id).filter(recorded_at__lt=_end_of(last_day))
    if since is not None:
        asked = asked.filter(recorded_at__gte=_end_of(since - timedelta(days=1)))
    newest = list(asked.select_related("debit", "credit").order_by("-sequence")[: limit + 1])
    cut = asked.count() - limit if len(newest) > limit else 0
    shown = newest[:limit][::-1]
    first = shown[0].sequence if shown else None
    before = _of_account(account_id).filter(recorded_at__lt=_end_of(last_day))
    opening = _sum(before if first is None else before.filter(sequence__lt=first), account_id)
    lines = tuple(_lines(shown, account_id, opening))
    return Statement(found, since, last_day, opening, lines, lines[-1].balance if lines else opening, cut)


def _lines(transfers: list[Transfer], account_id: int, opening: int) -> list[Line]:
    lines, running = [], opening
    for each in transfers:
        sign = 1 if each.credit_id == account_id else -1
        change = sign * each.amount if each.kind in (Transfer.Kind.POSTED, Transfer.Kind.POST) else 0
        held = {"pending": each.amount, "posted": 0}.get(each.kind, -each.amount) if sign < 0 else 0
        running += change
        lines.append(Line(each, change, held, running))
    return lines


def asset_rows(*, simulated: bool | None = None) -> list[Asset]:
    """Every asset that was ever issued or held, by code and vintage."""
    found = Asset.objects.all()
    return list(found if simulated is None else found.filter(simulated=simulated))


def remaining_of(reservations: Iterable[UUID]) -> dict[UUID, int]:
    """What is still set aside by each of these pending transfers, in smallest units; those with nothing left out."""
    rows = Reservation.objects.filter(transfer__in=list(reservations), remaining__gt=0)
    return dict(rows.values_list("transfer_id", "remaining"))


def owned(owners: list[str]) -> list[tuple[str, str]]:
    """Those of ``owners`` that have any account, with their names."""
    rows = Account.objects.filter(owner__in=owners).values_list("owner", "owner_name").order_by("owner")
    return sorted({owner: name or owner for owner, name in rows}.items())

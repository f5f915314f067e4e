"""What pages, the API and the checks read of markets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Text
from lvheng.ledger.lawful import Facts
from lvheng.markets.access import participants_of
from lvheng.markets.keeping import chained
from lvheng.markets.models import Consent, Flag, MarketOrder, MarketSession, MarketTrade, Participant, SessionEvent
from lvheng.markets.session import Mechanism, first_difference

# Bids are sealed until the close; nobody sees how deep such a book is.
SEALED = (Mechanism.RESERVE_AUCTION.value,)


def facts_of_owners(owners: Collection[str]) -> dict[str, Facts]:
    """Sectors and basins of those owners that were admitted to a market: what the ledger's rules of transfer ask."""
    rows = Participant.objects.filter(owner__in=owners).values_list("owner", "sector", "basin")
    return {owner: Facts(sector, basin) for owner, sector, basin in rows}


def owners_represented_by(username: str) -> list[str]:
    """The owners whose agent a person is."""
    return list(Participant.objects.filter(agent=username).values_list("owner", flat=True))


class Day(NamedTuple):
    """The settled trades of a market on one day; prices in fen for one lot."""

    day: date
    first: int
    highest: int
    lowest: int
    last: int
    average: int
    lots: int
    trades: int


class Level(NamedTuple):
    """Open lots at a price."""

    price: int
    lots: int
    orders: int


def session_by_code(code: str) -> MarketSession:
    """One session. Raises InputProblem where there is none."""
    found = MarketSession.objects.select_related("supplier").filter(code=code).first()
    if found is None:
        raise InputProblem("no_such_session", Text("没有这个场次。", "there is no such session."), where=code)
    return found


def sessions(
    market: str | None = None, states: Sequence[str] = (), since: datetime | None = None
) -> QuerySet[MarketSession]:
    """Sessions, the latest first."""
    rows = MarketSession.objects.select_related("supplier")
    rows = rows.filter(market=market) if market else rows
    rows = rows.filter(state__in=states) if states else rows
    return rows.filter(closes_at__gte=since) if since else rows


def settled(market: str | None = None, vintage: int | None = None) -> QuerySet[MarketTrade]:
    """Settled trades, the latest first."""
    rows = MarketTrade.objects.filter(state=MarketTrade.State.SETTLED).select_related("session")
    rows = rows.filter(session__market=market) if market else rows
    rows = rows.filter(session__vintage=vintage) if vintage is not None else rows
    return rows.order_by("-traded_at", "-id")


def last_trades(market: str, limit: int = 20) -> list[MarketTrade]:
    """The latest settled trades of a market."""
    return list(settled(market)[:limit])


def price_history(market: str, since: datetime | None = None) -> list[Day]:
    """Day by day what was paid, the oldest day first; the average is Σ price·lots / Σ lots, rounded down to a fen."""
    rows = settled(market).order_by()
    rows = rows.filter(traded_at__gte=since) if since else rows
    days = rows.annotate(day=TruncDate("traded_at")).values("day")
    found = days.annotate(
        highest=Max("price"),
        lowest=Min("price"),
        quantity=Sum("lots"),
        paid_sum=Sum(F("price") * F("lots")),
        count=Count("id"),
        first_id=Min("id"),
        last_id=Max("id"),
    )
    kept = list(found.order_by("day"))
    ends = [row[name] for row in kept for name in ("first_id", "last_id")]
    price_of = dict(MarketTrade.objects.filter(pk__in=ends).values_list("pk", "price"))
    return [
        Day(
            row["day"],
            price_of[row["first_id"]],
            row["highest"],
            row["lowest"],
            price_of[row["last_id"]],
            row["paid_sum"] // row["quantity"],
            row["quantity"],
            row["count"],
        )
        for row in kept
    ]


def depth(session: MarketSession, side: str, limit: int = 10) -> list[Level]:
    """Open lots by price, best first; nothing of sealed bids while they are taken."""
    if session.mechanism in SEALED:
        return []
    rows = MarketOrder.objects.filter(session=session, side=side, state="open", open_lots__gt=0)
    found = rows.order_by().values("price").annotate(sum=Sum("open_lots"), count=Count("id"))
    ordered = found.order_by("-price" if side == "buy" else "price")
    return [Level(row["price"], row["sum"], row["count"]) for row in ordered[:limit]]


def open_listings(session: MarketSession) -> QuerySet[MarketOrder]:
    """Listings and offers that may be accepted, the best price first on each side."""
    rows = MarketOrder.objects.filter(session=session, state="open", open_lots__gt=0, accepts=None)
    return rows.select_related("participant", "addressed_to").order_by("side", "price", "number")


def orders_of(acting: Acting) -> QuerySet[MarketOrder]:
    """The orders of whom somebody acts for, the latest first."""
    mine = [each.pk for each in participants_of(acting)]
    rows = MarketOrder.objects.filter(participant__in=mine).select_related("session", "participant", "accepts")
    return rows.order_by("-placed_at", "-id")


def trades_of(acting: Acting) -> QuerySet[MarketTrade]:
    """The trades of whom somebody acts for, the latest first."""
    mine = [each.pk for each in participants_of(acting)]
    rows = MarketTrade.objects.filter(Q(buyer__in=mine) | Q(seller__in=mine))
    return rows.select_related("session", "buyer", "seller").order_by("-traded_at", "-id")


def waiting_consents(departments: Iterable[str] | None = None) -> QuerySet[Consent]:
    """Consents that wait, the most urgent first; of some department types, or of all."""
    rows = Consent.objects.filter(state=Consent.State.WAITING)
    rows = rows if departments is None else rows.filter(by__in=list(departments))
    return rows.select_related("trade__session", "trade__buyer", "trade__seller", "trade__sell", "trade__buy")


def awaiting_delivery() -> QuerySet[MarketTrade]:
    """Materials that were traded and not weighed yet."""
    rows = MarketTrade.objects.filter(state=MarketTrade.State.AWAITING_DELIVERY)
    return rows.select_related("session", "buyer", "seller", "sell").order_by("due_at", "id")


def new_flags() -> QuerySet[Flag]:
    """What surveillance raised and nobody has looked at, the latest first."""
    return Flag.objects.filter(state=Flag.State.NEW).select_related("session", "participant", "other", "trade")


def log_lines(session: MarketSession) -> list[str]:
    """The public book of a session: the lines of its log. Sealed bids are left out until the close."""
    if session.mechanism in SEALED and session.state in ("scheduled", "open"):
        rows = SessionEvent.objects.filter(session=session, number=1)
    else:
        rows = SessionEvent.objects.filter(session=session)
    return list(rows.order_by("number").values_list("line", flat=True))


def first_wrong_line(session: MarketSession) -> int | None:
    """The first line of a log that its replay or its chain of hashes does not confirm; None where all is well."""
    rows = list(SessionEvent.objects.filter(session=session).order_by("number").values_list("line", "hash"))
    previous = ""
    for number, (line, kept) in enumerate(rows, 1):
        previous = chained(previous, line)
        if previous != kept:
            return number
    return first_difference([line for line, _ in rows])

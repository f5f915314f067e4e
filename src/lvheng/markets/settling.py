"""What orders and trades move on the ledger: one batch, collected here and posted at once.

Money and units of a trade go through the clearing accounts of their assets: what arrives there leaves again in the same
batch, so that a trade is settled on both sides or on neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from lvheng.ledger import owners
from lvheng.ledger.actions import AccountSpec, Found, NewTransfer, find_accounts, new_id, open_accounts, transfer
from lvheng.ledger.moves import MAX_BATCH
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.terms import fee, locked_money
from lvheng.packs.markets import Market

MONEY = "cny"
_MOST_A_TRADE = 9


class Accounts(NamedTuple):
    """The two accounts of a participant: money, and units of the session's asset."""

    money: int
    units: int


class Books:
    """The ledger's accounts that a session needs, found or opened once."""

    def __init__(self, session: MarketSession, market: Market, participants: Iterable[Participant]) -> None:
        self.session, self.market = session, market
        money, units = (MONEY, 0), (market.asset, session.vintage)
        people = {each.pk: each for each in participants}
        concerned = [owners.system("clearing"), owners.system("fees"), *(each.owner for each in people.values())]
        assets, there = find_accounts([money, units], concerned, simulated=session.simulated)
        self.money_asset, self.units_asset = assets[money], assets[units]
        specs = [
            AccountSpec(self.money_asset, owners.system("clearing"), "clearing"),
            AccountSpec(self.units_asset, owners.system("clearing"), "clearing"),
            AccountSpec(self.money_asset, owners.system("fees"), "fees"),
        ]
        for each in people.values():
            for asset in (self.money_asset, self.units_asset):
                specs.append(AccountSpec(asset, each.owner, "holding", each.name, each.area_id))
        missing = [each for each in specs if (each.asset_id, each.owner, each.purpose) not in there]
        if missing:
            there.update({key: Found(pk, 0, 0) for key, pk in open_accounts(missing).items()})
        found = {key: account.id for key, account in there.items()}
        self.balances = {account.id: account for account in there.values()}
        self.clearing = Accounts(
            found[self.money_asset, owners.system("clearing"), "clearing"],
            found[self.units_asset, owners.system("clearing"), "clearing"],
        )
        self.fees = found[self.money_asset, owners.system("fees"), "fees"]
        self.of = {
            pk: Accounts(found[self.money_asset, each.owner, "holding"], found[self.units_asset, each.owner, "holding"])
            for pk, each in people.items()
        }
        self.owners = {account: pk for pk, accounts in self.of.items() for account in accounts}

    def batch(self) -> Batch:
        """An empty batch on these accounts."""
        return Batch(self)


def needed(order: MarketOrder, session: MarketSession, market: Market) -> int:
    """What an order has to have set aside: fen of a buyer, smallest units of a seller."""
    lots = order.open_lots + order.held_lots
    return locked_money(order.price, lots, market.buyer_fee) if order.side == "buy" else lots * session.lot


class Batch:
    """Transfers to be posted together. Each step also keeps ``order.locked``; the caller saves the orders."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._transfers: list[NewTransfer] = []

    def lock(self, order: MarketOrder) -> None:
        """Set aside what an order needs, under a new reservation."""
        books = self._books
        amount = needed(order, books.session, books.market)
        accounts, clearing = books.of[order.participant_id], books.clearing
        debit, credit = (accounts.money, clearing.money) if order.side == "buy" else (accounts.units, clearing.units)
        order.reservation, order.locked = new_id(), amount
        self._add(NewTransfer(debit, credit, amount, "market_lock", _about(order), order.reservation, pending=True))

    def settle(self, trade: MarketTrade, buy: MarketOrder, sell: MarketOrder, paid: int, units: int) -> None:
        """Let ``paid`` fen and ``units`` change hands, with the fees of both sides."""
        books, about = self._books, f"{trade.session_id}/t{trade.number}"
        trade.buyer_fee, trade.seller_fee = fee(paid, books.market.buyer_fee), fee(paid, books.market.seller_fee)
        trade.paid, trade.units = paid, units
        seller, buyer, clearing = books.of[trade.seller_id], books.of[trade.buyer_id], books.clearing
        self._post(buy, paid + trade.buyer_fee, about)
        self._move(clearing.money, seller.money, paid - trade.seller_fee, "market_payment", about)
        self._move(clearing.money, books.fees, trade.buyer_fee + trade.seller_fee, "market_fee", about)
        self._post(sell, units, about)
        self._move(clearing.units, buyer.units, units, "market_delivery", about)

    def trim(self, order: MarketOrder) -> None:
        """Release what an order no longer needs: all of it when it is over, else lock anew what it still needs."""
        excess = order.locked - needed(order, self._books.session, self._books.market)
        if excess == 0 or order.reservation is None:
            return
        self._add(NewTransfer(voids=order.reservation, code="market_release", reference=_about(order)))
        order.locked = 0
        if order.open_lots + order.held_lots:
            self.lock(order)

    def finish(self, order: MarketOrder) -> None:
        """Release what is left of an order that is over; leave one that is not as it is."""
        if order.open_lots + order.held_lots == 0:
            self.trim(order)

    def post(self, at: datetime | None = None) -> None:
        """Post everything at once (``at``: dated back, of what is simulated). Errors: those of the ledger."""
        for part in _parts(self._transfers):
            transfer(None, part, at=at)

    def _post(self, order: MarketOrder, amount: int, about: str) -> None:
        if amount:
            order.locked -= amount
            self._add(NewTransfer(amount=amount, posts=order.reservation, code="market_settle", reference=about))

    def _move(self, debit: int, credit: int, amount: int, code: str, about: str) -> None:
        if amount:
            self._add(NewTransfer(debit, credit, amount, code, about))

    def _add(self, each: NewTransfer) -> None:
        self._transfers.append(each)


def _about(order: MarketOrder) -> str:
    return f"{order.session_id}/o{order.number}"


def _parts(transfers: Sequence[NewTransfer]) -> Iterable[Sequence[NewTransfer]]:
    """Batches that the ledger takes, none of which parts the steps of one trade: they have one reference."""
    start = 0
    while len(transfers) - start > MAX_BATCH:
        end = start + MAX_BATCH - _MOST_A_TRADE
        while transfers[end].reference == transfers[end - 1].reference:
            end += 1
        yield transfers[start:end]
        start = end
    if start < len(transfers):
        yield transfers[start:]

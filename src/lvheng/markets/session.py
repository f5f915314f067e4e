"""One session as a state machine: inputs go in, outcomes come out, both as events; and the replay that proves a log.

Everything that the database keeps of a session follows from its inputs by this module. It knows no clock, no database
and no chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lvheng.markets import events
from lvheng.markets.call_auction import clear
from lvheng.markets.continuous import Book, Placed
from lvheng.markets.events import Dropped, Event, Kind
from lvheng.markets.orders import Order, Side, Trade
from lvheng.markets.reserve import Pricing, award


class Mechanism(StrEnum):
    """How a session brings buyers and sellers together."""

    CALL_AUCTION = "call_auction"
    CONTINUOUS = "continuous"
    LISTING = "listing"
    NEGOTIATED = "negotiated"
    RESERVE_AUCTION = "reserve_auction"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is fixed when a session opens: prices in fen for one lot; ``reserve_price`` and ``supply`` of a reserve."""

    code: str
    market: str
    mechanism: Mechanism
    tick: int
    reference: int | None = None
    supply: int = 0
    reserve_price: int = 0
    pricing: Pricing = Pricing.UNIFORM
    simulated: bool = False

    def event(self) -> Event:
        """The first line of a log; that of a simulated session says so, wherever the log is taken."""
        event: Event = {
            "kind": Kind.OPENED.value,
            "code": self.code,
            "market": self.market,
            "mechanism": self.mechanism.value,
            "tick": self.tick,
            "reference": self.reference,
            "supply": self.supply,
            "reserve_price": self.reserve_price,
            "pricing": self.pricing.value,
        }
        return {**event, "simulated": 1} if self.simulated else event


def read_opening(event: Event) -> Opening:
    """The opening of an ``opened`` event. Raises ValueError where it is none."""
    if event["kind"] != Kind.OPENED:
        raise ValueError("a log begins with the event `opened`")
    reference = event["reference"]
    return Opening(
        str(event["code"]),
        str(event["market"]),
        Mechanism(str(event["mechanism"])),
        int(event["tick"] or 0),
        None if reference is None else int(reference),
        int(event["supply"] or 0),
        int(event["reserve_price"] or 0),
        Pricing(str(event["pricing"])),
        bool(event.get("simulated")),
    )


# In a reserve auction the supplier has this number; bids and other orders are numbered from 1.
SUPPLIER = 0


class Session:
    """The state of one session. Each input returns the outcomes that follow from it."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self._book = Book()
        self._orders: dict[int, Order] = {}
        self._addressed: dict[int, str] = {}

    def take(self, event: Event) -> list[Event]:
        """Do what an input event says. Raises ValueError for an event that is none or cannot be done."""
        kind = event["kind"]
        if kind == Kind.ORDER:
            return self.place(events.read_order(event), str(event.get("to", "")))
        if kind == Kind.ACCEPT:
            number, listing, lots = (int(event[name] or 0) for name in ("number", "listing", "lots"))
            return self.accept(number, str(event["party"]), listing, lots)
        if kind == Kind.CANCEL:
            return self.cancel(int(event["number"] or 0), Dropped(str(event["why"])))
        if kind == Kind.CLOSE:
            return self.close()
        if kind == Kind.CALL_OFF:
            return self._drop_all([])
        raise ValueError(f"{kind} is no input")

    def place(self, order: Order, to: str = "") -> list[Event]:
        """A new order; in continuous trading it meets the book at once."""
        if self.opening.mechanism is not Mechanism.CONTINUOUS:
            self._orders[order.number] = order
            self._addressed[order.number] = to
            return []
        return continuous_outcomes(order.number, self._book.place(order))

    def accept(self, number: int, party: str, listing: int, lots: int) -> list[Event]:
        """Take ``lots`` of a listing at its price. Raises ValueError where it is not open for that."""
        listed = self._orders.get(listing)
        if listed is None or not 0 < lots <= listed.lots or listed.party == party:
            raise ValueError(f"order {number} cannot take {lots} lots of listing {listing}")
        if self._addressed[listing] not in ("", party):
            raise ValueError(f"listing {listing} is for another party than that of order {number}")
        left = listed.lots - lots
        if left:
            self._orders[listing] = listed._replace(lots=left)
        else:
            del self._orders[listing]
        return [events.trade_event(accepted_trade(listed, number, lots))]

    def cancel(self, number: int, why: Dropped) -> list[Event]:
        """Take an order out of the book; nothing follows where it is not there."""
        if self.opening.mechanism is Mechanism.CONTINUOUS:
            lots = self._book.cancel(number)
        else:
            found = self._orders.pop(number, None)
            lots = found.lots if found else 0
        return [events.dropped_event(number, lots, why)] if lots else []

    def close(self) -> list[Event]:
        """Run the auction, if it is one, and drop what is left of every order, in the order of their numbers."""
        outcomes: list[Event] = []
        if self.opening.mechanism is Mechanism.CALL_AUCTION:
            outcomes = call_outcomes(self.opening, self._orders.values())
        elif self.opening.mechanism is Mechanism.RESERVE_AUCTION:
            outcomes = reserve_outcomes(self.opening, self._orders.values())
        return self._drop_all(outcomes)

    def _drop_all(self, outcomes: list[Event]) -> list[Event]:
        left = self.open_lots()
        for trade in traded(outcomes):
            for number in (trade.buy, trade.sell):
                if number in left:
                    left[number] -= trade.lots
        dropped = [events.dropped_event(number, lots, Dropped.CLOSED) for number, lots in sorted(left.items()) if lots]
        self._book, self._orders = Book(), {}
        return outcomes + dropped

    def open_lots(self) -> dict[int, int]:
        """Open lots by order number."""
        if self.opening.mechanism is Mechanism.CONTINUOUS:
            return {number: self._book.open_lots(number) for number in self._book.open_numbers()}
        return {number: order.lots for number, order in self._orders.items()}


def continuous_outcomes(number: int, placed: Placed) -> list[Event]:
    """Trades of an order and, where it would have met its own party, what was dropped."""
    found = [events.trade_event(each) for each in placed.trades]
    if placed.cancelled:
        found.append(events.dropped_event(number, placed.cancelled, Dropped.SELF_TRADE))
    return found


def call_outcomes(opening: Opening, orders: Iterable[Order]) -> list[Event]:
    """Price and trades of a call auction."""
    result = clear(list(orders), opening.tick, opening.reference)
    head = events.price_event(result.price, result.volume, result.surplus)
    return [head, *map(events.trade_event, result.trades)]


def reserve_outcomes(opening: Opening, bids: Iterable[Order]) -> list[Event]:
    """Price and trades of a one-way auction; the supplier's order has the number 0."""
    bids = list(bids)
    won = award(bids, opening.supply, opening.reserve_price, opening.pricing)
    volume = sum(each.lots for each in won)
    wanted = sum(each.lots for each in bids if each.price >= opening.reserve_price)
    uniform = won[-1].price if won and opening.pricing is Pricing.UNIFORM else None
    head = events.price_event(uniform, volume, wanted - opening.supply)
    return [head, *(events.trade_event(Trade(each.number, SUPPLIER, each.price, each.lots)) for each in won)]


def accepted_trade(listed: Order, number: int, lots: int) -> Trade:
    """The trade between a listing and the order that accepts it, at the listed price."""
    if listed.side is Side.SELL:
        return Trade(number, listed.number, listed.price, lots)
    return Trade(listed.number, number, listed.price, lots)


def traded(outcomes: Iterable[Event]) -> list[Trade]:
    """The trades among outcomes."""
    return [
        Trade(*(int(each[name] or 0) for name in ("buy", "sell", "price", "lots")))
        for each in outcomes
        if each["kind"] == Kind.TRADE
    ]


def replay(lines: Iterable[str]) -> Iterator[str]:
    """The whole log again, computed from its inputs alone. Equal bytes prove that the rules were kept.

    Raises ValueError for a log that does not begin with its opening, or an input that cannot have happened.
    """
    session: Session | None = None
    for each in lines:
        event = events.read(each)
        if session is None:
            session = Session(read_opening(event))
            yield events.line(event)
        elif event["kind"] in events.INPUTS:
            yield events.line(event)
            yield from map(events.line, session.take(event))


def first_difference(lines: list[str]) -> int | None:
    """The number of the first line (from 1) that the replay does not confirm; None where it confirms all."""
    again = list(replay(lines))
    for place, (kept, computed) in enumerate(zip(lines, again, strict=False), 1):
        if kept != computed:
            return place
    return None if len(lines) == len(again) else min(len(lines), len(again)) + 1

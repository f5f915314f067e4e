"""The process that carries out commands, and may be killed at any moment. It keeps nothing that it could not lose.

A command is carried out as a request would be: it may be refused, and it may arrive again. The clock is the
simulation's, so that the same seed gives the same logs.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.queries import organisations_of_type, person_by_username
from lvheng.errors import Problem, Problems
from lvheng.ledger import owners
from lvheng.ledger.actions import NewTransfer, asset_row, freeze_account, open_account, transfer, unfreeze_account
from lvheng.ledger.queries import asset_rows, holdings
from lvheng.markets import actions
from lvheng.markets.checking import faults
from lvheng.markets.clock import tick
from lvheng.markets.models import (
    Consent,
    MarketOrder,
    MarketSession,
    MarketTrade,
    Offer,
    Participant,
    Redemption,
    SessionEvent,
)
from lvheng.markets.points import Deed
from lvheng.markets.simulation.plan import CITIZENS, PARTICIPANTS, Command

START = datetime.fromisoformat("2026-01-05T09:00:00+08:00")
_LOOK = 40


def serve(pipe: Connection) -> None:
    """Answer commands until the pipe closes. A lost database is told, and asked for again with the next command."""
    connection.close()
    # One connection, so that whoever else is connected is a worker that was killed.
    connection.settings_dict["OPTIONS"].pop("pool", None)
    worker, is_alone = Worker(), False
    while True:
        try:
            command, now = pipe.recv()
        except EOFError:
            return
        _set_clock(now)
        try:
            is_alone = is_alone or _wait_for_others()
            answer = worker.do(command)
        except (OperationalError, InterfaceError) as error:
            connection.close()
            answer = {"lost": str(error).splitlines()[0]}
        pipe.send(answer)


def _wait_for_others() -> bool:
    """Until the database has noticed that the worker before this one is dead, and ended what it was at."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return True
            time.sleep(0.005)


def _set_clock(now: datetime) -> None:
    timezone.now = lambda: now


class Worker:
    """Carries out one command at a time."""

    def __init__(self) -> None:
        self._acting: dict[str, Acting] = {}

    def do(self, command: Command) -> dict[str, Any]:
        """The answer: what came of it, or the codes of why it was refused."""
        act: Callable[[Command], Any] = getattr(self, f"_{command['do']}")
        try:
            return {"done": act(command)}
        except Problems as problems:
            return {"refused": [each.code for each in problems.problems]}
        except Problem as problem:
            return {"refused": [problem.code]}

    def acting(self, kind: str) -> Acting:
        """Somebody of the simulation: of a department type, ``planner``, ``trader``, or ``citizen 2``."""
        if kind not in self._acting:
            name = kind.replace(" ", "-") if kind.startswith("citizen") else "simulation"
            person = person_by_username(name)
            role = None if kind in ("trader",) or kind.startswith("citizen") else "department_officer"
            department = "development_reform" if kind == "planner" else kind
            organisation = organisations_of_type([department]).order_by("pk").first() if role else None
            self._acting[kind] = Acting(person, organisation, "planner" if kind == "planner" else role)
        return self._acting[kind]

    # What people do.

    def _announce(self, command: Command) -> str:
        """Announcing has no key of its own: what was announced for this step already is what is meant."""
        found = MarketSession.objects.filter(note=command["note"]).first()
        if found is None:
            now = timezone.now()
            reserve = self._participant(9).pk if command["supply"] else None
            wanted = actions.Announcement(
                market=command["market"],
                mechanism=command["mechanism"],
                opens_at=now,
                closes_at=now + timedelta(days=30),
                vintage=command["vintage"],
                like=self._participant(0).pk,
                supplier=reserve,
                supply=command["supply"],
                reserve_price=100_000 if command["supply"] else 0,
                note=command["note"],
            )
            found = actions.announce(self.acting("planner"), wanted)
        actions.open_session(self.acting("planner"), found.code)
        return found.code

    def _place(self, command: Command) -> str:
        names = ("key", "side", "price", "lots")
        wanted = actions.Wanted(**{name: command[name] for name in names})
        who = self._participant(command["who"]).pk
        return actions.place(self.acting("trader"), command["session"], wanted, who).state

    def _cancel(self, command: Command) -> str:
        acting = self.acting("trader" if command["honest"] else "citizen 0")
        return actions.cancel(acting, command["session"], command["number"]).state

    def _list(self, command: Command) -> str:
        terms = {name: command[name] for name in ("key", "side", "price", "lots")}
        terms["months"] = command["months"] or None
        who, acting = self._participant(command["who"]).pk, self.acting("trader")
        if "to" in command:
            to = self._participant(command["to"]).pk
            return actions.propose(acting, command["session"], **terms, to=to, participant_id=who).state
        goods = command.get("goods")
        return actions.post_listing(acting, command["session"], **terms, goods=goods, participant_id=who).state

    def _accept(self, command: Command) -> str:
        terms = {name: command[name] for name in ("key", "lots")}
        who = self._participant(command["who"]).pk
        acting = self.acting("trader")
        return actions.accept(acting, command["session"], command["number"], **terms, participant_id=who).state

    def _decide(self, command: Command) -> str:
        trade = self._trade(command)
        consent = Consent.objects.get(trade=trade, rule=command["rule"])
        acting = self.acting(consent.by)
        return actions.decide_consent(acting, consent.pk, command["granted"], "核定").state

    def _deliver(self, command: Command) -> str:
        facts = {name: command[name] for name in ("slip", "grade", "wet_kg", "moisture")}
        return actions.record_delivery(self.acting("trader"), self._trade(command).pk, **facts).state

    def _freeze(self, command: Command) -> None:
        freeze_account(self.acting("planner"), self._account(command["who"], command["asset"]), "调查")

    def _unfreeze(self, command: Command) -> None:
        for account in holdings(f"thing:p{command['who']}"):
            if account.frozen:
                unfreeze_account(self.acting("planner"), account.pk, "查清")

    def _close(self, command: Command) -> str:
        return actions.close_session(self.acting("planner"), command["session"]).state

    def _call_off(self, command: Command) -> str:
        return actions.cancel_session(self.acting("planner"), command["session"], "演练").state

    def _clock(self, command: Command) -> None:
        tick(timezone.now())
        actions.return_due(timezone.localdate())

    def _earn(self, command: Command) -> int:
        who = command["citizen"]
        deed = Deed(
            command["key"],
            f"person:citizen-{who}",
            f"市民{who}",
            "sorted_waste",
            command["units"],
            timezone.localdate(),
            command["proof"],
        )
        return actions.earn(self.acting("commerce"), deed).points

    def _redeem(self, command: Command) -> str:
        offer = Offer.objects.order_by("pk")[0]
        return actions.redeem(self.acting(f"citizen {command['citizen']}"), offer.pk, command["key"]).state

    def _hand_over(self, command: Command) -> str:
        return actions.hand_over(self.acting("commerce"), self._voucher(command)).state

    def _give_back(self, command: Command) -> str:
        return actions.give_back(self.acting(f"citizen {command['citizen']}"), self._voucher(command)).state

    def _voucher(self, command: Command) -> str:
        rows = Redemption.objects.filter(owner=f"person:citizen-{command['citizen']}").order_by("-taken_at", "key")
        return next((each.voucher for each in rows[command["nth"] : command["nth"] + 1]), "")

    # What the simulation itself does.

    def _begin(self, command: Command) -> None:
        """Everybody with money and units; the same again changes nothing."""
        for number in range(PARTICIPANTS):
            self._admit(number)
            for asset, vintage, amount in (
                ("cny", 0, 2_000_000),
                ("irrigation_water", 2026, 40_000),
                ("licence_water", 2026, 40_000),
                ("cod_right", 0, 50_000),
                ("waste_paper", 0, 40_000),
            ):
                row = asset_row(asset, vintage)
                issuance = open_account(row, owners.system("issuance"), "issuance").pk
                identity = uuid5(NAMESPACE_URL, f"{number} {asset}")
                account = open_account(row, f"thing:p{number}").pk
                transfer(None, [NewTransfer(issuance, account, amount, "begin", id=identity)])
        if not Offer.objects.exists():
            day = timezone.localdate()
            terms = {"points": 100, "stock": 10**6, "per_person": 10**5}
            days = {"from_day": day, "until_day": day + timedelta(days=3650)}
            actions.make_offer(self.acting("commerce"), title="布袋", **terms, **days)

    def _admit(self, number: int) -> None:
        sector = (
            "agriculture" if number < 6 else "industry" if number < 9 else "government" if number == 9 else "recycling"
        )
        wanted = actions.Admission(
            owner=f"thing:p{number}",
            name=f"甲{number}",
            sector=sector,
            area="622901",
            basin="洮河" if number == 5 else "大夏河",
            linked="一家" if number in (1, 2) else "",
            agent="simulation",
        )
        actions.admit(None, wanted)

    def _look(self, command: Command) -> dict[str, Any]:
        """What the next command is chosen from, in an order that a crash does not change."""
        sessions = MarketSession.objects.filter(state="open").order_by("pk")
        orders = MarketOrder.objects.filter(state="open", open_lots__gt=0, session__state="open").order_by("pk")
        listings = orders.filter(session__mechanism__in=("listing", "negotiated"))
        consents = Consent.objects.filter(state="waiting").order_by("trade__pk", "rule")
        weighings = MarketTrade.objects.filter(state="delivery").order_by("pk")
        names = ("code", "market", "mechanism", "tick", "low", "high", "reference")
        return {
            "sessions": list(sessions.values(*names)),
            "orders": list(orders.exclude(number=0).values_list("session__code", "number")[:_LOOK]),
            "listings": list(listings.values_list("session__code", "number", "open_lots")[:_LOOK]),
            "consents": list(consents.values_list("trade__session__code", "trade__number", "rule")[:_LOOK]),
            "deliveries": list(weighings.values_list("session__code", "number")[:_LOOK]),
            "frozen": [n for n in range(PARTICIPANTS) if any(each.frozen for each in holdings(f"thing:p{n}"))],
        }

    def _check(self, command: Command) -> list[str]:
        """The faults; of the sessions that are open, or of everything there ever was."""
        if command["whole"]:
            return faults()
        return faults(MarketSession.objects.filter(code=command["session"]))

    def _result(self, command: Command) -> dict[str, Any]:
        """A fingerprint of all that matters, and how much there was."""
        digest = hashlib.sha256()
        for line in SessionEvent.objects.order_by("session_id", "number").values_list("line", flat=True):
            digest.update(line.encode())
        names = ("number", "state", "open_lots", "held_lots", "locked", "dropped_for")
        for row in MarketOrder.objects.order_by("session_id", "number").values_list(*names):
            digest.update(repr(row).encode())
        for row in MarketTrade.objects.order_by("session_id", "number").values_list("number", "state", "paid", "units"):
            digest.update(repr(row).encode())
        for number in range(PARTICIPANTS + CITIZENS):
            owner = f"thing:p{number}" if number < PARTICIPANTS else f"person:citizen-{number - PARTICIPANTS}"
            for account in holdings(owner):
                digest.update(repr((owner, str(account.asset), account.balance, account.reserved)).encode())
        return {
            "fingerprint": digest.hexdigest(),
            "orders": MarketOrder.objects.count(),
            "trades": MarketTrade.objects.count(),
            "sessions": MarketSession.objects.count(),
            "assets": len(asset_rows()),
        }

    def _participant(self, number: int) -> Participant:
        return Participant.objects.get(owner=f"thing:p{number}")

    def _trade(self, command: Command) -> MarketTrade:
        return MarketTrade.objects.get(session__code=command["session"], number=command["trade"])

    def _account(self, number: int, asset: str) -> int:
        return open_account(asset_row(asset, 2026 if "water" in asset else 0), f"thing:p{number}").pk

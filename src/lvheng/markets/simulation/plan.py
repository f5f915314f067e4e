"""What the participants of a simulation do next, good and bad: a pure function of the seed, the step and the state.

A step is a command, a mapping of texts and whole numbers that the worker carries out. What a command is about is named
by what people know (codes, numbers, keys), never by ids of the database, which a crash may skip.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Command = dict[str, Any]
State = Mapping[str, Any]

PARTICIPANTS = 12
CITIZENS = 4
# market, mechanism, vintage, participants: farmers of one basin, farmers of another, factories, collectors.
SESSIONS = (
    ("water_irrigation", "continuous", 2026),
    ("water_irrigation", "call_auction", 2026),
    ("water_irrigation", "listing", 2026),
    ("water_licence", "negotiated", 2026),
    ("water_licence", "listing", 2026),
    ("cod_market", "reserve_auction", 0),
    ("waste_paper_market", "listing", 0),
)
_FARMERS, _FACTORIES, _COLLECTORS = range(6), range(6, 10), range(10, 12)


@dataclass(frozen=True)
class Mishaps:
    """What goes wrong around a command: how often it arrives, whether late, and what is killed while it is done."""

    times: int
    delay: int
    kill: str
    after_ms: int


def mishaps(seed: int, step: int) -> Mishaps:
    """The misfortunes of a step. ``kill`` is ``worker``, ``database`` or nothing."""
    chance = random.Random(f"mishaps {seed} {step}")
    draw = chance.random()
    kill = "database" if draw < 0.004 else "worker" if draw < 0.05 else ""
    late = chance.randrange(1, 12) if chance.random() < 0.05 else 0
    return Mishaps(2 if chance.random() < 0.08 else 1, late, kill, chance.randrange(0, 25))


def next_command(seed: int, step: int, state: State) -> Command:
    """What somebody does at this step."""
    chance = random.Random(f"step {seed} {step}")
    missing = [each for each in SESSIONS if not _open(state, each[0], each[1])]
    if missing and chance.random() < 0.5:
        return _announce(chance, step, missing[0])
    acts: Sequence[tuple[int, Callable[[random.Random, int, State], Command]]] = (
        (50, _place),
        (10, _cancel),
        (10, _list),
        (16, _accept),
        (6, _decide),
        (4, _deliver),
        (3, _freeze),
        (2, _close),
        (2, _wait),
        (4, _points),
    )
    act = chance.choices([each for _, each in acts], [weight for weight, _ in acts])[0]
    return act(chance, step, state)


def _open(state: State, market: str = "", mechanism: str = "") -> list[Mapping[str, Any]]:
    return [
        each for each in state["sessions"] if market in ("", each["market"]) and mechanism in ("", each["mechanism"])
    ]


def _announce(chance: random.Random, step: int, wanted: tuple[str, str, int]) -> Command:
    market, mechanism, vintage = wanted
    return {
        "do": "announce",
        "note": f"step {step}",
        "market": market,
        "mechanism": mechanism,
        "vintage": vintage,
        "supply": chance.randrange(5, 40) if mechanism == "reserve_auction" else 0,
    }


def _place(chance: random.Random, step: int, state: State) -> Command:
    """Mostly sensible orders; some off the tick or the band, too large, of the wrong people, or under a used key."""
    kinds = ("continuous", "call_auction", "reserve_auction")
    found = [each for each in _open(state) if each["mechanism"] in kinds]
    if not found:
        return _pass()
    session = chance.choices(found, [6 if each["mechanism"] == "continuous" else 2 for each in found])[0]
    reserve = session["mechanism"] == "reserve_auction"
    who = chance.choice(_FACTORIES if reserve else _FARMERS)
    middle = session["reference"] or (150_000 if reserve else 2000)
    price = middle * chance.randrange(920, 1081) // 1000
    price -= price % session["tick"]
    bad = chance.random()
    if bad < 0.03:
        price += 1
    elif bad < 0.06:
        price = session["high"] + session["tick"]
    elif bad < 0.09:
        who = chance.randrange(PARTICIPANTS)
    lots = 10**7 if 0.09 <= bad < 0.12 else chance.randrange(1, 12)
    key = f"o{chance.randrange(max(step, 1))}" if 0.12 <= bad < 0.15 else f"o{step}"
    side = "buy" if reserve else chance.choice(("buy", "sell"))
    return {
        "do": "place",
        "session": session["code"],
        "who": who,
        "key": key,
        "side": side,
        "price": price,
        "lots": lots,
    }


def _cancel(chance: random.Random, step: int, state: State) -> Command:
    """Of an own order; now and then of somebody else's."""
    if not state["orders"]:
        return _pass()
    session, number = chance.choice(state["orders"])
    return {"do": "cancel", "session": session, "number": number, "honest": chance.random() > 0.1}


def _list(chance: random.Random, step: int, state: State) -> Command:
    found = [each for each in _open(state) if each["mechanism"] in ("listing", "negotiated")]
    if not found:
        return _pass()
    session = chance.choice(found)
    paper = session["market"] == "waste_paper_market"
    people = _COLLECTORS if paper else _FARMERS
    command = {
        "do": "list",
        "session": session["code"],
        "who": chance.choice(people),
        "key": f"l{step}",
        "side": "sell",
        "price": (180_000 if paper else 2000) + session["tick"] * chance.randrange(-9, 10),
        "lots": chance.randrange(1, 9),
        "months": 0 if paper else chance.choice((6, 12, 13, 24, 99)),
    }
    if session["mechanism"] == "negotiated":
        command["to"] = chance.choice([*_FARMERS, *_FACTORIES])
    if paper:
        command["goods"] = {"grade": "carton", "wet_kg": 1000, "moisture": chance.choice((100, 120, 900))}
    return command


def _accept(chance: random.Random, step: int, state: State) -> Command:
    if not state["listings"]:
        return _pass()
    session, number, lots = chance.choice(state["listings"])
    paper = str(session).startswith("waste_paper")
    return {
        "do": "accept",
        "session": session,
        "number": number,
        "who": chance.choice([*range(6, 9), *_COLLECTORS] if paper else [*_FARMERS, *_FARMERS, *_FACTORIES]),
        "key": f"a{step}",
        "lots": lots if chance.random() < 0.5 else chance.randrange(1, lots + 2),
    }


def _decide(chance: random.Random, step: int, state: State) -> Command:
    if not state["consents"]:
        return _pass()
    session, trade, rule = chance.choice(state["consents"])
    return {"do": "decide", "session": session, "trade": trade, "rule": rule, "granted": chance.random() < 0.7}


def _deliver(chance: random.Random, step: int, state: State) -> Command:
    if not state["deliveries"]:
        return _pass()
    session, trade = chance.choice(state["deliveries"])
    return {
        "do": "deliver",
        "session": session,
        "trade": trade,
        "slip": f"s{step}",
        "grade": chance.choice(("carton", "mixed")),
        "wet_kg": chance.randrange(1, 12_000),
        "moisture": chance.randrange(0, 300),
    }


def _freeze(chance: random.Random, step: int, state: State) -> Command:
    """Half of the time of the frozen ones one is released, so that the market does not stand still."""
    if state["frozen"] and chance.random() < 0.7:
        return {"do": "unfreeze", "who": chance.choice(state["frozen"])}
    return {"do": "freeze", "who": chance.randrange(PARTICIPANTS), "asset": chance.choice(("cny", "irrigation_water"))}


def _close(chance: random.Random, step: int, state: State) -> Command:
    found = _open(state)
    if not found:
        return _pass()
    session = chance.choice(found)
    return {"do": chance.choice(("close", "close", "close", "call_off")), "session": session["code"]}


def _wait(chance: random.Random, step: int, state: State) -> Command:
    """Time passes: minutes, or as long as it takes for listings and consents to run out."""
    return {"do": "clock", "minutes": chance.choice((5, 30, 30, 24 * 60, 24 * 60, 9 * 24 * 60, 21 * 24 * 60))}


def _pass() -> Command:
    """Nobody finds anything to do."""
    return {"do": "clock", "minutes": 1}


def _points(chance: random.Random, step: int, state: State) -> Command:
    who = chance.randrange(CITIZENS)
    kind = chance.choice(("earn", "earn", "redeem", "hand_over", "give_back"))
    if kind == "earn":
        proof = f"r{chance.randrange(step + 1)}"
        return {"do": "earn", "citizen": who, "key": f"e{step}", "units": chance.randrange(1, 25), "proof": proof}
    return {"do": kind, "citizen": who, "key": f"v{step}", "nth": chance.randrange(5)}

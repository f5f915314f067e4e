"""The things of the world in the registers: all kinds of the site's pack that the world knows how to make."""

from __future__ import annotations

from lvheng.areas import boundaries
from lvheng.packs.model import Pack
from lvheng.registers.catalogue import registers
from lvheng.registers.simulated import load_histories
from lvheng.world.things.making import Maker, World
from lvheng.world.things.order import MAKERS


def register_things(pack: Pack, seed: int) -> int:
    """Make the things of the pack's area and register them, marked as simulated; returns how many.

    A kind that the pack does not declare stays empty.
    """
    world = World(seed, areas_below(pack.area_code or ""), _plan_text(pack))
    return sum(_register(world, kind, maker) for kind, maker in MAKERS if kind in registers().kinds)


def _plan_text(pack: Pack) -> str:
    """The words of the pack's own plan, where it is a text; "" otherwise."""
    files = (pack.plan_file(plan) for plan in pack.plans if plan.role == "own")
    return "".join(file.read_text(encoding="utf-8") for file in files if file is not None and file.suffix == ".txt")


def areas_below(area: str) -> list[tuple[str, str]]:
    """The areas whose things are made, by code and name: those below ``area``, or itself."""
    below = [(each.code, each.name) for each in boundaries.children(area)]
    return below or [(area, boundaries.division(area).name)]


def _register(world: World, kind: str, maker: Maker) -> int:
    rows = list(maker(world))
    things = load_histories(kind, rows)
    world.rows.setdefault(kind, []).extend(rows)
    world.identifiers.setdefault(kind, []).extend(thing.identifier for thing in things)
    return len(things)

"""A pack while it is being checked: what was read so far, with the place of each item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from lvheng.documents import Reading
from lvheng.errors import Problem, Text
from lvheng.packs.model import CodedItem, Item, Naming, Pack, PackHead, PackPlan, Source
from lvheng.packs.places import Place, Raw

M = TypeVar("M", bound=Item)
C = TypeVar("C", bound=CodedItem)


@dataclass(frozen=True)
class Entry(Generic[M]):
    """An item of the pack and its place."""

    item: M
    place: Place


@dataclass
class Draft:
    """What is known of a pack so far; ``broken`` are codes of items with a mistake, so that none is told twice."""

    root: Path
    shown: str
    head: PackHead
    base: Pack | None
    sources: dict[str, Source]
    entries: list[Entry[Any]] = field(default_factory=list)
    broken: dict[type[Item], set[str]] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def area_code(self) -> str | None:
        return self.head.area_code or (self.base.area_code if self.base else None)

    @property
    def naming(self) -> Naming | None:
        return self.head.naming or (self.base.naming if self.base else None)

    def own(self, model: type[M]) -> Iterator[Entry[M]]:
        """The items that this pack itself writes, with their places."""
        return (entry for entry in self.entries if isinstance(entry.item, model))

    def all(self, model: type[M]) -> list[M]:
        """Own and inherited items."""
        inherited = self.base.of(model) if self.base else ()
        return [*(entry.item for entry in self.own(model)), *inherited]

    def codes(self, model: type[C]) -> list[str]:
        """Codes that may be referred to."""
        return [*(item.code for item in self.all(model)), *sorted(self.broken.get(model, ()))]

    def own_plans(self) -> list[PackPlan]:
        """The pack's own plans; where it writes none, those of the pack that it extends."""
        written = [entry.item for entry in self.own(PackPlan) if entry.item.role == "own"]
        return written or [plan for plan in self.all(PackPlan) if plan.role == "own"]


def nothing_to_prepare(raw: Raw, draft: Draft) -> Iterable[Problem]:
    return ()


def nothing_to_check(draft: Draft) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True)
class ItemKind:
    """One kind of thing that packs hold.

    Its items are read from ``<name>.yaml`` or ``<name>.csv`` in the pack's folder, or from all such files in a folder
    ``<name>/``. ``prepare`` completes a row as written (defaults, templates) before it is validated by ``model``;
    ``check`` runs when everything has been read and compares the items with each other.
    """

    name: str
    title: Text
    model: type[Item]
    prepare: Callable[[Raw, Draft], Iterable[Problem]] = nothing_to_prepare
    check: Callable[[Draft], Iterable[Problem]] = nothing_to_check

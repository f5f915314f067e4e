"""What other rooms know of a thing: each adds a section to the page of the things that concern it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lvheng.areas.acting import Acting

if TYPE_CHECKING:
    from lvheng.registers.models import Thing


@dataclass(frozen=True)
class Section:
    """A part of a thing's page: a template of the room that knows it, and its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


About = Callable[[Acting, "Thing"], "Section | None"]
sections: list[About] = []
"""A room appends its function in ``AppConfig.ready``; it answers None for things that do not concern it."""


def about(acting: Acting, thing: Thing) -> list[Section]:
    """The sections of all rooms for one thing and reader."""
    return [section for ask in sections if (section := ask(acting, thing)) is not None]

"""What the rules have to say on the page of a registered thing: where to see what the law asks of it."""

from __future__ import annotations

from typing import Any

from lvheng.areas.acting import Acting
from lvheng.registers.about import Section
from lvheng.rules import queries


def about(acting: Acting, thing: Any) -> Section | None:
    """A link to the duties of the thing, with the number of rules for its kind; None where there is none."""
    count = sum(rule.item.of == thing.kind for rule in queries.usable(acting))
    return Section("rules/_about.html", {"count": count}) if count else None

"""The rules of the site: those of its pack, as they hold in an area."""

from __future__ import annotations

import threading
from collections import OrderedDict

from lvheng.areas import boundaries
from lvheng.indicators import queries as indicator_queries
from lvheng.packs.model import Pack
from lvheng.packs.rule_model import LocalValue
from lvheng.rules.book import Rule, Rulebook

# One for each area that readers look at; a prefecture has about ten, and a rule is seldom asked for elsewhere.
MAX_KEPT = 24

_Key = tuple[int, str]
_kept: OrderedDict[_Key, tuple[Pack, Rulebook]] = OrderedDict()
_opening = threading.Lock()


def book(area: str = "") -> Rulebook:
    """The rules as they hold in an area, that of the site unless another is named; kept in the process.

    Raises Problems for a pack that is not valid.
    """
    pack = site_pack()
    key = (id(pack), area or pack.area_code or "")
    with _opening:
        if key not in _kept:
            # The pack is kept beside its book, so that its id stays its own.
            _kept[key] = (pack, Rulebook.of(pack, key[1] or None))
            while len(_kept) > MAX_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key][1]


def site_pack() -> Pack:
    """The pack of the site."""
    return indicator_queries.book().pack


def areas_of(rule: Rule) -> list[str]:
    """Where the rule can be applied with prices of its own: the site's area, its parts, and who published a value."""
    pack = site_pack()
    own = pack.area_code or ""
    published = {value.area for value in pack.of(LocalValue) if value.parameter in rule.parameters}
    return list(dict.fromkeys([own, *(each.code for each in boundaries.children(own)), *sorted(published)]))

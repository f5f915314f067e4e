"""The rules of the site: those of its pack, as they hold in an area and as they were amended here."""

from __future__ import annotations

import threading
from collections import OrderedDict

from lvheng.areas import boundaries
from lvheng.indicators import queries as indicator_queries
from lvheng.packs.model import Pack, Source
from lvheng.packs.rule_model import LocalValue
from lvheng.rules.book import Rule, Rulebook
from lvheng.rules.models import RuleVersion
from lvheng.rules.overlay import Amendment, amended

# One for each area that readers look at; a prefecture has about ten, and a rule is seldom asked for elsewhere.
MAX_KEPT = 24

_Key = tuple[int, str, int]
_kept: OrderedDict[_Key, tuple[Pack, Rulebook]] = OrderedDict()
_opening = threading.Lock()


def book(area: str = "") -> Rulebook:
    """The rules as they hold in an area, that of the site unless another is named; kept in the process.

    Raises Problems for a pack that is not valid.
    """
    return _book(area, _mark())


def pack_book(area: str = "") -> Rulebook:
    """The same without what was adopted here: what the worked examples of the pack are of."""
    return _book(area, 0)


def _book(area: str, mark: int) -> Rulebook:
    pack = site_pack()
    key = (id(pack), area or pack.area_code or "", mark)
    with _opening:
        if key not in _kept:
            # The pack is kept beside its book, so that its id stays its own.
            _kept[key] = (pack, amended(Rulebook.of(pack, key[1] or None), _amendments() if mark else []))
            while len(_kept) > MAX_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key][1]


def _mark() -> int:
    """A number that grows with every version that is adopted."""
    return RuleVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _amendments() -> list[Amendment]:
    return [
        Amendment(
            each.rule,
            each.area,
            each.effective_from,
            each.parameters,
            each.formulas,
            # Who adopted it read what they adopted.
            Source(title=each.source_title, number=each.source_number or None, certainty="original"),
        )
        for each in RuleVersion.objects.order_by("adopted_at", "pk")
    ]


def site_pack() -> Pack:
    """The pack of the site."""
    return indicator_queries.book().pack


def areas_of(rule: Rule) -> list[str]:
    """Where the rule can be applied with prices of its own: the site's area, its parts, and who published a value."""
    pack = site_pack()
    own = pack.area_code or ""
    published = {value.area for value in pack.of(LocalValue) if value.parameter in rule.parameters}
    return list(dict.fromkeys([own, *(each.code for each in boundaries.children(own)), *sorted(published)]))

"""Parts about indicators that the pages of other rooms hold."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString

from lvheng.indicators import queries
from lvheng.indicators.area_sheet import Tally, area_indicators, tallies
from lvheng.indicators.book import Book
from lvheng.indicators.keeping import Kept, kept_part
from lvheng.indicators.knowing import knowledge_of
from lvheng.plan import queries as plan_queries

_tallies: Kept[dict[str, Tally]] = Kept(4)


def area_part(request: HttpRequest, code: str) -> SafeString:
    """All indicators of an area; empty for an area that the pack knows nothing of."""
    known = queries.book(knowledge_of(request))
    if code not in known.areas():
        return SafeString("")
    today = queries.day_of(known)
    state = (known.fingerprint, _revision(known), today, code)
    return kept_part("indicators/_area.html", state, lambda: {"sheet": area_indicators(known, code, today)})


def area_tallies(today: date) -> dict[str, Tally]:
    """How the areas of the map stand, by what is public."""
    known = queries.book()
    return _tallies.get((known.fingerprint, _revision(known), today), lambda: tallies(known, today))


def _revision(known: Book) -> str:
    version = queries.adopted_version(known)
    return plan_queries.revision(version) if version else ""

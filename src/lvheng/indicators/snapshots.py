"""The books of the site's pack by what is known: one for each state of knowledge, kept in the process.

A book is opened from the observations of the database and the published figures of the pack, and never changes. Each
request asks the database once for its mark; where that is one that a kept book has, nothing else is read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from datetime import date
from decimal import Context, Decimal
from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.core.signals import request_finished, request_started

from lvheng.indicators.book import Book, Held
from lvheng.indicators.computing import Inputs
from lvheng.indicators.observations import Observation, Observations
from lvheng.packs import Pack, load_pack
from lvheng.packs.measures import Measure
from lvheng.statistics.observed import Knowledge, Origin, observations, origins, watermark

PUBLIC = Knowledge(public=True)
OFFICE = Knowledge(public=False)
# Of each kind the present one, and as many past days as readers may be looking at.
MAX_KEPT = 12
# The usual context would round to 28 digits.
_EXACT = Context(prec=60)

_Key = tuple[str, str]
_kept: OrderedDict[_Key, Book] = OrderedDict()
_packs: dict[str, Book] = {}
_opening = threading.Lock()
_keeping = threading.Lock()
_request = Local()


def book(knowledge: Knowledge = PUBLIC) -> Book:
    """The book by what the public, or the office, knows or knew. Raises Problems for a pack that is not valid.

    1. Within a request the mark is read once, so that a page shows one state of knowledge.
    2. A book that is kept under the mark is given back as it is.
    3. Else it is opened; who asks meanwhile waits, so that nobody opens it twice.
    """
    seen: dict[Knowledge, Book] | None = getattr(_request, "books", None)
    if seen is not None and knowledge in seen:
        return seen[knowledge]
    found = _book(knowledge)
    if seen is not None:
        seen[knowledge] = found
    return found


def inputs_known(as_of: date | None = None) -> Inputs:
    """What numbers are computed from at the site: what its office knew on a day."""
    return book(Knowledge(public=False, as_of=as_of)).inputs


def site_pack() -> Pack:
    """The site's pack, read once in a process; asks no database."""
    name = str(settings.CONFIGURATION.pack)
    if name not in _packs:
        with _opening:
            _of_pack(name)
    return _packs[name].pack


def _book(knowledge: Knowledge) -> Book:
    key = (str(settings.CONFIGURATION.pack), watermark(knowledge))
    kept = _looked_up(key)
    if kept is not None:
        return kept
    with _opening:
        kept = _looked_up(key)
        if kept is None:
            kept = _of_pack(key[0]).knowing(_held(knowledge, key[1]))
            _keep(key, kept)
        return kept


def _looked_up(key: _Key) -> Book | None:
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _keep(key: _Key, opened: Book) -> None:
    with _keeping:
        _kept[key] = opened
        while len(_kept) > MAX_KEPT:
            _kept.popitem(last=False)


def _of_pack(name: str) -> Book:
    if name not in _packs:
        _packs[name] = Book.of(load_pack(name))
    return _packs[name]


def _held(knowledge: Knowledge, mark: str) -> Held:
    reported: dict[tuple[str, str, str], Observation] = {}
    simulated: dict[tuple[str, str, str], Observation] = {}
    measures = _of_pack(str(settings.CONFIGURATION.pack)).measures
    table = observations(knowledge)
    known = origins(table.column("batch").unique().to_pylist())
    for row in _rows(table):
        element = measures.elements.get(row["element"])
        if element is not None:
            held = simulated if row["simulated"] else reported
            held[row["element"], row["unit"], row["period"]] = _observation(row, element, known[row["batch"]])
    return Held(reported, _without(simulated, reported), knowledge.as_of, mark)


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches():
        yield from batch.to_pylist()


def _observation(row: dict[str, Any], element: Measure, origin: Origin) -> Observation:
    return Observation(
        _value(row, element),
        origin.title.zh,
        origin.title.en,
        report=origin.report,
        simulated=row["simulated"],
    )


def _value(row: dict[str, Any], element: Measure) -> Decimal | bool | str:
    if row["value"] is None:
        return bool(row["word"] == "true") if row["word"] in ("true", "false") else str(row["word"])
    return written(row["value"], element.decimals)


def written(value: Decimal, decimals: int) -> Decimal:
    """The number with as many decimals as its element declares; with more only where it has more."""
    exponent = Decimal(1).scaleb(-decimals)
    rounded = value.quantize(exponent, context=_EXACT)
    return rounded if rounded == value else value.normalize(_EXACT)


def _without(simulated: Observations, reported: Observations) -> Observations:
    return {key: value for key, value in simulated.items() if key not in reported}


def _start_request(**_kwargs: Any) -> None:
    _request.books = {}


def _finish_request(**_kwargs: Any) -> None:
    _request.books = None


request_started.connect(_start_request)
request_finished.connect(_finish_request)

"""What the pages of the room share."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.packs.registers import RegisterKind
from lvheng.registers import queries
from lvheng.registers.access import MAY_SEE
from lvheng.registers.catalogue import registers
from lvheng.registers.models import Thing


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts, and whether htmx sent it."""

    acting: Acting
    htmx: HtmxDetails


def open_kind(request: ActingRequest, code: str) -> RegisterKind:
    """The kind in the address, for somebody who may see its list. Errors: Http404, NotAllowed."""
    kind = registers().kinds.get(code)
    if kind is None:
        raise Http404(code)
    require(MAY_SEE, request.acting, kind)
    return kind


def open_thing(request: ActingRequest, code: str, thing_id: int) -> tuple[RegisterKind, Thing]:
    """The thing in the address. Errors: Http404, NotAllowed."""
    kind = open_kind(request, code)
    try:
        return kind, queries.thing(thing_id, kind.code)
    except Thing.DoesNotExist as error:
        raise Http404(str(thing_id)) from error

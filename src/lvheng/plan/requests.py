"""The request as our middleware hands it to the views of this room."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lvheng.areas.acting import Acting


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts, and whether htmx sent it."""

    acting: Acting
    htmx: HtmxDetails

"""Parts of public pages, rendered once for each state of what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lvheng.portal.context import VERSION

KEPT_SECONDS = 24 * 3600


def kept_part(template: str, state: tuple[Any, ...], build: Callable[[], dict[str, Any]]) -> SafeString:
    """A rendered part of a page, from the cache where the program, the language and ``state`` are the same.

    ``state`` has to hold everything that changes what ``template`` shows; the template knows nothing of the request,
    so nothing of the person who reads can get into it.
    """
    whole = (VERSION, get_language(), template, state)
    key = f"portal-part:{hashlib.sha256(repr(whole).encode()).hexdigest()}"
    html = cache.get(key)
    if html is None:
        html = str(render_to_string(template, build()))
        cache.set(key, html, KEPT_SECONDS)
    kept: SafeString = mark_safe(html)  # it was escaped when it was rendered
    return kept

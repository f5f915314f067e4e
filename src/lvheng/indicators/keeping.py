"""Parts of pages in the memory of each process: rendered once for each state of what they show."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

T = TypeVar("T")
KEPT_SECONDS = 3600
parts = LocMemCache("indicator-parts", {"MAX_ENTRIES": 400})


def kept_part(template: str, state: tuple[Any, ...], build: Callable[[], dict[str, Any]]) -> SafeString:
    """A rendered part, from memory where ``state`` and the language are the same.

    ``state`` holds everything that changes the part; the template knows nothing of the request, so nothing of the
    person who reads can get into it.
    """
    whole = repr((get_language(), template, state))
    key = hashlib.sha256(whole.encode()).hexdigest()
    html = parts.get(key)
    if html is None:
        html = str(render_to_string(template, build()))
        parts.set(key, html, KEPT_SECONDS)
    return SafeString(html)  # it was escaped when it was rendered


class Kept(Generic[T]):
    """The last few results of something that takes long, by key; whoever asks for a new one waits for it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: OrderedDict[tuple[Any, ...], T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...], build: Callable[[], T]) -> T:
        """The result under the key, built where there is none."""
        with self._lock:
            if key not in self._found:
                self._found[key] = build()
            self._found.move_to_end(key)
            while len(self._found) > self._size:
                self._found.popitem(last=False)
            return self._found[key]

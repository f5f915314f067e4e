"""Names in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language


def in_reader_language(chinese: str, english: str) -> str:
    """The English name for readers of English where there is one, else the Chinese name."""
    return english if english and (get_language() or "").startswith("en") else chinese

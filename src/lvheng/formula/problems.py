"""What can be wrong with a formula or a declaration, told with its place and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from lvheng.errors import InputProblem, Text
from lvheng.formula.syntax import Place


class FormulaProblem(InputProblem):
    """A formula or a declaration cannot be used as it is. ``place`` is None when only the item is known."""

    def __init__(self, code: str, what: Text, to_do: Text, where: str, place: Place | None = None) -> None:
        super().__init__(code, what, where, to_do)
        self.place = place


def problem(code: str, place: Place | str, zh: str, en: str, do_zh: str, do_en: str) -> FormulaProblem:
    """A problem at a place in a formula, or at a named item such as a variable's code."""
    known = place if isinstance(place, Place) else None
    return FormulaProblem(code, Text(zh, en), Text(do_zh, do_en), str(place), known)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, or None when nothing is near."""
    close = difflib.get_close_matches(name, list(candidates), n=1, cutoff=0.6)
    return close[0] if close else None

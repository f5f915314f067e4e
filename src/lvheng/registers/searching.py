"""Finding Chinese text without a dictionary: pairs of neighbouring characters. Knows no database.

PostgreSQL's own trigram extension is not part of the embedded server, so each thing keeps the pairs of its searchable
text in an array with an inverted index. A query finds the things that have all its pairs, and then looks whether its
words really stand in their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from lvheng.registers.identifiers import half_width

MAX_WORDS = 6
MAX_CHARACTERS = 60
_RUNS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def folded(text: str) -> str:
    """Text as it is compared: half-width, small letters, single blanks."""
    return " ".join(half_width(text.replace("\x00", "")).casefold().split())


def words_of(query: str) -> list[str]:
    """The words of what somebody typed, at most six."""
    return list(dict.fromkeys(folded(query[:MAX_CHARACTERS]).split()))[:MAX_WORDS]


def pairs(text: str) -> set[str]:
    """Pairs of Chinese characters, triples of Latin letters and digits, single characters of shorter runs."""
    found: set[str] = set()
    for run in _RUNS.findall(folded(text)):
        if run[0].isascii():
            found.update(run[i : i + 3] for i in range(len(run) - 2))
        else:
            found.update(first + second for first, second in pairwise(run))
    return found


def tokens(texts: Iterable[str]) -> list[str]:
    """What is kept of a thing's searchable texts."""
    return sorted(set[str]().union(*(pairs(text) for text in texts)))

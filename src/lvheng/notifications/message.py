"""What is told: one message, in both languages, with the page that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from lvheng.errors import Text

LONGEST_KEY = 160
LONGEST_TITLE = 200
LONGEST_URL = 300


@dataclass(frozen=True)
class Message:
    """``key`` names what happened once and for all; the same key never reaches the same person twice.

    ``kind`` is a key of ``kinds.KINDS``; ``url`` is a path on this site. A simulated message is shown, never mailed.
    Raises ValueError for a key, kind or address that cannot be kept: that is a mistake of the calling room.
    """

    key: str
    kind: str
    title: Text
    text: Text
    url: str
    simulated: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= LONGEST_KEY:
            raise ValueError(f"a key has 1 to {LONGEST_KEY} characters: {self.key!r}")
        if not self.url.startswith("/") or self.url.startswith("//") or len(self.url) > LONGEST_URL:
            raise ValueError(f"an address on this site begins with one slash: {self.url!r}")

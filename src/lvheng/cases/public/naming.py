"""What a reporter may choose to say of themselves, as it is sealed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

MAX_NAME, MAX_CONTACT = 80, 120
# Escaped, a Chinese character takes six.
_SEALED_LENGTH = 6 * (MAX_NAME + MAX_CONTACT) + 100


@dataclass(frozen=True)
class Reporter:
    """A name and how to reach them; both may be empty."""

    name: str = ""
    contact: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to seal."""
        return bool(self.name or self.contact)

    def to_text(self) -> str:
        """What is sealed, padded so that its length tells nothing of the name."""
        return json.dumps(asdict(self)).ljust(_SEALED_LENGTH)

    @staticmethod
    def of(text: str) -> Reporter:
        """What was sealed."""
        return Reporter(**json.loads(text))


def plain(text: str, longest: int) -> str:
    """Without null characters and blank ends, at most ``longest`` characters."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:longest]

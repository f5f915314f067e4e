"""Whether a thing is valid on a day: within its dates, and on the register. Knows no database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lvheng.errors import Text

Standing = Literal["valid", "not_yet", "expired", "ended", "revoked"]
_WORDS: dict[Standing, tuple[Text, str]] = {
    "valid": (Text("有效", "Valid"), "ok"),
    "not_yet": (Text("尚未生效", "Not yet valid"), "warn"),
    "expired": (Text("已过期", "Expired"), "bad"),
    "ended": (Text("已注销", "Ended"), "none"),
    "revoked": (Text("已撤销", "Revoked"), "bad"),
}


@dataclass(frozen=True)
class Verdict:
    """The answer, and from when until when the thing is valid by its dates."""

    standing: Standing
    begin: datetime.date | None
    end: datetime.date | None

    @property
    def is_valid(self) -> bool:
        return self.standing == "valid"

    @property
    def words(self) -> Text:
        return _WORDS[self.standing][0]

    @property
    def badge(self) -> str:
        """The kind of badge that says it: ok, warn, bad or none."""
        return _WORDS[self.standing][1]


def validity(state: str, begin: datetime.date | None, end: datetime.date | None, day: datetime.date) -> Verdict:
    """Valid on ``day``: neither ended nor revoked, begun, and not beyond its last day (both days included)."""
    if state in ("ended", "revoked"):
        return Verdict("revoked" if state == "revoked" else "ended", begin, end)
    if begin is not None and day < begin:
        return Verdict("not_yet", begin, end)
    if end is not None and day > end:
        return Verdict("expired", begin, end)
    return Verdict("valid", begin, end)

"""Who holds an account: a kind and what identifies it there, written as one text such as ``organisation:finance``."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast, get_args

OwnerKind = Literal["organisation", "thing", "person", "area", "system"]
OWNER_KINDS: tuple[OwnerKind, ...] = get_args(OwnerKind)
MAX_LENGTH = 120

_OWNER = re.compile(rf"(?P<kind>{'|'.join(OWNER_KINDS)}):(?P<key>[^\x00-\x20\x7f]+)")


class Owner(NamedTuple):
    """The two parts of an owner's text; ``str`` joins them again."""

    kind: OwnerKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def organisation(code: str) -> str:
    """The owner that is an organisation of the pack."""
    return f"organisation:{code}"


def thing(number: str) -> str:
    """The owner that is a registered thing, by its number or identifier."""
    return f"thing:{number}"


def person(username: str) -> str:
    """The owner that is somebody who signs in."""
    return f"person:{username}"


def area(code: str) -> str:
    """The owner that is the government of an area: its reserve and its funds."""
    return f"area:{code}"


def system(purpose: str) -> str:
    """The owner that is the program itself, for accounts that belong to nobody."""
    return f"system:{purpose}"


def parse(text: str) -> Owner | None:
    """The parts of an owner's text; None where it is none."""
    found = _OWNER.fullmatch(text)
    if found is None or len(text) > MAX_LENGTH:
        return None
    return Owner(cast(OwnerKind, found["kind"]), found["key"])

"""The data of cases as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist

from lvheng.packs.case_model import CaseType
from lvheng.packs.registers import RegisterKind
from lvheng.registers import queries as register_queries
from lvheng.registers.catalogue import registers
from lvheng.registers.shown import Shown, names_for, show


def shown_data(
    kind: CaseType, data: Mapping[str, Any], codes: Iterable[str] | None = None, personal: bool = False
) -> list[Shown]:
    """The fields ``codes`` (all where None) in the reader's language; personal ones masked unless ``personal``."""
    wanted = kind.fields if codes is None else tuple(kind.field_of[code] for code in codes)
    names = names_for(cast("RegisterKind", kind), [data])
    return show(registers(), wanted, data, names, personal)


def of_number(number: int) -> Any | None:
    """The registered thing of that number; None where there is none."""
    try:
        return register_queries.thing(number)
    except ObjectDoesNotExist:
        return None

"""Values for programs: as they are kept, but references by identifier and places as text; they can be sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lvheng.areas.acting import Acting
from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.access import fields_for, sees_personal
from lvheng.registers.models import Thing
from lvheng.registers.values import masked


def plain_rows(acting: Acting, kind: RegisterKind, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The values of several things or versions that somebody may see, personal ones masked where need be."""
    fields = fields_for(acting, kind)
    personal = sees_personal(acting, kind)
    identifiers = _identifiers(fields, rows)
    return [plain_values(fields, values, identifiers, personal) for values in rows]


def plain_values(
    fields: Sequence[RegisterField], values: Mapping[str, Any], identifiers: Mapping[int, str], personal: bool
) -> dict[str, Any]:
    """The values of ``fields`` that say something."""
    return {each.code: _plain(each, values[each.code], identifiers, personal) for each in fields if each.code in values}


def _plain(field: RegisterField, value: Any, identifiers: Mapping[int, str], personal: bool) -> Any:
    if field.personal and not personal:
        return masked(value)
    if field.type == "reference":
        return identifiers.get(value, "")
    return ",".join(value) if field.type == "point" else value


def _identifiers(fields: Sequence[RegisterField], rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    codes = [field.code for field in fields if field.to]
    wanted = {values[code] for values in rows for code in codes if code in values}
    return dict(Thing.objects.filter(pk__in=wanted).values_list("pk", "identifier")) if wanted else {}

"""What the REST API of the registers answers, as plain data."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers import queries
from lvheng.registers.access import may_change
from lvheng.registers.api_schemas import On
from lvheng.registers.catalogue import registers
from lvheng.registers.models import Import, Thing, ThingVersion
from lvheng.registers.plain import plain_rows

_HEADER_ROWS = 1


def written_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a table holds them: a list is a place, written as longitude and latitude."""
    return {code: ",".join(map(str, value)) if isinstance(value, list) else value for code, value in values.items()}


def kind_out(acting: Acting, kind: RegisterKind) -> dict[str, Any]:
    """A register and whether the caller may write it."""
    return {
        "code": kind.code,
        "name": {"zh": kind.name, "en": kind.name_en},
        "about": {"zh": kind.about, "en": kind.about_en},
        "keeper": kind.keeper,
        "identifier": kind.identifier,
        "public": kind.public,
        "may_change": may_change(acting, kind),
    }


def field_out(field: RegisterField) -> dict[str, Any]:
    """A field with the codes it may have."""
    return {
        "code": field.code,
        "name": {"zh": field.name, "en": field.name_en},
        "type": field.type,
        "unit": field.unit,
        "required": field.required,
        "public": field.public,
        "personal": field.personal,
        "to": field.to,
        "options": [option.code for option in registers().options(field)],
    }


def things_out(acting: Acting, kind: RegisterKind, found: list[Thing]) -> list[dict[str, Any]]:
    """Things of one kind as they stand today."""
    values = plain_rows(acting, kind, [each.values for each in found])
    return [
        {**head_out(each), "standing": queries.verdict(each).standing, "values": said}
        for each, said in zip(found, values, strict=True)
    ]


def head_out(found: Thing) -> dict[str, Any]:
    """What tells a thing apart."""
    return {
        "id": found.pk,
        "identifier": found.identifier,
        "title": found.title,
        "state": found.state,
        "version": found.versions_count,
        "simulated": found.simulated,
    }


def standing_on(kind: RegisterKind, version: ThingVersion, on: On) -> str:
    """Whether the thing was valid on the day that was asked for."""
    return queries.verdict_of(kind, version, on.as_of or timezone.localdate()).standing


def version_out(version: ThingVersion, values: dict[str, Any]) -> dict[str, Any]:
    """One version with its values as the caller may see them."""
    return {
        "number": version.number,
        "act": version.act,
        "state": version.state,
        "effective_on": version.effective_on,
        "recorded_at": version.recorded_at,
        "recorded_by": str(version.recorded_by or ""),
        "reason": version.reason,
        "values": values,
    }


def import_out(handed: Import) -> dict[str, Any]:
    """Rows that were handed in; they are counted from 1, without the line of titles."""
    return {
        "id": handed.pk,
        "kind": handed.kind,
        "stage": handed.stage,
        "done": handed.rows_done,
        "total": handed.rows_total,
        "new": handed.new_count,
        "changed": handed.changed_count,
        "same": handed.same_count,
        "left_out": handed.left_out_count,
        "mistakes": handed.problem_count,
        "problems": [_mistake(handed, each) for each in handed.problems],
        "likely": [{**each, "row": each["row"] - _HEADER_ROWS} for each in handed.likely],
    }


def _mistake(handed: Import, problem: dict[str, Any]) -> dict[str, Any]:
    names = {each.name: each.code for each in registers().kinds[handed.kind].fields}
    row = max(0, problem["row"] - _HEADER_ROWS)
    return {**problem, "row": row, "field": names.get(problem["column"], problem["column"])}

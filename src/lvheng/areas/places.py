"""Where the holder of a role works when nobody has said so: for first accounts and for the demo."""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.areas.duties import fits
from lvheng.areas.models import Organisation, Role

# Part of an organisation's name by role, the likeliest first.
_PLACES: dict[Role, tuple[str, ...]] = {
    Role.PLANNER: ("发展和改革", "发展改革"),
    Role.DEPARTMENT_OFFICER: ("生态环境",),
    Role.AUDITOR: ("审计",),
    Role.SECURITY_OFFICER: ("公安", "网信"),
    Role.ADMINISTRATOR: ("政府办公", "政务服务", "大数据"),
}


def organisations_of(area_code: str | None) -> list[Organisation]:
    """The open organisations of an area and then of the areas directly below it."""
    found = Organisation.objects.filter(closed_on__isnull=True)
    return [*found.filter(area_id=area_code), *found.filter(area__parent_id=area_code)]


def likely_place(role: Role, organisations: Sequence[Organisation]) -> Organisation | None:
    """The first of ``organisations`` that the role goes with: one named as usual, else the government, else any."""
    fitting = [each for each in organisations if fits(role, each.kind)]
    named = (each for part in _PLACES.get(role, ()) for each in fitting if part in each.name)
    government = (each for each in fitting if each.kind == Organisation.Kind.GOVERNMENT)
    return next(named, None) or next(government, None) or next(iter(fitting), None)

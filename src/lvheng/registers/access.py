"""Who may see and write which things, beyond what the table of permissions says of a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow, require
from lvheng.areas.roles import Role
from lvheng.errors import NotAllowed, StateConflict, Text
from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.catalogue import keeper_of
from lvheng.registers.models import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable

MAY_SEE, MAY_CHANGE = "registers.see", "registers.change"


def sees_everything(acting: Acting, kind: RegisterKind) -> bool:
    """Whether somebody sees all fields of a kind, personal ones masked; others see the public fields."""
    return acting.role in kind.see


def sees_personal(acting: Acting, kind: RegisterKind) -> bool:
    """Whether somebody needs personal data: whoever keeps the register."""
    return allow(MAY_CHANGE, acting, kind)


def fields_for(acting: Acting, kind: RegisterKind) -> list[RegisterField]:
    """The fields that somebody is shown."""
    return [field for field in kind.fields if field.public or sees_everything(acting, kind)]


def kinds_for(acting: Acting, kinds: Iterable[RegisterKind]) -> list[RegisterKind]:
    """The kinds whose lists somebody may open."""
    return [kind for kind in kinds if allow(MAY_SEE, acting, kind)]


def may_change(acting: Acting, kind: RegisterKind, area: str | None = None) -> bool:
    """Whether somebody may write things of a kind (in ``area``, where one is meant)."""
    return allow(MAY_CHANGE, acting, kind) and (area is None or _is_in_charge(acting, area))


def require_keeper(acting: Acting, kind: RegisterKind) -> None:
    """Return if somebody may write things of ``kind``; NotAllowed names the department that keeps the register."""
    keeper = keeper_of(kind)
    if acting.role in kind.change and not allow(MAY_CHANGE, acting, kind) and keeper is not None:
        raise NotAllowed(
            "another_department",
            Text(
                f"“{kind.name}”由{keeper.zh}登记，其他部门不能变更。",
                f"“{kind.name_en}” is kept by the {keeper.en}; other departments may not change it.",
            ),
            to_do=Text(
                f"请由{keeper.zh}办理；如在该部门任职，请在页首切换。",
                f"Ask the {keeper.en}, or switch at the top if you hold an appointment there.",
            ),
        )
    require(MAY_CHANGE, acting, kind)


def require_change(acting: Acting, kind: RegisterKind, area: str | None) -> None:
    """Return if somebody may write a thing of ``kind`` that lies in ``area``; county officers only in their own."""
    require_keeper(acting, kind)
    if kind.area is not None and not _is_in_charge(acting, area):
        raise NotAllowed(
            "another_area",
            Text(
                "县（市、区）工作人员只能登记和变更本县（市、区）的内容。",
                "County officers may only write what belongs to their own county.",
            ),
            to_do=Text("请由所在地或州级部门办理。", "Ask that county or a department of the prefecture."),
        )


def _is_in_charge(acting: Acting, area: str | None) -> bool:
    if acting.role != Role.COUNTY_OFFICER:
        return True
    return acting.organisation is not None and acting.organisation.area_id == area


def lock_thing(thing_id: int, seen_versions: int | None = None) -> Thing:
    """The thing, locked until the end of the transaction; StateConflict when it changed after it was seen."""
    thing = Thing.objects.select_for_update().get(pk=thing_id)
    if seen_versions is not None and thing.versions_count != seen_versions:
        raise StateConflict(
            "thing_changed_meanwhile",
            Text("刚刚有人改过这一条。", "Somebody else has just changed this."),
            where=thing.title,
            to_do=Text("请看最新内容，再决定是否更改。", "Look at how it stands now, then change it if needed."),
        )
    return thing

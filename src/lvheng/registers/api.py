"""The registers over HTTP: what the pages show and do, for programs, with the same permissions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from lvheng.areas.acting import Acting
from lvheng.areas.api_auth import ANYBODY, SIGNED_IN
from lvheng.areas.permissions import require
from lvheng.packs.registers import RegisterKind
from lvheng.registers import actions, import_actions, listing, paging, queries
from lvheng.registers.access import MAY_SEE, fields_for, kinds_for, sees_everything
from lvheng.registers.api_answers import (
    field_out,
    head_out,
    import_out,
    kind_out,
    standing_on,
    things_out,
    version_out,
    written_values,
)
from lvheng.registers.api_schemas import (
    ChangeOfThing,
    End,
    ImportOut,
    KindDetailOut,
    KindOut,
    NewThing,
    On,
    Reinstate,
    Rows,
    ThingOut,
    ThingsOut,
    VersionOut,
    Wanted,
    WriteRows,
)
from lvheng.registers.catalogue import registers
from lvheng.registers.models import Import, Thing
from lvheng.registers.plain import plain_rows

router = Router(auth=SIGNED_IN)


@router.get(
    "/registers",
    response=list[KindOut],
    auth=ANYBODY,
    summary="Registers · 登记种类",
    openapi_extra={"x-zh": "可以查看的全部登记种类。"},
)
def kinds(request: HttpRequest) -> list[dict[str, Any]]:
    """The registers that the caller may see."""
    acting = _acting(request)
    return [kind_out(acting, each) for each in kinds_for(acting, registers().kinds.values())]


@router.get(
    "/registers/{kind}",
    response=KindDetailOut,
    auth=ANYBODY,
    summary="One register · 一种登记",
    openapi_extra={"x-zh": "一种登记和它的各字段。"},
)
def kind(request: HttpRequest, kind: str) -> dict[str, Any]:
    """A register with the fields that the caller may see."""
    acting, declared = _open(request, kind)
    return {**kind_out(acting, declared), "fields": [field_out(each) for each in fields_for(acting, declared)]}


@router.get(
    "/registers/{kind}/things",
    response=ThingsOut,
    auth=ANYBODY,
    summary="Things · 登记内容",
    openapi_extra={
        "x-zh": "一种登记中符合条件的内容，分段给出；任何字段都可以作条件，如 area=622901、energy_use_min=1000。"
    },
)
def things(request: HttpRequest, kind: str, wanted: Query[Wanted]) -> dict[str, Any]:
    """The things that answer, part by part: each part names the thing after which the next one goes on."""
    acting, declared = _open(request, kind)
    fields = fields_for(acting, declared)
    asked = listing.read_request(request.GET, declared, fields)
    found = listing.narrowed(declared, asked)
    anchor = paging.position(declared, asked, wanted.after) if wanted.after else None
    if wanted.after and anchor is None:
        raise Http404(str(wanted.after))
    rows = paging.take(found.defer("tokens", "search_text"), declared, asked, anchor, wanted.limit + 1)
    part = rows[: wanted.limit]
    return {
        "total": found.order_by().count(),
        "next": part[-1].pk if len(rows) > len(part) else None,
        "things": things_out(acting, declared, part),
    }


@router.get(
    "/registers/{kind}/things/{pk}",
    response=ThingOut,
    auth=ANYBODY,
    summary="One thing · 一条内容",
    openapi_extra={"x-zh": "一条内容现在的情况，或过去某一天的情况。"},
)
def thing(request: HttpRequest, kind: str, pk: int, on: Query[On]) -> dict[str, Any]:
    """A thing as it stands, or as it stood on a day by what was known on another."""
    acting, declared = _open(request, kind)
    found = _thing(declared, pk)
    if on.as_of is None and on.known_on is None:
        return things_out(acting, declared, [found])[0]
    version = queries.version_on(found, on.as_of or timezone.localdate(), on.known_on)
    if version is None:
        raise Http404(str(pk))
    (values,) = plain_rows(acting, declared, [version.values])
    return {**head_out(found), "state": version.state, "standing": standing_on(declared, version, on), "values": values}


@router.get(
    "/registers/{kind}/things/{pk}/history",
    response=list[VersionOut],
    summary="History of a thing · 一条内容的历史",
    openapi_extra={"x-zh": "一条内容的全部版本，最后登记的在前。"},
)
def history(request: HttpRequest, kind: str, pk: int) -> list[dict[str, Any]]:
    """Everything that was ever recorded of a thing, for the roles that see all of its register."""
    acting, declared = _open(request, kind)
    if not sees_everything(acting, declared):
        raise Http404(str(pk))
    versions = queries.history(_thing(declared, pk))
    values = plain_rows(acting, declared, [each.values for each in versions])
    return [version_out(each, said) for each, said in zip(versions, values, strict=True)]


@router.post(
    "/registers/{kind}/things",
    response=ThingOut,
    summary="Register a thing · 登记一条",
    openapi_extra={"x-zh": "登记一条内容；有错误时一次说明全部。"},
)
def register(request: HttpRequest, kind: str, new: NewThing) -> dict[str, Any]:
    """Register a thing. Everything that is wrong with it is told at once."""
    acting, declared = _open(request, kind)
    made = actions.register(acting, declared.code, written_values(new.values), new.reason, new.effective_on)
    return things_out(acting, declared, [_thing(declared, made.pk)])[0]


@router.patch(
    "/registers/{kind}/things/{pk}",
    response=ThingOut,
    summary="Change a thing · 变更一条",
    openapi_extra={"x-zh": "变更一条内容的若干字段；没有写的字段不变，写空的字段清空。"},
)
def change(request: HttpRequest, kind: str, pk: int, changed: ChangeOfThing) -> dict[str, Any]:
    """Give some fields other values; fields that are not named stay, empty ones are emptied."""
    acting, declared = _open(request, kind)
    _thing(declared, pk)
    actions.change(acting, pk, written_values(changed.values), changed.reason, changed.effective_on, changed.version)
    return things_out(acting, declared, [_thing(declared, pk)])[0]


@router.post(
    "/registers/{kind}/things/{pk}/end",
    response=ThingOut,
    summary="Take a thing off · 注销或撤销",
    openapi_extra={"x-zh": "从某一天起注销或撤销一条内容；历史保留。"},
)
def end(request: HttpRequest, kind: str, pk: int, how: End) -> dict[str, Any]:
    """Take a thing off the register from a day on; its history stays."""
    acting, declared = _open(request, kind)
    _thing(declared, pk)
    actions.end(acting, pk, how.reason, how.on, revoke=how.revoke)
    return things_out(acting, declared, [_thing(declared, pk)])[0]


@router.post(
    "/registers/{kind}/things/{pk}/reinstate",
    response=ThingOut,
    summary="Put a thing back · 恢复",
    openapi_extra={"x-zh": "恢复已注销或撤销的内容。"},
)
def reinstate(request: HttpRequest, kind: str, pk: int, how: Reinstate) -> dict[str, Any]:
    """Put a thing back that was taken off."""
    acting, declared = _open(request, kind)
    _thing(declared, pk)
    actions.reinstate(acting, pk, how.reason, how.on)
    return things_out(acting, declared, [_thing(declared, pk)])[0]


@router.post(
    "/registers/{kind}/imports",
    response=ImportOut,
    summary="Hand in many things · 批量交来",
    openapi_extra={"x-zh": "一次交来许多行；先检查，一次说明全部错误和疑似重复，什么都不写。随后查看结果，再写入。"},
)
def hand_in(request: HttpRequest, kind: str, rows: Rows) -> dict[str, Any]:
    """Hand in rows for the check, which writes nothing: look at what it found, then write them."""
    acting, declared = _open(request, kind)
    handed = import_actions.hand_in_rows(acting, declared.code, [written_values(each) for each in rows.rows], rows.mode)
    return import_out(handed)


@router.get(
    "/registers/{kind}/imports/{pk}",
    response=ImportOut,
    summary="Rows that were handed in · 交来的各行",
    openapi_extra={"x-zh": "检查或写入到了哪一步，以及全部错误和疑似重复。"},
)
def imported(request: HttpRequest, kind: str, pk: int) -> dict[str, Any]:
    """How far rows are that were handed in, with all mistakes and likely duplicates."""
    acting, declared = _open(request, kind)
    return import_out(import_actions.handed_in(acting, _import_of(declared, pk)))


@router.post(
    "/registers/{kind}/imports/{pk}/write",
    response=ImportOut,
    summary="Write what was checked · 写入",
    openapi_extra={"x-zh": "写入检查过的各行；有错误时要写明略过。"},
)
def write(request: HttpRequest, kind: str, pk: int, how: WriteRows) -> dict[str, Any]:
    """Write rows that were checked; where some are wrong, only when they are to be left out."""
    acting, declared = _open(request, kind)
    return import_out(import_actions.apply(acting, _import_of(declared, pk), skip_wrong=how.skip_wrong))


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def _open(request: HttpRequest, code: str) -> tuple[Acting, RegisterKind]:
    found = registers().kinds.get(code)
    if found is None:
        raise Http404(code)
    require(MAY_SEE, _acting(request), found)
    return _acting(request), found


def _thing(kind: RegisterKind, pk: int) -> Thing:
    try:
        return queries.thing(pk, kind.code)
    except Thing.DoesNotExist as error:
        raise Http404(str(pk)) from error


def _import_of(kind: RegisterKind, pk: int) -> int:
    if not Import.objects.filter(pk=pk, kind=kind.code).exists():
        raise Http404(str(pk))
    return pk

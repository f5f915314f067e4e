"""From what people and files write to things and their versions. No permissions and no log: those are the actions'."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection
from django.utils import timezone

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs.registers import RegisterKind, Registers
from lvheng.registers.copying import copy_links, copy_things, copy_versions
from lvheng.registers.identifiers import normal_identifier
from lvheng.registers.lookups import referred, titles_of
from lvheng.registers.models import Link, State, Thing, ThingVersion
from lvheng.registers.projection import Projection, project
from lvheng.registers.values import Lookups, read_value

_PROJECTED = (
    "identifier",
    "title",
    "area_id",
    "valid_from",
    "valid_until",
    "longitude",
    "latitude",
    "search_text",
    "tokens",
)
_BATCH = 2000


@dataclass(frozen=True)
class Entry:
    """What a version says: who recorded it, why, and from which day on it holds."""

    act: ThingVersion.Act
    effective_on: datetime.date
    recorded_by: Any = None
    reason: str = ""
    simulated: bool = False


Step = tuple[Entry, Mapping[str, Any], State]
History = Sequence[Step]


def read_values(
    kind: RegisterKind, written: Mapping[str, Any], known: Lookups, before: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[Problem]]:
    """The values to keep and everything that is wrong with them.

    A field that ``written`` does not have keeps what it was ``before``; one that is empty in it is emptied.
    """
    values, problems = dict(before or {}), []
    for field in kind.fields:
        if field.code not in written and (before is not None or not field.required):
            continue
        try:
            value = read_value(field, written.get(field.code), known)
        except InputProblem as problem:
            problems.append(problem)
            continue
        values.pop(field.code, None)
        if value is not None:
            values[field.code] = value
    return values, [*problems, *_contradictions(kind, values)]


def _contradictions(kind: RegisterKind, values: Mapping[str, Any]) -> Iterable[Problem]:
    validity = kind.validity
    if validity is None or validity.end is None:
        return
    begin, end = values.get(validity.begin), values.get(validity.end)
    if begin and end and end < begin:
        first, last = kind.by_code[validity.begin], kind.by_code[validity.end]
        yield InputProblem(
            "ends_before_it_begins",
            Text(
                f"{last.name}（{end}）早于{first.name}（{begin}）。",
                f"{last.name_en} ({end}) is before {first.name_en} ({begin}).",
            ),
            where=last.code,
        )


def next_number(kind: RegisterKind, count: int = 1) -> int:
    """The first of ``count`` free numbers of a kind without identifiers; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registers:{kind.code}"])
        cursor.execute(
            "SELECT coalesce(max(identifier_key::bigint), 0) FROM registers_thing"
            " WHERE kind = %s AND identifier_key ~ %s",
            [kind.code, r"^\d{1,18}$"],
        )
        return int(cursor.fetchone()[0]) + 1


def insert(registers: Registers, kind: RegisterKind, rows: Sequence[Mapping[str, Any]], entry: Entry) -> list[Thing]:
    """Write new things with their first version and links. Raises Problems where an identifier is taken."""
    return insert_histories(registers, kind, [[(entry, values, State.ACTIVE)] for values in rows])


def insert_histories(registers: Registers, kind: RegisterKind, histories: Sequence[History]) -> list[Thing]:
    """The same for things to which more has happened already; each stands as its last step says."""
    titles = _titles(kind, [values for steps in histories for _, values, _ in steps])
    first = next_number(kind) if kind.identifier is None else 0
    last = [steps[-1][1] for steps in histories]
    projections = [
        project(registers, kind, values, f"{first + place:06d}", titles) for place, values in enumerate(last)
    ]
    refuse_taken(kind, projections)
    now = timezone.now()
    things, versions = [], []
    for projection, steps in zip(projections, histories, strict=True):
        thing = _thing(kind, projection, steps, now)
        things.append(thing)
        versions += [_version(thing, number, step, now) for number, step in enumerate(steps, 1)]
    write_new(kind, things, versions)
    return things


def write_new(kind: RegisterKind, things: Sequence[Thing], versions: Sequence[ThingVersion]) -> None:
    """Write things that nobody has yet, their versions and their links. Raises Problems where somebody was faster."""
    try:
        copy_things(things)
    except IntegrityError as error:
        raise Problems([_taken(each.identifier, "") for each in things[:1]]) from error
    for version in versions:
        version.thing_id = version.thing.pk
    copy_versions(versions)
    copy_links(link for thing in things for link in _links(kind, thing))


def _titles(kind: RegisterKind, rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    return titles_of(target for values in rows for target in referred(kind, values).values())


def _thing(kind: RegisterKind, projection: Projection, steps: History, now: datetime.datetime) -> Thing:
    entry, values, state = steps[-1]
    thing = Thing(
        kind=kind.code,
        state=state,
        values=dict(values),
        version_number=len(steps),
        versions_count=len(steps),
        simulated=entry.simulated,
        created_at=now,
        changed_at=now,
    )
    return _laid_out(thing, projection)


def _laid_out(thing: Thing, projection: Projection) -> Thing:
    for name in _PROJECTED:
        setattr(thing, name, getattr(projection, name))
    thing.identifier_key = normal_identifier(projection.identifier)
    return thing


def _version(thing: Thing, number: int, step: Step, now: datetime.datetime) -> ThingVersion:
    entry, values, state = step
    return ThingVersion(
        thing=thing,
        number=number,
        act=entry.act,
        state=state,
        effective_on=entry.effective_on,
        recorded_at=now,
        recorded_by=entry.recorded_by,
        reason=entry.reason,
        values=dict(values),
        simulated=thing.simulated,
    )


def _links(kind: RegisterKind, thing: Thing) -> list[Link]:
    return [Link(thing=thing, field=field, target_id=target) for field, target in referred(kind, thing.values).items()]


def supersede(
    registers: Registers, kind: RegisterKind, changes: Sequence[tuple[Thing, Mapping[str, Any], State]], entry: Entry
) -> None:
    """Add a version to each (locked) thing, and bring the thing to what is in force today.

    A version that holds from an earlier day than a later one that is known becomes part of the past only.
    """
    now = timezone.now()
    titles = _titles(kind, [values for _, values, _ in changes])
    latest = _effective_days(thing.pk for thing, _, _ in changes)
    versions, moved = [], []
    for thing, values, state in changes:
        thing.versions_count += 1
        versions.append(_version(thing, thing.versions_count, (entry, values, state), now))
        if entry.effective_on >= latest[thing.pk]:
            thing.values, thing.state, thing.version_number = dict(values), state, thing.versions_count
            moved.append(_laid_out(thing, project(registers, kind, values, thing.identifier, titles)))
        thing.changed_at = now
    refuse_taken(kind, moved, {thing.pk for thing in moved})
    fields = [*_PROJECTED, "identifier_key", "values", "state", "version_number", "versions_count", "changed_at"]
    # The versions come first: a thing never says what none of its versions says.
    ThingVersion.objects.bulk_create(versions, batch_size=_BATCH)
    Thing.objects.bulk_update([thing for thing, _, _ in changes], [_column(name) for name in fields], batch_size=500)
    Link.objects.filter(thing__in=moved).delete()
    Link.objects.bulk_create([link for thing in moved for link in _links(kind, thing)], batch_size=_BATCH)
    _rename_dependents(registers, moved)


def _column(name: str) -> str:
    return "area" if name == "area_id" else name


def _effective_days(ids: Iterable[int]) -> dict[int, datetime.date]:
    """The day from which the version in force holds, by thing."""
    rows = ThingVersion.objects.filter(thing__in=list(ids)).order_by("effective_on")
    return dict(rows.values_list("thing_id", "effective_on"))


def _rename_dependents(registers: Registers, things: Sequence[Thing]) -> None:
    """Things that bear the name of another one follow it: a permit is called as its holder is."""
    for kind in registers.kinds.values():
        field = kind.by_code[kind.title_field]
        if field.to is None:
            continue
        for thing in things:
            if thing.kind == field.to:
                bearing = Thing.objects.filter(kind=kind.code, links__field=field.code, links__target=thing)
                bearing.exclude(title=thing.title).update(title=thing.title)


def refuse_taken(kind: RegisterKind, rows: Sequence[Thing | Projection], but: Iterable[int] = ()) -> None:
    """Raise Problems that name every identifier of ``rows`` that another thing has, or that occurs twice in them."""
    keys = [normal_identifier(each.identifier) for each in rows]
    others = Thing.objects.filter(kind=kind.code, identifier_key__in=keys).exclude(pk__in=list(but))
    taken = dict(others.values_list("identifier_key", "title"))
    seen: set[str] = set()
    problems: list[Problem] = []
    for each, key in zip(rows, keys, strict=True):
        if key in taken or key in seen:
            problems.append(_taken(each.identifier, taken.get(key, ""), kind.identifier or ""))
        seen.add(key)
    if problems:
        raise Problems(problems)


def _taken(identifier: str, title: str, where: str = "") -> InputProblem:
    zh, en = (f"：{title}", f": {title}") if title else ("", "")
    return InputProblem(
        "identifier_taken",
        Text(f"“{identifier}”已经登记{zh}。", f"“{identifier}” is registered already{en}."),
        where=where,
        to_do=Text("请打开已登记的一条进行变更。", "Open the one that is there and change it."),
    )

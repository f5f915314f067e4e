"""What the registers say of things, for rules: of a thing itself, of what belongs to it, of what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.packs.registers import RegisterKind
from lvheng.packs.rule_model import PackRule
from lvheng.registers import queries as register_queries
from lvheng.registers.access import MAY_SEE, fields_for
from lvheng.registers.catalogue import registers
from lvheng.registers.identifiers import normal_identifier
from lvheng.rules.duties import Record

Values = Mapping[str, Any]


def records_of(
    acting: Acting, kind: RegisterKind, things: Sequence[tuple[int, Values]], rules: Iterable[PackRule]
) -> dict[int, list[Record]]:
    """The records of many things (number and values of each) that the rules can use, by the number of the thing.

    One query for every other kind that the rules name, however many things there are.
    """
    found = {pk: [Record(kind, values, _seen(acting, kind))] for pk, values in things}
    kinds = registers().kinds
    for code, via in sorted(_others(kind, rules), key=str):
        other = kinds.get(code)
        if other is None or not allow(MAY_SEE, acting, other):
            continue
        seen = _seen(acting, other)
        pairs = _named(kind, things, other, via) if via else _belonging(kind, things, other)
        for pk, values in pairs:
            found[pk].append(Record(other, values, seen, via))
    return found


def _others(kind: RegisterKind, rules: Iterable[PackRule]) -> set[tuple[str, str | None]]:
    """The other kinds that inputs name, each with the field that leads there."""
    named = {(each.of, each.via) for rule in rules for each in rule.all_inputs if each.of}
    return {(of, via) for of, via in named if of is not None and of != kind.code}


def _seen(acting: Acting, kind: RegisterKind) -> frozenset[str]:
    return frozenset(field.code for field in fields_for(acting, kind) if not field.personal)


def _named(
    kind: RegisterKind, things: Sequence[tuple[int, Values]], other: RegisterKind, via: str
) -> Iterator[tuple[int, Values]]:
    """What things name by a field: a reference, or the identifier as text."""
    field = kind.by_code.get(via)
    if field is None:
        return
    named = {pk: values[via] for pk, values in things if values.get(via)}
    rows = register_queries.of_kind(other.code)
    if field.type == "reference":
        by_key: dict[Any, Values] = dict(rows.filter(pk__in=set(named.values())).values_list("pk", "values"))
        keys: Mapping[int, Any] = named
    else:
        keys = {pk: normal_identifier(str(value)) for pk, value in named.items()}
        by_key = dict(rows.filter(identifier_key__in=set(keys.values())).values_list("identifier_key", "values"))
    yield from ((pk, by_key[key]) for pk, key in keys.items() if key in by_key)


def _belonging(
    kind: RegisterKind, things: Sequence[tuple[int, Values]], other: RegisterKind
) -> Iterator[tuple[int, Values]]:
    """Of each thing, what belongs to it (of several the one that is valid longest), or what it belongs to."""
    if _refers(other, kind):
        numbers = [pk for pk, _ in things]
        rows = register_queries.of_kind(other.code).filter(links__field=other.part_of, links__target__in=numbers)
        longest = rows.order_by("links__target", "-valid_until", "-pk").distinct("links__target")
        yield from longest.values_list("links__target", "values")
    elif _refers(kind, other):
        yield from _named(kind, things, other, kind.part_of or "")


def _refers(one: RegisterKind, to: RegisterKind) -> bool:
    return one.part_of is not None and one.by_code[one.part_of].to == to.code

"""Compares two versions of a plan, provision by provision. Pure: it knows neither Django nor the database.

Numbers are no names: an inserted article renumbers all that follow it. Provisions are therefore paired by what they
say, in this order, and each only once:

1. same words and same reference; 2. same words elsewhere (moved or renumbered); 3. same heading; 4. most alike,
   at least ``ALIKE``; 5. same reference and at least ``ALIKE_IN_PLACE``. What is left was added or removed.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from lvheng.plan.importing import normalised

ALIKE = 0.6
ALIKE_IN_PLACE = 0.3

Kind = Literal["unchanged", "changed", "moved", "added", "removed"]
Step = Literal["equal", "insert", "delete"]

# A number with its unit signs or a Latin word is read as one; a Chinese character is a word of its own.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TargetFields:
    """What two targets are compared by, in the order in which a person reads it."""

    indicator: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    deadline_year: int | None
    scope: str
    baseline_year: int | None


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """A provision's own words, without those of the provisions below it, and its targets."""

    reference: str
    number: str
    heading: str
    level: int
    text: str
    targets: tuple[TargetFields, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that both texts have, or only the new (insert) or only the old one (delete)."""

    step: Step
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a target whose value differs."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target that was added (``old`` None), removed (``new`` None), changed in ``fields`` or left as it was."""

    kind: Literal["unchanged", "changed", "added", "removed"]
    old: TargetFields | None
    new: TargetFields | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """What became of a provision. ``moved`` has the same words under another reference."""

    kind: Kind
    old: ProvisionText | None
    new: ProvisionText | None
    runs: tuple[Run, ...]
    targets: tuple[TargetChange, ...]


def compare(old: Sequence[ProvisionText], new: Sequence[ProvisionText]) -> list[ProvisionChange]:
    """Every provision of both versions exactly once: in the new order, a removed one where it used to stand."""
    pairs = pair_provisions(old, new)
    partner_of_new = {j: i for i, j in pairs.items()}
    changes: list[ProvisionChange] = []
    told = 0
    for j, provision in enumerate(new):
        i = partner_of_new.get(j)
        if i is not None and i >= told:
            changes += [_removed(each) for each in _without_partner(old, pairs, range(told, i))]
            told = i + 1
        changes.append(_added(provision) if i is None else _kept(old[i], provision))
    changes += [_removed(each) for each in _without_partner(old, pairs, range(told, len(old)))]
    return changes


def _without_partner(
    old: Sequence[ProvisionText], pairs: dict[int, int], indexes: Iterable[int]
) -> Iterator[ProvisionText]:
    return (old[i] for i in indexes if i not in pairs)


def pair_provisions(old: Sequence[ProvisionText], new: Sequence[ProvisionText]) -> dict[int, int]:
    """Index of the old provision -> index of the new one that continues it."""
    pairs: dict[int, int] = {}
    keys: list[Callable[[ProvisionText], object]] = [
        lambda each: (each.reference, _words(each)),
        lambda each: (each.level, _words(each)) if each.text.strip() else None,
        lambda each: (each.level, normalised(each.heading)) if each.heading else None,
    ]
    for key in keys:
        _pair_by_key(old, new, pairs, key)
    _pair_by_likeness(old, new, pairs)
    return pairs


def _words(provision: ProvisionText) -> str:
    return normalised(f"{provision.heading}\n{provision.text}")


def _pair_by_key(
    old: Sequence[ProvisionText],
    new: Sequence[ProvisionText],
    pairs: dict[int, int],
    key: Callable[[ProvisionText], object],
) -> None:
    """Pair those with equal keys in the order of the text; a key of None pairs nothing."""
    taken = set(pairs.values())
    waiting: dict[object, list[int]] = {}
    for j, provision in enumerate(new):
        if j not in taken:
            waiting.setdefault(key(provision), []).append(j)
    for i, provision in enumerate(old):
        own = key(provision)
        if i not in pairs and own is not None and waiting.get(own):
            pairs[i] = waiting[own].pop(0)


def _pair_by_likeness(old: Sequence[ProvisionText], new: Sequence[ProvisionText], pairs: dict[int, int]) -> None:
    """Pair the rest, most alike first; ties go to the earlier ones, so that the result never varies."""
    taken = set(pairs.values())
    candidates = []
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            if i in pairs or j in taken or before.level != after.level:
                continue
            alike = likeness(before.text, after.text)
            if alike >= (ALIKE_IN_PLACE if before.reference == after.reference else ALIKE):
                candidates.append((-alike, i, j))
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def likeness(one: str, other: str) -> Decimal:
    """Share of common pairs of neighbouring characters (Dice), 0 to 1; 0 where a text is too short to say."""
    mine, theirs = _bigrams(one), _bigrams(other)
    total = mine.total() + theirs.total()
    return Decimal(2 * (mine & theirs).total()) / total if total else Decimal(0)


def _bigrams(text: str) -> Counter[str]:
    plain = normalised(text)
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1))


def _added(new: ProvisionText) -> ProvisionChange:
    return ProvisionChange("added", None, new, _runs("insert", new.text), compare_targets((), new.targets))


def _removed(old: ProvisionText) -> ProvisionChange:
    return ProvisionChange("removed", old, None, _runs("delete", old.text), compare_targets(old.targets, ()))


def _runs(step: Step, text: str) -> tuple[Run, ...]:
    return (Run(step, text),) if text else ()


def _kept(old: ProvisionText, new: ProvisionText) -> ProvisionChange:
    targets = compare_targets(old.targets, new.targets)
    same_words = _words(old) == _words(new)
    if same_words and all(each.kind == "unchanged" for each in targets):
        kind: Kind = "unchanged" if old.reference == new.reference else "moved"
        return ProvisionChange(kind, old, new, _runs("equal", new.text), targets)
    return ProvisionChange("changed", old, new, difference(old.text, new.text), targets)


def difference(old: str, new: str) -> tuple[Run, ...]:
    """The way from ``old`` to ``new`` word by word.

    Equal and deleted runs joined give ``old``, equal and inserted ones ``new``. A single character that two changes
    have in common says nothing to a reader: it is shown as part of the change.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    runs: list[Run] = []
    i = j = 0
    for number, block in enumerate(blocks):
        chance = block.size == 1 and 0 < number < len(blocks) - 1
        if chance:
            continue
        _append_change(runs, before[i : block.a], after[j : block.b])
        _append(runs, "equal", before[block.a : block.a + block.size])
        i, j = block.a + block.size, block.b + block.size
    _append_change(runs, before[i:], after[j:])
    return tuple(runs)


def _append_change(runs: list[Run], deleted: list[str], inserted: list[str]) -> None:
    _append(runs, "delete", deleted)
    _append(runs, "insert", inserted)


def _append(runs: list[Run], step: Step, tokens: list[str]) -> None:
    if not tokens:
        return
    text = "".join(tokens)
    if runs and runs[-1].step == step:
        runs[-1] = Run(step, runs[-1].text + text)
    else:
        runs.append(Run(step, text))


def compare_targets(old: Sequence[TargetFields], new: Sequence[TargetFields]) -> tuple[TargetChange, ...]:
    """Each target of both sides once: new ones in their order, then what was removed."""
    pairs = _pair_targets(old, new)
    changes = [_target_change(old[pairs[j]] if j in pairs else None, target) for j, target in enumerate(new)]
    kept = set(pairs.values())
    changes += [_target_change(target, None) for i, target in enumerate(old) if i not in kept]
    return tuple(changes)


def _pair_targets(old: Sequence[TargetFields], new: Sequence[TargetFields]) -> dict[int, int]:
    """Index of the new target -> index of the old one: equal, same indicator and scope, same indicator, most alike."""
    keys: list[Callable[[TargetFields], object]] = [
        lambda each: each,
        lambda each: (normalised(each.indicator), normalised(each.scope)),
        lambda each: normalised(each.indicator),
    ]
    pairs: dict[int, int] = {}
    for key in keys:
        free = [i for i in range(len(old)) if i not in pairs.values()]
        for j, target in enumerate(new):
            match = next((i for i in free if key(old[i]) == key(target)), None) if j not in pairs else None
            if match is not None:
                pairs[j] = match
                free.remove(match)
    _pair_alike_targets(old, new, pairs)
    return pairs


def _pair_alike_targets(old: Sequence[TargetFields], new: Sequence[TargetFields], pairs: dict[int, int]) -> None:
    """A plan that calls an indicator a little differently still means it: pair the rest, most alike first."""
    taken = set(pairs.values())
    candidates = sorted(
        (-likeness(before.indicator, after.indicator), i, j)
        for i, before in enumerate(old)
        for j, after in enumerate(new)
        if i not in taken and j not in pairs
    )
    for unlike, i, j in candidates:
        if -unlike >= ALIKE and i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)


def _target_change(old: TargetFields | None, new: TargetFields | None) -> TargetChange:
    if old is None or new is None:
        return TargetChange("added" if old is None else "removed", old, new)
    changed = tuple(
        FieldChange(field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(TargetFields)
        if getattr(old, field.name) != getattr(new, field.name)
    )
    return TargetChange("changed" if changed else "unchanged", old, new, changed)

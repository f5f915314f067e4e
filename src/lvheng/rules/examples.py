"""The worked examples of rules: each is computed and compared with what the pack says must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lvheng.errors import Problem, Problems, Text
from lvheng.packs.model import Pack
from lvheng.packs.rule_model import Example, PackRule
from lvheng.rules.book import Rulebook
from lvheng.rules.outcome import Outcome


@dataclass(frozen=True)
class Failure:
    """An example that comes out differently."""

    rule: str
    example: str
    text: Text


def failures(pack: Pack, rules: frozenset[str] | None = None) -> list[Failure]:
    """All examples of the pack's rules (or of some of them) that do not come out as written."""
    books: dict[str | None, Rulebook] = {}
    found: list[Failure] = []
    for item in pack.of(PackRule):
        if rules is not None and item.code not in rules:
            continue
        for example in item.examples:
            book = books.setdefault(example.area, Rulebook.of(pack, example.area))
            found += [Failure(item.code, example.name, text) for text in differences(book, item, example)]
    return found


def differences(book: Rulebook, item: PackRule, example: Example) -> list[Text]:
    """In what an example comes out differently; empty where it is right."""
    rule = next(each for each in book.versions[item.code] if each.item is item)
    try:
        outcome = rule.apply(
            example.given, example.on, parameters=example.parameters or None, history=example.history or None
        )
    except Problem as problem:
        return [Text(problem.in_language("zh"), problem.in_language("en"))]
    except Problems as problems:
        return [Text(problems.in_language("zh"), problems.in_language("en"))]
    return [*_wrong_results(outcome, example), *_wrong_asks(outcome, example)]


def _wrong_results(outcome: Outcome, example: Example) -> Iterator[Text]:
    results = {each.output.code: each for each in outcome.results}
    days = {each.code: each.day for each in outcome.deadlines}
    for code, expected in example.gives.items():
        if code in results:
            found: object = results[code].value
            same = _same(found, expected)
        elif code in days or any(each.code == code for each in outcome.rule.deadlines):
            day = days.get(code)
            found = day.isoformat() if day else "none"
            same = found == expected
        else:
            found = _step(outcome, code)
            same = _same(found, expected)
        if not same:
            shown = "—" if found is None else found
            yield Text(f"{code} 是 {shown}，应是 {expected}", f"{code} is {shown}, should be {expected}")


def _step(outcome: Outcome, code: str) -> object:
    """The value of a step on the way, as some result used it."""
    for result in outcome.results:
        for key, cell in result.explanation.cells.items():
            if key.code == code and key.period == outcome.period:
                return cell.value
    return None


def _same(found: object, expected: str | bool) -> bool:
    if found is None or isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, str):
        return found == expected
    return isinstance(expected, str) and found == Decimal(expected)


def _wrong_asks(outcome: Outcome, example: Example) -> Iterator[Text]:
    if not example.asks and example.gives:
        return
    found = sorted({ask.code for ask in outcome.asks})
    if found != sorted(example.asks):
        shown, expected = "、".join(found) or "—", "、".join(sorted(example.asks))
        yield Text(f"要问的是 {shown}，应是 {expected}", f"it asks for {shown}, should ask for {expected}")

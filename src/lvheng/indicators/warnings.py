"""Which warnings are opened, kept and closed on a day, by the rules of the pack. The same facts change nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lvheng.errors import Text
from lvheng.formula import Fact, FactTable, Period, Program, evaluate
from lvheng.packs.measures import PackParameter
from lvheng.packs.warnings import INPUTS, WarningRule, warning_program

RULE_GONE = Text("预警规则已不再适用。", "The rule of this warning is no longer in force.")
SUBJECT_GONE = Text("现行方案中已没有这一目标。", "The plan in force has this target no longer.")
BLANK = Text("—", "—")
_UNIT = "target"
FactValue = Decimal | bool | str | None


@dataclass(frozen=True)
class Subject:
    """What a warning is about: a target of a plan, by one indicator in one area; all are codes."""

    plan: str
    target: str
    indicator: str
    area: str


@dataclass(frozen=True)
class Circumstances:
    """What is known of a subject. ``facts`` are the inputs of the rules, None where not known.

    ``words`` fill the blanks in the texts of a rule.
    """

    subject: Subject
    facts: Mapping[str, FactValue]
    words: Mapping[str, Text]


@dataclass(frozen=True)
class OpenWarning:
    """A warning that stands: by which rule, about what."""

    rule: str
    subject: Subject


@dataclass(frozen=True)
class Opened:
    """A warning to be opened, with its reason."""

    rule: WarningRule
    circumstances: Circumstances
    reason: Text


@dataclass(frozen=True)
class Closed:
    """A warning to be closed, with the reason why its cause is gone."""

    warning: OpenWarning
    reason: Text


@dataclass(frozen=True)
class Review:
    """What a day brings."""

    opened: tuple[Opened, ...]
    kept: tuple[OpenWarning, ...]
    closed: tuple[Closed, ...]


def review(
    standing: Iterable[OpenWarning],
    circumstances: Sequence[Circumstances],
    rules: Iterable[WarningRule],
    parameters: Sequence[PackParameter],
    day: datetime.date,
) -> Review:
    """Compare the warnings that stand with the circumstances of a day.

    1. A rule that is true opens a warning where none stands; one that stood before and was closed is opened anew.
    2. A rule that is false closes the warning that stands.
    3. A rule that needs something that is not known neither opens nor closes: no data is no success.
    4. A warning whose rule or target is gone is closed for that reason.
    """
    in_force = [rule for rule in rules if _holds(rule, day)]
    programs = {rule.code: warning_program(rule, parameters) for rule in in_force}
    stood = dict.fromkeys(standing)
    opened: list[Opened] = []
    kept: list[OpenWarning] = []
    closed: list[Closed] = []
    for rule, each in ((rule, each) for each in circumstances for rule in in_force):
        warning = OpenWarning(rule.code, each.subject)
        cause = _cause(programs[rule.code], each, day)
        stands = warning in stood
        stood.pop(warning, None)
        if stands and cause is False:
            closed.append(Closed(warning, filled(rule.closing.text, each.words)))
        elif stands:
            kept.append(warning)
        elif cause is True:
            opened.append(Opened(rule, each, filled(rule.opening.text, each.words)))
    closed += [Closed(each, _gone(each, programs)) for each in stood]
    return Review(tuple(opened), tuple(kept), tuple(closed))


def _gone(warning: OpenWarning, programs: Mapping[str, Program]) -> Text:
    return SUBJECT_GONE if warning.rule in programs else RULE_GONE


def _holds(rule: WarningRule, day: datetime.date) -> bool:
    return (rule.valid_from or day) <= day <= (rule.valid_until or day)


def _cause(program: Program, circumstances: Circumstances, day: datetime.date) -> bool | None:
    """Whether there is cause for a warning; None where it cannot be told."""
    period = Period.parse(day.isoformat())
    facts = FactTable()
    facts.add(_UNIT, period, **dict(_facts(circumstances)))
    value = evaluate(program, "cause", _UNIT, period, facts).value
    return value if isinstance(value, bool) else None


def _facts(circumstances: Circumstances) -> Iterator[tuple[str, Fact]]:
    for each in INPUTS:
        value = circumstances.facts.get(each.code)
        yield each.code, Fact(value) if value is not None else Fact(None, "not_reported")


def filled(text: Text, words: Mapping[str, Text]) -> Text:
    """A rule's text with its blanks filled in; what is not known is a dash."""
    return Text(
        text.zh.format_map(_Blanks({name: each.zh for name, each in words.items()})),
        text.en.format_map(_Blanks({name: each.en for name, each in words.items()})),
    )


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return BLANK.zh

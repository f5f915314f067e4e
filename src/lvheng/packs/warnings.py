"""Rules of warnings: formulas that say when a target, or the data behind it, needs somebody's attention."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import Literal

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import FormulaVersion, Kind, Program, Variable
from lvheng.formula.syntax import Word, walk
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.elements import position_of
from lvheng.packs.lights import LIGHTS, placed
from lvheng.packs.measures import PackParameter
from lvheng.packs.model import Bilingual, CodedItem, Words
from lvheng.packs.programs import Position, cite, parameters_of

WARNING_RULE = Text("预警规则", "rule of warnings")
Severity = Literal["high", "medium", "low"]
Follow = Literal["task", "notice", "data_check"]
WORDS = (*LIGHTS, "binding", "expected")
# What a rule may look at; what is not known of a target makes a rule that needs it neither true nor false.
INPUTS = (
    Variable(code="light", kind=Kind.CODE),
    Variable(code="nature", kind=Kind.CODE),
    Variable(code="reported", kind=Kind.BOOLEAN),
    Variable(code="met", kind=Kind.BOOLEAN),
    Variable(code="maintained", kind=Kind.BOOLEAN),
    Variable(code="probability", unit="1", decimals=2, digits=30),
    Variable(code="gap", unit="%", decimals=12, digits=30),
    Variable(code="completion", unit="%", decimals=12, digits=30),
    Variable(code="change", unit="%", decimals=12, digits=30),
    Variable(code="months_stale", unit="1", decimals=0, digits=30),
)
# What the texts of a rule may name in braces.
BLANKS = ("target", "area", "period", "light", "reason", "value", "gap", "probability", "change", "months_stale")


class WarningRule(CodedItem):
    """When a warning is opened, and closed again.

    ``formula`` is true while there is cause for it. It may use ``light``, ``nature``, ``reported`` (whether there is a
    figure after the base year), ``met``, ``maintained``, ``probability`` (of meeting the target), ``gap``,
    ``completion``, ``change`` (in %) and ``months_stale`` (since the latest figure, or the base year).
    ``follows``: a ``task`` to put it right, a ``notice``, or a ``data_check``. ``opening`` and ``closing`` are the
    reasons that people read; they may name any of ``BLANKS`` in braces.
    """

    name: Words
    name_en: Words
    formula: Words
    severity: Severity
    follows: Follow
    opening: Bilingual
    closing: Bilingual
    note: Words | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


def warning_program(
    rule: WarningRule, parameters: Iterable[PackParameter], position: Position | None = None
) -> Program:
    """The rule with its inputs, as a program whose variable ``cause`` says whether there is cause for a warning."""
    place = position or Position()
    version = FormulaVersion(formula=rule.formula, file=place.file, line=place.line, column=place.column)
    cause = Variable(code="cause", kind=Kind.BOOLEAN, versions=(version,), source=cite(rule.source))
    return Program.build([*INPUTS, cause], parameters_of(parameters))


def _check(draft: Draft) -> Iterator[Problem]:
    if draft.broken.get(PackParameter):
        return
    for entry in draft.own(WarningRule):
        yield from _check_formula(entry, draft)
        yield from _check_blanks(entry)


def _check_formula(entry: Entry[WarningRule], draft: Draft) -> Iterator[Problem]:
    where = position_of(entry.place.node, entry.place)
    try:
        program = warning_program(entry.item, draft.all(PackParameter), where)
    except Problems as error:
        yield from placed(error, entry.place.at("formula"))
        return
    for word in (node for formula in program.formulas["cause"] for node in walk(formula.tree)):
        if isinstance(word, Word) and word.value not in WORDS:
            yield _unknown_word(str(word.place), word.value)


def _check_blanks(entry: Entry[WarningRule]) -> Iterator[Problem]:
    """A blank that nobody fills would stand in the text as it is."""
    for key in ("opening", "closing"):
        words: Bilingual = getattr(entry.item, key)
        for text in (words.zh, words.en):
            unknown = [blank for blank in blanks_of(text) if blank not in BLANKS]
            if unknown:
                yield _unknown_blank(entry.place.at(key), unknown)


def blanks_of(text: str) -> list[str]:
    """What stands in braces; a brace without its pair counts as a blank that nobody knows."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return ["{"]


def _unknown_word(where: str, word: str) -> InputProblem:
    return InputProblem(
        "unknown_word",
        Text(f"“{word}”既不是灯的颜色，也不是目标的性质。", f"`{word}` is neither a light nor the nature of a target."),
        where,
        Text(f"可用的有：{'、'.join(WORDS)}。", f"There are: {', '.join(WORDS)}."),
    )


def _unknown_blank(where: str, names: list[str]) -> InputProblem:
    written = ", ".join(names)
    return InputProblem(
        "unknown_blank",
        Text(f"文字中的花括号里有不认识的名称：{written}。", f"The text has unknown names in braces: {written}."),
        where,
        Text(f"可用的有：{'、'.join(BLANKS)}。", f"There are: {', '.join(BLANKS)}."),
    )


WARNING_RULES = ItemKind("warnings", WARNING_RULE, WarningRule, check=_check)

"""What is wrong with a report, or strange: told all at once, each with the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lvheng.errors import InputProblem, Problems, Text
from lvheng.packs.forms import Severity

FORMAT = "format"
REQUIRED = "required"
RuleState = Literal["holds", "broken", "unknown"]


@dataclass(frozen=True)
class Finding:
    """One thing. ``code`` is that of the rule, or ``format`` (a cell nobody can read) or ``required`` (a blank).

    A ``hard`` finding blocks; a ``soft`` one needs an ``explanation``. ``title`` says in a few words what is wrong,
    ``details`` with which figures (None where the title says all).
    """

    code: str
    severity: Severity
    elements: tuple[str, ...]
    title: Text
    details: Text | None = None
    explanation: str = ""

    @property
    def message(self) -> Text:
        """The whole of it as one sentence, for files, letters and programs."""
        if self.details is None:
            return self.title
        return Text(f"{self.title.zh}：{self.details.zh}。", f"{self.title.en}: {self.details.en}.")

    @property
    def explained(self) -> bool:
        return bool(self.explanation.strip())


@dataclass(frozen=True)
class Checked:
    """How one rule came out. ``left`` and ``right`` are the two sides of the comparison that decided it, "" where none.

    ``unknown``: a figure that the rule needs is missing, so that it can be neither kept nor broken.
    """

    code: str
    name: Text
    severity: Severity
    state: RuleState
    left: str
    operator: str
    right: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """All findings of one version, in the order of the rows and then of the rules, with how every rule came out."""

    found: tuple[Finding, ...] = ()
    checks: tuple[Checked, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    @property
    def hard(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.found if each.severity == "hard")

    @property
    def soft(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.found if each.severity == "soft")

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """Soft findings without a word about them."""
        return tuple(each for each in self.soft if not each.explained)

    @property
    def can_submit(self) -> bool:
        """Whether nothing keeps the report from being handed in."""
        return not self.hard and not self.unexplained

    def refuse(self) -> None:
        """Raise Problems with everything that keeps the report from being handed in."""
        told = [InputProblem(each.code, each.message, where=", ".join(each.elements)) for each in self.hard]
        told += [InputProblem(each.code, each.message, ", ".join(each.elements), _EXPLAIN) for each in self.unexplained]
        if told:
            raise Problems(told)


_EXPLAIN = Text("请说明原因，或更正数字。", "Say why, or correct the figures.")

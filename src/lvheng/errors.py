"""The errors that a person sees.

::

    Problem                what was wrong, where, and what to do, in Chinese and English
    ├── InputProblem       the input cannot be used as it is; change it (command line: exit code 2)
    ├── NotAllowed         the person may not do this in the role that they act in
    ├── StateConflict      somebody else was faster; look again and repeat
    └── SettingProblem     the installation is not set up for this; an administrator must act
    Problems               several of them, told at once

A problem carries both languages because it may arise in a module that knows no request: the page shows the reader's
language, the command line the terminal's.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One message in both languages of the program."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.in_language(terminal_language())

    def in_language(self, language: str) -> str:
        """The message for a language code such as ``zh-hans`` or ``en``."""
        return self.en if language.lower().startswith("en") else self.zh


def terminal_language() -> str:
    """``en`` when the terminal's locale or ``LVHENG_LANGUAGE`` says so, else ``zh-hans``."""
    named = os.environ.get("LVHENG_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if named.lower().startswith("en") else "zh-hans"


class Problem(Exception):
    """Something a person has to know: ``what`` was wrong, ``where``, and what ``to_do`` about it.

    ``code`` is a stable snake_case name for programs and tests.
    """

    exit_code = 1

    def __init__(self, code: str, what: Text, where: str = "", to_do: Text | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.what = what
        self.where = where
        self.to_do = to_do

    def in_language(self, language: str) -> str:
        """One line: where, what was wrong, what to do."""
        english = language.lower().startswith("en")
        what = self.what.in_language(language)
        head = f"{self.where}{': ' if english else '：'}{what}" if self.where else what
        if self.to_do is None:
            return head
        return f"{head}{' ' if english else ''}{self.to_do.in_language(language)}"

    def __str__(self) -> str:
        return self.in_language(terminal_language())


class InputProblem(Problem):
    """The input cannot be used as it is."""

    exit_code = 2


class NotAllowed(Problem):
    """The person may not do this in the role that they act in."""


class StateConflict(Problem):
    """The object is no longer in the state that the person saw."""


class SettingProblem(Problem):
    """A setting of the installation is missing or unsafe."""

    exit_code = 2


class Problems(Exception):
    """Several problems found in one input, told at once, in the order of the input."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)

    def in_language(self, language: str) -> str:
        """One line per problem."""
        return "\n".join(problem.in_language(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.in_language(terminal_language())

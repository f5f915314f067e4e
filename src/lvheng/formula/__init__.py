"""The formula language: text to syntax tree to checks to SQL; exact interpreter and explanation.

Pure: no Django, no other room. See docs/rooms/formula.md for the concepts and docs/reference/formula.md for every
function.
"""

from lvheng.formula.declarations import (
    Bracket,
    Effect,
    FormulaVersion,
    Kind,
    Parameter,
    ParameterKind,
    ParameterVersion,
    Pool,
    Rounding,
    Variable,
)
from lvheng.formula.explanation import Cell, Explanation, Key, Step
from lvheng.formula.facts import Fact, Facts, FactTable
from lvheng.formula.interpreter import Result, evaluate, replay
from lvheng.formula.parser import parse
from lvheng.formula.periods import Period, PeriodKind
from lvheng.formula.problems import FormulaProblem
from lvheng.formula.program import Program
from lvheng.formula.sql import Column, Query, Relations, compile_query
from lvheng.formula.values import REASONS, Missing

__all__ = [
    "REASONS",
    "Bracket",
    "Cell",
    "Column",
    "Effect",
    "Explanation",
    "Fact",
    "FactTable",
    "Facts",
    "FormulaProblem",
    "FormulaVersion",
    "Key",
    "Kind",
    "Missing",
    "Parameter",
    "ParameterKind",
    "ParameterVersion",
    "Period",
    "PeriodKind",
    "Pool",
    "Program",
    "Query",
    "Relations",
    "Result",
    "Rounding",
    "Step",
    "Variable",
    "compile_query",
    "evaluate",
    "parse",
    "replay",
]

"""Formulas laid out: fractions, clauses, lists of conditions."""

from __future__ import annotations

from lvheng.errors import Text
from lvheng.formula import parse
from lvheng.indicators.formula_words import Cases, Conditions, Fraction, Line, formula_layout


class Plain:
    """Names that stay as they are."""

    def title(self, code: str) -> Text:
        return Text(code, code)

    def word(self, word: str, of: str | None) -> Text:
        return Text(f"<{word}>", f"<{word}>")


def drawn(line: Line) -> str:
    """A line as text, so that its structure can be seen."""
    return "".join(map(_drawn, line))


def _drawn(piece: object) -> str:
    match piece:
        case Fraction():
            return f"[{drawn(piece.top)} / {drawn(piece.bottom)}]"
        case Cases():
            clauses = (
                f"{drawn(each.condition) if each.condition else '*'} -> {drawn(each.value)}" for each in piece.clauses
            )
            return f"{{{'; '.join(clauses)}}}"
        case Conditions():
            return f"{'all' if piece.every else 'one'}{{{'; '.join(map(drawn, piece.parts))}}}"
        case Text():
            return piece.en
    raise AssertionError(piece)


def laid(formula: str) -> str:
    return drawn(formula_layout(parse(formula), Plain()))


def test_a_quotient_is_a_fraction_and_needs_no_parentheses() -> None:
    assert laid("(a + b) / (c - d) * 100") == "[a + b / c − d] × 100"
    assert laid("a * (b + c / d)") == "a × (b + [c / d])"
    assert laid("a - b / c >= 3") == "a − [b / c] ≥ 3"


def test_choices_after_each_other_are_one_list_of_clauses() -> None:
    assert laid("1 if a > 0 else 2 / b if a < 0 else 0") == "{a > 0 -> 1; a < 0 -> [2 / b]; * -> 0}"
    assert laid("a * (1 if b else 2)") == "a × (1 if b, else 2)"
    assert laid("a if known(a) else b") == "a, or else b"


def test_several_conditions_are_a_list() -> None:
    assert laid("a > 1 and (b or not c) and kind == 'x'") == "all{a > 1; one{b; not “c”}; kind is <x>}"

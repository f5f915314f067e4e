"""Periods and rules as a report form says them."""

import pytest

from lvheng.errors import Text
from lvheng.formula import FormulaProblem
from lvheng.statistics.wording import period_text, rule_text

LABELS = {
    "bought": Text("[01]", "[01]"),
    "used": Text("[02]", "[02]"),
    "limit": Text("变动上限", "the limit of change"),
}


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2025", "2025年", "2025"),
        ("2025-H2", "2025年下半年", "second half of 2025"),
        ("2025-Q3", "2025年第3季度", "third quarter of 2025"),
        ("2025-07", "2025年7月", "July 2025"),
        ("2025-07-31", "2025年7月31日", "2025-07-31"),
    ],
)
def test_a_period_is_said_as_on_a_form(code: str, chinese: str, english: str) -> None:
    assert period_text(code) == Text(chinese, english)


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(FormulaProblem):
        period_text("2025-13")


@pytest.mark.parametrize(
    ("formula", "chinese", "english"),
    [
        ("used <= bought", "[02] ≤ [01]", "[02] ≤ [01]"),
        ("bought == used * (used + 1)", "[01] = [02] × （[02] + 1）", "[01] = [02] × ([02] + 1)"),
        ("bought - (used - 1) > 0", "[01] − （[02] − 1） > 0", "[01] − ([02] − 1) > 0"),
        (
            "abs(used / previous(used, 1) - 1) <= limit",
            "|[02] ÷ 上期[02] − 1| ≤ 变动上限",
            "|[02] ÷ last period’s [02] − 1| ≤ the limit of change",
        ),
        ("previous(used, 4) != used", "前4期[02] ≠ [02]", "[02] 4 periods before ≠ [02]"),
        ("used > 0 and bought > 0", "[02] > 0，且[01] > 0", "[02] > 0, and [01] > 0"),
        ("not used > 0 or bought > 0", "不是（[02] > 0），或[01] > 0", "not ([02] > 0), or [01] > 0"),
        ("used > 0 if known(bought) else True", "如已填[01]，则[02] > 0", "where [01] is given: [02] > 0"),
        (
            "used > 0 if bought > 0 else used == 0",
            "如[01] > 0，则[02] > 0，否则[02] = 0",
            "where [01] > 0: [02] > 0, else [02] = 0",
        ),
        ("-used >= unnamed", "−[02] ≥ unnamed", "−[02] ≥ unnamed"),
        ("parent(used) >= used", "上级[02] ≥ [02]", "[02] of the area above ≥ [02]"),
    ],
)
def test_a_rule_is_said_with_the_numbers_of_the_rows(formula: str, chinese: str, english: str) -> None:
    assert rule_text(formula, LABELS) == Text(chinese, english)

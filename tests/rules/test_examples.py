"""Every worked example that a rule carries comes out as written, on the interpreter and in bulk."""

from __future__ import annotations

import pytest

from lvheng.packs import load_pack
from lvheng.packs.model import Pack
from lvheng.packs.rule_model import Example, PackRule
from lvheng.rules import Rulebook
from lvheng.rules.examples import differences, failures

PACK = load_pack("linxia")
EXAMPLES = [(rule, example) for rule in PACK.of(PackRule) for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.code}: {each.name}" for rule, each in EXAMPLES])
def test_a_worked_example_comes_out_as_written(rule: PackRule, example: Example) -> None:
    assert [str(text) for text in differences(Rulebook.of(PACK, example.area), rule, example)] == []


def test_every_rule_has_an_example_with_a_result() -> None:
    assert [rule.code for rule in PACK.of(PackRule) if not any(example.gives for example in rule.examples)] == []


def changed(pack: Pack, code: str, **change: object) -> tuple[PackRule, Example]:
    rule = next(rule for rule in pack.of(PackRule) if rule.code == code)
    return rule, rule.examples[0].model_copy(update=change)


def test_it_tells_an_example_that_gives_another_amount() -> None:
    rule, example = changed(PACK, "residential_electricity", gives={"amount": "175.01"})
    (text,) = differences(Rulebook.of(PACK, example.area), rule, example)
    assert text.en == "amount is 175.00, should be 175.01"


def test_it_tells_an_example_that_should_ask_for_something_but_does_not() -> None:
    rule, example = changed(PACK, "residential_electricity", gives={}, asks=("electricity_tiers",))
    (text,) = differences(Rulebook.of(PACK, example.area), rule, example)
    assert text.en == "it asks for —, should ask for electricity_tiers"


def test_it_tells_an_example_whose_inputs_cannot_be_read() -> None:
    rule, example = changed(PACK, "residential_electricity", given={"use": "a lot"})
    (text,) = differences(Rulebook.of(PACK, example.area), rule, example)
    assert "must be a number" in text.en


def test_no_example_of_the_shipped_packs_fails() -> None:
    assert failures(PACK, frozenset({"residential_electricity"})) == []

"""Explanations: complete, exportable, and computed again from what they recorded."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

import pytest
from tests.formula.support import computed, number

from lvheng.formula import Fact, FactTable, FormulaProblem, Parameter, Program, Result, evaluate, replay

PROGRAM = Program.build(
    [
        number("use", unit="kWh", digits=9),
        computed("bill", "tier(use, price) * share", unit="元", decimals=2, rounding="half_up"),
        computed("change", "bill - previous(bill, 1)", unit="元", decimals=2),
        computed("all_bills", "sum_of(bill)", unit="元", decimals=2),
    ],
    [
        Parameter.model_validate(
            {
                "code": "price",
                "kind": "scale",
                "unit": "kWh",
                "rate_unit": "元/kWh",
                "versions": [
                    {"brackets": [{"upto": 160, "rate": "0.51"}, {"rate": "0.81"}], "source": "发改价格〔2011〕2617号"}
                ],
            }
        ),
        Parameter.model_validate({"code": "share", "versions": [{"from": "2024-01-01", "value": "1/3"}]}),
    ],
)


def facts() -> FactTable:
    table = FactTable()
    table.add("a", "2024", use=Fact(Decimal(100), origin="form 3, Ma, 2025-01-08"))
    table.add("a", "2025", use=Fact(Decimal(200), origin="form 9, Ma, 2026-01-09"))
    table.add("b", "2025", use=Fact(None, "confidential"))
    table.add("all", "2025")
    table.place("all", ["a", "b"])
    return table


def explained(code: str, unit: str = "a") -> Result:
    return evaluate(PROGRAM, code, unit, "2025", facts(), verify=True)


def test_it_tells_formula_numbers_rounding_and_the_version_of_the_parameter() -> None:
    cell = explained("bill").explanation.cell()
    assert cell.notes["formula"] == "tier(use, price) * share"
    assert (cell.notes["decimals"], cell.notes["rounding"]) == ("2", "half_up")
    assert cell.unrounded == 38
    assert cell.step is not None
    tier, share = cell.step.steps
    assert tier.notes["parts"] == "160 × 0.51 + 40 × 0.81"
    assert tier.notes["source"] == "发改价格〔2011〕2617号"
    assert share.notes["from"] == "2024-01-01"


def test_it_leads_back_to_the_submissions() -> None:
    origins = {cell.key.period.code: cell.notes["origin"] for cell in explained("change").explanation.inputs()}
    assert origins == {"2024": "form 3, Ma, 2025-01-08", "2025": "form 9, Ma, 2026-01-09"}


def test_each_number_is_told_once_however_often_it_is_used() -> None:
    chain = [number("v0", digits=38), *(computed(f"v{i}", f"v{i - 1} + v{i - 1}", digits=38) for i in range(1, 61))]
    table = FactTable()
    table.add("a", "2025", v0=Decimal(1))
    result = evaluate(Program.build(chain), "v60", "a", "2025", table)
    assert result.value == 2**60
    assert len(result.explanation.to_json()["cells"]) == 61


def test_a_missing_number_is_explained_too() -> None:
    result = explained("all_bills", "all")
    assert (result.value, result.reason) == (None, "members_missing")
    cells = {str(cell["code"]) + "@" + cell["unit"]: cell for cell in result.explanation.to_json()["cells"]}
    assert cells["use@b"]["missing"] == "confidential"
    assert cells["all_bills@all"]["step"]["notes"] == {"members": "2", "reported": "1"}


@pytest.mark.parametrize(("code", "unit"), [("bill", "a"), ("change", "a"), ("all_bills", "all")])
def test_an_export_is_plain_json_and_replays_to_the_same(code: str, unit: str) -> None:
    result = explained(code, unit)
    exported = json.loads(json.dumps(result.explanation.to_json(), ensure_ascii=False))
    again = replay(PROGRAM, exported)
    assert (again.value, again.reason) == (result.value, result.reason)
    assert again.explanation.to_json() == exported


def test_a_replay_notices_an_altered_input() -> None:
    exported = copy.deepcopy(explained("bill").explanation.to_json())
    exported["read"]["facts"][0]["value"] = "201"
    with pytest.raises(FormulaProblem, match="重算与导出的说明不一致"):
        replay(PROGRAM, exported)


def test_a_replay_notices_an_altered_step() -> None:
    exported = copy.deepcopy(explained("bill").explanation.to_json())
    exported["cells"][0]["step"]["steps"][0]["value"] = "115"
    with pytest.raises(FormulaProblem, match="重算与导出的说明不一致"):
        replay(PROGRAM, exported)


def test_a_replay_notices_other_declarations() -> None:
    other = Program.build([number("use", unit="kWh", digits=8), *list(PROGRAM.variables.values())[1:]], PRICES)
    with pytest.raises(FormulaProblem, match="重算与导出的说明不一致"):
        replay(other, explained("bill").explanation.to_json())


PRICES = list(PROGRAM.parameters.values())


def test_a_float_is_refused_as_input() -> None:
    table = FactTable()
    table.add("a", "2025", use=0.1)  # type: ignore[arg-type]
    with pytest.raises(FormulaProblem, match="不用浮点数"):
        evaluate(PROGRAM, "bill", "a", "2025", table)


def test_an_input_of_monstrous_size_is_missing_and_does_no_harm() -> None:
    table = FactTable()
    table.add("a", "2025", use=Decimal("1E+999999"))
    table.add("b", "2025", use=Decimal("0E-999"))
    assert evaluate(PROGRAM, "bill", "a", "2025", table).reason == "invalid_input"
    assert evaluate(PROGRAM, "bill", "b", "2025", table).value == 0

"""The rules of an asset hold between holders as they do on a market: in a table, and on the ledger itself."""

from __future__ import annotations

import pytest

from lvheng.ledger.actions import Facts, NewTransfer, asset_row, open_account, transfer
from lvheng.ledger.catalogue import declared
from lvheng.ledger.lawful import Party, refusals
from lvheng.ledger.problems import TransferForbidden
from lvheng.ledger.queries import verify
from lvheng.markets.models import Participant

SURPLUS = ("surplus_only",)
# asset | giver: area sector basin | taker: area sector basin | proven | the rules that forbid it
CASES = """
cod_right        | 622901 industry 大夏河   | 622921 industry 大夏河   | surplus_only |
cod_right        | 622901 industry 大夏河   | 622921 industry 大夏河   |              | surplus_only
cod_right        | 622901 industry 大夏河   | 622921 industry 洮河     | surplus_only | same_basin
cod_right        | 622901 industry 大夏河   | 620102 industry 大夏河   | surplus_only | area_limit
cod_right        | 622901 industry 大夏河   | 622921 industry -        | surplus_only | same_basin
cod_right        | -      industry 大夏河   | 622921 industry 大夏河   | surplus_only | area_limit
so2_right        | 622901 power    -        | 622921 industry -        | surplus_only | power_stays
so2_right        | 622901 power    -        | 622921 power    -        | surplus_only |
so2_right        | 622901 industry -        | 622921 power    -        | surplus_only |
so2_right        | 622901 power    -        | 622921 -        -        | surplus_only | power_stays
irrigation_water | 622921 agriculture 大夏河 | 622921 agriculture 大夏河 |            |
irrigation_water | 622921 agriculture 大夏河 | 622921 industry 大夏河   |              | irrigators_only
irrigation_water | 622921 agriculture 大夏河 | 622922 agriculture 大夏河 |             | area_limit
licence_water    | 622921 urban_supply 大夏河 | 622921 industry 大夏河  | saved_only consent | no_public_supply
licence_water    | 622921 industry 大夏河   | 622921 urban_supply 大夏河 | saved_only consent |
licence_water    | 622921 industry 大夏河   | 622921 industry 大夏河   | saved_only   | consent
cea              | 622901 power    -        | 622901 power    -        |              | national_venue
scrap_steel      | -      -        -        | -      -        -        |              |
"""


def _party(name: str, words: str) -> Party:
    area, sector, basin = ("" if word == "-" else word for word in words.split())
    return Party(name, area, Facts(sector, basin))


@pytest.mark.parametrize("line", CASES.strip().splitlines())
def test_a_rule_forbids_what_it_says(line, places):
    asset, giver, taker, proven, expected = (part.strip() for part in line.split("|"))
    found = refusals(declared(asset), _party("甲", giver), _party("乙", taker), proven.split())
    problems = list(found)
    assert [problem.rule for problem in problems] == expected.split()
    assert all(problem.where and "（" in problem.what.zh for problem in problems)


def test_the_ledger_refuses_a_direct_transfer_and_names_the_rule_and_its_source(places):
    rights = asset_row("cod_right")
    issuance = open_account(rights, "system:issuance", "issuance")
    basins = {"organisation:a": "大夏河", "organisation:b": "大夏河", "organisation:c": "洮河"}
    ids = {}
    for owner, basin in basins.items():
        Participant.objects.create(
            owner=owner, name=owner[-1], sector="industry", area_id="622901", basin=basin, quality=1,
            admitted_at="2026-01-01T00:00+08:00",
        )  # fmt: skip
        ids[owner[-1]] = open_account(rights, owner, owner_name=owner[-1], area_code="622901").pk
    transfer(None, [NewTransfer(issuance.pk, ids["a"], 100, "allocation")])

    transfer(None, [NewTransfer(ids["a"], ids["b"], 10)], proven=SURPLUS)
    with pytest.raises(TransferForbidden) as unproven:
        transfer(None, [NewTransfer(ids["a"], ids["b"], 10)])
    assert unproven.value.rule == "surplus_only"
    for pending in (False, True):
        with pytest.raises(TransferForbidden) as refused:
            transfer(
                None,
                [NewTransfer(ids["a"], ids["b"], 1), NewTransfer(ids["a"], ids["c"], 10, pending=pending)],
                proven=SURPLUS,
            )
        assert (refused.value.rule, refused.value.where) == ("same_basin", declared("cod_right").source.title)
        assert "大夏河" in refused.value.what.zh
        assert "洮河" in refused.value.what.en

    clearing = open_account(rights, "system:clearing", "clearing")
    transfer(None, [NewTransfer(ids["a"], clearing.pk, 5), NewTransfer(clearing.pk, ids["c"], 5)])
    assert verify().holds

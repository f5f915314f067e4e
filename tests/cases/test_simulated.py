"""The cases of the world: every type in every state, marked, chained, and gone when they are removed."""

from __future__ import annotations

import pytest

from lvheng.audit.chain import first_break
from lvheng.cases import actions, simulated
from lvheng.cases.models import Case, Deadline, Event, Publication
from lvheng.cases.writing import content_of
from lvheng.packs.case_model import CaseType

pytestmark = pytest.mark.django_db


def test_it_makes_every_type_in_every_state_and_removes_them_whole(places: None, kinds: dict[str, CaseType]) -> None:
    real = actions.open_case(None, "rectification", title="整改", area="622900", written={"target": "能耗"})
    made = simulated.make_simulated()
    wanted = {(code, state.code) for code, kind in kinds.items() if code != "report_chase" for state in kind.states}
    assert set(Case.objects.filter(simulated=True).values_list("type", "state")) == wanted
    assert made == len(wanted)
    assert simulated.make_simulated() == 0
    for model in (Event, Deadline, Publication):
        assert model.objects.filter(simulated=True).exists()
    case = Case.objects.get(type="enforcement", state="closed")
    chain = ((e.number, e.previous_hash, e.hash, content_of(e, case.number)) for e in case.events.order_by("number"))
    assert first_break(chain) is None
    assert simulated.remove_simulated() == made
    assert list(Case.objects.all()) == [real]
    assert not Event.objects.filter(simulated=True).exists()

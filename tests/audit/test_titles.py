"""Everything in the log has a name that people read."""

from __future__ import annotations

import re

import pytest

from lvheng.audit.forms import FilterForm
from lvheng.audit.models import Entry
from lvheng.audit.titles import ACTIONS, action_title, actor_title, fact_title, object_title, role_title
from lvheng.catalogues import PACKAGE

_WRITES = re.compile(r'(?:\brecord|\btell)\(\s*[\w.]+,\s*"([a-z_]+\.[a-z_]+)",\s*"([a-z_]+)"')
_EVENTS = re.compile(r'_(?:about|attempt)\("([a-z_]+\.[a-z_]+)"')


def written() -> set[tuple[str, str]]:
    """(action, kind of object) of every literal write in the program."""
    found = set()
    for path in PACKAGE.glob("**/*.py"):
        source = path.read_text(encoding="utf-8")
        found |= set(_WRITES.findall(source)) | {(action, "person") for action in _EVENTS.findall(source)}
    return found


def test_every_action_that_the_program_writes_has_a_name():
    found = written()
    assert len(found) > 20
    assert sorted(action for action, _ in found if action not in ACTIONS) == []
    assert sorted(kind for _, kind in found if object_title(kind) == kind) == []


def test_a_name_that_is_not_known_is_shown_as_it_is():
    assert [action_title("a.b"), object_title("b"), fact_title("c"), role_title("d")] == ["a.b", "b", "c", "d"]


def test_every_action_can_be_filtered_for():
    values = {value for value, _ in FilterForm().fields["action"].choices}  # type: ignore[attr-defined]
    assert values == {"", *ACTIONS}


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (Entry(actor_id=None, actor_name="系统"), "系统"),
        (Entry(actor_id=None, actor_name=""), "—"),
        (Entry(actor_id=3, actor_name="系统"), "系统"),
        (Entry(actor_id=3, actor_name="马忠"), "马忠"),
    ],
)
def test_the_actor_is_named(entry, title):
    assert actor_title(entry) == title

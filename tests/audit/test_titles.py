"""Everything in the log has a name that people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from lvheng.audit.forms import FilterForm
from lvheng.audit.models import Entry
from lvheng.audit.titles import ACTIONS, action_title, actor_title, fact_title, object_title, role_title
from lvheng.catalogues import PACKAGE

# Calls that name a permission or an address, not an action of the log.
_OTHERS = {"require", "_require", "allow", "roles_that_may", "Permission", "NavItem"}
_ACTION = re.compile(rf"({'|'.join(sorted({name.split('.')[0] for name in ACTIONS}))})\.[a-z_]+")
_KINDS = re.compile(r'(?:\brecord|\btell)\(\s*[\w.]+,\s*(?:action|"[a-z_.]+"),\s*"([a-z_]+)"')


def calls() -> Iterator[ast.Call]:
    """Every call in the program that may write to the log."""
    for path in PACKAGE.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in _OTHERS:
                yield node


def written() -> set[str]:
    """The actions that the program hands to the log, straight or through a helper."""
    values = (each.value for call in calls() for each in call.args if isinstance(each, ast.Constant))
    return {value for value in values if isinstance(value, str) and _ACTION.fullmatch(value)}


def test_every_action_that_the_program_writes_has_a_name():
    assert written() == set(ACTIONS)


def test_no_action_is_put_together_from_parts():
    parts = [part for call in calls() for part in call.args if isinstance(part, ast.JoinedStr)]
    beginnings = [str(part.values[0].value) for part in parts if isinstance(part.values[0], ast.Constant)]
    assert [text for text in beginnings if _ACTION.fullmatch(f"{text}x")] == []


def test_every_kind_of_object_has_a_name():
    kinds = {kind for path in PACKAGE.glob("**/*.py") for kind in _KINDS.findall(path.read_text(encoding="utf-8"))}
    assert len(kinds) > 4
    assert sorted(kind for kind in kinds if object_title(kind) == kind) == []


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

"""The figures of Linxia's world, made once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lvheng.packs.programs import Measures
from lvheng.world.figures import Figures, make_figures

if TYPE_CHECKING:
    from lvheng.packs import Pack


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process makes the world in the database for all tests that look at it."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem in {"test_actions", "test_things"}:
            item.add_marker(pytest.mark.xdist_group("world"))


@pytest.fixture(scope="session")
def figures(linxia_pack: Pack) -> Figures:
    return make_figures(linxia_pack)


@pytest.fixture(scope="session")
def measures(linxia_pack: Pack) -> Measures:
    return Measures.of(linxia_pack)

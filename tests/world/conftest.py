"""The figures of Linxia's world, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lvheng.packs.programs import Measures
from lvheng.world.figures import Figures, make_figures

if TYPE_CHECKING:
    from lvheng.packs import Pack


@pytest.fixture(scope="session")
def figures(linxia_pack: Pack) -> Figures:
    return make_figures(linxia_pack)


@pytest.fixture(scope="session")
def measures(linxia_pack: Pack) -> Measures:
    return Measures.of(linxia_pack)

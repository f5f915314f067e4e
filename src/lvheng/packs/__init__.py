"""Packs: all knowledge about a prefecture, a plan and the law, as folders of data.

:func:`load_pack` reads and checks a pack and tells all its problems at once; :func:`coverage` says which sentences of a
plan are operated. See docs/rooms/packs.md for the files and keys of a pack.
"""

from lvheng.packs.coverage import ArticleCoverage, Coverage, SentenceCoverage, coverage
from lvheng.packs.loader import available_packs, load_pack
from lvheng.packs.model import (
    Binding,
    DepartmentType,
    Item,
    Pack,
    PackOrganisation,
    PackPlan,
    ProposedResponsibility,
    Source,
)

__all__ = [
    "ArticleCoverage",
    "Binding",
    "Coverage",
    "DepartmentType",
    "Item",
    "Pack",
    "PackOrganisation",
    "PackPlan",
    "ProposedResponsibility",
    "SentenceCoverage",
    "Source",
    "available_packs",
    "coverage",
    "load_pack",
]

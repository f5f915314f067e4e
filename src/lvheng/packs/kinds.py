"""The kinds of things that packs hold, in the order in which they are read: what is referred to comes first.

A room that brings a new kind writes its model and its :class:`~lvheng.packs.draft.ItemKind` in a module of its own and
adds it here; the loader needs no change.
"""

from __future__ import annotations

from lvheng.packs.air import AIR_INDEXES, AIR_RULES
from lvheng.packs.assets import ASSETS
from lvheng.packs.bindings import BINDINGS
from lvheng.packs.cases import CASES
from lvheng.packs.documents import DOCUMENT_MARKS, DOCUMENTS
from lvheng.packs.draft import ItemKind
from lvheng.packs.elements import ELEMENTS, INDICATORS, PARAMETERS
from lvheng.packs.figures import FIGURES
from lvheng.packs.form_kinds import FORM_APPROVALS, FORMS
from lvheng.packs.lights import LIGHT_RULES
from lvheng.packs.local_values import LOCAL_VALUES
from lvheng.packs.markets import MARKETS
from lvheng.packs.organisations import DEPARTMENT_TYPES, ORGANISATIONS
from lvheng.packs.plans import PLANS, RESPONSIBILITIES
from lvheng.packs.points import POINT_ACTIONS
from lvheng.packs.registers import CODE_LISTS, REGISTERS
from lvheng.packs.rules import RULES
from lvheng.packs.scorecards import SCORECARDS
from lvheng.packs.warnings import WARNING_RULES

ITEM_KINDS: tuple[ItemKind, ...] = (
    DEPARTMENT_TYPES,
    ORGANISATIONS,
    ELEMENTS,
    PARAMETERS,
    LOCAL_VALUES,
    LIGHT_RULES,
    WARNING_RULES,
    INDICATORS,
    FORMS,
    FORM_APPROVALS,
    FIGURES,
    AIR_INDEXES,
    AIR_RULES,
    CODE_LISTS,
    REGISTERS,
    RULES,
    ASSETS,
    MARKETS,
    POINT_ACTIONS,
    CASES,
    SCORECARDS,
    DOCUMENTS,
    DOCUMENT_MARKS,
    PLANS,
    RESPONSIBILITIES,
    BINDINGS,
)

"""Which roles go with which organisations, and which duties may not lie in one hand (三权分立)."""

from __future__ import annotations

from lvheng.areas.models import Organisation, Role

_KIND = Organisation.Kind
_PUBLIC = frozenset({_KIND.GOVERNMENT, _KIND.DEPARTMENT, _KIND.COUNTY_GOVERNMENT, _KIND.PUBLIC_INSTITUTION})

# Kinds of organisation that a person may act for in a role. A citizen acts for none and is never appointed.
KINDS: dict[Role, frozenset[Organisation.Kind]] = {
    Role.LEADER: frozenset({_KIND.GOVERNMENT, _KIND.COUNTY_GOVERNMENT, _KIND.DEPARTMENT}),
    Role.PLANNER: frozenset({_KIND.GOVERNMENT, _KIND.COUNTY_GOVERNMENT, _KIND.DEPARTMENT}),
    Role.DEPARTMENT_OFFICER: frozenset({_KIND.DEPARTMENT, _KIND.PUBLIC_INSTITUTION}),
    Role.COUNTY_OFFICER: frozenset({_KIND.COUNTY_GOVERNMENT}),
    Role.AUDITOR: _PUBLIC,
    Role.SECURITY_OFFICER: _PUBLIC,
    Role.ADMINISTRATOR: _PUBLIC,
    Role.ENTERPRISE: frozenset({_KIND.ENTERPRISE}),
    Role.BANK: frozenset({_KIND.BANK}),
    Role.CITIZEN: frozenset(),
}

SEPARATED = frozenset({Role.ADMINISTRATOR, Role.SECURITY_OFFICER, Role.AUDITOR})


def fits(role: Role, kind: str) -> bool:
    """Whether somebody may act in ``role`` for an organisation of this kind."""
    return kind in KINDS[role]


def conflicting(role: Role, held: set[str]) -> set[Role]:
    """The duties among ``held`` that may not be held together with ``role``."""
    return {other for other in SEPARATED if other in held and other != role} if role in SEPARATED else set()

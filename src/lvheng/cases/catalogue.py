"""The case types that the site's pack declares, and the organisations that they name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs import Pack
from lvheng.packs.case_model import CaseType, Party
from lvheng.packs.cases import cases_of


def pack() -> Pack:
    """The site's pack. Raises Problems for one that is not valid."""
    return site_pack()


def types() -> Mapping[str, CaseType]:
    """The types in force today."""
    return cases_of(pack(), timezone.localdate()).types


def type_of(code: str) -> CaseType:
    """One type, also one that is not in force any more: its cases run on. Raises InputProblem ``no_such_case_type``."""
    found = types().get(code) or next((each for each in pack().of(CaseType) if each.code == code), None)
    if found is None:
        raise InputProblem(
            "no_such_case_type",
            Text(f"没有名为“{code}”的事项类型。", f"there is no case type “{code}”."),
            to_do=Text("请从事项类型目录选择。", "Choose one from the list of case types."),
        )
    return found


def area_code() -> str:
    """The code of the place that the site is for."""
    return pack().area_code or ""


def party(named: Party | None, area: str, chosen: str = "") -> str:
    """The code of the organisation that a type names for a case in ``area``; "" where nobody can be told.

    ``chosen`` counts where the type leaves the choice. What a department would do, the government does where there is
    no such department.
    """
    if named is None:
        return ""
    if named.chosen and chosen:
        return chosen
    organisations = _by_place()
    government = organisations.get(("government", area_code()), "")
    if named.government:
        return government
    if named.county:
        return organisations.get(("county_government", area), government)
    return organisations.get(("type", named.department), government) if named.department else ""


def _by_place() -> dict[tuple[str, str], str]:
    """Codes of organisations: governments by their area, departments of the prefecture by their type."""
    found: dict[tuple[str, str], str] = {}
    for code, each in area_queries.organisations_by_code().items():
        if each.closed_on is not None:
            continue
        if each.kind in ("government", "county_government"):
            found.setdefault((each.kind, each.area_id), code)
        if each.type and each.area_id == area_code():
            found.setdefault(("type", each.type), code)
    return found

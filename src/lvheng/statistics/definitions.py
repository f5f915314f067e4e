"""A form as it was issued: all that is needed to fill it in and to check it, whatever the pack says later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from lvheng.errors import Text
from lvheng.formula import Program
from lvheng.formula.syntax import Name, walk
from lvheng.packs.forms import FormApproval, FormRow, ReportForm, form_program
from lvheng.packs.measures import DataElement, PackParameter
from lvheng.packs.model import DepartmentType, Pack


@dataclass(frozen=True)
class FormHead:
    """What makes a form lawful (统计法): 表号, 制定机关, 批准文号, 有效期至. ``pending``: not yet approved."""

    number: str
    authority: Text
    approval: str
    pending: bool
    valid_until: date


@dataclass(frozen=True)
class Definition:
    """A form with its head, the elements and parameters that its rows and rules use, and the rules as a program.

    ``area`` is where it was issued: its counties, or its departments, fill it in. ``department`` is what the
    respondents' department is called in general.
    """

    area: str
    department: Text
    form: ReportForm
    head: FormHead
    elements: Mapping[str, DataElement]
    parameters: tuple[PackParameter, ...]
    program: Program

    @property
    def rows(self) -> tuple[FormRow, ...]:
        return self.form.rows

    @property
    def others(self) -> frozenset[str]:
        """Elements that the rules need from other forms."""
        return frozenset(self.elements) - frozenset(self.form.elements)


_read: dict[str, Definition] = {}


class Issued(Protocol):
    """The row of an issued form."""

    definition: Any
    fingerprint: str


def definition(form: Issued) -> Definition:
    """The definition of an issued form, read once in a process."""
    found = _read.get(form.fingerprint)
    if found is None:
        found = _read[form.fingerprint] = definition_of(form.definition)
    return found


def definition_of(content: Mapping[str, Any]) -> Definition:
    """The definition that :func:`content_of` gave the content of."""
    form = ReportForm.model_validate(content["form"])
    elements = {item["code"]: DataElement.model_validate(item) for item in content["elements"]}
    parameters = tuple(PackParameter.model_validate(item) for item in content["parameters"])
    program = form_program(form, elements.values(), parameters)
    department = Text(content["department"]["zh"], content["department"]["en"])
    return Definition(content["area"], department, form, _head(content["head"]), elements, parameters, program)


def _head(content: Mapping[str, Any]) -> FormHead:
    return FormHead(
        content["number"],
        Text(content["authority"], content["authority_en"]),
        content["approval"],
        content["pending"],
        date.fromisoformat(content["valid_until"]),
    )


def content_of(pack: Pack, form: ReportForm, approval: FormApproval) -> dict[str, Any]:
    """What is kept of a form when it is issued, as plain data."""
    program = form_program(form, pack.of(DataElement), pack.of(PackParameter))
    used = set(form.elements)
    for rule in form.rules:
        for formula in program.formulas[rule.code]:
            used |= {node.code for node in walk(formula.tree) if isinstance(node, Name)}
    asked = next(each for each in pack.of(DepartmentType) if each.code == form.respondent.department)
    return {
        "area": pack.area_code or "",
        "department": {"zh": asked.short_name, "en": asked.name_en},
        "form": _plain([form])[0],
        "head": _head_content(pack, approval),
        "elements": _plain(item for item in pack.of(DataElement) if item.code in used),
        "parameters": _plain(item for item in pack.of(PackParameter) if item.code in used),
    }


def fingerprint_of(content: Mapping[str, Any]) -> str:
    """The same for the same content, and then only."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(items: Iterable[ReportForm | DataElement | PackParameter]) -> list[dict[str, Any]]:
    return [json.loads(item.model_dump_json(by_alias=True, exclude_none=True)) for item in items]


def _head_content(pack: Pack, approval: FormApproval) -> dict[str, Any]:
    authority = next(each for each in pack.organisations if each.code == approval.authority)
    return {
        "number": approval.number,
        "authority": authority.name,
        "authority_en": authority.name_en,
        "approval": approval.approval,
        "pending": approval.is_pending,
        "valid_until": approval.expires.isoformat(),
    }

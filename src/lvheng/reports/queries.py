"""What pages and other rooms ask of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Text
from lvheng.formula import Period
from lvheng.indicators.queries import book
from lvheng.packs.documents import PERIODS, DocumentTemplate, drafted_from, due_on, last_period
from lvheng.packs.model import Pack
from lvheng.reports import access, archive
from lvheng.reports.composing import pack_template
from lvheng.reports.filling import Note
from lvheng.reports.materials import Material
from lvheng.reports.models import DocumentVersion, OfficialDocument, TemplateVersion

visible = access.visible
document_for = access.document_for
_State = OfficialDocument.State


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed the list to; empty fields ask for nothing but what was discarded."""

    state: str = ""
    template: str = ""
    q: str = ""
    year: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Take the known fields of a query string: at most 100 characters, nothing that the database refuses."""
        return cls(**{each.name: query.get(each.name, "").replace("\x00", "").strip()[:100] for each in fields(cls)})

    @property
    def are_set(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True)
class NumberedNote:
    """A note of a document with its number in print; None where the present text does not name the figure."""

    number: int | None
    note: Note


@dataclass(frozen=True)
class Due:
    """A document that the schedule owes: of a period, due on a day; ``document`` once it is drafted."""

    template: DocumentTemplate
    period: Period
    from_day: date
    due_on: date
    document: OfficialDocument | None
    today: date

    @property
    def state(self) -> str:
        """``issued``, ``drafted``, ``overdue``, ``open`` (to be drafted now) or ``ahead``."""
        if self.document is not None and self.document.state == _State.ISSUED:
            return "issued"
        if self.today > self.due_on:
            return "overdue"
        if self.document is not None:
            return "drafted"
        return "open" if self.today >= self.from_day else "ahead"


def pack() -> Pack:
    """The site's pack."""
    return book().pack


def templates() -> list[DocumentTemplate]:
    """The kinds of documents of the site's pack, in its order."""
    return list(pack().of(DocumentTemplate))


def template_of(code: str) -> DocumentTemplate:
    """A kind of document by its code. Raises InputProblem for a code that is none."""
    found = next((each for each in templates() if each.code == code), None)
    if found is None:
        raise InputProblem(
            "unknown_document",
            Text(f"没有公文模板“{code[:40]}”。", f"There is no kind of document “{code[:40]}”."),
            "template",
            Text(f"可选：{'、'.join(each.code for each in templates())}。", "See the page of templates."),
        )
    return found


def template_file(code: str) -> tuple[int, bytes]:
    """The template in use with its number: the office's newest, else (0) that of the pack."""
    newest = template_versions(code).first()
    if newest is not None:
        return newest.number, archive.fetch(newest.sha256)
    return 0, pack_template(template_of(code).text, code)


def template_versions(code: str) -> QuerySet[TemplateVersion]:
    """What the office put in its place, the newest first."""
    return TemplateVersion.objects.filter(template=code).select_related("saved_by").order_by("-number")


def documents(acting: Acting, filters: Filters) -> QuerySet[OfficialDocument]:
    """What somebody may see of what they asked for; discarded ones only when they are asked for."""
    found = visible(acting)
    found = found.filter(state=filters.state) if filters.state else found.exclude(state=_State.DISCARDED)
    if filters.template:
        found = found.filter(template=filters.template)
    if filters.year:
        found = found.filter(number_year=int(filters.year)) if _is_year(filters.year) else found.none()
    for word in filters.q.split():
        found = found.filter(
            Q(title__icontains=word) | Q(series__icontains=word) | Q(organisation__name__icontains=word)
        )
    return found


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 4


def of_subject(acting: Acting, subject: str) -> QuerySet[OfficialDocument]:
    """The documents about a case, a warning or a period that somebody may see."""
    return visible(acting).filter(subject=subject).exclude(state=_State.DISCARDED)


def existing(template: str, subject: str, organisation_id: int) -> OfficialDocument | None:
    """The newest document of that kind about the same subject that was not discarded."""
    found = OfficialDocument.objects.filter(template=template, subject=subject, organisation_id=organisation_id)
    return found.exclude(state=_State.DISCARDED).first()


def waiting_for(acting: Acting) -> list[OfficialDocument]:
    """What somebody has to review or to issue."""
    rows = list(visible(acting).filter(state__in=(_State.REVIEW, _State.APPROVED)))
    governments = area_queries.governments_of({each.organisation.area_id for each in rows}) if rows else {}
    return [each for each in rows if (can := access.may(acting, each, governments))["approve"] or can["issue"]]


def latest(document: OfficialDocument) -> DocumentVersion:
    """The newest version of a document."""
    found = document.versions.order_by("-number").first()
    if found is None:
        raise DocumentVersion.DoesNotExist(document.pk)
    return found


def notes_of(document: OfficialDocument, version: DocumentVersion) -> list[NumberedNote]:
    """The notes of the figures: those in print by number, then those that could be named."""
    notes = Material.read(document.data).notes
    order = {key: number for number, key in enumerate(version.notes, 1)}
    rows = [NumberedNote(order.get(key), note) for key, note in notes.items()]
    return sorted(rows, key=lambda each: (each.number is None, each.number or 0))


def dues(today: date) -> list[Due]:
    """The documents that the schedules owe for the latest period that has ended, the earliest due first."""
    found = []
    for template in templates():
        period = last_period(template, today)
        if period is None:
            continue
        document = OfficialDocument.objects.filter(template=template.code, subject=period.code, scheduled=True).first()
        found.append(Due(template, period, drafted_from(template, period), due_on(template, period), document, today))
    return sorted(found, key=lambda each: each.due_on)


def subject_text(document: OfficialDocument) -> Any:
    """The period that a document is about; None for other subjects."""
    template = next((each for each in templates() if each.code == document.template), None)
    return Period.parse(document.subject) if template is not None and template.subject in PERIODS else None

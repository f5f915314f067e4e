"""Puts a document together: template, material, what people typed, the organ, and the number once there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from lvheng.indicators.rendering import png
from lvheng.packs.documents import Blank, DocumentMark, DocumentTemplate
from lvheng.packs.model import Pack
from lvheng.reports import filling, marks, setting, wording
from lvheng.reports.filling import Filled
from lvheng.reports.materials import SIMULATED, Material, day_words

# Filled in for every document, beside the blanks of its own.
HEADINGS = (
    Blank(code="title", name="标题", name_en="Title", required=True),
    Blank(code="to", name="主送机关", name_en="To"),
    Blank(code="copy_to", name="抄送机关", name_en="Copies to"),
)


@dataclass(frozen=True)
class Organ:
    """Who issues: the signature, the name in red, the sign that its numbers begin with."""

    name: str
    head: str
    sign: str

    @staticmethod
    def of(pack: Pack, code: str, name: str, short_name: str) -> Organ:
        """As the pack says; an organ that it does not know is headed with its own name."""
        found = next((each for each in pack.of(DocumentMark) if each.organisation == code), None)
        return Organ(name, found.head if found else f"{name}文件", found.sign if found else short_name or name)


@dataclass(frozen=True)
class Composed:
    """The two files of a document, with the keys of its notes by number."""

    docx: bytes
    pdf: bytes
    notes: tuple[str, ...]
    pages: int


@lru_cache(maxsize=64)
def pack_template(text: str, code: str) -> bytes:
    """The .docx template of a pack's text."""
    return wording.template(text, code)


def blanks_of(template: DocumentTemplate) -> tuple[Blank, ...]:
    """Everything that is filled in by people, headings first."""
    usual = {"title": template.title, "to": template.to, "copy_to": template.copy_to}
    own = {each.code for each in template.blanks}
    headings = [each.model_copy(update={"usual": usual[each.code]}) for each in HEADINGS if each.code not in own]
    asked = [each for each in headings if each.code == "title" or f"{{{{ {each.code} }}}}" in template.text]
    return (*asked, *template.blanks)


def usual(template: DocumentTemplate, values: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each blank until somebody writes something else; the title may name the other blanks."""
    environment = ImmutableSandboxedEnvironment(autoescape=False)
    environment.globals.clear()
    found: dict[str, str] = {}
    blanks = blanks_of(template)
    names = [each.code for each in HEADINGS]
    for blank in sorted(blanks, key=lambda each: each.code in names):
        written = environment.from_string(blank.usual).render({**values, **found})
        found[blank.code] = "\n".join(line.strip(" ") for line in written.splitlines() if line.strip())
    return {blank.code: found[blank.code] for blank in blanks}


def series(organ: Organ, template: DocumentTemplate) -> str:
    """What a row of numbers begins with: 临州发改 + 通报."""
    return f"{organ.sign}{template.word}"


def values_of(
    template: DocumentTemplate, material: Material, typed: Mapping[str, str], organ: Organ, year: int
) -> dict[str, Any]:
    """All values of a draft; number, date and signer are left open."""
    written = {**usual(template, material.values), **typed}
    filled = {code: _kept(text) for code, text in written.items()}
    return {
        **material.values,
        "warning": SIMULATED if material.simulated else "",
        "head": organ.head,
        "organisation": organ.name,
        "number": f"{series(organ, template)}〔{year}〕　号",
        "signer": "　　　",
        "date": f"{year}年　月　日",
        "to": "",
        "copy_to": "",
        "notes_used": bool(marks.used(filled)),
        **filled,
    }


def _kept(text: str) -> str:
    """Each line a paragraph; marks of notes that are already in it stay."""
    return marks.NEW_PARAGRAPH.join(line.strip() for line in text.splitlines() if line.strip())


def draft(
    template: DocumentTemplate, file: bytes, material: Material, typed: Mapping[str, str], organ: Organ, year: int
) -> Composed:
    """A draft's files. Raises Problems for a template that asks for what is not there."""
    values = values_of(template, material, typed, organ, year)
    filled = filling.fill(file, values, material.notes, lambda key: png(material.charts[key]))
    return finished(filled)


def finished(filled: Filled) -> Composed:
    """The .docx with its PDF."""
    pdf = setting.pdf(filled.content)
    return Composed(filled.content, pdf, filled.notes, setting.page_count(pdf))


def issued(docx: bytes, notes: tuple[str, ...], number: str, on: date, signer: str) -> Composed:
    """The same document with number, date and signer."""
    content = filling.stamp(docx, number=number, day=day_words(on), signer=signer)
    return finished(Filled(content, notes))

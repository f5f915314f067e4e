"""Fills a .docx template: what stands in ``{{ }}``, the notes of figures, charts, the place of the signature."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.reports import layout, marks
from lvheng.reports.layout import BY_CODE, mark_size, role_named, signature_right, twips
from lvheng.reports.package import zipped_again

CHART_WIDTH_MM = 125
Pictures = Callable[[str], bytes]


@dataclass(frozen=True)
class Note:
    """Where a figure comes from. ``url`` leads to its explanation; empty where there is none."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Filled:
    """A finished .docx, with the keys of the notes in the order of their numbers."""

    content: bytes
    notes: tuple[str, ...]


@dataclass
class _Unknown:
    names: list[str] = field(default_factory=list)


def fill(template: bytes, values: Mapping[str, Any], notes: Mapping[str, Note], pictures: Pictures) -> Filled:
    """Fill a template; ``pictures`` draws the chart of a key.

    Raises Problems that name everything in the template that the data do not have, and InputProblem for a template that
    cannot be read. The same template and values give the same bytes.
    """
    template_file, unknown = _rendered(template, values)
    if unknown.names:
        raise Problems([unknown_name(name) for name in dict.fromkeys(unknown.names)])
    out = io.BytesIO()
    template_file.save(out)
    document = docx.Document(io.BytesIO(out.getvalue()))
    found = _finish(document, notes, pictures)
    return Filled(saved(document), found)


def check(template: bytes, sample: Mapping[str, Any]) -> list[Problem]:
    """Everything that a template asks for and the data do not have; ``sample`` are values with nothing left out."""
    try:
        _, unknown = _rendered(template, sample)
    except InputProblem as problem:
        return [problem]
    return [unknown_name(name) for name in dict.fromkeys(unknown.names)]


def unknown_name(name: str) -> Problem:
    return InputProblem(
        "unknown_name",
        Text(f"模板用了“{name}”，这种公文没有这一项。", f"The template uses “{name}”, which this document has not."),
        name,
        Text("改成本页列出的名称，或删去。", "Take one of the names listed on this page, or remove it."),
    )


def _rendered(template: bytes, values: Mapping[str, Any]) -> tuple[DocxTemplate, _Unknown]:
    unknown = _Unknown()
    found = DocxTemplate(io.BytesIO(template))
    try:
        found.render(dict(values), _environment(unknown))
    except TemplateSyntaxError as error:
        raise _broken(error.message or "", _nearby(error)) from None
    except (TemplateError, TypeError, ValueError, KeyError) as error:
        raise _broken(str(error), _nearby(error)) from None
    return found, unknown


def _nearby(error: Exception) -> str:
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if line.strip()]
    return " ".join(lines)[:200]


def _broken(message: str, nearby: str) -> InputProblem:
    return InputProblem(
        "broken_template",
        Text(f"模板中的标记写错了：{message}", f"A tag of the template is wrong: {message}"),
        nearby,
        Text(
            "检查 {{ }} 和 {% %} 是否成对、拼写是否正确。",
            "See whether each {{ }} and {% %} is closed and spelt right.",
        ),
    )


def _environment(unknown: _Unknown) -> ImmutableSandboxedEnvironment:
    """Templates come from people: they see the values and nothing of the program."""

    class Noted(Undefined):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            unknown.names.append(self._undefined_name or "?")

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Noted(name=f"{self._undefined_name}.{name}")

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=Noted)
    environment.globals.clear()
    return environment


def saved(document: Document) -> bytes:
    """The document as bytes that depend on its content alone."""
    out = io.BytesIO()
    document.save(out)
    return zipped_again(out.getvalue())


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All paragraphs, those of tables too, in the order of the text."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document)


def _finish(document: Document, notes: Mapping[str, Note], pictures: Pictures) -> tuple[str, ...]:
    order: dict[str, int] = {}
    lists = []
    for each in list(paragraphs(document)):
        text = each.text
        found = marks.CHART.search(text)
        if found is not None:
            _draw(each, pictures(found[1]))
        elif marks.NOTES in text:
            lists.append(each)
        elif "\ue000" in text:
            _number_notes(each, order)
    for each in lists:
        _write_notes(each, [notes[key] for key in order])
    place_marks(document)
    return tuple(order)


def _draw(where: Paragraph, picture: bytes) -> None:
    for run in list(where.runs):
        run._r.getparent().remove(run._r)
    where.add_run().add_picture(io.BytesIO(picture), width=Mm(CHART_WIDTH_MM))


def _number_notes(where: Paragraph, order: dict[str, int]) -> None:
    """Each mark becomes a small raised number; the same figure has the same number everywhere."""
    for run in list(where.runs):
        parts = re.split(marks.NOTE_OR_TEXT, run.text)
        if len(parts) == 1:
            continue
        after = run._r
        for place, part in enumerate(parts):
            if not part:
                continue
            copy = deepcopy(run._r)
            after.addnext(copy)
            after = copy
            piece = Run(copy, where)
            is_note = place % 2 == 1
            piece.text = f"[{order.setdefault(part, len(order) + 1)}]" if is_note else part
            piece.font.superscript = True if is_note else None
        run._r.getparent().remove(run._r)


def _write_notes(where: Paragraph, notes: list[Note]) -> None:
    """One paragraph for each note instead of the mark."""
    element = where._p
    for number, each in enumerate(notes, 1):
        copy = deepcopy(element)
        element.addprevious(copy)
        written = Paragraph(copy, where._parent)
        written.text = f"[{number}] {each.text}"
    element.getparent().remove(element)


def place_marks(document: Document) -> None:
    """Make the issuing organ's name fill its line, and centre the signature above its date."""
    found = {}
    _keep_with_signature(document)
    for each in paragraphs(document):
        code = role_named(_style(each)).code
        if code == "mark":
            for run in each.runs:
                size = mark_size(each.text)
                run.font.size = int(size * 12700)
        side = layout.balanced_side(BY_CODE[code], each.text)
        if side:
            _indent(each, twips(side))
        if code in ("signature", "date"):
            found[code] = each
    if {"signature", "date"} <= set(found):
        signature, date = found["signature"], found["date"]
        characters = signature_right(signature.text, date.text)
        indent = signature._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:right"), str(twips(characters * layout.BODY_SIZE)))
        indent.set(qn("w:rightChars"), str(int(characters * 100)))


def _keep_with_signature(document: Document) -> None:
    """A signature never stands on a page without text: what leads to it stays with it."""
    before: list[Paragraph] = []
    for each in document.paragraphs:
        code = role_named(_style(each)).code
        if code == "signature":
            for paragraph in before:
                paragraph.paragraph_format.keep_with_next = True
        before = [each] if code in ("body", "words") and each.text else [*before, each]


def _indent(paragraph: Paragraph, sides: int) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:left"), str(sides))
    indent.set(qn("w:right"), str(sides))


def _style(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style is not None else ""


def stamp(content: bytes, *, number: str, day: str, signer: str) -> bytes:
    """Write number, date and signer into the paragraphs that are for them; what an editor changed elsewhere stays."""
    document = docx.Document(io.BytesIO(content))
    for each in paragraphs(document):
        code = role_named(_style(each)).code
        if code == "number" and "签发人" in each.text:
            _replace(each, f"　{number}\t签发人：{signer}　")
        elif code in ("number", "reference"):
            _replace(each, number)
        elif code == "date":
            _replace(each, day)
        elif code == "printed":
            _replace(each, f"{each.text.split(chr(9))[0]}\t{day}印发")
    place_marks(document)
    return saved(document)


def _replace(where: Paragraph, text: str) -> None:
    runs = where.runs
    for run in runs[1:]:
        run._r.getparent().remove(run._r)
    first = runs[0] if runs else where.add_run()
    first.text = text


def kinds(content: bytes) -> set[str]:
    """The codes of the kinds of paragraphs that a document has."""
    document = docx.Document(io.BytesIO(content))
    return {role_named(_style(each)).code for each in paragraphs(document)}

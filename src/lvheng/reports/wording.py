"""The plain text in which a pack writes a document, and the .docx template that is made of it.

A line is a paragraph of the body. ``@title …`` and the other kinds of ``layout.ROLES`` begin with their code; ``#``,
``##`` and ``###`` are headings. ``%for x in xs``, ``%if x``, ``%else``, ``%end`` stand on lines of their own. A table
begins with ``@table`` and the weights of its columns and ends with ``@end``; its rows are ``| a | b |``, the first one
its head, cells that begin with ``<`` are long texts. ``@form`` is a table to be signed: it has no head and high rows.
``@copy`` and ``@printed`` are the record at the foot of the last page (版记). ``{{ name }}`` is filled in. A ``\\t``
leads to the right edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvheng.errors import InputProblem, Text
from lvheng.reports.layout import BY_CODE, TEXT_WIDTH, Role, mm_twips
from lvheng.reports.package import package, paragraph

_TAGGED = re.compile(r"@(?P<code>[a-z_]+)(?: +(?P<text>.*))?$")
_HEADINGS = {"#": "h1", "##": "h2", "###": "h3"}
_ENDS = {"for": "endfor", "if": "endif"}
_FOOT = ("copy", "printed")
THICK, THIN = 8, 6
# Rows of a form leave room for a signature: 15 mm.
FORM_ROW = 850


def template(text: str, where: str = "") -> bytes:
    """The .docx template of a document's text. Raises InputProblem for a line that cannot be understood."""
    lines = [(number, line.strip(" ")) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return package("".join(_Builder(lines, where).blocks()) + paragraph(BY_CODE["body"], ""))


class _Builder:
    def __init__(self, lines: Sequence[tuple[int, str]], where: str) -> None:
        self._lines, self._where, self._at = lines, where, 0
        self._open: list[str] = []

    def blocks(self) -> Iterator[str]:
        while self._at < len(self._lines):
            number, line = self._lines[self._at]
            if line.startswith(("@table", "@form")):
                yield self._table(line, number)
            elif self._is_foot():
                yield self._foot()
            elif line.startswith("%"):
                self._at += 1
                yield paragraph(BY_CODE["body"], self._tag(line, number, "p"))
            else:
                self._at += 1
                yield self._paragraph(line, number)
        if self._open:
            raise self._mistake(self._lines[-1][0], f"%{self._open[-1]} 没有 %end", f"%{self._open[-1]} has no %end")

    def _paragraph(self, line: str, number: int) -> str:
        marks, _, rest = line.partition(" ")
        if marks in _HEADINGS:
            return paragraph(BY_CODE[_HEADINGS[marks]], rest.strip())
        if not line.startswith("@"):
            return paragraph(BY_CODE["body"], _tabbed(line))
        role, text = self._role(line, number)
        return paragraph(role, _tabbed(text))

    def _role(self, line: str, number: int) -> tuple[Role, str]:
        found = _TAGGED.match(line)
        role = BY_CODE.get(found["code"]) if found else None
        if found is None or role is None:
            known = "、".join(BY_CODE)
            zh, en = f"没有段落类型“{line[:20]}”，有：{known}", f"no kind of paragraph “{line[:20]}”"
            raise self._mistake(number, zh, en)
        return role, found["text"] or ""

    def _tag(self, line: str, number: int, kind: str) -> str:
        """``%for …`` as docxtpl writes it for a paragraph (p) or a row (tr)."""
        words = line[1:].strip()
        name = words.split(" ")[0]
        if name in _ENDS:
            self._open.append(name)
        elif name == "end" and self._open:
            words = _ENDS[self._open.pop()]
        elif name != "else" or not self._open:
            raise self._mistake(number, f"“{line[:40]}”不能用在这里", f"“{line[:40]}” cannot stand here")
        return f"{{%{kind} {words} %}}"

    def _table(self, line: str, number: int) -> str:
        try:
            weights = [int(each) for each in line.split()[1:]]
        except ValueError:
            weights = []
        if not weights:
            raise self._mistake(number, "后面写各列的宽度，例如 3 1 1", "the weights of the columns are missing")
        self._at += 1
        is_form = line.startswith("@form")
        rows: list[str] = []
        head = not is_form
        while True:
            if self._at == len(self._lines):
                raise self._mistake(number, "@table 没有 @end", "@table has no @end")
            place, line = self._lines[self._at]
            self._at += 1
            if line == "@end":
                return _table("".join(rows), widths(weights), _CELL_BORDERS)
            rows.append(self._row(line, place, weights, head, is_form))
            head = False

    def _row(self, line: str, number: int, weights: Sequence[int], head: bool, high: bool) -> str:
        wide = widths(weights)
        if line.startswith("%"):
            return _tag_row(self._tag(line, number, "tr"), wide)
        cells = [each.strip(" ") for each in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != len(weights):
            raise self._mistake(
                number, f"这一行应有{len(weights)}格，写成 | 甲 | 乙 |", f"this row needs {len(weights)} cells"
            )
        shown = [_cell(each, "head" if head else "cell", width) for each, width in zip(cells, wide, strict=True)]
        height = f'<w:trHeight w:val="{FORM_ROW}" w:hRule="atLeast"/>' if high else ""
        properties = f"<w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>"
        return f"<w:tr>{properties}{''.join(shown)}</w:tr>"

    def _is_foot(self) -> bool:
        """Whether a record at the foot begins here, maybe behind a condition."""
        ahead = [line for _, line in self._lines[self._at : self._at + 2]]
        line = ahead[1] if len(ahead) == 2 and ahead[0].startswith("%if") else ahead[0]
        found = _TAGGED.match(line)
        return found is not None and found["code"] in _FOOT

    def _foot(self) -> str:
        wide, rows = [mm_twips(TEXT_WIDTH)], []
        while self._at < len(self._lines):
            number, line = self._lines[self._at]
            found = _TAGGED.match(line)
            if line.startswith("%"):
                rows.append(_tag_row(self._tag(line, number, "tr"), wide))
            elif found and found["code"] in _FOOT:
                role, text = self._role(line, number)
                content = f"{_cell_properties(wide[0])}{paragraph(role, _tabbed(text))}"
                rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{content}</w:tc></w:tr>")
            else:
                break
            self._at += 1
        return _table("".join(rows), wide, _FOOT_BORDERS, _AT_FOOT)

    def _mistake(self, number: int, zh: str, en: str) -> InputProblem:
        where = f"{self._where} {number}".strip()
        return InputProblem("document_text", Text(f"第{number}行：{zh}。", f"line {number}: {en}."), where)


def _tabbed(text: str) -> str:
    return text.replace("\\t", "\t")


def widths(weights: Sequence[int]) -> list[int]:
    """Columns of the whole width of the text, by weight."""
    whole = mm_twips(TEXT_WIDTH)
    return [whole * each // sum(weights) for each in weights]


def _cell(text: str, code: str, width: int) -> str:
    role = BY_CODE["words" if text.startswith("<") else code]
    return f"<w:tc>{_cell_properties(width)}{paragraph(role, text.removeprefix('<').strip())}</w:tc>"


def _cell_properties(width: int) -> str:
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'


def _tag_row(tag: str, wide: Sequence[int]) -> str:
    """docxtpl takes the row away together with its tag."""
    content = paragraph(BY_CODE["cell"], tag)
    cells = [f"<w:tc>{_cell_properties(wide[0])}{content}</w:tc>"]
    cells += [f"<w:tc>{_cell_properties(each)}<w:p/></w:tc>" for each in wide[1:]]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _line(name: str, size: int) -> str:
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


_CELL_BORDERS = "".join(_line(name, 4) for name in ("top", "left", "bottom", "right", "insideH", "insideV"))
_FOOT_BORDERS = _line("top", THICK) + _line("bottom", THICK) + _line("insideH", THIN)
_AT_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" '
    'w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
)


def _table(rows: str, wide: Sequence[int], borders: str, place: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in wide)
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )

"""Templates: what is filled in, how notes are numbered, and what a template may not do."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from lvheng.errors import InputProblem, Problems
from lvheng.reports import marks, uploads
from lvheng.reports.filling import Filled, Note, check, fill
from lvheng.reports.reading import Block, Grid, read
from lvheng.reports.wording import template


def no_picture(key: str) -> bytes:
    raise AssertionError(key)


def filled(text: str, known: dict[str, Note] | None = None, **values: object) -> Filled:
    return fill(template(text), values, known or {}, no_picture)


def texts(content: bytes) -> list[str]:
    return [block.text for block in read(content) if isinstance(block, Block) and block.text]


def test_it_fills_paragraphs_loops_and_conditions() -> None:
    text = (
        "%for each in rows\n{{ each.name }}为{{ each.value }}。\n%else\n没有。\n%end\n%if extra\n另：{{ extra }}\n%end"
    )
    rows = [{"name": "秸秆", "value": "86%"}, {"name": "农膜", "value": "85%"}]
    assert texts(filled(text, rows=rows, extra="").content) == ["秸秆为86%。", "农膜为85%。"]
    assert texts(filled(text, rows=[], extra="乙").content) == ["没有。", "另：乙"]


def test_it_repeats_rows_of_a_table_and_keeps_its_head() -> None:
    text = "@table 2 1\n| 目标 | 数 |\n%for each in rows\n| < {{ each.name }} | {{ each.value }} |\n%end\n@end"
    grid = next(
        each
        for each in read(filled(text, rows=[{"name": "甲", "value": "1"}, {"name": "乙", "value": "2"}]).content)
        if isinstance(each, Grid)
    )
    assert grid.heads == 1
    assert [[cell[0].text for cell in row] for row in grid.rows] == [["目标", "数"], ["甲", "1"], ["乙", "2"]]


def test_it_numbers_notes_by_their_place_in_the_text_and_repeats_the_number_of_the_same_figure() -> None:
    text = "{{ a }}，{{ b }}，{{ a }}\n@note {{ notes }}"
    notes = {"1": Note("1", "甲的来历"), "2": Note("2", "乙的来历"), "3": Note("3", "没有用到")}
    found = filled(text, notes, a=f"86%{marks.note('2')}", b=f"85%{marks.note('1')}", notes=marks.NOTES)
    assert texts(found.content) == ["86%[1]，85%[2]，86%[1]", "[1] 乙的来历", "[2] 甲的来历"]
    assert found.notes == ("2", "1")
    raised = [run.text for block in read(found.content) if isinstance(block, Block) for run in block.runs if run.raised]
    assert raised == ["[1]", "[2]", "[1]"]


def test_it_makes_a_paragraph_of_each_line_that_a_person_wrote() -> None:
    assert texts(filled("{{ measures }}", measures="第一\a第二").content) == ["第一", "第二"]


def test_it_takes_what_people_write_as_text_and_never_as_markup() -> None:
    written = "a < b & {{ 7 * 7 }} <w:p/>"
    assert texts(filled("{{ x }}", x=written).content) == [written]


def test_it_names_everything_that_a_template_asks_for_and_the_data_do_not_have() -> None:
    with pytest.raises(Problems) as told:
        filled("{{ nmae }}\n%for each in rows\n{{ each.valeu }}\n%end", rows=[{"value": "1"}])
    assert [problem.where for problem in told.value.problems] == ["nmae", "valeu"]


@pytest.mark.parametrize("text", ["{{ x", "{% for each in %}甲{% endfor %}", "{{ x | nonsense }}"])
def test_it_says_which_tag_of_a_template_is_wrong(text: str) -> None:
    problems = check(template(text), {"x": "甲"})
    assert [problem.code for problem in problems] == ["broken_template"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.__class__.__mro__ }}",
        "{{ x.__init__.__globals__ }}",
        "{{ range(10) }}",
        "{{ cycler.__init__ }}",
        "{{ ''.__class__ }}",
    ],
)
def test_a_template_sees_nothing_of_the_program(text: str) -> None:
    assert check(template(text), {"x": "甲"}) != []


def test_a_line_that_cannot_be_understood_is_named_with_its_number() -> None:
    for text, line in (("甲\n@nonsense 乙", 2), ("%for x in xs\n甲", 2), ("甲\n%end", 2), ("@table\n@end", 1)):
        with pytest.raises(InputProblem) as told:
            template(text, "试验")
        assert told.value.where == f"试验 {line}"


class Upload:
    def __init__(self, content: bytes) -> None:
        self._content, self.size = content, len(content)

    def read(self, num_bytes: int = -1) -> bytes:
        return self._content[: num_bytes if num_bytes >= 0 else None]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def test_it_takes_a_document_that_an_editor_saved() -> None:
    document = docx.Document(io.BytesIO(template("@title 甲\n正文")))
    document.add_paragraph("新加的一段")
    out = io.BytesIO()
    document.save(out)
    assert texts(uploads.read_upload(Upload(out.getvalue()))) == ["甲", "正文", "新加的一段"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip",
        with_part(template("甲"), "word/vbaProject.bin", b"x"),
        with_part(template("甲"), "word/embeddings/oleObject1.bin", b"x"),
        with_part(
            template("甲"), "word/_rels/extra.xml.rels", b'<Relationship Type="x/image" TargetMode="External" Target="http://a/"/>'
        ),
        with_part(template("甲"), "word/large.xml", b"0" * (uploads.MAX_UNPACKED_BYTES + 1)),
    ],
    ids=["empty", "no_zip", "macro", "embedded", "outside", "bomb"],
)  # fmt: skip
def test_it_refuses_a_file_that_is_no_sound_document(content: bytes) -> None:
    with pytest.raises(InputProblem) as told:
        uploads.read_upload(Upload(content))
    assert told.value.code == "file"


def test_an_edited_draft_has_to_keep_the_paragraphs_that_are_written_into_at_the_end() -> None:
    before = template("@number 号\n@title 甲\n@date 日")
    uploads.keeps(before, before)
    with pytest.raises(Problems) as told:
        uploads.keeps(template("@title 甲"), before)
    assert [problem.code for problem in told.value.problems] == ["lost_paragraph"] * 2

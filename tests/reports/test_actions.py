"""From draft to archive: who may do what, numbers without gaps, and nothing of an issued document that changes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError
from django.utils import timezone
from tests.reports.conftest import CHINA, COUNTIES, DAY, record

from lvheng.areas.acting import Acting
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict
from lvheng.indicators.models import IndicatorWarning
from lvheng.plan.models import Version
from lvheng.reports import actions, archive, queries, setting
from lvheng.reports.models import DocumentStep, DocumentVersion, OfficialDocument
from lvheng.reports.reading import Block, read

pytestmark = pytest.mark.django_db
As = Callable[[str], Acting]


def text_of(document: OfficialDocument) -> str:
    content = archive.fetch(queries.latest(document).docx_sha256)
    return "\n".join(block.text for block in read(content) if isinstance(block, Block))


def full_disk(content: bytes) -> str:
    raise OSError("disk full")


def reviewed(acting_as: As, code: str = "briefing_month", subject: str = "2025-12") -> OfficialDocument:
    document = actions.draft(code, subject, DAY, acting_as("planner"))
    actions.submit(acting_as("planner"), document)
    actions.approve(acting_as("leader"), document)
    return document


def test_a_briefing_tells_every_target_with_its_light_figure_and_note(film: Version, acting_as: As) -> None:
    document = actions.draft("briefing_month", "2025-12", DAY, acting_as("planner"))
    text, values = text_of(document), document.data["values"]
    assert document.title == "关于2025年12月绿色低碳循环发展工作进展情况的通报"
    assert len(values["targets"]) == 25
    told = next(each for each in values["targets"] if each["name"] == "废旧农膜回收率")
    assert told["light"] in ("红灯", "橙灯", "黄灯")
    assert "废旧农膜回收率（预期性），2024年临夏回族自治州为78.50%[1]，方案要求2025年85%以上，还差6.5个百分点" in text
    assert "州农业农村局：废旧农膜回收率，还差6.50个百分点" in text
    notes = queries.notes_of(document, queries.latest(document))
    first = next(each for each in notes if each.number == 1)
    assert "报表：《农膜和尾菜年报》" in first.note.text
    assert "截至2026年1月10日" in first.note.text
    assert first.note.url == "/indicators/film_recovery_rate/622900/2024/?as_of=2026-01-10"


def test_the_same_day_gives_the_same_bytes_whatever_came_later(film: Version, acting_as: As) -> None:
    first = queries.latest(actions.draft("briefing_month", "2025-12", DAY, acting_as("planner")))
    record({"622901": {"film_recovered": "1", "film_used": "100"}}, 2024, at=datetime(2026, 3, 1, tzinfo=CHINA))
    second = queries.latest(actions.draft("briefing_month", "2025-12", DAY, acting_as("planner")))
    later = queries.latest(actions.draft("briefing_month", "2025-12", date(2026, 3, 2), acting_as("planner")))
    assert (first.docx_sha256, first.pdf_sha256) == (second.docx_sha256, second.pdf_sha256)
    assert later.docx_sha256 != first.docx_sha256


def test_a_reader_s_language_changes_nothing_of_a_document(film: Version, acting_as: As) -> None:
    from django.utils import translation

    with translation.override("en"):
        document = actions.draft("briefing_quarter", "2025-Q4", DAY, acting_as("planner"))
    assert "2025年第4季度" in document.title
    assert "临夏回族自治州" in text_of(document)


def test_simulated_figures_are_named_on_the_first_page(linxia: Version, acting_as: As) -> None:
    rows = {area: {"film_recovered": "80", "film_used": "100"} for area in COUNTIES}
    record(rows, 2024, at=datetime(2025, 3, 1, tzinfo=CHINA), simulated=True)
    document = actions.draft("briefing_month", "2025-12", DAY, acting_as("planner"))
    assert document.simulated
    assert text_of(document).startswith("模拟数据，仅供演示，不作公文使用\n")
    assert any("模拟数据" in each.note.text for each in queries.notes_of(document, queries.latest(document)))


def test_figures_that_were_reported_need_no_such_line(film: Version, acting_as: As) -> None:
    document = actions.draft("briefing_month", "2025-12", DAY, acting_as("planner"))
    assert not document.simulated
    assert "模拟" not in text_of(document)


def test_numbers_of_a_series_have_no_gaps(film: Version, acting_as: As, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [reviewed(acting_as, subject=f"2025-{month}") for month in (10, 11, 12)]
    actions.issue(acting_as("leader"), documents[0], DAY)
    with monkeypatch.context() as patched:
        patched.setattr(archive, "keep", full_disk)
        with pytest.raises(OSError, match="disk full"):
            actions.issue(acting_as("leader"), documents[1], DAY)
    actions.issue(acting_as("leader"), documents[2], DAY)
    documents[1].refresh_from_db()
    assert documents[1].state == "approved"
    actions.issue(acting_as("leader"), documents[1], DAY)
    assert [each.number for each in documents] == [f"临州发改通报〔2026〕{n}号" for n in (1, 3, 2)]


def test_issuing_writes_number_date_and_archive_and_nothing_else(film: Version, acting_as: As) -> None:
    document = reviewed(acting_as)
    before = text_of(document)
    actions.issue(acting_as("leader"), document, DAY)
    after = text_of(document)
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [b for _, b in changed] == ["临州发改通报〔2026〕1号", "2026年1月10日"]
    version = queries.latest(document)
    content = archive.fetch(version.docx_sha256)
    assert hashlib.sha256(content).hexdigest() == version.docx_sha256
    assert setting.pdf(content) == archive.fetch(version.pdf_sha256)
    entry = Entry.objects.get(action="documents.issue")
    assert entry.changes == {
        "document_number": document.number,
        "docx": version.docx_sha256,
        "pdf": version.pdf_sha256,
    }


def test_what_was_issued_cannot_be_changed_even_in_the_database(film: Version, acting_as: As) -> None:
    document = reviewed(acting_as)
    actions.issue(acting_as("leader"), document, DAY)
    writes: list[Callable[[], Any]] = [
        lambda: OfficialDocument.objects.filter(pk=document.pk).update(title="改"),
        lambda: OfficialDocument.objects.filter(pk=document.pk).update(state="draft"),
        lambda: OfficialDocument.objects.filter(pk=document.pk)._raw_delete("default"),
        lambda: DocumentVersion.objects.update(pages=1),
        lambda: DocumentStep.objects.all().delete(),
    ]
    for write in writes:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            write()
    with pytest.raises(StateConflict):
        actions.fill(acting_as("planner"), document, {"causes": "改"})
    actions.publish(acting_as("leader"), document)
    assert queries.visible(Acting()).get() == document


def test_a_damaged_file_of_the_archive_is_noticed(film: Version, acting_as: As, tmp_path: Any) -> None:
    version = queries.latest(actions.draft("briefing_month", "2025-12", DAY, acting_as("planner")))
    path = tmp_path / "official" / version.pdf_sha256[:2] / version.pdf_sha256
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Problem) as told:
        archive.fetch(version.pdf_sha256)
    assert told.value.code == "archive_damaged"


def test_whoever_hands_a_document_in_neither_reviews_nor_issues_it(film: Version, acting_as: As) -> None:
    planner, leader = acting_as("planner"), acting_as("leader")
    document = actions.draft("briefing_month", "2025-12", DAY, planner)
    actions.submit(planner, document)
    with pytest.raises(NotAllowed):
        actions.approve(planner, document)
    actions.approve(leader, document, "同意")
    with pytest.raises(NotAllowed):
        actions.issue(planner, document)
    assert [each.kind for each in document.steps.all()] == ["drafted", "submitted", "approved"]


def test_a_returned_draft_keeps_the_reason_and_can_be_handed_in_again(film: Version, acting_as: As) -> None:
    planner, leader = acting_as("planner"), acting_as("leader")
    document = reviewed(acting_as)
    with pytest.raises(InputProblem):
        actions.return_(leader, document, "  ")
    actions.return_(leader, document, "原因写得不够具体")
    actions.fill(planner, document, {"causes": "第一，回收网点不足。\n第二，补贴未到位。"})
    assert "第一，回收网点不足。\n第二，补贴未到位。" in text_of(document)
    actions.submit(planner, document)
    assert document.state == "review"
    assert "原因写得不够具体" in [each.remark for each in document.steps.all()]


def test_a_person_may_cite_the_note_of_a_figure(film: Version, acting_as: As) -> None:
    planner = acting_as("planner")
    document = actions.draft("briefing_month", "2025-12", DAY, planner)
    key = next(each.note.key for each in queries.notes_of(document, queries.latest(document)) if each.number == 1)
    actions.fill(planner, document, {"causes": f"回收率只有78.50%〔注{key}〕。"})
    assert "回收率只有78.50%[1]。" in text_of(document)


def test_an_edited_file_takes_the_place_of_the_draft(film: Version, acting_as: As) -> None:
    planner = acting_as("planner")
    document = actions.draft("briefing_month", "2025-12", DAY, planner)
    edited = docx.Document(io.BytesIO(archive.fetch(queries.latest(document).docx_sha256)))
    edited.paragraphs[-1].insert_paragraph_before("手工加的一段")
    out = io.BytesIO()
    edited.save(out)
    actions.replace(planner, document, SimpleUploadedFile("改.docx", out.getvalue()))
    assert "手工加的一段" in text_of(document)
    actions.submit(planner, document)
    actions.approve(acting_as("leader"), document)
    actions.issue(acting_as("leader"), document, DAY)
    assert "手工加的一段" in text_of(document)
    assert document.number in text_of(document)


def test_every_blank_that_is_needed_is_named_at_once(film: Version, acting_as: As) -> None:
    officer = acting_as("department_officer")
    document = actions.draft("enforcement_decision", "", DAY, officer)
    with pytest.raises(Problems) as told:
        actions.submit(officer, document)
    assert {"party", "facts", "evidence", "heard", "legal_basis", "decision", "court"} == {
        problem.where for problem in told.value.problems
    }
    needed = {problem.where: "内容" for problem in told.value.problems}
    actions.fill(officer, document, needed)
    actions.submit(officer, document)
    assert document.state == "review"
    assert "行政处罚决定书" in text_of(document)


def test_only_the_office_in_charge_drafts_a_document(film: Version, acting_as: As) -> None:
    for role in ("department_officer", "county_officer", "leader", "auditor"):
        with pytest.raises(NotAllowed):
            actions.draft("briefing_month", "2025-12", DAY, acting_as(role))
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize(
    ("code", "subject", "day", "problem"),
    [
        ("nonsense", "2025-12", DAY, "unknown_document"),
        ("briefing_month", "2025", DAY, "not_its_period"),
        ("briefing_month", "nonsense", DAY, "not_its_period"),
        ("warning_notice", "warning:9999", DAY, "unknown_subject"),
        ("briefing_month", "2025-12", date(2999, 1, 1), "day_in_the_future"),
    ],
)
def test_it_says_what_is_wrong_with_a_request(
    linxia: Version, acting_as: As, code: str, subject: str, day: date, problem: str
) -> None:
    with pytest.raises(InputProblem) as told:
        actions.draft(code, subject, day, acting_as("planner"))
    assert told.value.code == problem


def test_a_county_officer_never_sees_the_drafts_of_others(film: Version, acting_as: As) -> None:
    document = actions.draft("briefing_month", "2025-12", DAY, acting_as("planner"))
    seen = {role: document in queries.visible(acting_as(role)) for role in ("county_officer", "leader", "auditor")}
    assert seen == {"county_officer": False, "leader": False, "auditor": True}
    actions.submit(acting_as("planner"), document)
    assert document in queries.visible(acting_as("leader"))
    assert document not in queries.visible(acting_as("county_officer"))
    actions.approve(acting_as("leader"), document)
    actions.issue(acting_as("leader"), document, DAY)
    assert document in queries.visible(acting_as("county_officer"))
    assert document not in queries.visible(Acting())


def test_the_schedule_drafts_each_document_once(film: Version, acting_as: As) -> None:
    day = date(2026, 1, 8)
    made = actions.draft_due(day)
    assert [(each.template, each.subject) for each in made] == [("briefing_month", "2025-12")]
    assert made[0].due_on is None
    assert OfficialDocument.objects.get().due_on == date(2026, 1, 15)
    assert made[0].organisation.code == "linxia_development_reform"
    assert actions.draft_due(day) == []
    assert {each.template for each in actions.draft_due(day + timedelta(days=8))} == {
        "briefing_quarter",
        "half_year_report",
    }


def test_a_notice_tells_of_the_target_that_a_warning_is_about(film: Version, acting_as: As) -> None:
    from lvheng.indicators.warning_actions import review_warnings

    review_warnings()
    warning = IndicatorWarning.objects.filter(indicator="film_recovery_rate").first()
    assert warning is not None
    document = actions.draft("warning_notice", f"warning:{warning.pk}", timezone.localdate(), acting_as("planner"))
    assert document.title == "关于限期整改“废旧农膜回收率”的督办通知"
    assert "州农业农村局：" in text_of(document)
    assert "78.50%[1]" in text_of(document)


def test_a_template_of_the_office_takes_the_place_of_the_pack_s(film: Version, acting_as: As) -> None:
    planner = acting_as("planner")
    number, content = queries.template_file("briefing_month")
    assert number == 0
    edited = docx.Document(io.BytesIO(content))
    edited.paragraphs[-1].insert_paragraph_before("本单位加的一句：{{ period }}。")
    out = io.BytesIO()
    edited.save(out)
    actions.save_template(planner, "briefing_month", SimpleUploadedFile("a.docx", out.getvalue()), "加一句")
    document = actions.draft("briefing_month", "2025-12", DAY, planner)
    assert "本单位加的一句：2025年12月。" in text_of(document)
    assert queries.latest(document).template_number == 1


def test_a_template_with_unknown_names_is_refused_with_all_of_them(linxia: Version, acting_as: As) -> None:
    edited = docx.Document(io.BytesIO(queries.template_file("briefing_month")[1]))
    edited.add_paragraph("{{ perod }}{{ nonsense.deeper }}")
    out = io.BytesIO()
    edited.save(out)
    with pytest.raises(Problems) as told:
        actions.save_template(acting_as("planner"), "briefing_month", SimpleUploadedFile("a.docx", out.getvalue()))
    assert {"perod", "nonsense"} <= {problem.where for problem in told.value.problems}
    assert queries.template_file("briefing_month")[0] == 0


def test_every_document_of_the_pack_can_be_drafted(film: Version, acting_as: As) -> None:
    subjects = {"month": "2025-12", "quarter": "2025-Q4", "half": "2025-H2", "year": "2025"}
    for template in queries.templates():
        if template.subject == "warning":
            continue
        role = "department_officer" if template.issuer == "own" else "planner"
        document = actions.draft(template.code, subjects.get(template.subject, ""), DAY, acting_as(role))
        assert queries.latest(document).pages >= 1, template.code
        assert "{{" not in text_of(document), template.code


def test_people_are_told_what_waits_for_them_and_nobody_of_what_they_did(film: Version, acting_as: As) -> None:
    from lvheng.notifications.models import Notification

    def told() -> list[tuple[str, str]]:
        rows = Notification.objects.filter(kind="document").order_by("pk")
        found = [(each.key.split(":")[0], each.person.username) for each in rows]
        Notification.objects.all().delete()
        return found

    planner, leader = acting_as("planner"), acting_as("leader")
    document = actions.draft_due(date(2026, 1, 8))[0]
    assert ("documents.drafted", "planner") in told()
    actions.submit(planner, document)
    submitted = told()
    assert ("documents.submitted", "leader") in submitted
    assert ("documents.submitted", "planner") not in submitted
    actions.return_(leader, document, "再核")
    assert told() == [("documents.returned", "planner")]
    actions.submit(planner, document)
    told()
    actions.approve(leader, document)
    assert told() == []

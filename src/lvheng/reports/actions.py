"""Everything that can be done with a document: each checks who may, writes once, and tells the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.packs.documents import DocumentTemplate
from lvheng.reports import access, archive, composing, contract, filling, marks, queries, uploads
from lvheng.reports.composing import Composed, Organ
from lvheng.reports.materials import Material
from lvheng.reports.models import DocumentStep, DocumentVersion, NumberSeries, OfficialDocument, TemplateVersion
from lvheng.reports.sources import Asked, gather
from lvheng.reports.telling import tell_of
from lvheng.reports.uploads import Uploaded

MAX_LETTERS = 20_000
_State = OfficialDocument.State
_Kind = DocumentStep.Kind
_How = DocumentVersion.How


def draft(
    template_code: str,
    subject: str,
    as_of: date,
    acting: Acting | None,
    *,
    organisation: Any = None,
    typed: Mapping[str, str] | None = None,
) -> OfficialDocument:
    """Draft a document by what was known at the end of a day; ``acting`` None is the schedule.

    Drafted for ``organisation``, else for the one that somebody acts for. Raises InputProblem for an unknown template
    or subject and a day in the future, Problems for blanks that are none, NotAllowed for an office that does not issue
    such documents.
    """
    office = organisation or (acting.organisation if acting is not None else None)
    template = may_be_drafted(template_code, as_of, acting, office)
    written = _typed(template, typed or {})
    material = gather(Asked(template, subject, as_of, acting))
    number, file = queries.template_file(template_code)
    made = composing.draft(template, file, material, written, organ_of(office), as_of.year)
    document = OfficialDocument(
        template=template_code,
        subject=subject,
        title=_title(template, material, written),
        organisation=office,
        as_of=as_of,
        data=material.plain(),
        typed=written,
        simulated=material.simulated,
        scheduled=acting is None,
        drafted_by=acting.person if acting is not None else None,
        drafted_at=timezone.now(),
    )
    with transaction.atomic():
        document.save(force_insert=True)
        _version(document, made, _How.DRAFTED, acting, number)
        _step(document, _Kind.DRAFTED, acting)
        facts = {"document_template": template_code, "subject": subject, "as_of": as_of}
        record(acting, "documents.draft", "official_document", document.pk, document.title, facts)
    return document


def may_be_drafted(
    template_code: str, as_of: date, acting: Acting | None, organisation: Any = None
) -> DocumentTemplate:
    """The template, where somebody (or the schedule) may draft it by that day; raises as :func:`draft`."""
    template = queries.template_of(template_code)
    if acting is not None:
        require("documents.draft", acting)
        office = organisation or acting.organisation
        if office is None or office != acting.organisation or not access.may_draft(acting, template.issuer):
            raise _not_its_office(template)
    if as_of > timezone.localdate():
        raise _not_yet(as_of)
    return template


def organ_of(organisation: Any) -> Organ:
    """How an organisation's documents are headed and numbered."""
    return Organ.of(queries.pack(), organisation.code, organisation.name, organisation.short_name)


def fill(acting: Acting, document: OfficialDocument, typed: Mapping[str, str]) -> DocumentVersion:
    """Fill in the blanks of a draft; the text is made anew from its template. Raises Problems for what is missing."""
    _require_writing(acting, document)
    template = queries.template_of(document.template)
    written = {**document.typed, **_typed(template, typed)}
    material = Material.read(document.data)
    number, file = queries.template_file(document.template)
    made = composing.draft(template, file, material, written, organ_of(document.organisation), document.as_of.year)
    with transaction.atomic():
        _lock(document, _State.DRAFT)
        _change(document, typed=written, title=_title(template, material, written))
        version = _version(document, made, _How.FILLED, acting, number)
        _step(document, _Kind.FILLED, acting)
        record(acting, "documents.fill", "official_document", document.pk, document.title, {"version": version.number})
    return version


def replace(acting: Acting, document: OfficialDocument, file: Uploaded | None) -> DocumentVersion:
    """Put a draft that was edited in Word or WPS in its place. Raises InputProblem or Problems for an unsound file."""
    _require_writing(acting, document)
    before = queries.latest(document)
    content = uploads.read_upload(file)
    uploads.keeps(content, archive.fetch(before.docx_sha256))
    made = composing.finished(filling.Filled(content, tuple(before.notes)))
    with transaction.atomic():
        _lock(document, _State.DRAFT)
        version = _version(document, made, _How.REPLACED, acting, before.template_number)
        _step(document, _Kind.REPLACED, acting)
        facts = {"version": version.number, "sha256": version.docx_sha256}
        record(acting, "documents.replace", "official_document", document.pk, document.title, facts)
    return version


def submit(acting: Acting, document: OfficialDocument) -> None:
    """Hand a draft in to be reviewed. Raises Problems that name every blank that is still needed."""
    _require_writing(acting, document)
    _complete(document)
    with transaction.atomic():
        _move(document, _State.DRAFT, _State.REVIEW, submitted_by=acting.person)
        _step(document, _Kind.SUBMITTED, acting)
        record(acting, "documents.submit", "official_document", document.pk, document.title, {})


def return_(acting: Acting, document: OfficialDocument, remark: str) -> None:
    """Send it back to be changed, with the reason."""
    right = "documents.issue" if document.state == _State.APPROVED else "documents.review"
    require(right, acting, access.deciding_post(document))
    words = _remark(remark, needed=True)
    with transaction.atomic():
        _move(document, document.state, _State.DRAFT, only=(_State.REVIEW, _State.APPROVED))
        _step(document, _Kind.RETURNED, acting, words)
        record(acting, "documents.return", "official_document", document.pk, document.title, {"remark": words})


def approve(acting: Acting, document: OfficialDocument, remark: str = "") -> None:
    """Review it; whoever handed it in cannot."""
    require("documents.review", acting, access.deciding_post(document))
    words = _remark(remark)
    with transaction.atomic():
        _move(document, _State.REVIEW, _State.APPROVED)
        _step(document, _Kind.APPROVED, acting, words)
        record(acting, "documents.approve", "official_document", document.pk, document.title, {"remark": words})


def discard(acting: Acting, document: OfficialDocument, remark: str) -> None:
    """Give up a draft, with the reason. What was issued cannot be given up."""
    _require_writing(acting, document)
    words = _remark(remark, needed=True)
    with transaction.atomic():
        _move(document, _State.DRAFT, _State.DISCARDED)
        _step(document, _Kind.DISCARDED, acting, words)
        record(acting, "documents.discard", "official_document", document.pk, document.title, {"remark": words})


def issue(acting: Acting, document: OfficialDocument, on: date | None = None) -> OfficialDocument:
    """Sign and issue: the next number of the series without a gap, the date, the files in the archive.

    1. The row of the series is locked, so that two documents never take one number, and none is lost if this fails.
    2. Number, date and signer are written into the reviewed text; nothing else of it changes.
    3. Both files are kept by their hash, which the log names too.

    Raises InputProblem for a day before the data's or in the future.
    """
    require("documents.issue", acting, access.deciding_post(document))
    day = _day_of_issue(document, on)
    template = queries.template_of(document.template)
    row = composing.series(organ_of(document.organisation), template)
    before = queries.latest(document)
    content = archive.fetch(before.docx_sha256)
    with transaction.atomic():
        _lock(document, _State.APPROVED)
        place = _next_number(row, day.year)
        written = f"{row}〔{day.year}〕{place}号"
        signer = acting.person.full_name if acting.person is not None else ""
        made = composing.issued(content, tuple(before.notes), written, day, signer)
        version = _version(document, made, _How.ISSUED, acting, before.template_number)
        _move(document, _State.APPROVED, _State.ISSUED, series=row, number_year=day.year, number_place=place,
              issued_on=day, issued_by=acting.person)  # fmt: skip
        _step(document, _Kind.ISSUED, acting, written)
        facts = {"document_number": written, "docx": version.docx_sha256, "pdf": version.pdf_sha256}
        record(acting, "documents.issue", "official_document", document.pk, document.title, facts)
    return document


def publish(acting: Acting, document: OfficialDocument) -> None:
    """Let everybody read what was issued. Raises NotAllowed for kinds of documents that are not for the public."""
    require("documents.issue", acting, access.deciding_post(document))
    if not queries.template_of(document.template).may_be_public:
        raise NotAllowed("not_for_the_public", Text("这种公文不公开。", "Documents of this kind are not published."))
    with transaction.atomic():
        _move(document, _State.ISSUED, _State.ISSUED, public=True, published_at=timezone.now())
        _step(document, _Kind.PUBLISHED, acting)
        record(acting, "documents.publish", "official_document", document.pk, document.title, {})


def save_template(acting: Acting, template_code: str, file: Uploaded | None, remark: str = "") -> TemplateVersion:
    """Put a template of the office in place of the one in use. Raises Problems that name everything that is unknown."""
    require("documents.templates", acting)
    if acting.person is None:
        raise TypeError("nobody is not admitted to templates")
    template = queries.template_of(template_code)
    content = uploads.read_upload(file)
    problems = filling.check(content, contract.sample(template))
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        newest = queries.template_versions(template_code).first()
        saved = TemplateVersion.objects.create(
            template=template_code,
            number=newest.number + 1 if newest else 1,
            sha256=archive.keep(content),
            remark=marks.plain(remark)[:200],
            saved_by=acting.person,
            saved_at=timezone.now(),
        )
        facts = {"version": saved.number, "sha256": saved.sha256}
        record(acting, "documents.save_template", "document_template", template_code, template.name, facts)
    return saved


def draft_due(today: date) -> list[OfficialDocument]:
    """Draft what the schedules owe; a document that is there already is not drafted again, not even a discarded one."""
    made = []
    for due in queries.dues(today):
        if due.document is not None or today < due.from_day:
            continue
        office = office_of(due.template)
        if office is None:
            continue
        try:
            with transaction.atomic():
                document = draft(due.template.code, due.period.code, today, None, organisation=office)
                OfficialDocument.objects.filter(pk=document.pk).update(due_on=due.due_on)
        except IntegrityError:
            continue  # Another run was faster.
        made.append(document)
    return made


def office_of(template: DocumentTemplate) -> Any:
    """The office that issues such documents here; None where there is none, or where any office may."""
    area = access.site_area()
    if template.issuer == "government":
        return area_queries.governments_of([area]).get(area)
    rows = area_queries.organisations_of_type([template.issuer])
    return next((each for each in rows if each.area_id == area), None)


def _typed(template: DocumentTemplate, typed: Mapping[str, str]) -> dict[str, str]:
    """What was written into the blanks, cleaned; ``〔注3〕`` names the note of a figure."""
    known = {each.code: each for each in composing.blanks_of(template)}
    unknown = [code for code in typed if code not in known]
    if unknown:
        raise Problems([filling.unknown_name(code) for code in unknown])
    long = [code for code, text in typed.items() if len(text) > MAX_LETTERS]
    if long:
        raise Problems([_too_long(known[code].title, code) for code in long])
    return {code: marks.typed(text, long=known[code].long) for code, text in typed.items()}


def _title(template: DocumentTemplate, material: Material, typed: Mapping[str, str]) -> str:
    found = {**composing.usual(template, {**material.values, **typed}), **typed}
    return marks.without(found["title"])[:300]


def _complete(document: OfficialDocument) -> None:
    template = queries.template_of(document.template)
    found = {**composing.usual(template, Material.read(document.data).values), **document.typed}
    empty = [each for each in composing.blanks_of(template) if each.required and not found.get(each.code, "").strip()]
    if empty and queries.latest(document).how != _How.REPLACED:
        raise Problems([_needed(each.title, each.code) for each in empty])


def _day_of_issue(document: OfficialDocument, on: date | None) -> date:
    today = timezone.localdate()
    day = on or today
    if not document.as_of <= day <= today:
        raise InputProblem(
            "day_of_issue",
            Text(
                f"成文日期应在 {document.as_of} 至 {today} 之间。",
                f"The date has to be from {document.as_of} to {today}.",
            ),
            "on",
            Text("改日期。", "Change the date."),
        )
    return day


def _next_number(series: str, year: int) -> int:
    """The next of the series; its row stays locked until the transaction ends."""
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _version(
    document: OfficialDocument, made: Composed, how: DocumentVersion.How, acting: Acting | None, template: int
) -> DocumentVersion:
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        how=how,
        docx_sha256=archive.keep(made.docx),
        pdf_sha256=archive.keep(made.pdf),
        pages=made.pages,
        notes=list(made.notes),
        template_number=template,
        made_by=acting.person if acting is not None else None,
        made_at=timezone.now(),
    )


def _step(document: OfficialDocument, kind: DocumentStep.Kind, acting: Acting | None, remark: str = "") -> None:
    made = DocumentStep.objects.create(
        document=document,
        kind=kind,
        person=acting.person if acting is not None else None,
        organisation_name=acting.organisation.name if acting is not None and acting.organisation else "",
        remark=remark,
        at=timezone.now(),
    )
    tell_of(document, made)


def _require_writing(acting: Acting, document: OfficialDocument) -> None:
    require("documents.draft", acting, access.drafting_post(document))


def _lock(document: OfficialDocument, state: str) -> None:
    """Hold the row while a version is added; raises StateConflict where somebody was faster."""
    if not OfficialDocument.objects.select_for_update().filter(pk=document.pk, state=state).exists():
        raise _somebody_was_faster()


def _move(document: OfficialDocument, before: str, after: str, *, only: tuple[str, ...] = (), **changes: Any) -> None:
    if only and before not in only:
        raise _somebody_was_faster()
    rows = OfficialDocument.objects.filter(pk=document.pk, state=before)
    if not rows.update(state=after, **changes):
        raise _somebody_was_faster()
    for name, value in {"state": after, **changes}.items():
        setattr(document, name, value)


def _change(document: OfficialDocument, **changes: Any) -> None:
    _move(document, _State.DRAFT, _State.DRAFT, **changes)


def _remark(text: str, *, needed: bool = False) -> str:
    words = marks.plain(text)[:2000]
    if needed and not words:
        raise InputProblem(
            "remark_needed", Text("请写明理由。", "Say why."), "remark", Text("填写意见后再提交。", "Write a reason.")
        )
    return words


def _somebody_was_faster() -> StateConflict:
    return StateConflict(
        "document_moved",
        Text("这份公文的状态已经变了。", "The state of this document has changed meanwhile."),
        to_do=Text("刷新页面后再办理。", "Load the page again."),
    )


def _not_its_office(template: DocumentTemplate) -> NotAllowed:
    return NotAllowed(
        "not_its_office",
        Text(f"“{template.name}”不由你所在的单位拟稿。", f"“{template.name_en}” is not drafted by your organisation."),
        to_do=Text("请切换任职，或请承办单位拟稿。", "Switch your appointment, or ask the office in charge."),
    )


def _not_yet(day: date) -> InputProblem:
    return InputProblem(
        "day_in_the_future",
        Text(f"{day} 还没有到。", f"{day} has not come yet."),
        "as_of",
        Text("改为今天或以前的一天。", "Take today or an earlier day."),
    )


def _too_long(title: Text, code: str) -> Problem:
    return InputProblem(
        "too_long",
        Text(f"“{title.zh}”超过 {MAX_LETTERS} 字。", f"“{title.en}” is longer than {MAX_LETTERS} characters."),
        code,
        Text("压缩文字。", "Shorten it."),
    )


def _needed(title: Text, code: str) -> Problem:
    return InputProblem(
        "needed",
        Text(f"“{title.zh}”还没有填写。", f"“{title.en}” is still empty."),
        code,
        Text("填写后再送审。", "Fill it in first."),
    )

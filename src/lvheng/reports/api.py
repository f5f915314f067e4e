"""Official documents over HTTP: reading only, what the caller may see on the pages and not more.

Without an account that is what was issued and made public. Drafts are seen by the office that writes them and by
whoever decides on them; everybody else is told, as on the pages, that there is nothing at the address.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from lvheng.areas.api_auth import ANYBODY
from lvheng.areas.permissions import require
from lvheng.reports import queries, serving
from lvheng.reports.models import DocumentVersion, OfficialDocument
from lvheng.reports.pages import ActingRequest, open_document

router = Router()
MAX_ROWS = 500
MAX_OFFSET = 1_000_000


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class DocumentKindOut(Schema):
    """A kind of official document."""

    code: str
    name: Words
    about: Words
    subject: str = Field(description="a period, a warning, a case or none · 针对时期、预警、事项或无")
    may_be_public: bool = Field(description="whether it may be made public · 是否可以公开")


class DocumentOut(Schema):
    """A document of the list."""

    id: int
    number: str = Field(description="empty until it is issued · 文号，印发前为空")
    kind: str = Field(description="code of a kind of document · 公文种类代码")
    title: str
    organisation: str = Field(description="code of the issuing organisation · 发文机关代码")
    organisation_name: str
    subject: str = Field(description="2025-12, warning:17, case:42 or nothing · 时期、预警、事项或无")
    as_of: datetime.date = Field(description="the day whose knowledge it tells · 数据截至日")
    state: Literal["draft", "review", "approved", "issued", "discarded"]
    issued_on: datetime.date | None
    public: bool
    simulated: bool = Field(description="made from simulated data · 由模拟数据生成")


class FileOut(Schema):
    """A file to download, with its hash."""

    ending: Literal["docx", "pdf"]
    address: str
    sha256: str


class NoteOut(Schema):
    """Where a figure of the document comes from."""

    number: int = Field(description="in print · 注的编号")
    text: str


class DocumentSheet(DocumentOut):
    """A document with its pages, files and the notes of its figures."""

    published_at: datetime.datetime | None
    version: int
    pages: int
    files: list[FileOut]
    notes: list[NoteOut]


class Asked(Schema):
    """What the list is narrowed to, as on the page."""

    kind: str = Field("", description="code of a kind of document · 公文种类代码")
    year: int | None = Field(None, ge=1900, le=9999, description="year of the number · 文号年份")
    q: str = Field("", description="words of the title, the number or the organisation · 标题、文号或机关中的词")
    state: str = Field("", description="draft, review, approved, issued or discarded · 状态")


@router.get(
    "/document-kinds",
    response=list[DocumentKindOut],
    auth=ANYBODY,
    summary="Kinds of official documents · 公文种类",
    openapi_extra={"x-zh": "公文的种类，以及各种类针对什么、能否公开。"},
)
def document_kinds(request: HttpRequest) -> list[dict[str, Any]]:
    """The kinds of documents, what they are about and whether they may be made public."""
    return [
        {
            "code": each.code,
            "name": {"zh": each.name, "en": each.name_en},
            "about": {"zh": each.about, "en": each.about_en},
            "subject": each.subject,
            "may_be_public": each.may_be_public,
        }
        for each in queries.templates()
    ]


@router.get(
    "/documents",
    response=list[DocumentOut],
    auth=ANYBODY,
    summary="Official documents · 公文",
    openapi_extra={"x-zh": "调用者可以看到的公文，筛选与网页相同，新的在前；不登录时只有已公开的。"},
)
def documents(
    request: HttpRequest,
    asked: Query[Asked],
    limit: Annotated[int, Query(ge=1, le=MAX_ROWS, description="at most so many · 最多几条")] = 100,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET, description="leave out the first · 略过前几条")] = 0,
) -> list[dict[str, Any]]:
    """The documents that the caller may see, the newest first; without an account those made public."""
    acting = cast(ActingRequest, request).acting
    require("documents.see", acting)
    given = {"template": asked.kind, "q": asked.q, "state": asked.state, "year": str(asked.year or "")}
    rows = queries.documents(acting, queries.Filters.of(given))[offset : offset + limit]
    return [_document(row) for row in rows]


@router.get(
    "/documents/{document_id}",
    response=DocumentSheet,
    auth=ANYBODY,
    summary="One official document · 一份公文",
    openapi_extra={"x-zh": "一份公文的要素、文件和数据来源注释；无权查看的按不存在答复。"},
)
def document(request: HttpRequest, document_id: int) -> dict[str, Any]:
    """A document with its files and the notes of its figures; who may not see it is told that there is none."""
    found = _open(request, document_id)
    version = queries.latest(found)
    return _document(found) | {
        "published_at": found.published_at,
        "version": version.number,
        "pages": version.pages,
        "files": [_file(request, found, version, ending) for ending in serving.CONTENT_TYPES],
        "notes": [{"number": each.number, "text": each.note.text} for each in _cited(found, version)],
    }


@router.get(
    "/documents/{document_id}/file.{ending}",
    auth=ANYBODY,
    summary="File of an official document · 公文文件",
    response={200: bytes},
    openapi_extra={"x-zh": "公文的 .docx 或 PDF，总是作为附件下载；X-Content-SHA256 是文件的校验值。"},
)
def document_file(request: HttpRequest, document_id: int, ending: Literal["docx", "pdf"]) -> HttpResponse:
    """The .docx or the PDF, always as a file to save; X-Content-SHA256 is its hash."""
    found = _open(request, document_id)
    return serving.file(found, queries.latest(found), ending)


def _open(request: HttpRequest, document_id: int) -> OfficialDocument:
    try:
        return open_document(cast(ActingRequest, request), document_id)
    except OverflowError:
        raise Http404(str(document_id)) from None


def _cited(found: OfficialDocument, version: DocumentVersion) -> list[queries.NumberedNote]:
    """The notes that stand in the document, as its page has them."""
    return [each for each in queries.notes_of(found, version) if each.number]


def _document(row: OfficialDocument) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "kind": row.template,
        "title": row.title,
        "organisation": row.organisation.code,
        "organisation_name": row.organisation.name,
        "subject": row.subject,
        "as_of": row.as_of,
        "state": row.state,
        "issued_on": row.issued_on,
        "public": row.public,
        "simulated": row.simulated,
    }


def _file(request: HttpRequest, found: OfficialDocument, version: DocumentVersion, ending: str) -> dict[str, Any]:
    address = f"{request.path.rstrip('/').rpartition('/')[0]}/{found.pk}/file.{ending}"
    return {"ending": ending, "address": address, "sha256": serving.sha256_of(version, ending)}

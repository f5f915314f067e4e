"""The files of a document as answers: always to be saved, never shown inside of the site."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from lvheng.reports import archive
from lvheng.reports.models import DocumentVersion, OfficialDocument

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def sha256_of(version: DocumentVersion, ending: str) -> str:
    """The hash of one of the two files; ``ending`` is one of CONTENT_TYPES."""
    return version.docx_sha256 if ending == "docx" else version.pdf_sha256


def file(document: OfficialDocument, version: DocumentVersion, ending: str) -> HttpResponse:
    """The .docx or the PDF under the number of the document, with its hash in a header."""
    digest = sha256_of(version, ending)
    response = HttpResponse(archive.fetch(digest), content_type=CONTENT_TYPES[ending])
    name = f"{document.number or document.title}.{ending}".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-SHA256"] = digest
    return response

"""Laws and documents cited in 《》, with issuer and number where the text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvheng.documents.characters import CJK
from lvheng.documents.model import Citation, CitationKind
from lvheng.documents.names import DOCUMENT_NUMBER, ISSUER_IN_TITLE, document_number

CITED = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_LAW = re.compile(r"(法|条例|规定|办法|细则|规章|规则)(（[^（）]{2,12}）)?$")
_NO_LAW = re.compile(r"(方法|做法|用法|规划|计划)$")
_ISSUER_BEFORE = re.compile(
    rf"(?P<issuer>[{CJK}]{{0,12}}(?:人民政府|省政府|市政府|州政府|县政府|区政府|国务院|办公厅|委员会|发展改革委|[{CJK}]{{1,8}}[厅局部]))(?:办公厅|办公室)?(?:关于)?(?:印发|转发|发布|出台|制定)?(?:的)?$"
)


def citations_of(text: str) -> tuple[Citation, ...]:
    """Every title in 《》, in order."""
    return tuple(_citations(text))


def _citations(text: str) -> Iterator[Citation]:
    for found in CITED.finditer(text):
        title = found["title"].strip()
        if not title:
            continue
        after = re.match(r"\s*（", text[found.end() : found.end() + 2])
        number = DOCUMENT_NUMBER.match(text, found.end() + after.end()) if after else None
        yield Citation(
            _kind(title),
            title,
            document_number(number) if number else None,
            issuer_of_title(text[max(0, found.start() - 30) : found.start()], title),
            found.start(),
            found.end(),
        )


def _kind(title: str) -> CitationKind:
    return "law" if _LAW.search(title) and not _NO_LAW.search(title) else "document"


def issuer_of_title(before: str, title: str) -> str | None:
    """Who issued a cited document: named in its title, else in the words before it."""
    found = ISSUER_IN_TITLE.match(title)
    if found:
        return found["issuer"]
    words = re.split(r"[，。；：、（）]|贯彻|落实|根据|依据|按照|执行|认真|全面|深入", before)[-1]
    found = _ISSUER_BEFORE.search(words)
    return found["issuer"] if found else None

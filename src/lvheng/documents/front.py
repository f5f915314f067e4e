"""Head and foot of a document: title, issuer, number, date, addressees, documents it is based on, attachments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lvheng.documents.articles import Paragraph
from lvheng.documents.characters import CJK
from lvheng.documents.citations import CITED, issuer_of_title
from lvheng.documents.model import BasedOn, Metadata
from lvheng.documents.names import (
    DOCUMENT_NUMBER,
    ISSUER_IN_TITLE,
    ISSUER_LINE,
    date_of,
    document_number,
    is_date_line,
    signatories,
)
from lvheng.documents.numbering import number_at

_PLAN = "方案|意见|计划|规划|行动|办法|细则|决定|规定|条例|措施|纲要|要点|清单|规则|标准|目录|导则|指引|制度|政策|报告"
_VERSION = r"(?:（[^（）]{2,20}）)*"
_TITLE_END = re.compile(rf"(?:通知|通告|公告|函|批复|{_PLAN})》?{_VERSION}$")
_PASSES_ON = re.compile(r"(?:印发|转发|发布)《(?P<title>[^《》]{6,80})》")
_PERIOD_LINE = re.compile(r"^（[^（）]*(?:20\d\d[^（）]{0,3}[-—–~至][^（）]*年|试行|征求意见稿)[^（）]*）$")
_NOTICE_END = re.compile(rf"(?:通知|通告|公告|函|批复){_VERSION}$")
_NOT_TITLE = re.compile(
    rf"^[A-Z]{{2,8}}[-—–]?\d{{2,4}}[-—–]\d+$|[。；：，]$|^附件|^抄送|^主题词|^[（(]|文件$|^\d|^(索引号|发文|成文|发布|来源|时间|字体|信息|浏览|点击|打印|分享|责任编辑)|^签发人|^目录$|[{CJK}]{{1,14}}〔\d{{4}}〕\d+号"
)
_TITLE_GOES_ON = re.compile(r"^(的|及|和|与|、)|^(通知|方案|意见)$")
_KEY_VALUE = {
    "document_number": re.compile(r"^(?:发文字号|文\s*号|发文文号|文件编号)[：:|]\s*([^|\s]+)"),
    "issuer": re.compile(r"^(?:发文机关|发布机构|制发机关|发布单位|发文单位)[：:|]\s*([^|\s]+)"),
    "date": re.compile(r"^(?:成文日期|发文日期|生成日期|印发日期)[：:|]\s*([^|\s]+)"),
    "title": re.compile(r"^(?:标\s*题|名\s*称|信息名称)[：:|]\s*([^|\s]+)"),
}
_ATTACHMENT = re.compile(r"^附\s*件\s*(?:[一二三四五六七八九十]|\d{1,2})?\s*[：:]?\s*(.*)$")
_ATTACHMENT_ITEM = re.compile(r"(?:^|(?<=[^\d]))\d{1,2}[.．、]\s*")
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar)$", re.IGNORECASE)
_DEEPEST_OPENING = 6
_LONGEST_TITLE = 200
_SECTION_RANK = 4
_SECTIONS_OF_A_PLAN = 3
_CLOSING_NOTE = re.compile(r"^[（(](此件|本文|此文|联系人)|^抄送|^主题词|^主送|印发$|^附\s*[件表录]|^-+$")
_BASIS = re.compile(r"贯彻|落实|根据|依据|按照|执行|遵照")
_PASSED_ON = re.compile(r"^(?:（[^（）]*）)?(?:已经|已于|业经|业已|现?印发|转发|下发|发给)")


@dataclass(frozen=True, slots=True)
class Body:
    """Where the provisions stand: ``intro`` is the first paragraph of the plan itself, ``end`` its last offset."""

    intro: int
    first: int
    end: int


def body_of(paragraphs: Sequence[Paragraph]) -> Body:
    """The extent of the body: after title and addressees, before signature, annexes and printing note."""
    length = paragraphs[-1].end if paragraphs else 0
    first = _next_opening(paragraphs, 0)
    last = _end(paragraphs, first)
    return Body(
        _intro(paragraphs, first),
        paragraphs[first].start if first < len(paragraphs) else length,
        paragraphs[last].start if last < len(paragraphs) else length,
    )


def _next_opening(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Index of the next paragraph that opens a body (一、, 第一章, 第一条 …); a list of annexes opens none."""
    annexes = False
    for index in range(start, len(paragraphs)):
        text = paragraphs[index].text
        number = number_at(text)
        if number is None:
            annexes = bool(_ATTACHMENT.match(text)) and not _TITLE_END.search(text)
        elif number.value == 1 and number.style.rank <= _DEEPEST_OPENING and "|" not in text and not annexes:
            return index
    return len(paragraphs)


def _end(paragraphs: Sequence[Paragraph], first: int) -> int:
    """Index of the paragraph with which the body is over.

    A notice with one or two points of its own is not the body: where a plan follows below it, the plan is.
    """
    while True:
        index = first + 1
        while index < len(paragraphs) and not _ends_body(paragraphs, index):
            index += 1
        following = _next_opening(paragraphs, index)
        if _sections(paragraphs[first:index]) >= _SECTIONS_OF_A_PLAN or not _sections(
            paragraphs[following : following + 1]
        ):
            return index
        first = following


def _sections(paragraphs: Sequence[Paragraph]) -> int:
    """How many of the paragraphs open a section (一、, 第一章, 第一条)."""
    numbers = (number_at(paragraph.text) for paragraph in paragraphs)
    return sum(1 for number in numbers if number is not None and number.style.rank <= _SECTION_RANK)


def _ends_body(paragraphs: Sequence[Paragraph], index: int) -> bool:
    text = paragraphs[index].text
    if _CLOSING_NOTE.search(text):
        return True
    following = [p.text for p in paragraphs[index + 1 : index + 4]]
    if is_date_line(text):
        return True
    return bool(ISSUER_LINE.match(text)) and any(is_date_line(line) for line in following)


def _intro(paragraphs: Sequence[Paragraph], first: int) -> int:
    """Where running text begins: the first whole sentence after the salutation."""
    for paragraph in paragraphs[:first]:
        if re.search(r"[。；]", paragraph.text) and not _CLOSING_NOTE.search(paragraph.text):
            return paragraph.start
    if first == len(paragraphs):
        return paragraphs[0].start if paragraphs else 0
    return paragraphs[first].start


def metadata_of(paragraphs: Sequence[Paragraph], body: Body) -> Metadata:
    """What head and foot say."""
    front = [p.text for p in paragraphs if p.start < body.first]
    tail = [p.text for p in paragraphs if p.start >= body.end]
    named = _key_values(front)
    titles = _titles(front)
    title = named.get("title") if not titles else _best(titles)
    issuer, date = _signature(front, tail)
    return Metadata(
        title=title,
        issuer=issuer or named.get("issuer") or _issuer_from(titles),
        document_number=_own_number(front) or _number_in(named.get("document_number")),
        date=date or date_of(named.get("date", "")),
        addressees=_addressees(front),
        based_on=_based_on(front, titles),
        attachments=_attachments(front, tail),
    )


def _key_values(front: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in front:
        for pair in _pairs(line):
            for key, pattern in _KEY_VALUE.items():
                match = pattern.match(pair)
                if match and key not in found:
                    found[key] = match[1]
    return found


def _pairs(line: str) -> list[str]:
    """A line, or the pairs of a row such as 索引号：|…|文件编号：|… that a portal puts above the text."""
    cells = [cell.strip() for cell in line.split("|")]
    return [line, *("：".join((key.rstrip("：:"), value)) for key, value in pairwise(cells))]


def _titles(front: Sequence[str]) -> list[str]:
    """Every title in the head, lines joined, in order."""
    titles: list[str] = []
    run = ""
    for index, line in enumerate(front):
        if _is_no_title(line) or _is_signature(front, index):
            run = ""
            continue
        run = run + line if len(run) < _LONGEST_TITLE else line
        following = front[index + 1] if index + 1 < len(front) else ""
        if _PERIOD_LINE.match(following):
            run += following
        if _TITLE_END.search(run) and not _TITLE_GOES_ON.match(following) and len(run) >= 6:
            titles.append(run)
            run = ""
    return titles


def _is_no_title(line: str) -> bool:
    named = any(pattern.match(line) for pattern in _KEY_VALUE.values())
    return named or is_date_line(line) or bool(_NOT_TITLE.search(line))


def _is_signature(front: Sequence[str], index: int) -> bool:
    """An organisation with nothing but other signatories between it and a day."""
    for line in front[index:]:
        if is_date_line(line):
            return line != front[index]
        if not ISSUER_LINE.match(line):
            return False
    return False


def _best(titles: Sequence[str]) -> str:
    """The plan's own title; a notice that only passes a plan on gives way to it."""
    plans = [title for title in titles if not _NOTICE_END.search(title)]
    title = plans[-1] if plans else titles[0]
    passed_on = _PASSES_ON.search(title)
    return passed_on["title"] if passed_on else title


def _issuer_from(titles: Sequence[str]) -> str | None:
    for title in titles:
        found = ISSUER_IN_TITLE.match(title)
        if found:
            return "、".join(signatories(found["issuer"]))
    return None


def _signature(front: Sequence[str], tail: Sequence[str]) -> tuple[str | None, datetime.date | None]:
    """Issuer and day by which the document is signed, in the head (notice) or at its end; else a day alone."""
    days = [(lines, index) for lines in (front, tail) for index, line in enumerate(lines) if is_date_line(line)]
    for lines, index in days:
        names = _names_above(lines, index)
        if names:
            return "、".join(part for name in names for part in signatories(name)), date_of(lines[index])
    return None, next((date_of(lines[index]) for lines, index in days), None)


def _names_above(lines: Sequence[str], index: int) -> list[str]:
    names: list[str] = []
    for line in reversed(lines[:index]):
        if not ISSUER_LINE.match(line):
            break
        names.insert(0, line)
    return names


def _own_number(front: Sequence[str]) -> str | None:
    """The number that stands in a line of its own, alone or in brackets."""
    for line in front:
        found = DOCUMENT_NUMBER.search(line.strip("（）() "))
        if found and len(line) - len(found[0]) <= 8 and "《" not in line:
            return document_number(found)
    return None


def _number_in(text: str | None) -> str | None:
    found = DOCUMENT_NUMBER.search(text or "")
    return document_number(found) if found else None


def _addressees(front: Sequence[str]) -> tuple[str, ...]:
    for line in front:
        if (
            line.endswith("：")
            and re.match(r"^(各|.*(政府|部门|单位|委|局|厅|公司|机构|办))", line)
            and "。" not in line
        ):
            return _split_addressees(line[:-1])
    return ()


def _split_addressees(text: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[，；]", text) if part]
    if len(parts) > 1:
        return tuple(parts)
    whole = [part for part in re.split(r"、(?![^（]*）)", text) if part]
    long = all(len(part) > 3 for part in whole)
    return tuple(whole) if long else (text,)


def _based_on(front: Sequence[str], titles: Sequence[str]) -> tuple[BasedOn, ...]:
    found: list[BasedOn] = []
    for line in front:
        if not _BASIS.search(line):
            continue
        for cited in CITED.finditer(line):
            title = cited["title"]
            if any(title in own for own in titles) or _PASSED_ON.match(line[cited.end() :]):
                continue
            number = DOCUMENT_NUMBER.match(line[cited.end() :].lstrip("（"))
            based = BasedOn(
                title, issuer_of_title(line[: cited.start()], title), document_number(number) if number else None
            )
            if all(based.title != other.title for other in found):
                found.append(based)
    return tuple(found)


def _attachments(front: Sequence[str], tail: Sequence[str]) -> tuple[str, ...]:
    lines = [line for line in (*front, *tail) if line]
    for index, line in enumerate(lines):
        found = _ATTACHMENT.match(line)
        if found and found[1]:
            return _attachment_names(found[1], lines[index + 1 :])
    return ()


def _attachment_names(first: str, following: Sequence[str]) -> tuple[str, ...]:
    """The names after 附件：, numbered or not, with a name that was broken over two lines put together."""
    text = first
    for line in following:
        numbered = re.match(r"^\d{1,2}[.．、]", line)
        complete = _TITLE_END.search(text) or _FILE_NAME.search(text)
        goes_on = len(line) <= 20 and not complete and not re.search(r"[|。：]", line)
        if numbered or (goes_on and not ISSUER_LINE.match(line) and not is_date_line(line)):
            text += line
        else:
            break
    names = (_FILE_NAME.sub("", name.strip("；。 《》")) for name in _ATTACHMENT_ITEM.split(text))
    return tuple(name for name in names if name)

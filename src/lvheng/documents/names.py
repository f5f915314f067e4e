"""How organisations, document numbers and dates are written in head, foot and running text."""

from __future__ import annotations

import datetime
import re

from lvheng.documents.characters import CJK
from lvheng.documents.numbering import cjk_integer

DOCUMENT_NUMBER = re.compile(
    rf"(?P<agency>[{CJK}]{{1,14}}?)\s*(?:〔|\[|（|【|［|﹝)\s*(?P<year>(?:19|20)\d\d)\s*(?:〕|\]|）|】|］|﹞)\s*第?\s*(?P<count>\d{{1,5}})\s*号"
)
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CJK_DATE = re.compile(r"([一二三四五六七八九〇零]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_ISSUER_END = (
    r"(?:人民政府办公厅|人民政府办公室|人民政府|行政公署|管理委员会|管委会|委员会办公室|委员会|办公厅|办公室|国务院|"
    r"党委|领导小组|发展和改革局|局|厅|部|署|银行|总社|联合会|中心|集团|委)"
)
ISSUER_LINE = re.compile(rf"^[{CJK}、（）]{{2,40}}{_ISSUER_END}$|^国务院$|^[{CJK}]{{2,20}}(?:省|市|县|区)委$")
_PLACE = re.compile(rf"(?:中国共产党|中共)?([{CJK}]{{2,6}}?(?:自治区|自治州|自治县|省|市|州|县|区|盟|旗))")
ISSUER_IN_TITLE = re.compile(
    rf"^(?P<issuer>[{CJK}]{{0,30}}?{_ISSUER_END}(?:等[{CJK}]{{1,3}}部门)?)(?=关于|印发|转发|批转|办公厅关于|办公室关于)"
)


def signatories(name: str) -> list[str]:
    """Several organisations of one place that stand in a line without a mark: 某市财政局某市水务局."""
    place = _PLACE.match(name)
    return re.split(rf"(?<=[委局厅办府院社室部会])(?={place[1]})", name) if place else [name]


def document_number(found: re.Match[str]) -> str:
    """A document number in its official spelling, ``甘政发〔2021〕62号``."""
    return f"{found['agency']}〔{found['year']}〕{int(found['count'])}号"


def date_of(text: str) -> datetime.date | None:
    """The first day named in the text, written in digits or in Chinese numerals."""
    found = DATE.search(text)
    if found:
        return _date(*(int(part) for part in found.groups()))
    found = _CJK_DATE.search(text)
    if found:
        return _date(*(cjk_integer(part) for part in found.groups()))
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def is_date_line(text: str) -> bool:
    """Whether a line holds a day and nothing else."""
    bare = text.strip("（） ")
    return bool(DATE.fullmatch(bare) or _CJK_DATE.fullmatch(bare))

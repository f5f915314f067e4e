"""The layout of official documents, GB/T 9704-2012: measures of the page and what each kind of paragraph looks like.

One table for the .docx and the PDF. A paragraph's kind is the name of its style, which an editor keeps; so a document
that somebody changed in Word or WPS is set like any other. Lengths are millimetres, sizes points, indents characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT = 37, 28
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
LINES, CHARACTERS = 22, 28
BODY_SIZE = 16
# From the lower edge of the text to the page number.
PAGE_NUMBER_BELOW = 7
# The red line stands this far below the document's number.
RED_LINE_BELOW = 4
# The upper edge of the issuing organ's name is this far below the upper edge of the text.
MARK_BELOW = 35
POINTS_PER_MM = Fraction(720, 254)
TWIPS_PER_POINT = 20
LINE_PITCH = TEXT_HEIGHT * POINTS_PER_MM / LINES
# 28 characters of 16 points are wider than 156 mm: each gives up a fifth of a point.
CHARACTER_PITCH = TEXT_WIDTH * POINTS_PER_MM / CHARACTERS
RED = "D7000F"

Align = Literal["left", "center", "right", "justify"]


class Font(StrEnum):
    """The typefaces of the standard by the names that offices in China have installed."""

    FANGSONG = "仿宋_GB2312"
    XIAOBIAOSONG = "方正小标宋简体"
    HEI = "黑体"
    KAI = "楷体_GB2312"
    SONG = "宋体"


# What stands in where the first is not installed: for editors the next name, for the PDF the first that is there.
# Noto Serif and Noto Sans come with the program (package mplfonts).
INSTEAD: dict[Font, tuple[str, ...]] = {
    Font.FANGSONG: ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", "Noto Serif CJK SC"),
    Font.XIAOBIAOSONG: ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "小标宋体", "Noto Serif CJK SC"),
    Font.HEI: ("STHeiti", "Noto Sans CJK SC", "SimHei"),
    Font.KAI: ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", "LXGW WenKai", "Noto Serif CJK SC"),
    Font.SONG: ("SimSun", "STSong", "Noto Serif CJK SC"),
}


@dataclass(frozen=True)
class Role:
    """A kind of paragraph. ``name`` is its style in the .docx, ``code`` its name in templates and in the PDF.

    ``first``, ``left`` and ``right`` are indents in characters, ``before`` blank lines above. ``pitch`` is the height
    of a line in points; None lets a line be as high as what stands in it, as pictures need.
    """

    code: str
    name: str
    font: Font = Font.FANGSONG
    size: Decimal = Decimal(BODY_SIZE)
    align: Align = "justify"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    pitch: Fraction | None = LINE_PITCH
    colour: str = ""
    keep_next: bool = False
    new_page: bool = False
    level: int = 0


_TABLE_PITCH = Fraction(18)
_SMALL_PITCH = Fraction(20)

BODY = Role("body", "公文正文", first=2)
ROLES: tuple[Role, ...] = (
    BODY,
    Role("warning", "公文提示", Font.HEI, align="center", colour=RED),
    Role("secret", "公文密级", Font.HEI, align="left"),
    Role("mark", "公文发文机关标志", Font.XIAOBIAOSONG, Decimal(36), "center", pitch=Fraction(48), colour=RED),
    Role("number", "公文发文字号", align="center", before=2),
    Role("title", "公文标题", Font.XIAOBIAOSONG, Decimal(22), "center", before=2, pitch=Fraction(32), keep_next=True),
    Role("subtitle", "公文副标题", Font.KAI, align="center", keep_next=True),
    Role("maker", "公文制作机关", Font.XIAOBIAOSONG, Decimal(22), "center", before=1, pitch=Fraction(32),
         keep_next=True),
    Role("document_name", "公文文书名称", Font.XIAOBIAOSONG, Decimal(22), "center", pitch=Fraction(36), keep_next=True),
    Role("reference", "公文文号", align="right", right=1),
    Role("to", "公文主送机关", align="left", before=1),
    Role("h1", "公文一级标题", Font.HEI, first=2, keep_next=True, level=1),
    Role("h2", "公文二级标题", Font.KAI, first=2, keep_next=True, level=2),
    Role("h3", "公文三级标题", first=2, keep_next=True, level=3),
    Role("attachments", "公文附件说明", align="left", left=5, first=-3, before=1),
    Role("more_attachments", "公文附件说明续", align="left", left=5, first=-1),
    Role("signature", "公文发文机关署名", align="right", before=2, keep_next=True),
    Role("date", "公文成文日期", align="right", right=4),
    Role("remark", "公文附注", align="left", first=2),
    Role("appendix", "公文附件", Font.HEI, align="left", new_page=True, keep_next=True),
    Role("appendix_title", "公文附件标题", Font.XIAOBIAOSONG, Decimal(22), "center", before=1, pitch=Fraction(32),
         keep_next=True),
    Role("chart", "公文图", align="center", pitch=None, keep_next=True),
    Role("caption", "公文图表名", Font.HEI, Decimal(12), "center", pitch=LINE_PITCH),
    Role("cell", "公文表格文字", size=Decimal("10.5"), align="center", pitch=_TABLE_PITCH),
    Role("words", "公文表格长文字", size=Decimal("10.5"), align="left", pitch=_TABLE_PITCH),
    Role("head", "公文表头", Font.HEI, Decimal("10.5"), "center", pitch=_TABLE_PITCH, keep_next=True),
    Role("note", "公文数据注释", size=Decimal("10.5"), align="left", left=2, first=-2, pitch=Fraction(17)),
    Role("note_title", "公文数据注释标题", Font.HEI, Decimal(12), "left", before=1, pitch=_SMALL_PITCH, keep_next=True),
    Role("copy", "公文抄送", size=Decimal(14), align="left", left=4, first=-3, right=1, pitch=Fraction(26)),
    Role("printed", "公文印发", size=Decimal(14), align="left", left=1, right=1, pitch=Fraction(26)),
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
BY_NAME = {role.name: role for role in ROLES}


def role_named(style: str) -> Role:
    """What a paragraph of that style is; the body for any style that is not of the standard."""
    return BY_NAME.get(style, BODY)


# Headings of more than one line are broken into lines of about the same length (排列对称).
BALANCED = ("title", "appendix_title")


def balanced_side(role: Role, text: str) -> Fraction:
    """How far, in points, a centred heading keeps from each edge, so that its last line is not a single character."""
    whole = TEXT_WIDTH * POINTS_PER_MM
    length = width_of(text) * Fraction(role.size)
    if role.code not in BALANCED or length <= whole:
        return Fraction(0)
    lines = -(-length // whole)
    needed = length / lines + Fraction(role.size)
    return max(Fraction(0), (whole - needed) / 2)


def signature_right(signature: str, date: str) -> Fraction:
    """How far from the right, in characters, a signature ends that stands centred above its date (加盖印章).

    The date ends four characters from the right. A name that would reach over the edge ends at it.
    """
    return max(Fraction(0), 4 + (width_of(date) - width_of(signature)) / 2)


def width_of(text: str) -> Fraction:
    """The width of a text in characters; Latin letters and digits are half as wide."""
    return sum((Fraction(1, 2) if ord(each) < 0x2000 else Fraction(1) for each in text), Fraction(0))


def mark_size(name: str) -> Decimal:
    """The size at which the name of the issuing organ fills its line, at most 36 points (小初), at least 16."""
    fitting = int(TEXT_WIDTH * POINTS_PER_MM / max(width_of(name), Fraction(1)))
    return Decimal(max(min(fitting, 36), BODY_SIZE))


def twips(points: Fraction | Decimal | int) -> int:
    """Points in twentieths, as WordprocessingML counts."""
    return round(Fraction(points) * TWIPS_PER_POINT)


def mm_twips(length: int | Fraction) -> int:
    """Millimetres in twentieths of a point."""
    return twips(length * POINTS_PER_MM)

"""Web pages: the main text without navigation, scripts and page furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lvheng.documents.lines import Source, text_line
from lvheng.documents.problems import broken_file, empty_document
from lvheng.documents.sources.plain import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LINKS_OF_A_HEAD = 3
_DROPPED = ("script", "style", "noscript", "nav", "header", "footer", "aside", "form", "iframe", "button", "select")
_FURNITURE = re.compile(
    r"(^|[-_ ])(nav|menu|breadcrumb|crumb|footer|header|sidebar|share|toolbar|pager|login|search|copyright)([-_ ]|$)",
    re.I,
)
# What a portal prints around a document; its list of other pages comes after the text.
_SITE_LINE = re.compile(r"网站标识码|ICP备|公网安备|版权所有|技术支持|您是第\d+位|^当前位置|^分享到|^扫一扫")
_OTHER_PAGES = re.compile(
    r"^(?:相关(?:解读|文件|链接|新闻|阅读|推荐|稿件|信息)|政策解读|解读链接|上一篇|下一篇)[：:]?.{0,30}$"
)
_ATTACHED = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar)\b|附件", re.I)
_NUMBERED = re.compile(r"索\s*引\s*号|发文字号|文\s*号|成文日期")
_TITLE = re.compile(r"^.{6,}(?:通知|意见|方案|规划|计划|措施|办法|纲要|要点|决定|细则|条例)(?:（[^（）]{2,20}）)?$")
_LINKS_OF_A_MENU = 3
_BLOCKS_OF_A_LAYOUT = 8
_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "section", "article", "main", "body"),
    *("ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "center", "figure", "hr", "tbody", "thead"),
}


def read_html(data: bytes, filename: str) -> Source:
    """The main text of a page, one line per block."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.document_fromstring(_decode(data, filename))
    except (etree.LxmlError, ValueError, AssertionError):
        raise (broken_file(filename, "HTML") if data.strip() else empty_document(filename)) from None
    titles = _titles(root)
    _drop_furniture(root)
    body = root.find(".//body")
    main = _main(root if body is None else body)
    lines = _without_site([line for line in _texts(main) if line.strip()])
    lines = [*_head(root, main, titles, "".join(lines)), *lines]
    return Source(tuple(text_line(line) for line in lines), wrapped=False)


def _titles(root: HtmlElement) -> list[str]:
    """What the page says its title is: in the tags that portals must set, in a heading, in its own title."""
    named = root.xpath("//meta[translate(@name, 'ARTICLE', 'article')='articletitle']/@content")
    headings = [heading.text_content() for heading in root.iter("h1", "h2")]
    own = [re.split(r"[_|｜]|\s-|--", title.text_content())[0] for title in root.iter("title")]
    return [title for title in ("".join(text.split()) for text in (*named, *headings, *own)) if _TITLE.search(title)]


def _head(root: HtmlElement, main: HtmlElement, titles: list[str], text: str) -> list[str]:
    """What stands outside the main text though it belongs to the document: the table of its number, its title."""
    inside = set(main.iter())
    tables = [table for table in root.iter("table") if table not in inside and main not in set(table.iter())]
    rows = [line for table in tables if _NUMBERED.search(table.text_content()[:1000]) for line in _texts(table)]
    bare = "".join(text.split())
    missing = [] if any(title in bare for title in titles) else titles[:1]
    return [*(row for row in rows if row.strip()), *missing]


def _without_site(lines: list[str]) -> list[str]:
    """The lines without what the portal says of itself and without the titles of other pages behind the text."""
    half = len(lines) // 2
    others = (i for i, line in enumerate(lines) if i > half and _OTHER_PAGES.match(line.strip()))
    return [line for line in lines[: next(others, len(lines))] if not _SITE_LINE.search(line.strip()[:200])]


def _decode(data: bytes, filename: str) -> str:
    named = _CHARSET.search(data[:4096])
    if named:
        encoding = named[1].decode("ascii").lower()
        encoding = "gb18030" if encoding in {"gb2312", "gbk", "gb_2312-80"} else encoding
        try:
            return _without_declaration(data.decode(encoding))
        except (LookupError, UnicodeDecodeError):
            pass
    return _without_declaration(decode(data, filename))


def _without_declaration(text: str) -> str:
    """lxml refuses text that declares an encoding of its own."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))


def _drop_furniture(root: HtmlElement) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _DROPPED or _is_furniture(element):
            _remove(element)


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "p", "span"}:
        return False
    if element.tag in _DROPPED and element.tag != "header":
        return True
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    if element.find(".//h1") is not None and len(element.findall(".//a")) <= _LINKS_OF_A_HEAD:
        return False
    if _is_menu(element):
        return True
    hidden = "display:none" in (element.get("style") or "").replace(" ", "").lower()
    return hidden or element.tag == "header" or (bool(_FURNITURE.search(marks)) and len(element.text_content()) < 3000)


def _is_menu(element: HtmlElement) -> bool:
    """A list of links to other pages; a list of attached files is none."""
    if element.tag not in {"div", "ul", "ol", "section", "table", "td"}:
        return False
    links, text = element.findall(".//a"), element.text_content()
    if (
        len(links) < _LINKS_OF_A_MENU
        or _ATTACHED.search(text)
        or any(_ATTACHED.search(a.get("href", "")) for a in links)
    ):
        return False
    return sum(len(link.text_content().strip()) for link in links) > 0.6 * len(re.sub(r"\s+", "", text))


def _remove(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _main(body: HtmlElement) -> HtmlElement:
    """The smallest element that still holds nearly all the running text of the page."""
    current, total = body, _weight(body)
    while True:
        heavier = [(weight, child) for child in current if (weight := _weight(child)) >= 0.85 * total]
        if not heavier or heavier[0][1].tag == "p" or (heavier[0][1].tag == "table" and not _lays_out(heavier[0][1])):
            return current
        current = heavier[0][1]


def _lays_out(element: HtmlElement) -> bool:
    """Whether a table or a row of one arranges the page: its cells hold tables or many paragraphs."""
    cells = element.iter("td", "th")
    return any(
        cell.find(".//table") is not None or len(cell.findall(".//p") + cell.findall(".//div")) > _BLOCKS_OF_A_LAYOUT
        for cell in cells
    )


def _weight(element: Any) -> int:
    """Characters of text that are not in links."""
    if not isinstance(element.tag, str):
        return 0
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return max(0, len(re.sub(r"\s+", "", element.text_content())) - linked)


def _texts(element: HtmlElement) -> list[str]:
    lines = [""]
    _walk(element, lines)
    return lines


def _walk(element: Any, lines: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    if element.tag == "tr" and len(element.xpath("./td|./th")) > 1 and not _lays_out(element):
        lines.append("|".join(_flat(cell) for cell in element.xpath("./td|./th")))
        lines.append("")
        return
    breaks = element.tag in _BLOCKS or element.tag == "br" or (element.tag == "td" and _lays_out(element.getparent()))
    if breaks:
        lines.append("")
    lines[-1] += _inline(element.text)
    for child in element:
        _walk(child, lines)
        lines[-1] += _inline(child.tail)
    if breaks:
        lines.append("")


def _inline(text: str | None) -> str:
    return re.sub(r"[\r\n\t ]+", " ", text or "")


def _flat(cell: HtmlElement) -> str:
    return re.sub(r"\s+", "", cell.text_content())

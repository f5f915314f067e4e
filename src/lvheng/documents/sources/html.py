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
    _drop_furniture(root)
    body = root.find(".//body")
    lines = _texts(_main(root if body is None else body))
    return Source(tuple(text_line(line) for line in lines if line.strip()), wrapped=False)


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
    hidden = "display:none" in (element.get("style") or "").replace(" ", "").lower()
    return hidden or element.tag == "header" or (bool(_FURNITURE.search(marks)) and len(element.text_content()) < 3000)


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
        if not heavier or heavier[0][1].tag in {"p", "table", "tbody"}:
            return current
        current = heavier[0][1]


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
    if element.tag == "tr" and len(element.xpath("./td|./th")) > 1:
        lines.append("|".join(_flat(cell) for cell in element.xpath("./td|./th")))
        lines.append("")
        return
    breaks = element.tag in _BLOCKS or element.tag == "br"
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

"""Plain text in the encodings that Chinese offices use."""

from __future__ import annotations

import re

from lvheng.documents.lines import Source, as_row, looks_wrapped, text_line, without_furniture
from lvheng.documents.problems import broken_file, not_a_document

_PAGE_MARK = re.compile(r"^\s*[—\-–－]+\s*\d{1,4}\s*[—\-–－]+\s*$")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes, filename: str) -> str:
    """The text of the bytes: by mark, else UTF-8, UTF-16 without mark, GB 18030; anything else is refused."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise broken_file(filename, "TXT") from None
    for encoding in ("utf-8", *_unmarked_utf16(data), "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise not_a_document(filename)


def _unmarked_utf16(data: bytes) -> tuple[str, ...]:
    """UTF-16 shows by its zero bytes (line ends, digits, spaces), which other encodings never have."""
    if b"\x00" not in data or len(data) % 2:
        return ()
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _is_text(text: str) -> bool:
    control = sum(1 for char in text[:20000] if ord(char) < 32 and char not in "\t\r\n\f\x0b")
    return control <= len(text[:20000]) // 200


def read_plain(text: str) -> Source:
    """The lines of a text; text that was broken at a column is marked as wrapped."""
    lines = [text_line(as_row(line.rstrip())) for line in text.expandtabs(4).splitlines()]
    lines = [line for line in lines if line.text.strip()]
    if looks_wrapped(lines):
        return Source(tuple(without_furniture(lines)), wrapped=True)
    return Source(tuple(line for line in lines if not _PAGE_MARK.match(line.text)), wrapped=False)

"""What a file is. Its content decides; its name only helps where the content says nothing."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from lvheng.documents.problems import broken_file, not_a_document, password_protected, unsupported_type

Kind = Literal["text", "html", "word", "pdf"]

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM6", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
_ZIP_MEMBERS = (
    ("xl/workbook.xml", "电子表格"),
    ("ppt/presentation.xml", "演示文稿"),
    ("OFD.xml", "OFD 版式文件"),
)


def kind_of(data: bytes, filename: str) -> Kind:
    """The kind of document; raises :class:`~lvheng.errors.InputProblem` for what is none."""
    extension = PurePath(filename).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return _kind_of_zip(data, filename)
    _refuse_known(data, filename)
    if b"\x00" in data[:4096] and not _may_be_utf16(data):
        raise not_a_document(filename)
    if _is_html(data, extension):
        return "html"
    return "text"


def _refuse_known(data: bytes, filename: str) -> None:
    if data[:8] == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise password_protected(filename)
        raise unsupported_type(filename, "旧版 Word 文件（.doc）")
    if data.startswith(_PICTURES):
        raise unsupported_type(filename, "图片")
    if data.startswith(_ARCHIVES):
        raise unsupported_type(filename, "压缩包")
    if data.startswith(b"{\\rtf"):
        raise unsupported_type(filename, "RTF 文件")


def _kind_of_zip(data: bytes, filename: str) -> Kind:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise broken_file(filename, "Word" if filename.lower().endswith(".docx") else "ZIP") from None
    for member, name in _ZIP_MEMBERS:
        if member in names:
            raise unsupported_type(filename, name)
    if any(name.startswith("word/") for name in names):
        return "word"
    raise unsupported_type(filename, "压缩包")


def _may_be_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or len(data) % 2 == 0


def _is_html(data: bytes, extension: str) -> bool:
    head = data[:4096].replace(b"\x00", b"")
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)", head, re.I | re.S):
        return True
    return extension in {".html", ".htm", ".xhtml"} and bool(_HTML.search(data[:65536]))

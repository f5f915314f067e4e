"""Files that people hand in: what they are is told by their content, never by their name; what they tell of the person
who made them is taken off photographs.

Allowed are JPEG and PNG pictures, PDF, and Word and Excel documents without macros. Pictures are decoded, turned
upright and written again, so that place, time and camera, thumbnails and whatever stood behind the picture are gone.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from lvheng.errors import InputProblem, Text

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 9
MAX_PIXELS = 50_000_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 5_000
MAX_NAME = 100
_MIB = 1024 * 1024
_JPEG_QUALITY = 90

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES = frozenset({JPEG, PNG})
ALLOWED: Mapping[str, str] = {JPEG: "jpg", PNG: "png", PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
_MAIN_PARTS = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: ``content`` as it is kept, its ``sha256``; ``cleaned`` where a picture was rewritten."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    cleaned: bool


def check_file(name: str, content: bytes, allowed: frozenset[str] | None = None) -> Checked:
    """The file as it may be kept; raises InputProblem for a size, kind or content that may not.

    ``allowed`` narrows the kinds (:data:`PICTURES`); the name keeps its words, and its ending becomes that of the kind.
    """
    shown = _plain_name(name)
    if not 0 < len(content) <= MAX_BYTES:
        raise _size(shown, len(content))
    media_type = _kind(shown, content)
    if media_type not in (allowed or ALLOWED):
        raise _not_allowed(shown, allowed or frozenset(ALLOWED))
    is_picture = media_type in PICTURES
    kept = _rewritten(shown, content, media_type) if is_picture else content
    stem = shown.rpartition(".")[0] or shown
    return Checked(f"{stem}.{ALLOWED[media_type]}", media_type, kept, hashlib.sha256(kept).hexdigest(), is_picture)


def _plain_name(name: str) -> str:
    """Without folders, control and direction characters (a name may pretend another ending with them)."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(each for each in last if unicodedata.category(each) not in ("Cf", "Cc", "Cs", "Co", "Cn"))
    cleaned = _NOT_IN_NAMES.sub("_", visible).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    return f"{stem[:MAX_NAME]}{dot}{ending[:10]}" if dot else cleaned[:MAX_NAME] or "file"


def _kind(name: str, content: bytes) -> str:
    for magic, find in _MAGIC.items():
        if content.startswith(magic):
            return find(name, content)
    return ""


def _office_kind(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise _unpacked(name)
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise _macros(name)
            declared = package.read("[Content_Types].xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError):
        return ""
    return next((kind for main, kind in _MAIN_PARTS.items() if f'"{main}"' in declared), "")


_MAGIC: Mapping[bytes, Callable[[str, bytes], str]] = {
    b"\xff\xd8\xff": lambda _name, _content: JPEG,
    b"\x89PNG\r\n\x1a\n": lambda _name, _content: PNG,
    b"%PDF-": lambda _name, _content: PDF,
    b"PK\x03\x04": _office_kind,
}


def _rewritten(name: str, content: bytes, media_type: str) -> bytes:
    """The picture alone, upright. Whatever else the file held is not copied."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise _pixels(name)
                upright = ImageOps.exif_transpose(picture)
                return _written(upright, media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _pixels(name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _broken(name) from error


def _written(picture: Image.Image, media_type: str) -> bytes:
    into = io.BytesIO()
    if media_type == JPEG:
        bare = picture.convert("L" if picture.mode == "L" else "RGB")
        bare.info = {}
        bare.save(into, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    else:
        has_alpha = "A" in picture.getbands() or "transparency" in picture.info
        bare = picture.convert("RGBA" if has_alpha else "RGB")
        bare.info = {}
        bare.save(into, "PNG", optimize=False)
    return into.getvalue()


def _size(name: str, length: int) -> InputProblem:
    found = Text(f"这个文件有 {length:,} 字节。", f"This one has {length:,} bytes.")
    limit = MAX_BYTES // _MIB
    what = Text(f"文件不能为空，也不能超过 {limit} MB。", f"a file is not empty and has at most {limit} MB.")
    return InputProblem("file_size", what, name, found)


def _not_allowed(name: str, allowed: frozenset[str]) -> InputProblem:
    kinds = {JPEG: Text("JPEG 照片", "JPEG pictures"), PNG: Text("PNG 图片", "PNG pictures"), PDF: Text("PDF", "PDF"),
             DOCX: Text("Word（docx，不含宏）", "Word (docx without macros)"),
             XLSX: Text("Excel（xlsx，不含宏）", "Excel (xlsx without macros)")}  # fmt: skip
    may = [text for kind, text in kinds.items() if kind in allowed]
    return InputProblem(
        "file_kind",
        Text("按内容看，这种文件不能上传。", "by its content, this kind of file cannot be uploaded."),
        name,
        Text(
            f"可以上传：{'、'.join(text.zh for text in may)}。改文件名没有用，请另存为这些格式。",
            f"Possible: {', '.join(text.en for text in may)}. Another name does not help; save it as one of these.",
        ),
    )


def _macros(name: str) -> InputProblem:
    what = Text("文档里有宏，不能上传。", "this document holds macros.")
    return InputProblem("file_macros", what, name, Text("请另存为不含宏的格式。", "Save it without macros."))


def _unpacked(name: str) -> InputProblem:
    limit = MAX_UNPACKED_BYTES // _MIB
    what = Text(f"文档解压后超过 {limit} MB，不能上传。", f"this document is larger than {limit} MB when unpacked.")
    return InputProblem("file_unpacked", what, name, Text("请分成几个文件。", "Split it into several files."))


def _pixels(name: str) -> InputProblem:
    limit = MAX_PIXELS // 1_000_000
    what = Text(f"图片超过 {limit} 百万像素。", f"this picture has more than {limit} megapixels.")
    return InputProblem("file_pixels", what, name, Text("请缩小后再上传。", "Make it smaller and try again."))


def _broken(name: str) -> InputProblem:
    what = Text("图片打不开，可能已经损坏。", "this picture cannot be opened; it may be damaged.")
    return InputProblem(
        "file_broken", what, name, Text("请换一张，或重新保存。", "Take another one, or save it again.")
    )

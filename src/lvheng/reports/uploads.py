"""Looks over a .docx that somebody uploads: a template of the office, or a draft edited in Word or WPS."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Protocol

import docx

from lvheng.errors import InputProblem, Problems, Text
from lvheng.reports.filling import kinds
from lvheng.reports.layout import BY_CODE
from lvheng.reports.package import zipped_again

MAX_BYTES = 8 * 2**20
MAX_UNPACKED_BYTES = 64 * 2**20
MAX_PARTS = 500
# What a document of an office has no use for and an attacker has.
_UNWANTED = re.compile(r"(vbaProject|activeX|/embeddings/|attachedToolbars|/customUI)", re.IGNORECASE)
_OUTSIDE = re.compile(rb'TargetMode\s*=\s*"External"', re.IGNORECASE)
_HYPERLINK = re.compile(rb"<Relationship\b[^>]*/hyperlink\"[^>]*>")


class Uploaded(Protocol):
    """A file of a request."""

    @property
    def size(self) -> int | None: ...
    def read(self, num_bytes: int = ...) -> bytes: ...


def read_upload(file: Uploaded | None) -> bytes:
    """The content of an uploaded .docx. Raises InputProblem for what is none, is too large or could do harm."""
    if file is None:
        raise _refused(
            Text("没有选择文件。", "No file was chosen."), Text("请选择 .docx 文件。", "Choose a .docx file.")
        )
    if (file.size or 0) > MAX_BYTES:
        raise _refused(
            Text(f"文件超过 {MAX_BYTES // 2**20} MB。", f"The file is larger than {MAX_BYTES // 2**20} MB."),
            Text("压缩其中的图片后再上传。", "Make its pictures smaller."),
        )
    return checked(file.read(MAX_BYTES + 1))


def checked(content: bytes) -> bytes:
    """The document if it is sound, in the order and with the times that every document here has."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_over(archive)
        again = zipped_again(content)
        docx.Document(io.BytesIO(again))
    except InputProblem:
        raise
    except Exception:  # noqa: BLE001  whatever a broken package makes the readers raise, it is no document
        raise _refused(
            Text("这不是可以打开的 .docx 文件。", "This is no .docx that can be opened."),
            Text("在 Word 或 WPS 中另存为“.docx”后再上传。", "Save it as “.docx” in Word or WPS and upload it again."),
        ) from None
    return again


def _look_over(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(each.file_size for each in parts) > MAX_UNPACKED_BYTES:
        raise _refused(
            Text("文件解开后太大。", "The file is too large when unpacked."),
            Text("删去其中不需要的图片和对象。", "Remove pictures and objects that are not needed."),
        )
    for each in parts:
        if _UNWANTED.search(each.filename):
            raise _refused(
                Text("文件中有宏或嵌入的对象。", "The file holds macros or embedded objects."),
                Text("删去后另存为“.docx”。", "Remove them and save it as “.docx”."),
            )
        if each.filename.endswith(".rels") and _OUTSIDE.search(_HYPERLINK.sub(b"", archive.read(each))):
            raise _refused(
                Text("文件引用了外部的图片或模板。", "The file refers to pictures or templates elsewhere."),
                Text("把图片插入文件本身，取消链接的模板。", "Put the pictures into the file and detach the template."),
            )


def keeps(content: bytes, before: bytes) -> None:
    """That an edited document still has the paragraphs that are written into at the end. Raises Problems with each."""
    needed = [code for code in ("title", "number", "reference", "date") if code in kinds(before)]
    there = kinds(content)
    lost = [BY_CODE[code].name for code in needed if code not in there]
    if lost:
        raise Problems([_lost(name) for name in lost])


def _lost(name: str) -> InputProblem:
    return InputProblem(
        "lost_paragraph",
        Text(f"文件里没有样式为“{name}”的段落。", f"The file has no paragraph of the style “{name}”."),
        "file",
        Text(
            "从下载的草稿上修改，不要删去这一段或改变它的样式。",
            "Edit the draft as downloaded and keep that paragraph with its style.",
        ),
    )


def _refused(what: Text, to_do: Text) -> InputProblem:
    return InputProblem("file", what, "file", to_do)

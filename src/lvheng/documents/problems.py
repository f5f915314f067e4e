"""Why a file cannot be read. Each is one :class:`~lvheng.errors.InputProblem` (exit code 2):

``too_large``, ``unsupported_type``, ``empty_document``, ``unreadable_scan``, ``password_protected``, ``broken_file``,
``file_not_found``, ``too_many_pages``.
"""

from __future__ import annotations

from pathlib import PurePath

from lvheng.errors import InputProblem, Text

MAX_BYTES = 50 * 1024 * 1024
MAX_PAGES = 2000
MAX_CHARACTERS = 5_000_000


def too_large(where: str, size_bytes: int) -> InputProblem:
    """The file is bigger than :data:`MAX_BYTES`."""
    size, limit = size_bytes / 1024 / 1024, MAX_BYTES // 1024 // 1024
    return InputProblem(
        "too_large",
        Text(
            f"文件有 {size:.0f} MB，超过 {limit} MB 的上限。",
            f"The file has {size:.0f} MB; the limit is {limit} MB.",
        ),
        where,
        Text(
            "请只上传文件正文，或者去掉其中的图片后再试。",
            "Upload only the text of the document, or remove the pictures in it and try again.",
        ),
    )


def too_long(where: str, characters: int) -> InputProblem:
    """The text is longer than :data:`MAX_CHARACTERS`."""
    return InputProblem(
        "too_large",
        Text(
            f"文件有 {characters} 个字，超过 {MAX_CHARACTERS} 个字的上限。",
            f"The document has {characters} characters; the limit is {MAX_CHARACTERS}.",
        ),
        where,
        Text("请把文件拆成几份再读取。", "Split the document and read its parts."),
    )


def too_many_pages(where: str, pages: int) -> InputProblem:
    """The PDF has more than :data:`MAX_PAGES` pages."""
    return InputProblem(
        "too_many_pages",
        Text(
            f"文件有 {pages} 页，超过 {MAX_PAGES} 页的上限。",
            f"The file has {pages} pages; the limit is {MAX_PAGES}.",
        ),
        where,
        Text("请把文件拆成几份再读取。", "Split the document and read its parts."),
    )


def unsupported_type(where: str, found: str) -> InputProblem:
    """The content is none of the four kinds."""
    return InputProblem(
        "unsupported_type",
        Text(
            f"这是{found or '一种未知格式的文件'}，不是可以读取的文档。",
            f"This is {_ENGLISH.get(found, 'a file of an unknown type')}, not a document that can be read.",
        ),
        where,
        Text("请另存为 .docx、.pdf、.txt 或 .html 再试。", "Save it as .docx, .pdf, .txt or .html and try again."),
    )


_ENGLISH = {
    "图片": "a picture",
    "旧版 Word 文件（.doc）": "an old Word file (.doc)",
    "压缩包": "an archive",
    "电子表格": "a spreadsheet",
    "演示文稿": "a presentation",
    "二进制文件": "a binary file",
    "OFD 版式文件": "an OFD file",
    "RTF 文件": "an RTF file",
    "目录": "a folder",
}


def empty_document(where: str) -> InputProblem:
    """There is not a single word in the file."""
    return InputProblem(
        "empty_document",
        Text("文件里没有文字。", "There is no text in the file."),
        where,
        Text("请检查是否选错了文件。", "Check whether this is the right file."),
    )


def unreadable_scan(where: str, pages: int) -> InputProblem:
    """The PDF consists of pictures of pages."""
    return InputProblem(
        "unreadable_scan",
        Text(
            f"这 {pages} 页都是扫描图片，里面没有可以读取的文字。",
            f"All {pages} pages are scanned pictures without readable text.",
        ),
        where,
        Text(
            "请先做文字识别（OCR），或者改用原来的电子文件。",
            "Run text recognition (OCR) on it first, or use the original electronic file.",
        ),
    )


def password_protected(where: str) -> InputProblem:
    """The file cannot be opened without its password."""
    return InputProblem(
        "password_protected",
        Text("文件设了密码，打不开。", "The file is protected by a password and cannot be opened."),
        where,
        Text("请去掉密码，另存后再试。", "Remove the password, save it again and retry."),
    )


def broken_file(where: str, kind: str) -> InputProblem:
    """The file says it is of this kind but cannot be opened as such."""
    return InputProblem(
        "broken_file",
        Text(f"这个 {kind} 文件已损坏或不完整，打不开。", f"This {kind} file is damaged or incomplete."),
        where,
        Text("请重新下载或重新保存这个文件再试。", "Download or save the file again and retry."),
    )


def not_a_document(where: str) -> InputProblem:
    """Bytes that are nothing known; under the name of a PDF or a Word file they are a broken one."""
    named = {".pdf": "PDF", ".docx": "Word"}.get(PurePath(where).suffix.lower())
    return broken_file(where, named) if named else unsupported_type(where, "二进制文件")


def file_not_found(where: str) -> InputProblem:
    """There is no such file, or it may not be read."""
    return InputProblem(
        "file_not_found",
        Text("找不到这个文件，或者没有读取它的权限。", "The file does not exist or may not be read."),
        where,
        Text("请检查文件名和所在的文件夹。", "Check the name of the file and its folder."),
    )

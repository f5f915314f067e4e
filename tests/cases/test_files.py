"""Files that people hand in: known by content, cleaned of their maker, kept by hash, given only to save."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from lvheng.cases import file_store, files
from lvheng.cases.files import DOCX, JPEG, PDF, PICTURES, PNG, XLSX, check_file
from lvheng.errors import InputProblem

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def jpeg(width: int = 40, height: int = 20, exif: bool = True) -> bytes:
    """A picture whose left half is red, taken on its side, with camera and place."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    told = Image.Exif()
    if exif:
        told[ORIENTATION], told[MAKE] = 6, "SecretPhone 12"
        told.get_ifd(GPS)[1] = "N"
        told.get_ifd(GPS)[2] = (35.0, 36.0, 4.5)
    into = io.BytesIO()
    picture.save(into, "JPEG", exif=told, comment=b"taken by Ma Wenhai", quality=95)
    return into.getvalue() + b"trailing secret"


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Ma Wenhai")
    into = io.BytesIO()
    Image.new("RGBA", (3, 3), (1, 2, 3, 4)).save(into, "PNG", pnginfo=told)
    return into.getvalue()


def docx() -> bytes:
    into = io.BytesIO()
    Document().save(into)
    return into.getvalue()


def xlsx() -> bytes:
    into = io.BytesIO()
    Workbook().save(into)
    return into.getvalue()


def package(**parts: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def refused(name: str, content: bytes, allowed: frozenset[str] | None = None) -> str:
    with pytest.raises(InputProblem) as told:
        check_file(name, content, allowed)
    assert told.value.where
    assert told.value.to_do is not None
    return told.value.code


def test_it_takes_place_camera_comment_and_what_follows_off_a_photograph() -> None:
    found = check_file("现场.jpg", jpeg())
    for secret in (b"SecretPhone", b"Ma Wenhai", b"trailing secret", b"Exif", b"GPS"):
        assert secret not in found.content
    with Image.open(io.BytesIO(found.content)) as picture:
        assert not picture.getexif()
        assert "comment" not in picture.info
    assert found.cleaned


def test_it_turns_a_photograph_upright_before_its_orientation_is_lost() -> None:
    found = check_file("a.jpg", jpeg(40, 20))
    with Image.open(io.BytesIO(found.content)) as picture:
        assert picture.size == (20, 40)
        red, _, blue = picture.convert("RGB").getpixel((10, 5))  # type: ignore[misc]
        assert red > 200 > 60 > blue


def test_it_takes_the_text_off_a_png_and_keeps_its_transparency() -> None:
    found = check_file("a.png", png())
    assert b"Ma Wenhai" not in found.content
    with Image.open(io.BytesIO(found.content)) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((1, 1)) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [(jpeg(), JPEG, "jpg"), (png(), PNG, "png"), (docx(), DOCX, "docx"), (xlsx(), XLSX, "xlsx"),
     (b"%PDF-1.7\n%%EOF", PDF, "pdf")],
)  # fmt: skip
def test_it_knows_a_file_by_its_content_whatever_it_is_called(content: bytes, media_type: str, ending: str) -> None:
    found = check_file("报告.exe", content)
    assert (found.media_type, found.name) == (media_type, f"报告.{ending}")


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a....",
     package(**{"a.txt": b"x"}), b"PK\x03\x04 not a package", b"  %PDF-1.7"],
)  # fmt: skip
def test_it_refuses_what_is_not_on_the_list_even_under_a_good_name(content: bytes) -> None:
    assert refused("photo.jpg", content) == "file_kind"


def test_it_refuses_an_office_document_where_only_pictures_are_taken() -> None:
    assert refused("a.docx", docx(), PICTURES) == "file_kind"


def test_it_refuses_macros() -> None:
    types = f'<Override ContentType="{DOCX}.main+xml"/>'.encode()
    assert refused("a.docx", package(**{"[Content_Types].xml": types, "word/vbaProject.bin": b"x"})) == "file_macros"


def test_it_refuses_a_document_that_grows_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 1000)
    types = f'<Override ContentType="{DOCX}.main+xml"/>'.encode()
    assert refused("a.docx", package(**{"[Content_Types].xml": types, "word/a.xml": b"0" * 5000})) == "file_unpacked"


def test_it_refuses_a_picture_that_would_unfold_to_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_PIXELS", 100)
    assert refused("a.jpg", jpeg()) == "file_pixels"


@pytest.mark.parametrize("cut", [30, 200])
def test_it_refuses_a_damaged_picture(cut: int) -> None:
    assert refused("a.jpg", jpeg()[:cut]) == "file_broken"


def test_it_refuses_empty_and_oversized_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("a.jpg", b"") == "file_size"
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    assert refused("a.jpg", jpeg()) == "file_size"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\照片\\一.JPG", "一.jpg"),
        ("evil\u202egpj.exe", "evilgpj.jpg"),
        ('a"b\r\nc.jpg', "a_bc.jpg"),
        ("", "file.jpg"),
        ("长" * 300 + ".jpg", "长" * 100 + ".jpg"),
    ],
)
def test_a_name_cannot_leave_its_folder_break_a_header_or_pretend(given: str, kept: str) -> None:
    assert check_file(given, jpeg()).name == kept


def test_the_hash_is_of_what_is_kept_and_the_same_file_is_kept_once(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    found = check_file("a.jpg", jpeg())
    assert file_store.keep(found) == file_store.keep(check_file("b.jpg", jpeg())) == found.sha256
    assert file_store.read(found.sha256) == found.content
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


def test_a_file_that_changed_on_disk_is_not_given_out(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept = file_store.keep(check_file("a.jpg", jpeg()))
    next(each for each in tmp_path.rglob("*") if each.is_file()).write_bytes(b"other")
    with pytest.raises(ValueError, match="is not what was kept"):
        file_store.read(kept)


@pytest.mark.parametrize("name", ["../../secret.key", "a" * 63 + "/", ""])
def test_only_a_hash_opens_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="not a hash"):
        file_store.read(name)


def test_a_file_is_given_to_save_and_never_to_show() -> None:
    response = file_store.download('现场"照片.jpg', jpeg())
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%8E%B0")
    assert '"' not in response["Content-Disposition"]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")

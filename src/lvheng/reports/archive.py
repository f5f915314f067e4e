"""The archive: files by the hash of their content. A file that is there is never written again."""

from __future__ import annotations

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lvheng.errors import Problem, Text

FOLDER = "official"


def keep(content: bytes) -> str:
    """Put a file into the archive; its SHA-256 is its name."""
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(content))
    return digest


def fetch(digest: str) -> bytes:
    """A file of the archive. Raises Problem where it is gone or is not what was put there."""
    try:
        with default_storage.open(_path(digest)) as file:
            content = io.BytesIO(file.read()).getvalue()
    except FileNotFoundError:
        raise _damaged(digest) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise _damaged(digest)
    return content


def _path(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}"


def _damaged(digest: str) -> Problem:
    return Problem(
        "archive_damaged",
        Text("档案文件丢失或已被改动。", "A file of the archive is gone or was changed."),
        digest,
        Text(
            "请管理员从备份恢复文件夹 files/official。",
            "Ask the administrator to restore files/official from the backup.",
        ),
    )

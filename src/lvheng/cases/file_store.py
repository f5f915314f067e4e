"""Where handed-in files lie, by their hash, outside of all that is served; and the only answer that gives one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from lvheng.cases.files import Checked

_HASH_CHARACTERS = 64


def keep(file: Checked) -> str:
    """Keep the file, once for each content, and return its hash; it is there whole or not at all."""
    path = _path(file.sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(file.content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    return file.sha256


def read(sha256: str) -> bytes:
    """The file's bytes; raises FileNotFoundError, and ValueError where the disk no longer holds what was kept."""
    content = _path(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"the file {sha256} is not what was kept")
    return content


def download(name: str, content: bytes) -> HttpResponse:
    """The file to save, never to show: whatever it is, the browser runs nothing of it on this site."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _path(sha256: str) -> Path:
    if len(sha256) != _HASH_CHARACTERS or not sha256.isalnum():
        raise ValueError("not a hash")
    return Path(settings.MEDIA_ROOT) / "cases" / sha256[:2] / sha256[2:]

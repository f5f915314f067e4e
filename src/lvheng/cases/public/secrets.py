"""The one key of the reporting path. It lies in the data folder, not in the database, and not in its backups.

From it come the seal of reporters' names, the receipt codes and the tokens of the forms, each by a key of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from lvheng.errors import SettingProblem, Text

KEY_FILE = "reporters.key"
_KEY_BYTES = 32


def seal(text: str) -> bytes:
    """``text`` encrypted and authenticated."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again; raises SettingProblem where the key is not the one that it was sealed with."""
    try:
        return _fernet().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise SettingProblem(
            "another_key",
            Text("举报人信息不能解密：密钥不是当时的密钥。", "The name cannot be read: the key is another."),
            KEY_FILE,
            Text("请恢复原来的密钥文件。", "Restore the original key file."),
        ) from error  # fmt: skip


def sign(purpose: str, text: str) -> bytes:
    """32 bytes that only this installation can make of ``text`` for ``purpose``."""
    return hmac.digest(_derived(purpose), text.encode(), "sha256")


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived("names")))


def _derived(purpose: str) -> bytes:
    return _derive(str(settings.DATA_DIR), purpose)


@lru_cache(maxsize=32)
def _derive(folder: str, purpose: str) -> bytes:
    return hmac.digest(_key(Path(folder)), f"lvheng reporters {purpose}".encode(), hashlib.sha256)


def _key(folder: Path) -> bytes:
    """The key; made once, whole or not at all, readable by the site's own user alone."""
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return base64.b64decode(path.read_bytes().strip(), validate=True)

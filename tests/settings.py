"""The site's settings, on a folder of this test run: nothing that the machine holds is read or written."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("LVHENG_") or name == "DATABASE_URL"]:
    del os.environ[_name]
_folder = tempfile.mkdtemp(prefix="lvheng-tests-")
(Path(_folder) / "static").mkdir()
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["LVHENG_DATA"] = _folder
os.environ["LVHENG_LANGUAGE"] = "zh"

from lvheng.catalogues import compile_catalogues  # noqa: E402
from lvheng.settings import *  # noqa: E402, F403

# Demo accounts are made in many tests; a slow hash protects nobody here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests ask for refused and missing pages on purpose; what went wrong inside is still told.
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405

# Before the first text is looked up: gettext keeps what it once found, or did not find.
compile_catalogues()

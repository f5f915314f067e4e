"""The translations: finds every catalogue of the package and compiles those that changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """Every translation source (``django.po``) under ``package``, sorted."""
    return sorted(package.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_catalogues(package: Path = PACKAGE) -> list[Path]:
    """Compile each ``.po`` whose ``.mo`` is missing or older; return the ``.mo`` files written.

    Several processes may do this at once: each file is written beside its place and moved there.
    """
    return [compile_catalogue(source) for source in catalogues(package) if _outdated(source)]


def compile_catalogue(source: Path) -> Path:
    """Compile one catalogue; entries marked fuzzy are left out, as gettext does."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    compiled = source.with_suffix(".mo")
    descriptor, beside = tempfile.mkstemp(dir=compiled.parent, suffix=".mo.new")
    with os.fdopen(descriptor, "wb") as stream:
        write_mo(stream, catalogue)
    Path(beside).chmod(0o644)
    Path(beside).replace(compiled)
    return compiled


def _outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns

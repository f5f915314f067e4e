"""绿衡 Lüheng: runs a government's green, low-carbon, circular economy plan as software.

``from lvheng import indicator_values`` gives analysts the numbers of an installation as an Arrow table.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "indicator_values"]


def __getattr__(name: str) -> Any:
    """What needs the database is imported when it is asked for, so that the command line starts at once."""
    if name == "indicator_values":
        from lvheng.analysis import indicator_values

        return indicator_values
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The Spark cluster of the formula tests, for the rules too."""

from __future__ import annotations

from tests.formula.conftest import spark

__all__ = ["spark"]

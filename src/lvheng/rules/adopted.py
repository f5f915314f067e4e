"""The rules for the command line: those of a pack, with what was adopted where this installation has a database."""

from __future__ import annotations

import os
import sys

from lvheng.configuration import Configuration
from lvheng.errors import SettingProblem, Text
from lvheng.packs.loader import load_pack
from lvheng.rules.book import Rulebook


def rulebook(pack: str | None, area: str | None = None) -> Rulebook:
    """The rules as they hold in an area.

    With ``pack`` those that it publishes. Without, those of the installation: its pack, amended by what was adopted;
    where no installation was ever started in the data folder, its pack alone.
    """
    configuration = Configuration.from_environment()
    if pack is not None or not _has_database(configuration):
        return Rulebook.of(load_pack(pack or configuration.pack), area)
    from lvheng.starting import start_django

    try:
        start_django()
    except SettingProblem as problem:
        print(Text(f"没有计入本站采纳的版本：{problem}", f"Without what was adopted here: {problem}"), file=sys.stderr)
        return Rulebook.of(load_pack(configuration.pack), area)
    from lvheng.rules.catalogue import book

    return book(area or "")


def _has_database(configuration: Configuration) -> bool:
    return bool(os.environ.get("DATABASE_URL")) or (configuration.data_dir / "postgres").is_dir()

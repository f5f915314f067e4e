"""Documentation is part of the program: a command or setting that it does not mention fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from lvheng.cli import app
from lvheng.configuration import SETTINGS

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted([*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("*.md")])


def command_names() -> list[str]:
    """Every command with its groups: ``read``, ``audit verify``."""
    names = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in inner] if inner else [name]
    return names


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_documented(name: str) -> None:
    text = (REPOSITORY / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert f"## `lvheng {name}" in text


@pytest.mark.parametrize("name", command_names())
def test_every_option_is_documented(name: str) -> None:
    command = get_command(app)
    for part in name.split():
        command = command.commands[part]  # type: ignore[attr-defined]
    section = (REPOSITORY / "docs/reference/commands.md").read_text(encoding="utf-8").split(f"## `lvheng {name}")[1]
    section = section.split("\n## ")[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in section


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (REPOSITORY / "docs/reference/settings.md").read_text(encoding="utf-8")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    text = (REPOSITORY / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(LVHENG_[A-Z_]+)`", text)) <= set(SETTINGS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_room_has_a_page() -> None:
    rooms = {path.parent.name for path in (REPOSITORY / "src/lvheng").glob("*/__init__.py")}
    pages = {path.stem for path in (REPOSITORY / "docs/rooms").glob("*.md")}
    assert rooms <= pages

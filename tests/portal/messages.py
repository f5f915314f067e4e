"""Finds every text of the program that is to be translated, and what the catalogues say.

``python -m tests.portal.messages`` prints what a catalogue still lacks, ready to be copied into a ``django.po``.
"""

from __future__ import annotations

import ast
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

from lvheng.catalogues import PACKAGE, catalogues

CHINESE = re.compile(r"[\u3400-\u9fff]")
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
_PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
_TEMPLATE_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Message:
    """A text to translate; ``context`` is "" for most."""

    context: str
    text: str


def used(package: Path = PACKAGE) -> dict[Message, list[str]]:
    """Every message in Python and templates, with the places it is used at."""
    found: dict[Message, list[str]] = defaultdict(list)
    for path in sorted([*package.glob("**/*.py"), *package.glob("**/templates/**/*.html")]):
        messages = in_python if path.suffix == ".py" else in_template
        for message in messages(path.read_text(encoding="utf-8")):
            found[message].append(str(path.relative_to(package)))
    return dict(found)


def in_python(source: str) -> Iterator[Message]:
    """Messages of a module: literals, also both branches of ``gettext(a if b else c)``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[Message]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name not in _PLAIN | _WITH_CONTEXT:
        return
    arguments = node.args[: (1 + (name in _PLURAL) + (name in _WITH_CONTEXT))]
    context = next(_literals(arguments.pop(0)), "") if name in _WITH_CONTEXT and arguments else ""
    for argument in arguments:
        yield from (Message(context, text) for text in _literals(argument))


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def in_template(source: str) -> Iterator[Message]:
    """Messages of a template, as Django's own tools read it."""
    from django.utils.translation.template import templatize

    stream = io.BytesIO(templatize(source).encode())
    for _line, name, texts, _comments in extract_python(stream, _TEMPLATE_KEYWORDS, [], {"encoding": "utf-8"}):
        parts = [texts] if isinstance(texts, str) else [text for text in texts if text]
        context = parts.pop(0) if name in ("pgettext", "npgettext") else ""
        yield from (Message(context, text) for text in parts)


def translations(package: Path = PACKAGE) -> dict[Message, dict[str, str]]:
    """For every message of every English catalogue: catalogue -> translation; "" where it is empty or doubtful."""
    found: dict[Message, dict[str, str]] = defaultdict(dict)
    for path in catalogues(package):
        with path.open("rb") as stream:
            catalogue = read_po(stream)
        for entry in catalogue:
            for text, translated in _entries(entry):
                message = Message(str(entry.context or ""), text)
                found[message][str(path.relative_to(package))] = "" if entry.fuzzy else translated
    return dict(found)


def _entries(entry: object) -> Iterator[tuple[str, str]]:
    identity, string = entry.id, entry.string  # type: ignore[attr-defined]
    if not identity:
        return
    if isinstance(identity, tuple):
        yield from zip(identity, string, strict=False)
    else:
        yield identity, string


def missing() -> dict[Message, list[str]]:
    """Chinese texts without an English translation in any catalogue."""
    known = translations()
    return {
        message: places
        for message, places in used().items()
        if CHINESE.search(message.text) and not any(known.get(message, {}).values())
    }


def _print_missing() -> None:
    for message, places in missing().items():
        print(f"#: {' '.join(sorted(set(places)))}")
        if message.context:
            print(f'msgctxt "{message.context}"')
        escaped = message.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        print(f'msgid "{escaped}"\nmsgstr ""\n')


if __name__ == "__main__":
    _print_missing()

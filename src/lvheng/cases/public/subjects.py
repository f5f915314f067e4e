"""What somebody objects to: a published number, a rule, an article of the plan or a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.http import Http404

from lvheng.cases.catalogue import pack
from lvheng.errors import Text
from lvheng.packs.measures import PackIndicator
from lvheng.rules.queries import title_of as rule_title

_ABOUT = re.compile(r"(indicator|rule|article|score):([a-z0-9][a-z0-9_-]{0,80})")


def subject_of(about: str) -> Text:
    """What it is called. Raises Http404 for something that there is not."""
    found = _ABOUT.fullmatch(about)
    if found is None:
        raise Http404(about)
    kind, code = found.groups()
    title = _TITLES[kind](code)
    if title is None:
        raise Http404(about)
    return title


def _indicator(code: str) -> Text | None:
    return next((each.title for each in pack().of(PackIndicator) if each.code == code), None)


def _article(code: str) -> Text | None:
    return Text(f"方案第{code}条", f"Article {code} of the plan") if code.isdigit() else None


_TITLES: Mapping[str, Callable[[str], Text | None]] = {
    "indicator": _indicator,
    "rule": rule_title,
    "article": _article,
    "score": lambda code: Text(f"考核结果 {code}", f"Score {code}"),
}

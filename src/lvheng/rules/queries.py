"""What pages and other rooms ask of the rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.errors import Text
from lvheng.indicators import queries as indicator_queries
from lvheng.indicators.queries import adopted_version
from lvheng.packs.registers import RegisterKind
from lvheng.packs.rule_model import PackRule
from lvheng.rules.book import Rule, Rulebook
from lvheng.rules.catalogue import areas_of, book, pack_book, site_pack
from lvheng.rules.sheets import GROUPS, SUBJECTS, Summary, summary

MAY_USE = "rules.use"
MAX_SEARCH = 60


@dataclass(frozen=True)
class Filters:
    """What the reader of the library wants to see."""

    q: str = ""
    article: str = ""
    group: str = ""
    certainty: str = ""

    @staticmethod
    def of(query: QueryDict) -> Filters:
        """From an address; what is no known choice is left out."""
        certainty = query.get("certainty", "")
        group = query.get("group", "")
        return Filters(
            query.get("q", "").strip()[:MAX_SEARCH],
            query.get("article", "").strip()[:MAX_SEARCH],
            group if group in GROUPS else "",
            certainty if certainty in ("original", "secondary", "to_verify", "to_enter") else "",
        )

    @property
    def are_set(self) -> bool:
        return any((self.q, self.article, self.group, self.certainty))

    def admit(self, row: Summary) -> bool:
        """Whether a rule is among what is wanted."""
        item = row.item
        if self.article and self.article not in row.articles:
            return False
        if self.group and self.group != row.group:
            return False
        if self.certainty == "to_enter" and not row.to_enter:
            return False
        if self.certainty not in ("", "to_enter") and item.source.certainty != self.certainty:
            return False
        words = self.q.casefold().split()
        return all(word in _searched(item) for word in words)


def _searched(item: PackRule) -> str:
    parts = [item.code, item.name, item.name_en, item.text.zh, item.text.en]
    parts += [word for law in (item.source, *item.law) for word in (law.title, law.number or "")]
    return " ".join(parts).casefold()


def library(acting: Acting, filters: Filters, today: datetime.date) -> list[tuple[Text, list[Summary]]]:
    """The rules that somebody may use, as far as they are wanted, by group."""
    known = book()
    groups: dict[str, list[Summary]] = {}
    for row in (summary(known, rule, today) for rule in known if allow(MAY_USE, acting, rule.item)):
        if filters.admit(row):
            groups.setdefault(row.group, []).append(row)
    return [(title, groups[code]) for code, title in GROUPS.items() if code in groups]


def articles() -> list[str]:
    """The articles of the plan that some rule operates, in the order of the plan."""
    return list(dict.fromkeys(binding.article for binding in book().bindings))


def groups() -> list[tuple[str, Text]]:
    """The groups that the library has, with their names."""
    present = {rule.item.group for rule in book()}
    return [(code, title) for code, title in GROUPS.items() if code in present]


def rule_of(code: str, area: str = "", on: str | datetime.date | None = None) -> Rule:
    """A rule as it holds in an area on a day. Errors: Http404; InputProblem where it is not in force on that day."""
    known = book(area)
    if code not in known.versions:
        raise Http404(code)
    return known.rule(code, on)


def chosen_area(rule: Rule, asked: str) -> str:
    """The area in which a rule is asked for; empty for the site's own."""
    return asked if asked in areas_of(rule) and asked != (site_pack().area_code or "") else ""


def books_of(rule: Rule) -> Mapping[str, Rulebook]:
    """The books that the examples of a rule are computed with, by area."""
    return {area: pack_book(area) for area in {"", *(example.area or "" for example in rule.item.examples)}}


def subject(item: PackRule) -> Text:
    """What a rule is applied to."""
    kind = next((each for each in site_pack().of(RegisterKind) if each.code == item.of), None)
    return kind.title if kind is not None else SUBJECTS.get(item.of, Text(item.of, item.of))


def title_of(code: str) -> Text | None:
    """What a rule is called; None where there is none of that code."""
    known = book()
    return known.rule(code).item.title if code in known.versions else None


def usable(acting: Acting) -> Iterator[Rule]:
    """The rules that somebody may use."""
    return (rule for rule in book() if allow(MAY_USE, acting, rule.item))


def usable_by_group(acting: Acting) -> list[tuple[Text, list[Rule]]]:
    """The same as the library has them: by group, in the order of their names."""
    rules = sorted(usable(acting), key=lambda rule: rule.item.name)
    return [(title, [rule for rule in rules if rule.item.group == code]) for code, title in groups()]


def versions(rule: Rule) -> tuple[Rule, ...]:
    """All versions of a rule over time."""
    return book().versions[rule.code]


def own_area() -> str:
    """The code of the site's own area."""
    return site_pack().area_code or ""


def sentences(code: str) -> list[Any]:
    """The operations of the plan in force that say the rule operates a sentence, each with its sentence."""
    adopted = adopted_version(indicator_queries.book())
    if adopted is None:
        return []
    return list(adopted.operations.filter(kind="rule", code=code).select_related("sentence__provision"))

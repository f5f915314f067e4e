"""What the pages of import and review show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lvheng.errors import Problem, Problems
from lvheng.plan.importing import names_in, quote_of
from lvheng.plan.marking import Line, Mark, mark_lines
from lvheng.plan.models import Document, Finding, Task
from lvheng.plan.wording import deadline, demand
from lvheng.plan.writing import COUNTING, articles_of, matched_organisations

OUTSIDE = ""
_UNDECIDED = (Finding.Decision.OPEN.value, Finding.Decision.UNCHECKED.value)

STEPS: dict[str, Promise] = {
    "": _("等待阅读"),
    "text": _("取出文字"),
    "structure": _("识别结构、目标、任务和责任分工"),
    "findings": _("整理识别结果"),
}

BADGES = {
    Finding.Decision.OPEN: "warn",
    Finding.Decision.ACCEPTED: "ok",
    Finding.Decision.CORRECTED: "ok",
    Finding.Decision.ADDED: "ok",
    Finding.Decision.REJECTED: "none",
    Finding.Decision.SPLIT: "none",
    Finding.Decision.UNCHECKED: "info",
}


@dataclass(frozen=True)
class Filter:
    """What the list of findings is limited to; empty shows all."""

    only: str = ""
    state: str = ""

    @classmethod
    def of(cls, values: Any) -> Filter:
        """From a request's GET or POST; a value that is no choice is ignored."""
        only, state = values.get("only", ""), values.get("state", "")
        return cls(only if only in Finding.Kind.values else "", state if state in Finding.Decision.values else "")

    def shows(self, finding: Finding) -> bool:
        return (not self.only or finding.kind == self.only) and (not self.state or finding.decision == self.state)

    @property
    def query(self) -> str:
        """``?only=target&state=open`` or empty."""
        pairs = [f"{name}={value}" for name, value in (("only", self.only), ("state", self.state)) if value]
        return f"?{'&'.join(pairs)}" if pairs else ""


@dataclass(frozen=True)
class Row:
    """A finding as the list shows it."""

    finding: Finding

    @cached_property
    def title(self) -> str:
        """What it is about in a few words."""
        return _TITLES[self.finding.kind](self.finding.data)

    @property
    def badge(self) -> str:
        return BADGES[Finding.Decision(self.finding.decision)]

    @property
    def quote(self) -> str:
        return quote_of(self.finding.data)

    @property
    def token(self) -> str:
        """The finding and the state that this page shows of it."""
        return f"{self.finding.pk}:{self.finding.revision}"

    @property
    def can_accept(self) -> bool:
        return self.finding.decision in (*_UNDECIDED, Finding.Decision.REJECTED)

    @property
    def can_reject(self) -> bool:
        return self.finding.decision not in (Finding.Decision.REJECTED, Finding.Decision.SPLIT)

    @property
    def can_correct(self) -> bool:
        return self.finding.decision != Finding.Decision.SPLIT

    @property
    def can_split(self) -> bool:
        return self.can_correct and self.finding.split_from_id is None

    @property
    def can_undo(self) -> bool:
        return self.finding.decision != Finding.Decision.OPEN


@dataclass(frozen=True)
class Group:
    """The findings of one article, in the order of the text."""

    order: int
    article: str
    number: str
    heading: str
    rows: list[Row]
    total: int
    undecided: int


@dataclass(frozen=True)
class Counters:
    """How far the review is."""

    total: int
    undecided: int
    by_kind: dict[str, int]
    by_decision: dict[str, int]

    @property
    def decided(self) -> int:
        return self.total - self.undecided


def words_of(problem: Problem | Problems) -> str:
    """A problem in the language of the page."""
    return problem.in_language(get_language() or "zh-hans")


def documents() -> QuerySet[Document]:
    """All documents, newest first, with the number of findings that wait for a decision; without their long texts."""
    undecided = Count("findings", filter=Q(findings__decision=Finding.Decision.OPEN))
    found = Document.objects.select_related("plan", "uploaded_by", "version").defer("text", "reading")
    return found.annotate(undecided=undecided).order_by("-uploaded_at", "-id")


def step_words(document: Document) -> str:
    """What the reader is doing, in words."""
    return str(STEPS[document.progress_step])


def groups_of(document: Document, shown: Filter, orders: Iterable[int] | None = None) -> list[Group]:
    """The findings by article, limited to ``shown`` and to the groups ``orders``; empty articles included."""
    findings: dict[str, list[Finding]] = {}
    articles = [{"id": OUTSIDE, "number": "", "heading": gettext("条款以外")}, *articles_of(document)]
    known = {each["id"] for each in articles}
    for finding in document.findings.select_related("decided_by").order_by("start", "end", "id"):
        findings.setdefault(finding.article if finding.article in known else OUTSIDE, []).append(finding)
    wanted = None if orders is None else set(orders)
    return [
        _group(order, each, findings.get(each["id"], []), shown)
        for order, each in enumerate(articles)
        if wanted is None or order in wanted
    ]


def _group(order: int, article: dict[str, Any], findings: list[Finding], shown: Filter) -> Group:
    return Group(
        order=order,
        article=article["id"],
        number=article["number"],
        heading=article["heading"] or "",
        rows=[Row(each) for each in findings if shown.shows(each)],
        total=len(findings),
        undecided=sum(each.decision in _UNDECIDED for each in findings),
    )


def group_order(document: Document, article: str) -> int:
    """The place of an article's group on the page."""
    ids = [each["id"] for each in articles_of(document)]
    return ids.index(article) + 1 if article in ids else 0


def counters(document: Document) -> Counters:
    """Counts over all findings, whatever the list is limited to."""
    pairs = list(document.findings.order_by().values_list("kind", "decision"))
    by_decision = Counter(decision for _kind, decision in pairs)
    return Counters(
        total=len(pairs),
        undecided=sum(by_decision[decision] for decision in _UNDECIDED),
        by_kind=dict(Counter(kind for kind, _decision in pairs)),
        by_decision=dict(by_decision),
    )


def lines(document: Document, within: Sequence[tuple[int, int]] | None = None) -> list[Line]:
    """The text with its findings marked; ``within`` limits it to the lines that were touched."""
    marks = [
        Mark(pk, kind, start, end, decision not in (Finding.Decision.REJECTED, Finding.Decision.SPLIT))
        for pk, kind, start, end, decision in document.findings.values_list("pk", "kind", "start", "end", "decision")
        if decision != Finding.Decision.SPLIT
    ]
    return mark_lines(document.text, marks, articles_of(document), within)


def unmatched_names(document: Document) -> list[str]:
    """Names in responsibilities that no organisation bears, in the order of the text; chosen ones stay in the list."""
    counting = document.findings.filter(kind=Finding.Kind.RESPONSIBILITY).exclude(
        decision__in=(Finding.Decision.REJECTED, Finding.Decision.SPLIT)
    )
    names = names_in(counting.order_by("start").values_list("data", flat=True))
    found = matched_organisations(document, names)
    return [name for name in names if found[name] is None or name in document.matches]


def summary(document: Document) -> dict[str, int]:
    """How many targets, tasks and responsibilities would count if the document were adopted as it stands."""
    counting = (*COUNTING, Finding.Decision.OPEN)
    pairs: Any = document.findings.filter(decision__in=counting).order_by().values_list("kind").annotate(Count("id"))
    return {**dict.fromkeys(Finding.Kind.values, 0), **dict(pairs)}


def _target_title(data: dict[str, Any]) -> str:
    stated = SimpleNamespace(
        comparator=data["comparator"],
        value=Decimal(data["value"]) if data["value"] is not None else None,
        value_max=Decimal(data["value_max"]) if data["value_max"] is not None else None,
        unit=data["unit"],
        baseline_year=data["baseline_year"],
    )
    parts = [data["scope"], data["indicator"], demand(stated), deadline(data["deadline_year"])]
    return " · ".join(str(part) for part in parts if part)


def _task_title(data: dict[str, Any]) -> str:
    parts = [Task.Modality(data["modality"]).label, data["object"], data["deadline"]]
    return " · ".join(str(part) for part in parts if part)


def _responsibility_title(data: dict[str, Any]) -> str:
    lead, others = "、".join(data["lead"]), "、".join(data["participants"])
    parts = [gettext("牵头：%(names)s") % {"names": lead}] if lead else []
    parts += [gettext("参与：%(names)s") % {"names": others}] if others else []
    return " · ".join(parts)


_TITLES = {
    Finding.Kind.TARGET.value: _target_title,
    Finding.Kind.TASK.value: _task_title,
    Finding.Kind.RESPONSIBILITY.value: _responsibility_title,
}

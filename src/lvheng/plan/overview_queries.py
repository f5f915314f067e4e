"""Coverage and progress of a version, article by article."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from lvheng.packs.coverage import State
from lvheng.plan.models import Provision, Responsibility, Sentence, Target, Version
from lvheng.plan.queries import Coverage, covered_sentences
from lvheng.plan.table_queries import Filters, duties_of, provisions


@dataclass(frozen=True)
class CoverageSheet:
    """Totals, the articles that hold sentences, and the sentences that the reader asked for (those not operated)."""

    total: Coverage
    articles: list[tuple[Provision, Coverage]]
    sentences: list[tuple[Sentence, State, Provision]]


def coverage_sheet(version: Version, filters: Filters) -> CoverageSheet:
    """Three queries; ``filters`` narrow the list of sentences by article, state and words."""
    by_id = {each.pk: each for each in provisions(version)}
    rows = covered_sentences(version)
    counts: dict[int, Counter[State]] = defaultdict(Counter)
    for sentence, state in rows:
        counts[sentence.provision_id or 0][state] += 1
    wanted = (filters.state,) if filters.state in ("operated", "recorded", "open") else ("recorded", "open")
    listed = [
        (sentence, state, by_id[sentence.provision_id or 0])
        for sentence, state in rows
        if state in wanted and filters.q in sentence.text
    ]
    return CoverageSheet(
        total=_figures(sum(counts.values(), Counter())),
        articles=[(each, _figures(counts[each.pk])) for each in by_id.values() if each.pk in counts],
        sentences=[row for row in listed if filters.article in ("", row[2].reference)],
    )


def _figures(states: Counter[State]) -> Coverage:
    return Coverage(states["operated"], states["recorded"], states["open"])


@dataclass(frozen=True)
class ArticleProgress:
    """An article with its targets and who leads it."""

    provision: Provision
    targets: list[Target]
    tasks: int
    leads: list[Responsibility]


@dataclass(frozen=True)
class ProgressSheet:
    """All articles that hold targets or tasks. ``targets`` counts all of them."""

    articles: list[ArticleProgress]
    targets: int


def progress_sheet(version: Version) -> ProgressSheet:
    """The articles in order; four queries."""
    rows = provisions(version)
    duties = duties_of(version, rows)
    targets: dict[int | None, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(version=version):
        targets[target.provision_id].append(target)
    tasks = Counter(version.tasks.order_by().values_list("provision_id", flat=True))
    articles = [
        ArticleProgress(each, targets[each.pk], tasks[each.pk], duties.leads(each.pk))
        for each in rows
        if targets[each.pk] or tasks[each.pk]
    ]
    return ProgressSheet(articles, sum(len(each.targets) for each in articles))

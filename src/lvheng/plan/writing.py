"""Writes a version of a plan: provisions, sentences and everything that was decided about them, a few rows at a time.

It has no permissions and no log of its own; adoption and pack loading call it inside their transaction.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lvheng.areas.queries import organisations_by_code, organisations_by_name
from lvheng.plan.importing import (
    NAME_LIMIT,
    deadline_year,
    innermost_article,
    names_in,
    quote_of,
    sentence_at,
)
from lvheng.plan.models import (
    Document,
    Finding,
    Provision,
    Responsibility,
    Sentence,
    Target,
    Task,
    Version,
)

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation, Person

COUNTING = (
    Finding.Decision.ACCEPTED,
    Finding.Decision.CORRECTED,
    Finding.Decision.ADDED,
    Finding.Decision.UNCHECKED,
)


@dataclass(frozen=True)
class Written:
    """A new version with its rows, ascending by their place in the text."""

    version: Version
    provisions: dict[str, Provision]
    sentences: list[Sentence]


def write_version(document: Document, number: int, origin: Version.Origin, person: Person | None) -> Written:
    """Write version ``number`` from a document's text, corrections and counting findings.

    1. The version itself, with the metadata as corrected.
    2. Its provisions, parents before children; a document without numbered articles gets one that spans it all.
    3. Its sentences; a finding outside of the body's sentences (in a title or a table) gets one of its own.
    4. Targets, tasks and responsibilities, each tied to the sentence and provision that it stands in.
    """
    findings = list(document.findings.filter(decision__in=COUNTING).order_by("start", "end", "id"))
    version = _write_head(document, number, origin, person)
    provisions = _write_provisions(version, document)
    sentences = _write_sentences(version, document, provisions, findings)
    place = _Places(document, provisions, sentences)
    by_kind = {kind: [each for each in findings if each.kind == kind] for kind in Finding.Kind}
    Target.objects.bulk_create(_target(version, place, each) for each in by_kind[Finding.Kind.TARGET])
    Task.objects.bulk_create(_task(version, place, each) for each in by_kind[Finding.Kind.TASK])
    stated = _stated(version, document, place, by_kind[Finding.Kind.RESPONSIBILITY])
    Responsibility.objects.bulk_create(stated)
    return Written(version, provisions, sentences)


def _write_head(document: Document, number: int, origin: Version.Origin, person: Person | None) -> Version:
    metadata = document.metadata
    issued_on = metadata.get("date")
    return Version.objects.create(
        plan=document.plan,
        number=number,
        origin=origin,
        document=document,
        title=(metadata.get("title") or document.plan.title or document.file_name)[:200],
        issuer=(metadata.get("issuer") or "")[:120],
        document_number=(metadata.get("document_number") or "")[:60],
        issued_on=datetime.date.fromisoformat(issued_on) if issued_on else None,
        adopted_by=person,
        adopted_at=timezone.now(),
        text=document.text,
        metadata=metadata,
    )


def articles_of(document: Document) -> list[dict[str, Any]]:
    """The articles with corrected headings; one article for the whole text where the reader found none."""
    found = (document.reading or {}).get("articles", [])
    if not found:
        title = str(document.metadata.get("title") or document.file_name)
        return [{"id": "全文", "number": "", "heading": title, "level": 1, "start": 0, "end": len(document.text)}]
    return [{**each, "heading": document.headings.get(each["id"], each["heading"])} for each in found]


def _write_provisions(version: Version, document: Document) -> dict[str, Provision]:
    articles = articles_of(document)
    parents = _parents(articles)
    written: dict[str, Provision] = {}
    for level in sorted({each["level"] for each in articles}):
        rows = [
            Provision(
                version=version,
                reference=each["id"][:40],
                number=each["number"][:20],
                heading=(each["heading"] or "")[:200],
                level=level,
                order=order,
                parent=written.get(parents[each["id"]] or ""),
                start=each["start"],
                end=each["end"],
            )
            for order, each in enumerate(articles)
            if each["level"] == level
        ]
        written |= {row.reference: row for row in Provision.objects.bulk_create(rows)}
    return dict(sorted(written.items(), key=lambda item: item[1].order))


def _parents(articles: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """The id of the nearest article before each one that is of a higher level."""
    open_articles: list[Mapping[str, Any]] = []
    parents: dict[str, str | None] = {}
    for each in articles:
        while open_articles and open_articles[-1]["level"] >= each["level"]:
            open_articles.pop()
        parents[each["id"]] = open_articles[-1]["id"] if open_articles else None
        open_articles.append(each)
    return parents


def _write_sentences(
    version: Version, document: Document, provisions: dict[str, Provision], findings: list[Finding]
) -> list[Sentence]:
    spans = [(each["start"], each["end"]) for each in (document.reading or {}).get("sentences", [])]
    for finding in findings:
        if finding.kind != Finding.Kind.RESPONSIBILITY and sentence_at(spans, finding.start) is None:
            next_start = min((start for start, _ in spans if start > finding.start), default=finding.end)
            spans.append((finding.start, min(finding.end, next_start)))
            spans.sort()
    articles = articles_of(document)
    rows = [
        Sentence(
            version=version,
            provision=provisions.get(innermost_article(articles, start)),
            order=order,
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for order, (start, end) in enumerate(spans)
    ]
    return Sentence.objects.bulk_create(rows)


class _Places:
    """Finds the provision and the sentence that a finding stands in."""

    def __init__(self, document: Document, provisions: dict[str, Provision], sentences: list[Sentence]) -> None:
        self.articles = articles_of(document)
        self.provisions = provisions
        self.sentences = sentences
        self.spans = [(each.start, each.end) for each in sentences]

    def provision(self, finding: Finding) -> Provision | None:
        named = self.provisions.get(finding.article)
        return named or self.provisions.get(innermost_article(self.articles, finding.start))

    def some_provision(self, finding: Finding) -> Provision:
        """A responsibility stands for a provision: outside of all, the last one before it, else the first."""
        found = self.provision(finding)
        if found is not None:
            return found
        everyone = list(self.provisions.values())
        before = [each for each in everyone if each.start <= finding.start]
        return before[-1] if before else everyone[0]

    def sentence(self, finding: Finding) -> Sentence:
        index = sentence_at(self.spans, finding.start)
        if index is None:
            raise AssertionError(f"finding {finding.pk} lies in no sentence")
        return self.sentences[index]


def _target(version: Version, place: _Places, finding: Finding) -> Target:
    data = finding.data
    return Target(
        version=version,
        sentence=place.sentence(finding),
        provision=place.provision(finding),
        quote=data["quote"],
        start=finding.start,
        end=finding.end,
        indicator=data["indicator"],
        comparator=data["comparator"],
        value=_decimal(data["value"]),
        value_max=_decimal(data["value_max"]),
        unit=data["unit"],
        deadline_year=data["deadline_year"],
        scope=data["scope"],
        baseline_year=data["baseline_year"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _task(version: Version, place: _Places, finding: Finding) -> Task:
    data = finding.data
    return Task(
        version=version,
        sentence=place.sentence(finding),
        provision=place.provision(finding),
        text=data["text"],
        start=finding.start,
        end=finding.end,
        modality=data["modality"],
        object=data["object"],
        deadline=data["deadline"],
        deadline_year=deadline_year(data["deadline"]),
        named=data["organisations"],
    )


def _stated(version: Version, document: Document, place: _Places, findings: list[Finding]) -> list[Responsibility]:
    """Responsibilities as the text states them; an organisation named twice in a provision keeps its first part."""
    known = matched_organisations(document, names_in(each.data for each in findings))
    rows: dict[tuple[int, str | int], Responsibility] = {}
    for finding in findings:
        provision = place.some_provision(finding)
        for part, field in ((Responsibility.Part.LEAD, "lead"), (Responsibility.Part.PARTICIPANT, "participants")):
            for name in finding.data[field]:
                organisation = known.get(name)
                key = (provision.pk, organisation.pk if organisation else name)
                row = Responsibility(
                    version=version,
                    provision=provision,
                    organisation=organisation,
                    name=name[:NAME_LIMIT],
                    part=part,
                    state=Responsibility.State.STATED,
                    quote=quote_of(finding.data),
                )
                rows.setdefault(key, row)
    return list(rows.values())


def matched_organisations(document: Document, names: Sequence[str]) -> dict[str, Organisation | None]:
    """The organisation of each name: the one that a person chose for this document, else the one that bears it."""
    found = organisations_by_name(names, document.plan.area)
    chosen = {name: code for name, code in document.matches.items() if name in found}
    by_code = organisations_by_code(code for code in chosen.values() if code)
    return {**found, **{name: by_code.get(code) for name, code in chosen.items()}}

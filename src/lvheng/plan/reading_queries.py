"""The plan as a document: paragraphs of sentences under their headings, and what belongs to one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lvheng.plan.models import Document, Operation, Provision, Sentence, Target, Task, Version
from lvheng.plan.queries import state_of_sentence, with_states


@dataclass(frozen=True)
class Piece:
    """A run of characters of a sentence; ``is_target`` where a target is stated in these words."""

    text: str
    is_target: bool


@dataclass(frozen=True)
class Line:
    """A sentence as it is shown: without the heading it may begin with."""

    id: int
    anchor: str
    state: str
    pieces: tuple[Piece, ...]


@dataclass
class Part:
    """A provision with its own paragraphs (those of its sub-provisions are theirs); None for head and foot."""

    provision: Provision | None
    paragraphs: list[list[Line]] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """``a12``: where links to the provision lead."""
        return provision_anchor(self.provision) if self.provision else ""


def provision_anchor(provision: Provision) -> str:
    """The anchor of a provision in the reading room; stable within its version."""
    return f"a{provision.order + 1}"


def sentence_anchor(sentence: Sentence) -> str:
    """The anchor of a sentence in the reading room; stable within its version."""
    return f"s{sentence.order + 1}"


def document(version: Version) -> list[Part]:
    """The whole document in order; three queries and the version's text."""
    provisions = {each.pk: each for each in Provision.objects.filter(version=version)}
    quotes = Target.objects.filter(version=version).values_list("sentence_id", "start", "end").order_by("start", "end")
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sentence_id, start, end in quotes:
        spans[sentence_id].append((start, end))
    sentences = list(with_states(Sentence.objects.filter(version=version)))
    return _parts(version.text, provisions, sentences, spans)


def _parts(
    text: str,
    provisions: Mapping[int, Provision],
    sentences: list[Sentence],
    spans: Mapping[int, list[tuple[int, int]]],
) -> list[Part]:
    head, foot = Part(None), Part(None)
    inner = {key: Part(each) for key, each in provisions.items()}
    first_start = min((each.start for each in provisions.values()), default=0)
    previous_end = 0
    for sentence in sentences:
        part = inner.get(sentence.provision_id or 0) or (head if sentence.start < first_start else foot)
        begin = body_start(text, part.provision, sentence) if part.provision else sentence.start
        if begin < sentence.end:
            new_paragraph = "\n" in text[previous_end : sentence.start]
            _append(part, _line(text, sentence, begin, spans[sentence.pk]), new_paragraph)
        previous_end = sentence.end
    return [head, *inner.values(), foot]


def _append(part: Part, line: Line, new_paragraph: bool) -> None:
    if new_paragraph or not part.paragraphs:
        part.paragraphs.append([])
    part.paragraphs[-1].append(line)


_BETWEEN = re.compile(r"[\s。：:、.．]*")


def body_start(text: str, provision: Provision, sentence: Sentence) -> int:
    """Where the words of a sentence begin after the number and heading of the provision that it may open with."""
    place = provision.start
    for word in (provision.number, provision.heading):
        place = _after(text, word, place)
    return min(max(place, sentence.start), sentence.end)


def _after(text: str, word: str, place: int) -> int:
    """The position behind ``word`` and the marks that follow it, if it stands at ``place``, line breaks aside."""
    pattern = re.compile(r"\s*" + r"\s*".join(map(re.escape, re.sub(r"\s", "", word))) + _BETWEEN.pattern)
    found = pattern.match(text, place)
    return found.end() if found and word else place


def _line(text: str, sentence: Sentence, begin: int, spans: Iterable[tuple[int, int]]) -> Line:
    return Line(
        sentence.pk,
        sentence_anchor(sentence),
        state_of_sentence(sentence),
        tuple(pieces(text, begin, sentence.end, spans)),
    )


def pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """``text[start:end]`` cut where target quotes begin and end; line breaks of the print are dropped."""
    found: list[Piece] = []
    place = start
    for left, right in spans:
        left, right = max(left, place), min(right, end)
        if left >= right:
            continue
        found += [Piece(text[place:left], False), Piece(text[left:right], True)]
        place = right
    found.append(Piece(text[place:end], False))
    joined = [Piece(re.sub(r"\s*\n\s*", "", each.text), each.is_target) for each in found]
    return [each for each in joined if each.text]


def quote_in_sentence(target: Target) -> list[Piece]:
    """A target's sentence with the target's words cut out; needs nothing but the two rows."""
    sentence = target.sentence
    span = (target.start - sentence.start, target.end - sentence.start)
    return pieces(sentence.text, 0, len(sentence.text), [span])


@dataclass(frozen=True)
class SentenceSheet:
    """Everything that belongs to one sentence."""

    sentence: Sentence
    anchor: str
    state: str
    targets: list[Target]
    tasks: list[Task]
    operations: list[Operation]
    citations: list[dict[str, Any]]


def sentence_sheet(version: Version, sentence_id: int) -> SentenceSheet:
    """What a sentence asks for and what operates it; raises Sentence.DoesNotExist."""
    found = with_states(Sentence.objects.filter(version=version)).select_related("provision").get(pk=sentence_id)
    return SentenceSheet(
        sentence=found,
        anchor=sentence_anchor(found),
        state=state_of_sentence(found),
        targets=list(found.targets.all()),
        tasks=list(found.tasks.all()),
        operations=list(found.operations.all()),
        citations=citations(version, found.start, found.end),
    )


def citations(version: Version, start: int, end: int) -> list[dict[str, Any]]:
    """The laws and documents that the words ``text[start:end]`` cite, as the reader found them."""
    found = Document.objects.filter(pk=version.document_id).values_list("reading__citations", flat=True).first()
    return [each for each in found or [] if start <= each["start"] < end]


def neighbours(sentence: Sentence) -> dict[str, Sentence | None]:
    """The sentences before and after one; one query."""
    around = {sentence.order - 1: "before", sentence.order + 1: "after"}
    found: dict[str, Sentence | None] = {"before": None, "after": None}
    for each in Sentence.objects.filter(version=sentence.version_id, order__in=list(around)):
        found[around[each.order]] = each
    return found

"""What a feed tells: publications of cases, and how far the tasks of the plan have come; nothing confidential."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from lvheng.cases.catalogue import type_of
from lvheng.cases.models import Event, Publication
from lvheng.cases.public.public_pages import shown
from lvheng.errors import Text

TASK = "plan_task"
MOST = 50


@dataclass(frozen=True)
class News:
    """One entry: ``guid`` stays the same for good; ``link`` is the place on the page that shows it."""

    guid: str
    title: Text
    words: Text
    link: str
    on: date


def news(*, area: str = "", article: str = "") -> list[News]:
    """The newest of everything, of one area or of one article of the plan."""
    conditions = {"case__area": area} if area else {"case__provision": article} if article else {}
    publications = (_published(each) for each in shown(**conditions)[:MOST])
    moved = Event.objects.filter(kind=Event.Kind.STEP, case__type=TASK, case__confidential=False, **conditions)
    steps = moved.exclude(to_state=F("from_state")).select_related("case").order_by("-on", "-id")[:MOST]
    found = [*publications, *_moves(steps)]
    return sorted(found, key=lambda each: (each.on, each.guid), reverse=True)[:MOST]


def _published(row: Publication) -> News:
    content = [
        (each["name"], each["name_en"], each["value"], each.get("value_en", each["value"])) for each in row.content
    ]
    zh = "；".join(f"{name}：{value}" for name, _, value, _ in content)
    en = "; ".join(f"{name}: {value}" for _, name, _, value in content)
    guid = f"urn:lvheng:publication:{row.pk}"
    return News(
        guid, _marked(Text(row.title, row.title), row.simulated), Text(zh, en), f"decisions#p{row.pk}", row.published_on
    )


def _moves(events: Iterable[Event]) -> Iterator[News]:
    """The steps whose new state is one that the public is told of."""
    for event in events:
        state = type_of(event.case.type).state_of.get(event.to_state)
        if state is None:
            continue
        words = Text(state.public.zh, state.public.en) if state.public else state.title
        title = Text(f"{event.case.title}：{state.title.zh}", f"{event.case.title}: {state.title.en}")
        guid = f"urn:lvheng:case:{event.case_id}:{event.number}"
        yield News(
            guid, _marked(title, event.simulated), words, f"progress?article={event.case.provision}#tasks", event.on
        )


def _marked(title: Text, simulated: bool) -> Text:
    """A title that says of what is made up that it is."""
    return Text(f"（模拟）{title.zh}", f"(simulated) {title.en}") if simulated else title

"""The plan documents of a pack, read once, and who is proposed to answer for their articles."""

from __future__ import annotations

from collections.abc import Iterator

from lvheng.documents import Article, Reading, read_file
from lvheng.errors import InputProblem, Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.model import PackOrganisation, PackPlan, ProposedResponsibility
from lvheng.packs.organisations import ORGANISATION, names
from lvheng.packs.places import Place, Raw

PLAN = Text("规划", "plan")
ARTICLE = Text("条款", "article")
# Stands where no plan was named, so that the rest of the item is checked all the same.
UNNAMED = "unnamed"
RESPONSIBILITY = Text("责任分工", "responsibility")


def _check_plans(draft: Draft) -> Iterator[Problem]:
    codes = draft.codes(PackPlan)
    for entry in draft.own(PackPlan):
        parent = entry.item.parent
        if parent is not None and parent not in codes:
            yield mistakes.unknown_code(entry.place.at("parent"), PLAN, parent, codes)
        if entry.item.file is not None:
            yield from _read(entry, entry.item.file, draft)


def _read(entry: Entry[PackPlan], name: str, draft: Draft) -> Iterator[Problem]:
    """Reads the plan into ``draft.readings``; a document that cannot be read is told with the line that names it."""
    where = entry.place.at("file")
    path = draft.root / name
    if not path.resolve().is_relative_to(draft.root.resolve()):
        yield mistakes.outside_pack(where, name)
    elif not path.is_file():
        yield mistakes.no_plan_file(where, name)
    else:
        try:
            draft.readings[entry.item.code] = read_file(path)
        except InputProblem as problem:
            yield InputProblem(problem.code, problem.what, where, problem.to_do)


def default_plan(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """An item that names no plan belongs to the pack's own plan where there is just one."""
    if "plan" in raw.values:
        return
    own = draft.own_plans()
    if len(own) == 1:
        raw.values["plan"] = own[0].code
        return
    raw.values["plan"] = UNNAMED
    if PackPlan not in draft.broken:
        yield mistakes.plan_not_named(raw.place.at(), [plan.code for plan in own])


def article_of(draft: Draft, plan: str, article: str, place: Place) -> tuple[Reading, Article] | Problem | None:
    """The article and the reading that it is in; the problem where there is none; ``None`` where the plan is broken."""
    codes = draft.codes(PackPlan)
    if plan not in codes:
        return mistakes.unknown_code(place.at("plan"), PLAN, plan, codes) if plan != UNNAMED else None
    reading = draft.readings.get(plan)
    if reading is None:
        return None
    found = next((known for known in reading.articles if known.id == article), None)
    if found is None:
        by_name = {name: known.id for known in reading.articles for name in (known.heading, known.number)}
        ids = [known.id for known in reading.articles]
        return mistakes.unknown_code(place.at("article"), ARTICLE, article, ids, by_name)
    return reading, found


def _check_responsibilities(draft: Draft) -> Iterator[Problem]:
    codes = draft.codes(PackOrganisation)
    for entry in draft.own(ProposedResponsibility):
        item, place = entry.item, entry.place
        found = article_of(draft, item.plan, item.article, place)
        if isinstance(found, Problem):
            yield found
        for key, named in (("lead", item.lead), ("participants", item.participants)):
            for index, code in enumerate(named):
                if code not in codes:
                    yield mistakes.unknown_code(place.at(key, index), ORGANISATION, code, codes, names(draft))


PLANS = ItemKind("plans", PLAN, PackPlan, check=_check_plans)
RESPONSIBILITIES = ItemKind(
    "responsibilities", RESPONSIBILITY, ProposedResponsibility, default_plan, _check_responsibilities
)

"""Documents on their way through import and review, for the tests of both."""

from __future__ import annotations

from pathlib import Path

from lvheng.areas.acting import Acting
from lvheng.areas.models import Area, Organisation, Person
from lvheng.plan import actions
from lvheng.plan.import_actions import NewPlan
from lvheng.plan.models import Document, Finding, Plan, Version

FOLDER = Path(__file__).parent / "amended"
BEFORE = (FOLDER / "before.txt").read_text(encoding="utf-8")
AFTER = (FOLDER / "after.txt").read_text(encoding="utf-8")


def area() -> Area:
    """The prefecture of the sample documents, with two organisations that they name."""
    made, new = Area.objects.get_or_create(code="990100", defaults={"name": "清源州", "level": Area.Level.PREFECTURE})
    if new:
        for code, name, alias in (
            ("qingyuan_industry", "清源州工业和信息化局", "州工信局"),
            ("qingyuan_reform", "清源州发展和改革委员会", "州发展改革委"),
        ):
            Organisation.objects.create(code=code, name=name, kind="department", area=made, aliases=[alias])
    return made


def planner(name: str = "规划员甲") -> Acting:
    """Somebody who acts as planner."""
    person, _ = Person.objects.get_or_create(username=name, defaults={"full_name": name})
    return Acting(person=person, role="planner", has_second_factor=True)


def acting_as(role: str) -> Acting:
    """Somebody who acts in another role."""
    person, _ = Person.objects.get_or_create(username=role)
    return Acting(person=person, role=role, has_second_factor=True)


def new_plan(code: str = "qingyuan_2024") -> NewPlan:
    """A plan that does not exist yet."""
    return NewPlan(code, "", area())


def hand_in(text: str = BEFORE, destination: Plan | NewPlan | None = None, name: str = "方案.txt") -> Document:
    """A document that waits for the reader."""
    return actions.hand_in(planner(), text.encode(), name, destination or new_plan())


def under_review(text: str = BEFORE, destination: Plan | NewPlan | None = None) -> Document:
    """A document that has been read."""
    document = hand_in(text, destination)
    assert actions.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == Document.State.REVIEW, document.problem
    return document


def adopted(text: str = BEFORE, destination: Plan | NewPlan | None = None) -> Version:
    """A version whose findings were all accepted."""
    document = under_review(text, destination)
    return actions.adopt(planner(), document.pk, accept_open=True)


def finding(document: Document, words: str, kind: str = Finding.Kind.TARGET) -> Finding:
    """The only finding of that kind whose quote holds ``words``."""
    [found] = [each for each in document.findings.filter(kind=kind) if words in str(each)]
    return found


def content(document: Document) -> str:
    """The file that was kept, as text."""
    with document.file.open("rb") as file:
        return str(file.read().decode())

"""Figures that are targets, in their clause: which share one 分别, whose verb they take, what they measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.documents import wording
from lvheng.documents.indicators import measured, members, without_lead
from lvheng.documents.quantities import Quantity
from lvheng.documents.roles import Form, Place

LIST_MARK_AT_END = re.compile(r"(?:、|和|及|以及|与|或|；|，|并)+$")
_BOUND_AT_END = re.compile(rf"(?:{wording.SOFT}|{wording.BOUND_WORD}|(?<=.)的)+$")


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that is a target; its words reach from ``start`` to ``end`` of the statement."""

    place: Place
    form: Form
    start: int
    end: int

    @property
    def quantity(self) -> Quantity:
        """Its figure."""
        return self.place.quantity


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a clause; those from ``first`` on share one 分别."""

    findings: Sequence[Finding]
    first: int

    @classmethod
    def of(cls, findings: Sequence[Finding], respectively_at: int) -> Group:
        """``respectively_at`` is where 分别 stands in the statement, or -1."""
        after = [number for number, one in enumerate(findings) if one.quantity.start > respectively_at]
        shares = respectively_at >= 0 and len(after) > 1
        return cls(findings, after[0] if shares else len(findings))

    def members_with(self, number: int) -> Sequence[Finding]:
        """The findings that share their words with the finding of this number: itself only without 分别."""
        return self.findings[self.first :] if number >= self.first else self.findings[number : number + 1]

    def form(self, number: int) -> Form:
        """The form of a finding; in a list with 分别 only the first stands beside the verb."""
        one, lead = self.findings[number], self.members_with(number)[0]
        if one.form == "measure" and number and one.place.left in {"", "和", "、", "及", "与"}:
            return self.form(number - 1)
        return lead.form if one.form in {"measure", "counted", "count"} else one.form

    def verb(self, number: int) -> str:
        """The words before the figure; a bare 、2所学校 goes on with the verb of the figure before it."""
        while number and self.findings[number].form == "counted":
            if wording.DO.search(self.findings[number].place.left):
                break
            number -= 1
        return self.findings[number].place.left

    def bound(self, number: int) -> str | None:
        """The bound after the figure; in 分别达到80%、85%和90%以上 the last one holds for all that have none."""
        shared = self.members_with(number)
        own, last = self.findings[number].quantity.bound, shared[-1].quantity.bound
        return own if own or any(one.quantity.bound for one in shared[:-1]) else last

    def subject(self, number: int, before: str) -> str:
        """What the figure measures; ``before`` is the subject of the figure or clause before it."""
        shared = self.members_with(number)
        own = self._own_subject(number) if len(shared) == 1 else self._own_subject(self.first)
        subject = own if len(own) >= 2 else before
        return members(subject, len(shared))[number - self.first] if len(shared) > 1 else subject

    def _own_subject(self, number: int) -> str:
        one, form = self.findings[number], self.form(number)
        left, right = one.place.left, LIST_MARK_AT_END.sub("", one.place.right).removeprefix("的")
        if form in {"rise", "fall", "reach"}:
            verb = (wording.REACH_AT_END if form == "reach" else wording.CHANGE_AT_END).search(left)
            return without_lead(measured(left[: verb.start()] if verb else left))
        if form == "counted":
            return without_lead(_BOUND_AT_END.sub("", self.verb(number)) + self._whole_noun(number, right))
        return right if form == "share" else without_lead(_BOUND_AT_END.sub("", left))

    def _whole_noun(self, number: int, noun: str) -> str:
        """The counted noun; in 2个省级和1个国家级示范区 the first is 省级示范区 too."""
        following = self.findings[number + 1].place.right if number + 1 < len(self.findings) else ""
        return noun + following.split("级", 1)[1] if noun.endswith("级") and "级" in following else noun

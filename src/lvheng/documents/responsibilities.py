"""Who answers for a provision, in the layouts that plans use.

- in brackets after the text: （市发展改革委牵头，市财政局、市水利局按职责分工负责）, （责任单位：…）, 〔…〕
- as labelled lines: 牵头单位：…；配合单位：…
- as table columns headed 牵头单位, 责任单位
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lvheng.documents.articles import Paragraph
from lvheng.documents.model import Responsibility
from lvheng.documents.organisations import split_names
from lvheng.documents.sentences import Owners

_LEAD_LABEL = (
    r"(?:牵头(?:责任)?(?:单位|部门|领导)?|主要责任单位|主办单位|主责(?:单位|部门)|"
    r"牵头负责|第一责任单位|责任领导|总牵头)"
)
_HELP_LABEL = r"(?:配合(?:责任)?(?:单位|部门)?|参与(?:单位|部门)?|协同(?:单位|部门)?|(?:参加|协办|协助|协作|会同)单位)"
_DUTY_LABEL = (
    r"(?:责任(?:单位|部门|主体|分工)|负责(?:单位|部门)|实施(?:单位|主体)|落实(?:单位|部门)|完成单位|分工|工作分工)"
)
_LABELLED = re.compile(rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<help>{_HELP_LABEL})|(?P<duty>{_DUTY_LABEL}))[：:]")
_VERB = re.compile(
    r"(?:共同|具体|分别|按照?各自职责|按照?职责|按分工|依职责|分工|各负其责|统筹|组织|总)*"
    r"(?P<verb>牵头负责|牵头落实|牵头实施|牵头组织|牵头|主办|配合做好|配合落实|配合|参与|参加|协助|协办|协同|"
    r"分工负责|负责落实|负责实施|负责|组织实施|抓好落实|落实|实施)"
)
_MARKS = re.compile(r"牵头|配合|负责|责任(?:单位|部门)|落实单位|按职责|主办|协办|分工|具体落实|组织实施")
_HELP_VERBS = re.compile(r"配合|参与|参加|协助|协办|协同")
_LABEL_AFTER_STOP = re.compile(r"(?<=[。；])(?=(?:牵头|责任|配合|参与|参加|主办|协办)(?:单位|部门)[：:])")
_ORGANISATION = re.compile(
    r"^(?!以下|不含|包?含|包括|见|按|由|其中|原|简称)(?:[\u4e00-\u9fff]{2,20}(?:[委局厅办院社署]|政府|公司|银行|联合会|总工会|管委会)|"
    r"各[\u4e00-\u9fff]{1,12}|[省市州县区]直?(?:有关|相关)(?:部门|单位)|园区|镇街|有关(?:部门|单位))(?:（[^（）]*）)?(?:人民)?(?:政府)?$"
)
# …加强管理。市商务局、市交通运输局按职责分工负责。
_CLOSING_SENTENCE = re.compile(
    r"(?<=[。；！])(?P<names>[^。；！]{4,200}?)(?:等部门|等单位|等)?(?:按照?(?:各自)?职责(?:分工)?|分别|共同|具体)?负责(?:落实|实施)?。?$"
)
_LEADS = re.compile(r"（牵头(?:单位|部门)?）|（主办）")
# （…负责。以下均需各县政府落实，不再列出）
_NOTE = re.compile(r"[。，；]\s*(?:以下|下同|此项|上述)(?!单位|部门).*$")
_SHARED = re.compile(r"按照?(?:各自)?职责|分工负责|按分工|依职责|各负其责|分别负责")


@dataclass
class _Duty:
    lead: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lead or self.participants)


def responsibilities_of(
    paragraphs: Sequence[Paragraph], owners: Owners, start: int, end: int
) -> tuple[Responsibility, ...]:
    """The responsibilities between two offsets, in order."""
    found: list[Responsibility] = []
    for paragraph in paragraphs:
        if not start <= paragraph.start < end:
            continue
        for low, high in _passages(paragraph.text):
            duty = _responsibility(paragraph, low, high, owners)
            if duty is not None and found and _goes_on(found[-1], duty):
                found[-1] = _together(found[-1], duty)
            elif duty is not None:
                found.append(duty)
    return tuple(found)


def _responsibility(paragraph: Paragraph, low: int, high: int, owners: Owners) -> Responsibility | None:
    duty = duty_of(paragraph.text[low:high])
    if not duty:
        return None
    at = paragraph.start + low
    quote = paragraph.text[low:high]
    return Responsibility(owners.at(at), tuple(duty.lead), tuple(duty.participants), quote, at, paragraph.start + high)


def _goes_on(first: Responsibility, second: Responsibility) -> bool:
    """牵头单位：… in one line and 配合单位：… in the next are one responsibility."""
    halves = bool(first.lead and not first.participants and second.participants and not second.lead)
    return halves and first.article == second.article and second.start == first.end + 1


def _together(first: Responsibility, second: Responsibility) -> Responsibility:
    quote = f"{first.quote}\n{second.quote}"
    return replace(first, participants=second.participants, quote=quote, end=second.end)


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """The spans that may assign responsibility: bracketed ones, or a whole line that begins with a label."""
    label = _LABELLED.match(text.lstrip("（〔【[ "))
    if label and not text.startswith(("（", "〔", "【", "[")):
        yield 0, len(text)
        return
    brackets = list(_brackets(text))
    for start, end in brackets:
        inner = text[start + 1 : end - 1]
        if len(inner) < 600 and (_MARKS.search(inner) or (_closes(text, start, end) and _names_only(inner))):
            yield start, end
    closing = _CLOSING_SENTENCE.search(text)
    if closing and _names_only(closing["names"]):
        yield closing.start("names"), len(text)
    label = _LABEL_AFTER_STOP.search(text)
    if label and not any(start < label.start() < end for start, end in brackets):
        yield label.start(), len(text)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a bracket stands after the last sentence of a paragraph."""
    return start > 0 and text[start - 1] in "。；！" and not text[end:].strip("。 ")


def _names_only(inner: str) -> bool:
    """（市水务局、市财政局，各县区） names who answers without saying so."""
    names = split_names(inner)
    return bool(names) and all(_ORGANISATION.search(name) for name in names)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost bracketed spans."""
    pairs = {"（": "）", "〔": "〕", "【": "】", "[": "]"}
    depth, start = 0, 0
    for index, char in enumerate(text):
        if char in pairs:
            start = index if depth == 0 else start
            depth += 1
        elif char in pairs.values() and depth:
            depth -= 1
            if depth == 0:
                yield start, index + 1


def duty_of(passage: str) -> _Duty:
    """Lead and participants named in a passage, brackets included or not."""
    text = passage.strip()
    if text[:1] in "（〔【[" and text[-1:] in "）〕】]":
        text = text[1:-1]
    text = _NOTE.sub("", text).strip("。； ")
    if _LABELLED.search(text):
        return _by_labels(text)
    if _names_only(text):
        duty = _Duty()
        _add(duty, _names(text), alone_leads=True)
        return duty
    return _by_verbs(text)


def _by_labels(text: str) -> _Duty:
    duty = _Duty()
    marks = list(_LABELLED.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        names = text[mark.end() : following.start() if following else len(text)].strip("；，。、 ")
        if mark["duty"] and _VERB.search(_outside_brackets(names)):
            inner = _by_verbs(names)
            duty.lead += inner.lead
            duty.participants += inner.participants
        elif mark["lead"]:
            duty.lead += _names(names)
        else:
            _add(duty, _names(names), alone_leads=bool(mark["duty"]) and len(marks) == 1)
    return duty


def _add(duty: _Duty, names: list[str], alone_leads: bool) -> None:
    """Of several organisations none is said to lead, unless marked so: 市商务局（牵头）、市供销社."""
    if alone_leads and len(names) == 1:
        duty.lead += [_LEADS.sub("", names[0])]
        return
    for name in names:
        (duty.lead if _LEADS.search(name) else duty.participants).append(_LEADS.sub("", name))


def _names(text: str) -> list[str]:
    text = re.sub(rf"(?:{_VERB.pattern})$", "", text)
    return [name for name in split_names(text) if 2 <= len(name) <= 40]


def _outside_brackets(text: str) -> str:
    return re.sub(r"（[^（）]*）", lambda found: "〓" * len(found[0]), text)


def _by_verbs(text: str) -> _Duty:
    """A牵头，B、C配合; A负责; A、B按职责分工负责."""
    duty = _Duty()
    outside, start = _outside_brackets(text), 0
    for found in _VERB.finditer(outside):
        if found.start() < start or not _closes_a_list(outside, found.end()):
            continue
        names = _names(text[start : found.start()].lstrip("，；、。 "))
        shared = _SHARED.search(found[0]) or _HELP_VERBS.search(found["verb"])
        if shared or not found["verb"].startswith(("牵头", "主办")):
            _add(duty, names, alone_leads=not shared and not duty)
        else:
            duty.lead += names
        start = found.end()
    return duty


def _closes_a_list(text: str, position: int) -> bool:
    """A verb of duty stands before a comma or the end: 牵头抓总 in running text does not."""
    return re.match(r"(?:$|[，；、。]|等|，?以下)", text[position:]) is not None

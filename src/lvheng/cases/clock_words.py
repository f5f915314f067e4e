"""A deadline told in whole sentences, in Chinese and English: what it counts, from where, what was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from lvheng.cases.clock import Derivation, Skipped, Start, Term
from lvheng.errors import Text

UNITS: Mapping[str, Text] = {
    "days": Text("日", "calendar days"),
    "working_days": Text("个工作日", "working days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
}
_ZH_WEEK = "一二三四五六日"
_EN_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_Stretch = tuple[date, date, Text, bool]


def words(found: Derivation) -> list[Text]:
    """The steps in order: term and start, days passed over, last day, what is provisional."""
    return list(_steps(found))


def term_in_words(term: Term, event: Text) -> Text:
    """For example 自作出决定之日起7个工作日内."""
    unit = UNITS[term.unit]
    english = unit.en if term.count != 1 else unit.en.removesuffix("s")
    if term.before:
        return Text(f"{event.zh}的{term.count}{unit.zh}前", f"{term.count} {english} before: {event.en}")
    return Text(f"自{event.zh}之日起{term.count}{unit.zh}内", f"within {term.count} {english} of: {event.en}")


def _steps(found: Derivation) -> Iterator[Text]:
    term = term_in_words(found.term, found.start.event)
    yield Text(f"期限：{term.zh}。", f"Term: {term.en}.")
    yield _start(found.term, found.start, found.first)
    if found.skipped:
        told, count = _stretches(found.skipped), len(found.skipped)
        days = "day" if count == 1 else "days"
        yield Text(f"不计入：{told.zh}，共{count}日。", f"Not counted: {told.en}; {count} {days}.")
    yield _last_day(found)
    if found.uncertain:
        yield _uncertain(found.uncertain)


def _start(term: Term, start: Start, first: date) -> Text:
    event, day, begins = start.event, _day(start.day), _day(first)
    if term.inclusive or not term.count:
        return Text(f"起算：{event.zh}，{day.zh}，当日计入。", f"Start: {event.en}, {day.en}; that day counts.")
    return Text(
        f"起算：{event.zh}，{day.zh}，当日不计入，从{begins.zh}起算。",
        f"Start: {event.en}, {day.en}; that day does not count, the first day is {begins.en}.",
    )


def _last_day(found: Derivation) -> Text:
    if found.due_on is None:
        reason = next(each.reason for each in found.suspended if each.end is None)
        return Text(
            f"期限中止（{reason}），恢复后继续计算。", f"The clock stands still ({reason}) until it is resumed."
        )
    due = _day(found.due_on)
    if found.rolled_from is None:
        return Text(f"最后一日：{due.zh}。", f"Last day: {due.en}.")
    last, passed = _day(found.rolled_from), _stretches(found.rolled)
    moves = Text("提前至", "moves back to") if found.term.before else Text("顺延至", "moves to")
    return Text(
        f"最后一日为{last.zh}，不是工作日：{passed.zh}；{moves.zh}{due.zh}。",
        f"The last day, {last.en}, is no working day: {passed.en}; it {moves.en} {due.en}.",
    )


def _uncertain(days: tuple[date, ...]) -> Text:
    when = _stretch((min(days), max(days), Text("放假安排尚未公布", "holidays not published yet"), False))
    return Text(
        f"暂定：{when.zh}，现按一般周历计算，公布后重新计算。",
        f"Provisional: {when.en}; the ordinary week is used until they are, and the date is computed again then.",
    )


def _stretches(skipped: Iterable[Skipped]) -> Text:
    found = [_stretch(each) for each in _joined(skipped)]
    return Text("、".join(each.zh for each in found), ", ".join(each.en for each in found))


def _joined(skipped: Iterable[Skipped]) -> list[_Stretch]:
    """Days in a row that share a reason, as first day, last day, reason and whether suspended; in order of time."""
    found: list[_Stretch] = []
    for each in sorted(skipped, key=lambda one: one.day):
        if found and each.day - found[-1][1] == timedelta(days=1) and (each.reason, each.suspended) == found[-1][2:]:
            found[-1] = (found[-1][0], each.day, each.reason, each.suspended)
        else:
            found.append((each.day, each.day, each.reason, each.suspended))
    return found


def _stretch(stretch: _Stretch) -> Text:
    first, last, reason, suspended = stretch
    zh, en = (f"中止：{reason.zh}", f"suspended: {reason.en}") if suspended else (reason.zh, reason.en)
    if first == last:
        return Text(f"{_plain(first)}（{zh}）", f"{first.isoformat()} ({en})")
    return Text(f"{_plain(first)}至{_plain(last)}（{zh}）", f"{first.isoformat()} to {last.isoformat()} ({en})")


def _plain(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day(day: date) -> Text:
    return Text(f"{_plain(day)}（周{_ZH_WEEK[day.weekday()]}）", f"{day.isoformat()} ({_EN_WEEK[day.weekday()]})")

"""What a figure is of, what keeps a number from being complete, and who answers for it."""

from __future__ import annotations

from datetime import date, timedelta

from lvheng.errors import Text
from lvheng.formula import REASONS, Period
from lvheng.indicators.computing import MissingPart
from lvheng.indicators.wording import area_text, period_text
from lvheng.packs.measures import PublishedFigure
from lvheng.packs.model import DepartmentType, Pack
from lvheng.packs.programs import Measures

MAX_SILENT = 3


def reason_of(part: MissingPart) -> Text:
    """Why it is missing, with the areas below or the shorter periods that have not been reported."""
    reason = REASONS.get(part.reason, Text(part.reason, part.reason))
    silent = [*map(area_text, part.silent), *map(period_text, part.periods)]
    if not silent:
        return reason
    names = silent[:MAX_SILENT]
    more = len(silent) - len(names)
    zh = "、".join(name.zh for name in names) + (f"等{len(silent)}个" if more > 0 else "")
    en = ", ".join(name.en for name in names) + (f" and {more} more" if more > 0 else "")
    return Text(f"{reason.zh}：{zh}", f"{reason.en}: {en}")


def reporter(pack: Pack, measures: Measures, part: MissingPart) -> Text | None:
    """Who answers for a missing element there: the area's own department, else its kind of department.

    A missing parameter is nobody's to report: it says which years are known and where the others are entered.
    """
    if not part.code and part.text in measures.parameters:
        return _entered_in_pack(measures, part.text)
    element = measures.elements.get(part.code)
    if element is None:
        return None
    own = (each for each in pack.organisations if (each.type, each.area_code) == (element.reporter, part.unit))
    organisation = next(own, None)
    if organisation is not None:
        return Text(organisation.short_name, organisation.name_en)
    kind = next((each for each in pack.of(DepartmentType) if each.code == element.reporter), None)
    if kind is None:
        return None
    area = area_text(part.unit)
    return Text(f"{area.zh}{kind.short_name}", f"{kind.name_en} of {area.en}")


def _entered_in_pack(measures: Measures, code: str) -> Text:
    known = "、".join(f"{begin or '…'} – {end or '…'}" for begin, end in _known_spans(measures, code))
    in_english = known.replace("、", ", ")
    return Text(
        "不由人报送，请在数据包中补上这一期的数和来源" + (f"（已有：{known}）" if known else ""),
        "not reported: add the value of this period with its source to the data pack"
        + (f" (known: {in_english})" if known else ""),
    )


def _known_spans(measures: Measures, code: str) -> list[tuple[date | None, date | None]]:
    """First and last days for which a parameter has values; values that follow one another are one span."""
    spans: list[tuple[date | None, date | None]] = []
    for each in measures.program.parameters[code].versions:
        if each.value is None:
            continue
        last = spans[-1][1] if spans else None
        if last is not None and each.from_ == last + timedelta(days=1):
            spans[-1] = (spans[-1][0], each.until)
        else:
            spans.append((each.from_, each.until))
    return spans


def subject(measures: Measures, figure: PublishedFigure) -> Text:
    """What a published figure is of: the measure, where and when."""
    title, period = measures.title(figure.measure), period_text(Period.parse(figure.period))
    area = area_text(figure.area)
    return Text(f"{area.zh}{period.zh}{title.zh}", f"{title.en}, {area.en}, {period.en}")

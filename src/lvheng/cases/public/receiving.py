"""Taking in a report of somebody who is not known: checked whole, kept once, joined to the first that told the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.cases.actions import open_case, take_step
from lvheng.cases.catalogue import area_code
from lvheng.cases.files import PICTURES, Checked, check_file
from lvheng.cases.filing import file_away
from lvheng.cases.models import Case
from lvheng.cases.public import receipts, secrets
from lvheng.cases.public.alike import NEAR_DAYS, Spot, alike
from lvheng.cases.public.models import Receipt, Report, SealedName
from lvheng.cases.public.naming import Reporter, plain
from lvheng.cases.public.subjects import subject_of
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text

POLLUTION, OBJECTION = "public_report", "objection"
MAX_WORDS = 4000
MAX_PHOTOS = 6
MAX_REPORTERS = 5
# What the whole site, and one county, takes in an hour; nobody is told apart, so everybody shares it.
HOURLY, HOURLY_OF_PLACE = 200, 40
_LOCK = 0x5265706F7274
_TITLE = 40


@dataclass(frozen=True)
class Told:
    """What somebody wants to tell; ``photos`` are the pictures' bytes; ``reporter`` only what they chose to say.

    ``about`` and ``kind`` are of an objection: what it is about, and the code of its kind in the pack.
    """

    description: str
    matter: str
    area: str = ""
    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    observed_on: date | None = None
    photos: Sequence[bytes] = ()
    reporters: int = 1
    wants_reward: bool = False
    reporter: Reporter = field(default_factory=Reporter)
    about: str = ""

    @property
    def type(self) -> str:
        """The type of the case that it opens."""
        return OBJECTION if self.about else POLLUTION


def receive(told: Told, token: str) -> tuple[Report, list[str]]:
    """Keep a report; returns it with its receipt codes, which are not kept.

    1. The token must be of a form of this site; the same form again gives the same receipts.
    2. All that is wrong is told at once; where the site has taken in too much, nothing is taken.
    3. The case, the pictures, the sealed name and the receipts' hashes are written together.
    4. Where an open report tells of the same, the case is joined to that one's.

    Errors: Problems (each with its field), InputProblem for the token, StateConflict ``too_many_now``.
    """
    nonce = receipts.nonce_of(token)
    photos = _checked(told)
    codes = [receipts.code_of(nonce, number) for number in range(1, told.reporters + 1)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        known = Report.objects.filter(receipts__code_hash=receipts.hash_of(codes[0])).first()
        if known is not None:
            return known, codes[: known.receipts.count()]
        _within_budget(told.area)
        report = _write(told, codes)
        _file(report.case, photos)
        if report.first is not None:
            take_step(None, report.case_id, "join", written={"joined_to": report.first.case.number})
    return report, codes


def reply(code: str, words: str) -> Report:
    """The reporter adds something. Errors: InputProblem for no such receipt or no words, StateConflict once closed."""
    with transaction.atomic():
        report = receipt_of(code).report
        said = plain(words, MAX_WORDS)
        if not said:
            raise InputProblem("no_words", Text("请写下要说的话。", "Write what you want to say."), "words")
        take_step(None, report.case_id, "reply", words=said)
    return report


def receipt_of(code: str) -> Receipt:
    """The receipt of a code; raises InputProblem where there is none."""
    found = (
        Receipt.objects.select_related("report__case", "report__first__case", "report__area")
        .filter(code_hash=receipts.hash_of(code))
        .first()
    )
    if found is None:
        raise InputProblem(
            "no_such_receipt",
            Text("没有这个回执号。", "There is no such receipt code."),
            "code",
            Text("请逐字核对；回执号共20个字符。", "Check it letter by letter; it has 20 characters."),
        )
    return found


def this_minute() -> datetime:
    """Now, without its seconds."""
    return timezone.now().replace(second=0, microsecond=0)


def _checked(told: Told) -> list[Checked]:
    """The pictures; raises Problems with what is wrong here. The rest is judged when the case is opened."""
    problems = list(_mistakes(told))
    photos: list[Checked] = []
    for number, content in enumerate(told.photos, start=1):
        try:
            photos.append(check_file(f"photo-{number}", content, PICTURES))
        except InputProblem as problem:
            what = Text(f"第{number}张：{problem.what.zh}", f"Picture {number}: {problem.what.en}")
            problems.append(InputProblem(problem.code, what, "photos", problem.to_do))
    if problems:
        raise Problems(problems)
    return photos


def _mistakes(told: Told) -> list[Problem]:
    words, half = told.description.strip(), (told.longitude is None) != (told.latitude is None)
    late = told.observed_on is not None and told.observed_on > timezone.localdate()
    checks = (
        (not told.matter, "matter", "请选择类别。", "Choose what it is about."),
        (not words, "description", "请写明情况。", "Say what it is."),
        (len(words) > MAX_WORDS, "description", f"最多{MAX_WORDS}字。", f"At most {MAX_WORDS} characters."),
        (told.area not in places(), "area", "请选择所在县（市、区）。", "Choose the county."),
        (half, "longitude", "经度和纬度要一起填。", "Give both longitude and latitude, or neither."),
        (late, "observed_on", "发现日期不能晚于今天。", "The day cannot be later than today."),
        (len(told.photos) > MAX_PHOTOS, "photos", f"最多{MAX_PHOTOS}张照片。", f"At most {MAX_PHOTOS} pictures."),
        (not 1 <= told.reporters <= MAX_REPORTERS, "reporters",
         f"一起举报的应为1到{MAX_REPORTERS}人。", f"Between 1 and {MAX_REPORTERS} people may report together."),
    )  # fmt: skip
    return [InputProblem(f"wrong_{where}", Text(zh, en), where) for wrong, where, zh, en in checks if wrong]


def places() -> set[str]:
    """The codes of the areas that may be named: the place itself and its parts."""
    own = area_code()
    return {own, *area_queries.areas().filter(parent_id=own).values_list("code", flat=True)}


def _within_budget(area: str) -> None:
    """Raises StateConflict where more came within the hour than people can look at."""
    hour = Report.objects.filter(received_at__gt=this_minute() - timedelta(hours=1), simulated=False)
    if hour.count() < HOURLY and hour.filter(area_id=area).count() < HOURLY_OF_PLACE:
        return
    raise StateConflict(
        "too_many_now",
        Text("一小时内收到的太多，暂时不能再收。", "Too many came in within the hour."),
        to_do=Text(
            "请过一会儿再提交（页面上的文字还在）；紧急情况请拨打12369。",
            "Send it again in a while (your text is still here); in an emergency call 12369.",
        ),
    )


def _write(told: Told, codes: Sequence[str]) -> Report:
    now = this_minute()
    report = Report(
        matter=told.matter, area_id=told.area, address=" ".join(plain(told.address, 200).split()),
        longitude=told.longitude, latitude=told.latitude, received_at=now,
        day=told.observed_on or timezone.localdate(now),
    )  # fmt: skip
    report.first = first_alike(report) if told.type == POLLUTION else None
    report.case = open_case(
        None, told.type, title=_title(told), area=told.area, written=_written(told, report), subject=told.about
    )
    report.save(force_insert=True)
    if told.reporter.says_anything:
        SealedName.objects.create(report=report, sealed=secrets.seal(told.reporter.to_text()))
    Receipt.objects.bulk_create(
        Receipt(report=report, number=number, code_hash=receipts.hash_of(code))
        for number, code in enumerate(codes, start=1)
    )
    return report


def _title(told: Told) -> str:
    words = " ".join(told.description.split())
    return words if len(words) <= _TITLE else f"{words[:_TITLE]}…"


def _written(told: Told, report: Report) -> dict[str, Any]:
    """What the case's fields are filled with."""
    words = plain(told.description, MAX_WORDS)
    if told.type == OBJECTION:
        return {"matter": subject_of(told.about).zh, "kind": told.matter, "description": words}
    location = "" if told.longitude is None else f"{told.longitude},{told.latitude}"
    seen_on = told.observed_on.isoformat() if told.observed_on else ""
    return {"kind": told.matter, "address": report.address, "location": location, "observed_on": seen_on,
            "description": words, "wants_reward": told.wants_reward}  # fmt: skip


def _file(case: Case, photos: Sequence[Checked]) -> None:
    """The pictures go with the case's first entry; they are not counted, since they are no evidence of the office."""
    file_away(case, case.events.get(number=1), photos)


def first_alike(report: Report) -> Report | None:
    """The first report that tells of the same and is still dealt with, if there is one."""
    near = timedelta(days=NEAR_DAYS)
    others = Report.objects.filter(
        matter=report.matter, area=report.area_id, day__gte=report.day - near, day__lte=report.day + near,
        first=None, case__type=POLLUTION, case__is_open=True, simulated=report.simulated,
    )  # fmt: skip
    mine = spot_of(report)
    return next((each for each in others.order_by("received_at", "id") if alike(mine, spot_of(each))), None)


def spot_of(report: Report) -> Spot:
    """Where and when a report says that it was."""
    return Spot(report.matter, report.area_id, report.day, report.address, report.longitude, report.latitude)

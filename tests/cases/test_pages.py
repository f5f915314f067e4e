"""The pages of cases: who opens which, what they show, and what their forms do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lvheng.areas.acting import Acting
from lvheng.areas.working_days import LAST_PUBLISHED_YEAR
from lvheng.cases import actions
from lvheng.cases.models import Attachment, Case
from lvheng.indicators.models import IndicatorWarning
from lvheng.plan.models import Version

from .conftest import PICTURE

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(supervision: Case, planner: Acting) -> Case:
    """A supervision of which the county was told, with a file."""
    actions.take_step(planner, supervision.pk, "notify", files=[PICTURE])
    supervision.refresh_from_db()
    return supervision


def test_a_case_opens_for_those_whom_it_concerns_and_is_unknown_to_all_others(
    opened: Case, client_as: Callable[..., Client], other_county: Acting
) -> None:
    stranger = Client()
    stranger.force_login(other_county.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = opened.attachments.get()
    pages = [
        reverse("cases:case", args=[opened.pk]),
        reverse("cases:correct", args=[opened.pk]),
        reverse("cases:attachment", args=[opened.pk, file.pk]),
    ]
    for page in pages:
        assert client_as("planner").get(page).status_code == 200
        assert stranger.get(page).status_code == 404
        assert client_as("department_officer").get(page).status_code == 404
        assert client_as("administrator").get(page).status_code == 403
    posts = [reverse("cases:step", args=[opened.pk, "reply"]), reverse("cases:act", args=[opened.pk, "comment"])]
    for page in posts:
        assert stranger.post(page, {"words": "x"}).status_code == 404


def test_the_page_shows_the_term_with_its_derivation_and_the_step_to_take(
    opened: Case, client_as: Callable[..., Client]
) -> None:
    words = client_as("county_officer").get(reverse("cases:case", args=[opened.pk])).content.decode()
    assert "《政府督查工作条例》" in words
    assert "10个工作日" in words
    assert "reply-reply" in words
    assert "close-finding" not in words


def test_a_refused_step_says_why_beside_its_fields_and_keeps_what_was_written(
    opened: Case, client_as: Callable[..., Client]
) -> None:
    client, url = client_as("county_officer"), reverse("cases:step", args=[opened.pk, "reply"])
    answer = client.post(url, {"reply-reply": "", "reply-words": "稍后补", "reply-seen": opened.events_count})
    assert answer.status_code == 422
    assert "回复必须填写" in answer.content.decode()
    assert "稍后补" in answer.content.decode()


def test_a_step_taken_on_the_page_moves_the_case(opened: Case, client_as: Callable[..., Client]) -> None:
    client, url = client_as("county_officer"), reverse("cases:step", args=[opened.pk, "reply"])
    proof = SimpleUploadedFile(PICTURE[0], PICTURE[1], "image/png")
    written = {"reply-reply": "台账已经建立", "reply-files": proof, "reply-seen": opened.events_count}
    answer = client.post(url, written)
    assert answer.status_code == 302, answer.context["tried"].errors
    opened.refresh_from_db()
    assert opened.state == "replied"
    assert Attachment.objects.filter(case=opened).count() == 2


def test_a_file_is_given_to_save_never_to_show(opened: Case, client_as: Callable[..., Client]) -> None:
    answer = client_as("county_officer").get(reverse("cases:attachment", args=[opened.pk, opened.attachments.get().pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"


def test_the_list_is_narrowed_by_what_somebody_asks(
    opened: Case, enforcement: Case, client_as: Callable[..., Client]
) -> None:
    client = client_as("planner")

    def listed(query: str) -> set[str]:
        answer = client.get(reverse("cases:list") + query)
        return {row.case.type for row in answer.context["rows"]}

    assert listed("") == {"supervision", "enforcement"}
    assert listed("?type=enforcement") == {"enforcement"}
    assert listed("?group=supervision") == {"supervision"}
    assert listed("?q=海源") == {"enforcement"}
    assert listed("?organisation=linxia_city_government") == {"supervision"}
    assert listed("?due=overdue") == set()
    assert listed("?state=closed") == set()
    assert listed("?type=enforcement&state=filed") == set()
    assert listed("?q=%00&area=x") == set()


def test_somebody_opens_a_case_on_the_page(client_as: Callable[..., Client]) -> None:
    client, url = client_as("planner"), reverse("cases:new", args=["supervision"])
    assert client.post(url, {"title": "", "area": "622901"}).status_code == 422
    written = {"title": "农膜回收督办", "area": "622901", "owner": "linxia_city_government", "matter": "回收率低",
               "demand": "限期整改", "reply_by": ""}  # fmt: skip
    assert client.post(url, written).status_code == 302
    assert Case.objects.get().title == "农膜回收督办"


def test_the_same_step_is_taken_for_ticked_cases(supervision: Case, client_as: Callable[..., Client]) -> None:
    client = client_as("planner")
    answer = client.post(reverse("cases:bulk"), {"case": [supervision.pk, "x"], "step": "notify", "back": "due=soon"})
    assert answer["Location"] == "/cases/?due=soon"
    supervision.refresh_from_db()
    assert supervision.state == "notified"


@pytest.mark.parametrize("name", ["types", "progress", "examples"])
def test_everybody_reads_types_progress_and_what_is_published(name: str, places: None) -> None:
    assert Client().get(reverse(f"cases:{name}")).status_code == 200


def test_every_type_is_told_from_its_declaration(places: None, kinds: dict[str, object]) -> None:
    for code in kinds:
        assert Client().get(reverse("cases:type", args=[code])).status_code == 200


def test_programs_read_the_cases_that_their_caller_may_see(
    opened: Case, client_as: Callable[..., Client], other_county: Acting
) -> None:
    stranger = Client()
    stranger.force_login(other_county.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert [row["number"] for row in client_as("county_officer").get("/api/v1/cases").json()] == [opened.number]
    assert stranger.get("/api/v1/cases").json() == []
    sheet = client_as("county_officer").get(f"/api/v1/cases/{opened.pk}").json()
    assert [term["code"] for term in sheet["terms"]] == ["notice", "reply"]
    assert [event["kind"] for event in sheet["events"]] == ["opened", "step"]
    assert stranger.get(f"/api/v1/cases/{opened.pk}").status_code == 404
    kinds = {kind["code"] for kind in Client().get("/api/v1/case-types").json()}
    assert "enforcement" in kinds


def test_the_calendar_tells_holidays_made_up_days_and_what_is_not_published(
    client_as: Callable[..., Client],
) -> None:
    client = client_as("")
    told = client.get("/cases/calendar/?year=2025").content.decode()
    assert "2025-10-01</span> – <span" in told
    assert told.count("调休上班</span>") == 5
    assert "尚未公布" not in told
    later = client.get(f"/cases/calendar/?year={LAST_PUBLISHED_YEAR + 1}").content.decode()
    assert "尚未公布" in later
    assert client.get("/cases/calendar/?year=x").status_code == 200


def test_whoever_may_act_in_another_appointment_is_offered_to_change(
    opened: Case, acting_for: Callable[..., Acting], client: Client
) -> None:
    first = acting_for("auditor", "linxia_development_reform", "two-hats")
    second = acting_for("county_officer", "linxia_city_government", "two-hats")
    third = acting_for("county_officer", "linxia_yongjing_government", "two-hats")
    assert first.person is not None
    assert first.appointment is not None
    assert second.appointment is not None
    assert third.appointment is not None
    client.force_login(first.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page, switch = reverse("cases:case", args=[opened.pk]), reverse("areas:act")
    offer = f'name="appointment" value="{second.appointment.pk}">'

    client.post(switch, {"appointment": third.appointment.pk})
    assert client.get(page).status_code == 404

    answer = client.post(switch, {"appointment": second.appointment.pk, "next": page}, follow=True)
    assert reverse("cases:step", args=[opened.pk, "reply"]) in answer.content.decode()
    assert "换到：" not in answer.content.decode()

    client.post(switch, {"appointment": first.appointment.pk})
    words = client.get(page).content.decode()
    assert "换到：" in words
    assert offer in words


def test_a_warning_leads_officers_to_the_case_that_it_opened_and_the_public_to_none(
    linxia: Version, planner: Acting, client: Client
) -> None:
    warning = IndicatorWarning.objects.create(
        rule="target_red", name_zh="红灯", name_en="Red", severity="high", follows="task", plan="linxia_2021_53",
        target="energy", indicator="energy_per_gdp_decline", area="622900", title_zh="单位能耗下降13%",
        title_en="Energy", facts={}, reason_zh="落后", reason_en="Behind", opened_on="2026-11-20",
    )  # fmt: skip
    facts = {"title": "整改", "area": "622900", "written": {"target": "单位能耗下降13%"}}
    case = actions.open_case(None, "rectification", cause=f"warning:{warning.pk}", **facts)
    page = reverse("indicators:warnings")
    assert case.number not in client.get(page).content.decode()
    assert planner.person is not None
    client.force_login(planner.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    words = client.get(page).content.decode()
    assert f'href="{reverse("cases:case", args=[case.pk])}"' in words
    assert case.number in words

"""Default deny, address by address: who may open what. An address that is not in the table fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from tests.ledger.making import one_of_everything

from lvheng.areas.queries import acting_of
from lvheng.packs import Pack
from lvheng.plan.models import Version
from lvheng.registers.simulated import load_simulated
from lvheng.rules.bulk_actions import hand_in
from lvheng.rules.models import Reform, Run
from lvheng.rules.reform_actions import try_reform
from lvheng.statistics.actions import issue_forms, open_reports
from lvheng.statistics.models import Report
from lvheng.statistics.queries import form_of_code

EVERYONE = frozenset({"", "leader", "planner", "department_officer", "county_officer", "auditor", "security_officer",
                      "administrator"})  # fmt: skip
SIGNED_IN = EVERYONE - {""}
PLANNER = frozenset({"planner"})
ADOPTS = frozenset({"planner", "leader"})
ACCOUNTS = frozenset({"administrator", "security_officer"})
LOG = frozenset({"auditor", "security_officer"})
DRAFTS = frozenset({"planner", "leader", "department_officer"})
# The register of the tests is that of enterprises; the department officer acts for another department than its keeper.
CASES = frozenset({"leader", "planner", "department_officer", "county_officer", "auditor"})
CASE_WORKERS = CASES - {"auditor"}
KEEPERS = frozenset({"planner", "county_officer"})
# Which register a table is for, is known once it is found.
WRITERS = KEEPERS | {"department_officer"}

# The demo account of the county officer acts for the first county.
ENTERPRISE = {"credit_code": "91100000100003962T", "name": "测试企业", "area": "622901"}

# A county's report on straw is read by its respondent and by those who oversee or publish it, not by other departments.
FILLERS = frozenset({"department_officer", "county_officer"})
REPORT_READERS = frozenset({"leader", "planner", "county_officer"})

# Who runs markets; an officer of another department than the market's is refused where something is decided.
MARKETS = frozenset({"planner", "department_officer"})

# An account that is not public is seen by authorities; of them, some act on it.
LEDGER = frozenset({"leader", "planner", "department_officer", "county_officer", "auditor"})
ALLOTS = frozenset({"planner", "department_officer"})

LINK = re.compile(r'<a[^>]* href="(/[^"]*)"')

# Address: who may use it, and how it is used.
TABLE: dict[str, tuple[frozenset[str], str]] = {
    "set_language": (EVERYONE, "post"),
    "portal:home": (EVERYONE, "get"),
    "portal:search": (EVERYONE, "get"),
    "portal:desk": (SIGNED_IN, "get"),
    "portal:area": (EVERYONE, "get"),
    "notifications:list": (SIGNED_IN, "get"),
    "notifications:open": (SIGNED_IN, "post"),
    "notifications:read_all": (SIGNED_IN, "post"),
    "notifications:preferences": (SIGNED_IN, "get"),
    "portal:theme": (EVERYONE, "post"),
    "portal:healthy": (EVERYONE, "get"),
    "plan:list": (EVERYONE, "get"),
    "plan:home": (EVERYONE, "get"),
    "plan:sentence": (EVERYONE, "get"),
    "plan:targets": (EVERYONE, "get"),
    "plan:target": (EVERYONE, "get"),
    "plan:tasks": (EVERYONE, "get"),
    "plan:task": (EVERYONE, "get"),
    "plan:responsibilities": (EVERYONE, "get"),
    "plan:timeline": (EVERYONE, "get"),
    "plan:coverage": (EVERYONE, "get"),
    "plan:compare": (EVERYONE, "get"),
    "plan:progress": (EVERYONE, "get"),
    "plan:versions": (EVERYONE, "get"),
    "plan:changes": (EVERYONE, "get"),
    "plan:export": (EVERYONE, "get"),
    "plan:pair": (PLANNER, "get"),
    "plan:decide": (PLANNER, "post"),
    "plan:add_responsibility": (PLANNER, "post"),
    "plan:imports": (PLANNER, "get"),
    "plan:import": (PLANNER, "get"),
    "plan:document": (ADOPTS, "get"),
    "plan:document_progress": (ADOPTS, "get"),
    "plan:read_again": (PLANNER, "post"),
    "plan:discard": (PLANNER, "get"),
    "plan:adopt": (ADOPTS, "get"),
    "plan:metadata": (PLANNER, "get"),
    "plan:heading": (PLANNER, "get"),
    "plan:names": (PLANNER, "get"),
    "plan:decide_finding": (PLANNER, "post"),
    "plan:add_finding": (PLANNER, "get"),
    "plan:edit_finding": (PLANNER, "get"),
    "plan:split_finding": (PLANNER, "get"),
    "indicators:list": (EVERYONE, "get"),
    "indicators:indicator": (EVERYONE, "get"),
    "indicators:explanation": (EVERYONE, "get"),
    "indicators:chart": (EVERYONE, "get"),
    "indicators:data": (EVERYONE, "get"),
    "indicators:warnings": (EVERYONE, "get"),
    "indicators:sdmx_structure": (EVERYONE, "get"),
    "portal:api": (EVERYONE, "get"),
    "markets:index": (EVERYONE, "get"),
    "markets:market": (EVERYONE, "get"),
    "markets:results": (EVERYONE, "get"),
    "markets:session": (EVERYONE, "get"),
    "markets:book": (EVERYONE, "get"),
    "markets:log": (EVERYONE, "get"),
    "markets:check": (EVERYONE, "get"),
    "markets:mine": (SIGNED_IN, "get"),
    "markets:ticket": (SIGNED_IN, "post"),
    "markets:send": (SIGNED_IN, "post"),
    "markets:cancel": (SIGNED_IN, "post"),
    "markets:act": (MARKETS, "post"),
    "markets:desk": (MARKETS, "get"),
    "markets:announce": (MARKETS, "get"),
    "markets:consent": (MARKETS, "post"),
    "markets:weigh": (MARKETS, "get"),
    "markets:flag": (MARKETS, "post"),
    "markets:participants": (MARKETS, "get"),
    "markets:admit": (MARKETS, "get"),
    "markets:suspend": (MARKETS, "post"),
    "points:list": (EVERYONE, "get"),
    "points:mine": (SIGNED_IN, "get"),
    "points:redeem": (SIGNED_IN, "post"),
    "points:desk": (FILLERS, "get"),
    "points:offer": (FILLERS, "post"),
    "points:end_offer": (FILLERS, "post"),
    "points:voucher": (FILLERS, "post"),
    "rules:list": (EVERYONE, "get"),
    "rules:rule": (EVERYONE, "get"),
    "rules:duties": (EVERYONE, "get"),
    "rules:candidates": (EVERYONE, "get"),
    "rules:zoning": (EVERYONE, "get"),
    "rules:supply_chain": (EVERYONE, "get"),
    "rules:reforms": (DRAFTS, "get"),
    "rules:new_reform": (DRAFTS, "get"),
    "rules:reform": (DRAFTS, "get"),
    "rules:reform_progress": (DRAFTS, "get"),
    "rules:reform_again": (DRAFTS, "post"),
    "rules:adopt": (PLANNER, "post"),
    "rules:runs": (SIGNED_IN, "get"),
    "rules:bulk": (SIGNED_IN, "get"),
    "rules:run": (PLANNER, "get"),
    "rules:run_progress": (PLANNER, "get"),
    "rules:run_download": (PLANNER, "get"),
    "rules:run_again": (PLANNER, "post"),
    "rules:run_forget": (PLANNER, "post"),
    "ledger:index": (EVERYONE, "get"),
    "ledger:asset": (EVERYONE, "get"),
    "ledger:accounts_file": (EVERYONE, "get"),
    "ledger:account": (LEDGER, "get"),
    "ledger:statement_file": (LEDGER, "get"),
    "ledger:transfer": (EVERYONE, "get"),
    "ledger:owner": (EVERYONE, "get"),
    "ledger:runs": (EVERYONE, "get"),
    "ledger:run": (ALLOTS, "get"),
    "ledger:new_run": (ALLOTS, "get"),
    "ledger:decide_run": (ALLOTS, "post"),
    "ledger:stop_run": (ALLOTS, "post"),
    "ledger:compliance": (EVERYONE, "get"),
    "ledger:obligation": (LEDGER, "get"),
    "ledger:surrender": (ALLOTS, "post"),
    "ledger:freeze_asset": (ALLOTS, "post"),
    "ledger:freeze_account": (ALLOTS, "post"),
    "ledger:cancel": (ALLOTS, "post"),
    "ledger:oblige": (ALLOTS, "post"),
    "ledger:funds": (EVERYONE, "get"),
    "ledger:fund": (EVERYONE, "get"),
    "ledger:open_fund": (ALLOTS, "post"),
    "ledger:fund_act": (ALLOTS, "post"),
    "registers:index": (EVERYONE, "get"),
    "registers:list": (EVERYONE, "get"),
    "registers:choices": (EVERYONE, "get"),
    "registers:export": (EVERYONE, "get"),
    "registers:thing": (EVERYONE, "get"),
    "registers:new": (KEEPERS, "get"),
    "registers:change": (KEEPERS, "get"),
    "registers:end": (KEEPERS, "get"),
    "registers:matching": (EVERYONE, "get"),
    "registers:import": (KEEPERS, "get"),
    "registers:template": (KEEPERS, "get"),
    "registers:import_page": (WRITERS, "get"),
    "registers:import_progress": (WRITERS, "get"),
    "registers:import_write": (WRITERS, "post"),
    "registers:import_again": (WRITERS, "post"),
    "registers:import_discard": (WRITERS, "post"),
    # Of cases somebody sees none, or that there is none: tests/cases/test_pages.py goes through them one by one.
    "cases:list": (CASES, "get"),
    "cases:bulk": (CASE_WORKERS, "post"),
    "cases:deadlines": (CASES, "get"),
    "cases:types": (EVERYONE, "get"),
    "cases:calendar": (EVERYONE, "get"),
    "cases:type": (EVERYONE, "get"),
    "cases:new": (CASE_WORKERS, "get"),
    "cases:delegations": (CASE_WORKERS, "get"),
    "cases:end_delegation": (CASE_WORKERS, "post"),
    "cases:scores": (CASES, "get"),
    "cases:progress": (EVERYONE, "get"),
    "cases:examples": (EVERYONE, "get"),
    "cases:case": (CASES, "get"),
    "cases:correct": (CASES, "get"),
    "cases:step": (CASES, "post"),
    "cases:attachment": (CASES, "get"),
    "cases:milestone": (CASES, "post"),
    "cases:act": (CASES, "post"),
    "look_up:home": (EVERYONE, "get"),
    "report:new": (EVERYONE, "get"),
    "report:follow": (EVERYONE, "get"),
    "report:add": (EVERYONE, "post"),
    "report:claim": (EVERYONE, "post"),
    "report:objection": (EVERYONE, "get"),
    "public:statistics": (EVERYONE, "get"),
    "public:decisions": (EVERYONE, "get"),
    "public:feed": (EVERYONE, "get"),
    "public:place_feed": (EVERYONE, "get"),
    "public:article_feed": (EVERYONE, "get"),
    "public:desk": (FILLERS | ADOPTS, "get"),
    "public:desk_report": (FILLERS | ADOPTS, "get"),
    "public:look": (frozenset({"department_officer"}), "post"),
    "public:award": (frozenset({"department_officer", "leader"}), "post"),
    "public:fund": (PLANNER, "get"),
    "public:amounts": (PLANNER, "get"),
    # Of documents somebody sees none, or that there is none: tests/reports/test_pages.py goes through them one by one.
    "reports:list": (EVERYONE, "get"),
    "reports:document": (EVERYONE, "get"),
    "reports:download": (EVERYONE, "get"),
    "reports:page_picture": (EVERYONE, "get"),
    "reports:fill": (SIGNED_IN, "get"),
    "reports:replace": (SIGNED_IN, "post"),
    "reports:step": (SIGNED_IN, "post"),
    "reports:new": (FILLERS | PLANNER, "get"),
    "reports:templates": (FILLERS | ADOPTS, "get"),
    "reports:template": (FILLERS | ADOPTS, "get"),
    "reports:template_file": (FILLERS | ADOPTS, "get"),
    "reports:drafting": (FILLERS | PLANNER, "get"),
    "reports:schedules": (FILLERS | ADOPTS, "get"),
    "statistics:board": (EVERYONE, "get"),
    "statistics:forms": (EVERYONE, "get"),
    "statistics:form": (EVERYONE, "get"),
    "statistics:publications": (EVERYONE, "get"),
    "statistics:mine": (FILLERS, "get"),
    "statistics:approvals": (FILLERS | ADOPTS, "get"),
    "statistics:publish": (ADOPTS | {"department_officer"}, "get"),
    "statistics:report": (REPORT_READERS, "get"),
    "statistics:version": (REPORT_READERS, "get"),
    "statistics:uploads": (FILLERS, "get"),
    "statistics:upload": (FILLERS, "get"),
    "statistics:upload_problems": (FILLERS, "get"),
    "statistics:save_upload": (FILLERS, "post"),
    "statistics:discard_upload": (FILLERS, "post"),
    "statistics:table": (FILLERS, "get"),
    "statistics:template": (frozenset({"county_officer"}), "get"),
    "statistics:add_thing": (FILLERS, "post"),
    "statistics:check": (frozenset({"county_officer"}), "post"),
    "statistics:action": (frozenset({"county_officer"}), "post"),
    "areas:organisations": (EVERYONE, "get"),
    "areas:organisation": (EVERYONE, "get"),
    "areas:account": (SIGNED_IN, "get"),
    "areas:act": (SIGNED_IN, "post"),
    "areas:make_key": (SIGNED_IN, "post"),
    "areas:revoke_key": (SIGNED_IN, "post"),
    "areas:people": (ACCOUNTS, "get"),
    "areas:person": (ACCOUNTS, "get"),
    "areas:new_person": (frozenset({"administrator"}), "get"),
    "areas:appoint": (ACCOUNTS, "post"),
    "areas:end_appointment": (ACCOUNTS, "post"),
    "areas:deactivate": (frozenset({"administrator"}), "post"),
    "areas:reactivate": (frozenset({"administrator"}), "post"),
    "areas:reset_password": (frozenset({"administrator"}), "post"),
    "areas:reset_second_factor": (ACCOUNTS, "post"),
    "audit:log": (LOG, "get"),
    "audit:entry": (LOG, "get"),
    "audit:export": (LOG, "get"),
    "audit:chain": (LOG, "get"),
}
# Signing in and the second factor are allauth's own addresses: about oneself, tested in tests/areas. The calls of the
# REST API have a table of their own: tests/test_api_access.py.
ABOUT_ONESELF = ("account_", "mfa_", "api:")


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The full name of every address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}"


NAMES = [name for name in addresses(get_resolver().url_patterns) if not name.startswith(ABOUT_ONESELF)]


def owed_report(pack: Pack) -> Report:
    """What the first county, for which the demo account of the county officer acts, owes of its straw."""
    issue_forms(None, pack)
    form = form_of_code("straw_year")
    open_reports(form, "2025")
    return Report.objects.get(form=form, area="622901", period="2025")


def bulk_run(person: object) -> Run:
    """A table that the planner handed in."""
    table = SimpleUploadedFile("use.csv", b"use\n300\n")
    return hand_in(acting_of(person), "residential_electricity", table, {"on": "2025-07"})


def tried_reform(person: object) -> Reform:
    """A reform that the planner drafted."""
    typed = {"title": "试算", "effective_from": "2027-01-01", "new.electricity_tiers": ":0.5", "users": "10",
             "population": "simulated", "input": "use", "median": "100", "high": "200"}  # fmt: skip
    return try_reform(acting_of(person), "residential_electricity", typed, None, "zh-hans")


def of_report(report: Report) -> dict[str, object]:
    """The variable parts of the addresses of reporting."""
    return {"pk": report.pk, "code": report.form.code, "period": report.period, "number": 1, "action": "start"}


@pytest.fixture
def places_of(linxia: Version, linxia_pack: Pack, person_as: Callable[[str], object]) -> Callable[[str], str]:
    """The path of an address, with objects that exist."""
    person = person_as("planner")
    document = linxia.document
    finding = document.findings.first()
    target, task, sentence = linxia.targets.first(), linxia.tasks.first(), linxia.sentences.first()
    enterprise = load_simulated("enterprise", [ENTERPRISE])[0]
    report = owed_report(linxia_pack)
    run = bulk_run(person)
    ledger = one_of_everything()
    assert finding
    assert target
    assert task
    assert sentence
    values = {
        "plan": linxia.plan.code, "code": "622901", "target_id": target.pk, "task_id": task.pk,
        "sentence_id": sentence.pk, "document_id": document.pk, "finding_id": finding.pk, "order": 0,
        "pk": person.pk, "appointment": person.appointments.first().pk, "table": "targets", "format": "csv",
        "area": "620800", "period": "2022", "kind": "enterprise", "thing_id": enterprise.pk, "import_id": 1,
        "step": "submit", "act": "open", "run_id": run.pk, "reform_id": tried_reform(person).pk,
        "report_id": 1, "about": "rule:reporter_reward", "reference": "二（三）",
        "case_id": 1, "file_id": 1, "deadline_id": 1, "delegation_id": 1, "order_id": 1,
    }  # fmt: skip

    def place(name: str) -> str:
        numbers = {"plan:changes": linxia.number, "audit:entry": 1}
        film = "film_recovery_rate"
        codes = {"areas:organisation": "linxia_development_reform"}
        codes |= dict.fromkeys((name for name in NAMES if name.startswith("rules:")), "residential_electricity")
        codes |= dict.fromkeys((name for name in NAMES if name.startswith("markets:")), "water_irrigation")
        codes |= {"indicators:indicator": film, "indicators:explanation": film, "indicators:chart": film}
        if name.startswith("ledger:"):
            return reverse(name, kwargs={key: ledger[key] for key in parameters(name)})
        if name.startswith("statistics:"):
            return reverse(name, kwargs={key: of_report(report)[key] for key in parameters(name)})
        chosen = {"name": "trend"} | values | {"number": numbers.get(name, 1), "code": codes.get(name, "622901")}
        return reverse(name, kwargs={key: chosen[key] for key in parameters(name)})

    return place


def parameters(name: str) -> list[str]:
    """The variable parts of an address."""
    space, _, own = name.rpartition(":")
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict[space][1]
    return list(resolver.reverse_dict.getlist(own)[0][0][0][1])


def test_every_address_is_in_the_table() -> None:
    assert sorted(NAMES) == sorted(TABLE)


def test_an_address_opens_for_those_in_the_table_and_nobody_else(
    places_of: Callable[[str], str], client_as: Callable[..., Client]
) -> None:
    wrong = {}
    clients = {role: client_as(role) for role in EVERYONE}
    for place, (name, (allowed, method)) in enumerate(TABLE.items()):
        path = places_of(name)
        asked = who_asks(allowed, place)
        answers = {role: getattr(clients[role], method)(path) for role in asked}
        opened = {role for role, answer in answers.items() if lets_in(answer, path)}
        if opened != allowed & asked:
            wrong[name] = {"too many": opened - allowed, "missing": allowed & asked - opened}
        for role in opened - {""}:
            if refused := refusing_links(clients[role], role, answers[role]):
                wrong[f"{name} as {role} links to"] = refused
    assert wrong == {}


def who_asks(allowed: frozenset[str], place: int) -> frozenset[str]:
    """Every role, but where all may come in: there those who are not signed in, and two roles by turns."""
    if allowed != EVERYONE:
        return EVERYONE
    roles = sorted(SIGNED_IN)
    return frozenset({"", roles[place % len(roles)], roles[(place + 3) % len(roles)]})


def lets_in(answer: HttpResponse, path: str) -> bool:
    """Whether the address lets this person in (a form may still be told that it is incomplete)."""
    assert answer.status_code < 500, path
    to_sign_in = answer.status_code == 302 and "login" in answer["Location"]
    return answer.status_code not in (401, 403) and not to_sign_in


def refusing_links(client: Client, role: str, answer: HttpResponse) -> set[str]:
    """The links of a page that its reader may not follow: of those that not everybody may, each is tried."""
    if answer.status_code != 200 or answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return set()
    links = {unescape(link).split("#")[0] for link in LINK.findall(answer.content.decode())}
    doubtful = {link for link in links if role not in TABLE.get(address_of(link), (EVERYONE, ""))[0]}
    return {link for link in doubtful if client.get(link).status_code == 403}


def address_of(link: str) -> str:
    """The name of an address on this site; "" where it has none."""
    try:
        return resolve(link.split("?")[0]).view_name
    except Resolver404:
        return ""

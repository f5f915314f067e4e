"""The reporting path keeps nothing of who calls: not in the database, the session table, a file, a log or a cookie."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from PIL import Image

from lvheng.cases.public.models import Report, SealedName
from lvheng.cases.public.no_trace import NoTraceMiddleware
from lvheng.running import _processes

ADDRESS, PROXIED, BROWSER, COOKIE = "203.0.113.77", "198.51.100.23", "SecretBrowser/9.1", "c00kiecanary"
NAME, PHONE, CAMERA = "马文海之名", "13893019876", "SecretPhone 12"
NEEDLES = (ADDRESS, PROXIED, BROWSER, COOKIE, NAME, PHONE, CAMERA)
SENT = {
    "REMOTE_ADDR": ADDRESS,
    "REMOTE_PORT": "50123",
    "HTTP_X_FORWARDED_FOR": PROXIED,
    "HTTP_X_REAL_IP": PROXIED,
    "HTTP_FORWARDED": f"for={PROXIED}",
    "HTTP_USER_AGENT": BROWSER,
    "HTTP_SEC_CH_UA_MODEL": CAMERA,
    "HTTP_REFERER": f"http://example.org/{COOKIE}",
    "HTTP_ACCEPT_LANGUAGE": "bo-CN",
    "HTTP_COOKIE": f"sessionid={COOKIE}; csrftoken={COOKIE}; theme=dark; django_language=en",
}


def photo() -> io.BytesIO:
    told = Image.Exif()
    told[0x010F] = CAMERA
    into = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(into, "JPEG", exif=told)
    into.seek(0)
    into.name = f"IMG_{PHONE}.jpg"
    return into


def filled_in(token: str) -> dict[str, Any]:
    return {
        "token": token, "matter": "waste", "description": "河边有人倒废渣。", "area": "622901", "address": "工业路",
        "reporters": "1", "name": NAME, "contact": PHONE, "photos": [photo()], "wants_reward": "on",
    }  # fmt: skip


def everything_kept(folder: Path) -> str:
    """Every row of every table and every byte of every file, as text; bytes also as they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public' "
                       "AND table_type = 'BASE TABLE'")  # fmt: skip
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in tables:
            cursor.execute(f"SELECT t::text FROM {name} t")
            rows += [text for (text,) in cursor.fetchall()]
    assert len(tables) > 20
    files = [path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()]
    return "\n".join([*rows, *files])


def hidden_in(needle: str, kept: str) -> bool:
    forms = (needle, needle.encode().hex(), needle.encode().decode("latin-1"), needle.encode("unicode_escape").decode())
    return any(form in kept for form in forms)


def test_nothing_kept_anywhere_holds_who_reported(
    places: None, token: Callable[[], str], settings: Any, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    caplog.set_level(logging.INFO)
    sessions = Session.objects.count()
    client = Client(raise_request_exception=False)
    answers = [client.get("/report/", **SENT), client.post("/report/", filled_in(token()), **SENT)]
    code = answers[-1].context["codes"][0]
    answers += [
        client.post("/report/follow/", {"code": code}, **SENT),
        client.post("/report/follow/add/", {"code": code, "words": "昨晚又来了。"}, **SENT),
        client.post("/report/follow/claim/", {"code": code}, **SENT),
        client.get("/report/nothing-here/", **SENT),
        client.post("/report/objection/rule:reporter_reward/",
                    {"token": token(), "matter": "rule", "description": "金额没有公布。"}, **SENT),
        client.get("/report/objection/rule:there_is_none/", **SENT),
    ]  # fmt: skip
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 422, 404, 200, 404]
    assert Report.objects.count() == 2
    assert SealedName.objects.count() == 1
    assert Session.objects.count() == sessions
    out, err = capfd.readouterr()
    kept = everything_kept(Path(settings.MEDIA_ROOT)) + caplog.text + out + err
    assert "河边有人倒废渣" in kept
    assert [needle for needle in NEEDLES if hidden_in(needle, kept)] == []
    assert not hidden_in(code, kept)
    assert not hidden_in(code.replace("-", ""), kept)
    for each in answers:
        assert not each.cookies
        assert each["Cache-Control"] == "no-store"
        assert each["Referrer-Policy"] == "no-referrer"


def test_an_error_inside_shows_and_logs_nothing_of_who_called(
    places: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)

    def broken() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("lvheng.cases.public.views.report_map", broken)
    answer = Client(raise_request_exception=False).get("/report/", **SENT)
    assert answer.status_code == 500
    shown = answer.content.decode() + caplog.text + "".join(repr(vars(each)) for each in caplog.records)
    assert "broken on purpose" in caplog.text
    assert [needle for needle in NEEDLES if needle in shown] == []


def test_only_what_is_needed_to_answer_reaches_a_view() -> None:
    seen: dict[str, Any] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update({name: value for name, value in request.META.items() if not name.startswith("wsgi.")})
        seen["cookies"] = dict(request.COOKIES)
        answer = HttpResponse()
        answer.set_cookie("sessionid", "x")
        return answer

    answer = NoTraceMiddleware(view)(RequestFactory().get("/report/follow/", **SENT))
    assert seen.pop("cookies") == {"theme": "dark", "django_language": "en"}
    assert not any(needle in str(seen) for needle in NEEDLES)
    assert not answer.cookies


@pytest.mark.parametrize(
    ("query", "cookie", "language"),
    [("language=en", "", "en"), ("", "django_language=en", "en"), ("language=zh-hans", "django_language=en", "zh-hans"),
     ("language=%22%3E", "django_language=xx", ""), ("", "a=\x01; =;", "")],
)  # fmt: skip
def test_the_choice_of_language_is_checked_against_a_list(query: str, cookie: str, language: str) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.COOKIES.get("django_language", ""))
        return HttpResponse()

    NoTraceMiddleware(view)(RequestFactory().get(f"/report/?{query}", HTTP_COOKIE=cookie))
    assert seen == [language]


def test_other_pages_still_know_their_reader(places: None) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    NoTraceMiddleware(view)(RequestFactory().get("/plans/", **SENT))
    assert seen == [ADDRESS]


def test_it_stands_before_everything_else_that_sees_a_request() -> None:
    assert django_settings.MIDDLEWARE[0] == "lvheng.cases.public.no_trace.NoTraceMiddleware"


def test_the_web_server_of_the_program_writes_no_access_log(monkeypatch: pytest.MonkeyPatch) -> None:
    from lvheng.configuration import Configuration

    started: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **_: Any) -> None:
            started.append(command)

        def terminate(self) -> None: ...

        def wait(self, _limit: float) -> None: ...

        pid = 2**22 + 1

    monkeypatch.setattr("lvheng.running.subprocess.Popen", Process)
    monkeypatch.setattr("lvheng.running.os.killpg", lambda *_: None)
    with _processes(Configuration.from_environment({})):
        pass
    web = next(command for command in started if "granian" in command)
    assert "--no-access-log" in web

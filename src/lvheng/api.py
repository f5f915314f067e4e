"""The REST API under /api/v1/: each room brings a router, problems are told as on the pages.

Reading what is public needs no account. Whoever signs in, or sends a key, acts in that capacity. ``/api/`` describes
all of it for people, ``/api/v1/openapi.json`` for programs.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.renderers import JSONRenderer
from ninja.throttling import AnonRateThrottle, AuthRateThrottle

from lvheng import __version__
from lvheng.errors import Problem, Problems, Text

VERSION = "v1"
# A program that reads everything once a day needs a few hundred calls; these rates leave it room and stop a loop.
ANONYMOUS_RATE, SIGNED_IN_RATE = "600/min", "1200/min"


class Readable(JSONRenderer):
    """JSON in which Chinese is Chinese, for whoever looks at it in a browser."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="绿衡 Lüheng",
    version=__version__,
    description=(
        "Targets, indicators and reports of a government's green economy plan. Numbers are texts with their decimals, "
        "never binary floats. Times carry their zone. 数以文本给出，保留全部小数位。"
    ),
    urls_namespace="api",
    docs_url=None,
    renderer=Readable(),
    throttle=[AnonRateThrottle(ANONYMOUS_RATE), AuthRateThrottle(SIGNED_IN_RATE)],
)
api.add_router("", "lvheng.indicators.api.router", tags=["indicators"])
api.add_router("", "lvheng.statistics.api.router", tags=["reports"])
api.add_router("", "lvheng.registers.api.router", tags=["registers"])
api.add_router("", "lvheng.rules.api.router", tags=["rules"])
api.add_router("", "lvheng.cases.api.router", tags=["cases"])
api.add_router("", "lvheng.reports.api.router", tags=["documents"])
api.add_router("", "lvheng.ledger.api.router", tags=["ledger"])
api.add_router("", "lvheng.markets.api.router", tags=["markets"])


def _told(problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {"problems": [_problem(each) for each in problems]}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "where": problem.where,
        "what": _both(problem.what),
        "to_do": _both(problem.to_do) if problem.to_do else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


@api.exception_handler(Problem)
def problem_handler(request: HttpRequest, error: Problem) -> HttpResponse:
    """One problem, with the status that the pages use."""
    return problems_handler(request, Problems([error]))


@api.exception_handler(Problems)
def problems_handler(request: HttpRequest, error: Problems) -> HttpResponse:
    """All problems at once."""
    from lvheng.portal.errors import status_of

    return api.create_response(request, _told(error.problems), status=status_of(error.problems))


@api.exception_handler(ValidationError)
def validation_handler(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter or a body of another shape than the description says."""
    problems = tuple(
        Problem(
            "shape",
            Text(f"形式不对：{each['msg']}", f"wrong shape: {each['msg']}"),
            ".".join(map(str, each["loc"])),
            Text("请按接口说明填写。", "See the description of the interface."),
        )
        for each in error.errors
    )
    return api.create_response(request, _told(problems), status=422)


@api.exception_handler(Http404)
def not_found_handler(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing at this address."""
    what = Text("这个地址没有内容。", "there is nothing at this address.")
    return api.create_response(request, _told((Problem("not_found", what, request.path),)), status=404)


@api.exception_handler(Throttled)
def throttled_handler(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Too many calls: when to try again stands in the header Retry-After."""
    what = Text("请求太多。", "too many calls.")
    to_do = Text(f"请在 {error.wait or 60:.0f} 秒后再试。", f"Try again in {error.wait or 60:.0f} seconds.")
    response = api.create_response(request, _told((Problem("throttled", what, "", to_do),)), status=429)
    response["Retry-After"] = f"{error.wait or 60:.0f}"
    return response

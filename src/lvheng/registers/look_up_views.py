"""The public look-up: is this certificate valid today, what may this enterprise discharge."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.registers.access import MAY_SEE
from lvheng.registers.looking_up import kinds_to_look_up, look_up
from lvheng.registers.pages import ActingRequest

MAX_CHARACTERS = 60


@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """The question, and the answer where one was asked. Nothing but public fields is ever shown here."""
    require(MAY_SEE, request.acting)
    kinds = kinds_to_look_up()
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_CHARACTERS]
    kind = next((each for each in kinds if each.code == request.GET.get("kind")), None)
    answer, hits = look_up(kind, asked) if kind and asked else (None, [])
    context = {"kinds": kinds, "chosen": kind, "asked": asked, "answer": answer, "hits": hits}
    return render(request, "registers/look_up.html", context)

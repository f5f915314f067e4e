from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class ReportsConfig(AppConfig):
    name = "lvheng.reports"
    label = "reports"
    verbose_name = "公文"

    def ready(self) -> None:
        from lvheng.cases import pages

        pages.beside.append(documents_of_case)


def documents_of_case(request: HttpRequest, case: Any) -> tuple[str, Mapping[str, Any]] | None:
    """The documents beside a case. What draws and typesets them is read when a page asks, not at the start."""
    from lvheng.reports.beside import of_case

    return of_case(request, case)

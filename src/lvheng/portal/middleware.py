"""What happens around every request: the language that the reader chose, and a page for what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lvheng.errors import Problem, Problems
from lvheng.portal.errors import problem_page

Answer = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Chinese unless the reader chose another language in the header of the page.

    The browser's own preference is not asked: a government's site opens in the language of its plan.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.languages = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.languages else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class ProblemMiddleware:
    """Turns a problem that no view has shown by its field into a page that says what, where and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django's hook for an exception that left a view; None lets others have their turn."""
        if isinstance(error, Problem | Problems):
            return problem_page(request, error)
        return None

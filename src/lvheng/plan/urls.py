"""Addresses of the plan room: imports first, then the plans by their codes."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from lvheng.plan import (
    compare_views,
    export_views,
    matrix_views,
    overview_views,
    reading_views,
    table_views,
    timeline_views,
)
from lvheng.plan.exports import FORMATS, TABLES

app_name = "plan"


class _TableConverter:
    regex = "|".join(TABLES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _FormatConverter(_TableConverter):
    regex = "|".join(FORMATS)


register_converter(_TableConverter, "plan_table")
register_converter(_FormatConverter, "table_format")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview_views.plans, name="list"),
    path("", include("lvheng.plan.import_urls")),
    path("<slug:plan>/", reading_views.home, name="home"),
    path("<slug:plan>/sentences/<int:sentence_id>/", reading_views.sentence, name="sentence"),
    path("<slug:plan>/targets/", table_views.targets, name="targets"),
    path("<slug:plan>/targets/<int:target_id>/", table_views.target, name="target"),
    path("<slug:plan>/targets/<int:target_id>/pairing/", compare_views.pair, name="pair"),
    path("<slug:plan>/tasks/", table_views.tasks, name="tasks"),
    path("<slug:plan>/tasks/<int:task_id>/", table_views.task, name="task"),
    path("<slug:plan>/responsibilities/", matrix_views.responsibilities, name="responsibilities"),
    path("<slug:plan>/responsibilities/decide/", matrix_views.decide, name="decide"),
    path("<slug:plan>/responsibilities/add/", matrix_views.add, name="add_responsibility"),
    path("<slug:plan>/timeline/", timeline_views.timeline, name="timeline"),
    path("<slug:plan>/coverage/", overview_views.coverage, name="coverage"),
    path("<slug:plan>/compare/", compare_views.compare, name="compare"),
    path("<slug:plan>/progress/", overview_views.progress, name="progress"),
    path("<slug:plan>/versions/", overview_views.versions, name="versions"),
    path("<slug:plan>/<plan_table:table>.<table_format:format>", export_views.export, name="export"),
]

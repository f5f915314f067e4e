"""Addresses of the cases."""

from django.urls import path

from lvheng.cases import (
    act_views,
    calendar_views,
    case_views,
    list_views,
    open_views,
    public_pages,
    score_views,
    type_views,
)

app_name = "cases"

urlpatterns = [
    path("", list_views.listing, name="list"),
    path("bulk/", act_views.bulk, name="bulk"),
    path("deadlines/", list_views.deadlines, name="deadlines"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("types/", type_views.types_page, name="types"),
    path("types/<slug:code>/", type_views.type_page, name="type"),
    path("new/<slug:code>/", open_views.new, name="new"),
    path("delegations/", open_views.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/end/", open_views.end_delegation, name="end_delegation"),
    path("scores/", score_views.scores, name="scores"),
    path("progress/", public_pages.progress, name="progress"),
    path("examples/", public_pages.examples, name="examples"),
    path("<int:case_id>/", case_views.case, name="case"),
    path("<int:case_id>/correct/", act_views.correct, name="correct"),
    path("<int:case_id>/steps/<slug:step>/", act_views.step, name="step"),
    path("<int:case_id>/files/<int:file_id>/", act_views.attachment, name="attachment"),
    path("<int:case_id>/milestones/<int:deadline_id>/", act_views.milestone, name="milestone"),
    path("<int:case_id>/<slug:act>/", act_views.act, name="act"),
]

"""The reporting path: nothing under it knows who calls (see ``no_trace``)."""

from django.urls import path

from lvheng.cases.public import views

app_name = "report"

urlpatterns = [
    path("", views.report, name="new"),
    path("follow/", views.follow, name="follow"),
    path("follow/add/", views.add, name="add"),
    path("follow/claim/", views.claim, name="claim"),
    path("objection/<str:about>/", views.objection, name="objection"),
]

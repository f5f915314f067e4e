"""Addresses of reporting: the fixed ones first, then the reports by their numbers."""

from django.urls import path

from lvheng.statistics import approval_views, board_views, fill_views, form_views, upload_views, views

app_name = "statistics"

urlpatterns = [
    path("", board_views.board, name="board"),
    path("mine/", views.mine, name="mine"),
    path("approvals/", approval_views.approvals, name="approvals"),
    path("uploads/", upload_views.uploads, name="uploads"),
    path("uploads/<int:pk>/", upload_views.upload, name="upload"),
    path("uploads/<int:pk>/problems.csv", upload_views.problems, name="upload_problems"),
    path("uploads/<int:pk>/save/", upload_views.save, name="save_upload"),
    path("uploads/<int:pk>/discard/", upload_views.discard, name="discard_upload"),
    path("forms/", form_views.forms, name="forms"),
    path("forms/<slug:code>/table.xlsx", upload_views.table, name="table"),
    path("forms/<slug:code>/things/", views.add_thing, name="add_thing"),
    path("forms/<slug:code>/", form_views.form, name="form"),
    path("publications/", board_views.publications, name="publications"),
    path("publications/<slug:code>/<slug:period>/", board_views.publish, name="publish"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/template.xlsx", upload_views.template, name="template"),
    path("<int:pk>/check/", fill_views.check, name="check"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/<slug:action>/", views.act, name="action"),
]

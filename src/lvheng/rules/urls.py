from django.urls import path

from lvheng.rules import bulk_views, views

app_name = "rules"

urlpatterns = [
    path("", views.library, name="list"),
    path("bulk/", bulk_views.runs, name="runs"),
    path("bulk/<int:run_id>/", bulk_views.page, name="run"),
    path("bulk/<int:run_id>/progress/", bulk_views.progress, name="run_progress"),
    path("bulk/<int:run_id>/download/", bulk_views.download, name="run_download"),
    path("bulk/<int:run_id>/again/", bulk_views.again, name="run_again"),
    path("bulk/<int:run_id>/forget/", bulk_views.forget, name="run_forget"),
    path("<slug:code>/bulk/", bulk_views.new, name="bulk"),
    path("<slug:code>/", views.rule, name="rule"),
]

"""Addresses of the indicators."""

from django.urls import path

from lvheng.indicators import opendata_views, views, warning_views

app_name = "indicators"

urlpatterns = [
    path("", views.overview, name="list"),
    path("data/", opendata_views.data, name="data"),
    path("data/structure/", opendata_views.structure, name="sdmx_structure"),
    path("warnings/", warning_views.warnings, name="warnings"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/charts/<slug:name>.png", views.chart, name="chart"),
    path("<slug:code>/<slug:area>/<slug:period>/", views.explanation, name="explanation"),
]

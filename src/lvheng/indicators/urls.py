"""Addresses of the indicators."""

from django.urls import path

from lvheng.indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.overview, name="list"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/<slug:area>/<slug:period>/", views.explanation, name="explanation"),
]

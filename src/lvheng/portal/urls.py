"""Addresses of the portal."""

from django.urls import path

from lvheng.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("desk/", views.desk, name="desk"),
    path("areas/<slug:code>/", views.area, name="area"),
    path("api/", views.api, name="api"),
    path("theme/", views.theme, name="theme"),
    path("healthy/", views.healthy, name="healthy"),
]

"""Addresses of the registers."""

from django.urls import path

from lvheng.registers import list_views, thing_views

app_name = "registers"

urlpatterns = [
    path("", list_views.index, name="index"),
    path("<slug:kind>/", list_views.listing, name="list"),
    path("<slug:kind>/new/", thing_views.new, name="new"),
    path("<slug:kind>/choices/", list_views.choices, name="choices"),
    path("<slug:kind>/export.<slug:format>", list_views.export, name="export"),
    path("<slug:kind>/<int:thing_id>/", thing_views.thing, name="thing"),
    path("<slug:kind>/<int:thing_id>/change/", thing_views.change, name="change"),
    path("<slug:kind>/<int:thing_id>/end/", thing_views.end, name="end"),
]

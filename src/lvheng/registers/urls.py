"""Addresses of the registers."""

from django.urls import path

from lvheng.registers import import_views, list_views, matching_views, thing_views

app_name = "registers"

urlpatterns = [
    path("", list_views.index, name="index"),
    path("matching/", matching_views.matching, name="matching"),
    path("imports/<int:import_id>/", import_views.page, name="import_page"),
    path("imports/<int:import_id>/progress/", import_views.progress, name="import_progress"),
    path("imports/<int:import_id>/write/", import_views.write, name="import_write"),
    path("imports/<int:import_id>/again/", import_views.again, name="import_again"),
    path("imports/<int:import_id>/discard/", import_views.discard, name="import_discard"),
    path("<slug:kind>/", list_views.listing, name="list"),
    path("<slug:kind>/import/", import_views.new, name="import"),
    path("<slug:kind>/template.xlsx", import_views.template, name="template"),
    path("<slug:kind>/new/", thing_views.new, name="new"),
    path("<slug:kind>/choices/", list_views.choices, name="choices"),
    path("<slug:kind>/export.<slug:format>", list_views.export, name="export"),
    path("<slug:kind>/<int:thing_id>/", thing_views.thing, name="thing"),
    path("<slug:kind>/<int:thing_id>/change/", thing_views.change, name="change"),
    path("<slug:kind>/<int:thing_id>/end/", thing_views.end, name="end"),
]

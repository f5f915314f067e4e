"""The action log."""

from django.urls import path

from lvheng.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.log, name="log"),
    path("export.csv", views.export, name="export"),
    path("chain/", views.chain, name="chain"),
    path("<int:number>/", views.detail, name="entry"),
]

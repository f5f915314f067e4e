from django.urls import path

from lvheng.rules import views

app_name = "rules"

urlpatterns = [
    path("", views.library, name="list"),
    path("<slug:code>/", views.rule, name="rule"),
]

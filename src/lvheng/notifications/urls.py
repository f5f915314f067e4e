"""One's own messages."""

from django.urls import path

from lvheng.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.messages, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("<int:pk>/", views.open_message, name="open"),
]

"""Addresses of the public look-up."""

from django.urls import path

from lvheng.registers import look_up_views

app_name = "look_up"

urlpatterns = [path("", look_up_views.home, name="home")]

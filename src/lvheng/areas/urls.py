"""People, organisations and one's own account."""

from django.urls import path

from lvheng.areas import views

app_name = "areas"

urlpatterns = [
    path("", views.people_list, name="people"),
    path("new/", views.new_person, name="new_person"),
    path("me/", views.account, name="account"),
    path("me/act/", views.act, name="act"),
    path("me/keys/", views.make_key, name="make_key"),
    path("me/keys/<int:pk>/revoke/", views.revoke_key, name="revoke_key"),
    path("organisations/", views.organisation_list, name="organisations"),
    path("organisations/<slug:code>/", views.organisation_page, name="organisation"),
    path("<int:pk>/", views.person_page, name="person"),
    path("<int:pk>/appoint/", views.appoint, name="appoint"),
    path("<int:pk>/appointments/<int:appointment>/end/", views.end_appointment, name="end_appointment"),
    path("<int:pk>/close/", views.set_active, {"active": False}, name="deactivate"),
    path("<int:pk>/open/", views.set_active, {"active": True}, name="reactivate"),
    path("<int:pk>/password/", views.reset_password, name="reset_password"),
    path("<int:pk>/second-factor/", views.reset_second_factor, name="reset_second_factor"),
]

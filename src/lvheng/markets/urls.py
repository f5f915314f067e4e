"""Markets: what can be seen, what can be ordered, and the authority's desk."""

from django.urls import path

from lvheng.markets import desk_views, mine_views, session_views, views

app_name = "markets"

urlpatterns = [
    path("", views.index, name="index"),
    path("results/", views.results, name="results"),
    path("mine/", mine_views.mine, name="mine"),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/announce/<slug:code>/", desk_views.announce, name="announce"),
    path("desk/consents/<int:pk>/", desk_views.consent, name="consent"),
    path("desk/deliveries/<int:pk>/", desk_views.weigh, name="weigh"),
    path("desk/flags/<int:pk>/", desk_views.flag, name="flag"),
    path("participants/", desk_views.participants, name="participants"),
    path("participants/new/", desk_views.admit, name="admit"),
    path("participants/<int:pk>/suspend/", desk_views.suspend, name="suspend"),
    path("sessions/<slug:code>/", session_views.session, name="session"),
    path("sessions/<slug:code>/book/", session_views.book, name="book"),
    path("sessions/<slug:code>/log.jsonl", session_views.log, name="log"),
    path("sessions/<slug:code>/check/", session_views.check, name="check"),
    path("sessions/<slug:code>/ticket/", session_views.ticket, name="ticket"),
    path("sessions/<slug:code>/send/", session_views.send, name="send"),
    path("sessions/<slug:code>/orders/<int:number>/cancel/", session_views.cancel, name="cancel"),
    path("sessions/<slug:code>/<slug:act>/", session_views.act, name="act"),
    path("<slug:code>/", views.market, name="market"),
]

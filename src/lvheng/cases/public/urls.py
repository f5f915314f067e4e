"""What everybody may read, and the officers' side of public reports."""

from django.urls import path

from lvheng.cases.public import amount_views, desk_views, feeds, public_pages

app_name = "public"

urlpatterns = [
    path("statistics/", public_pages.statistics, name="statistics"),
    path("decisions/", public_pages.decisions, name="decisions"),
    path("feeds/decisions.atom", feeds.NewsFeed(), name="feed"),
    path("feeds/places/<slug:code>.atom", feeds.PlaceFeed(), name="place_feed"),
    path("feeds/articles/<str:reference>.atom", feeds.ArticleFeed(), name="article_feed"),
    path("desk/", desk_views.reports, name="desk"),
    path("desk/fund/", desk_views.fund, name="fund"),
    path("desk/amounts/", amount_views.amounts, name="amounts"),
    path("desk/<int:report_id>/", desk_views.report, name="desk_report"),
    path("desk/<int:report_id>/reporter/", desk_views.look, name="look"),
    path("desk/<int:report_id>/award/", desk_views.award, name="award"),
]

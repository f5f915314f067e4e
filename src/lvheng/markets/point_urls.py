"""Green points."""

from django.urls import path

from lvheng.markets import point_views

app_name = "points"

urlpatterns = [
    path("", point_views.points, name="list"),
    path("mine/", point_views.mine, name="mine"),
    path("desk/", point_views.desk, name="desk"),
    path("desk/offers/", point_views.offer, name="offer"),
    path("desk/offers/<int:pk>/end/", point_views.end_offer, name="end_offer"),
    path("desk/vouchers/", point_views.voucher, name="voucher"),
    path("offers/<int:pk>/redeem/", point_views.redeem, name="redeem"),
]

"""All addresses of the site. Each room keeps its own."""

from django.urls import include, path

from lvheng.api import VERSION, api

urlpatterns = [
    path("accounts/", include("lvheng.areas.account_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("people/", include("lvheng.areas.urls")),
    path("log/", include("lvheng.audit.urls")),
    path("notifications/", include("lvheng.notifications.urls")),
    path("plans/", include("lvheng.plan.urls")),
    path("indicators/", include("lvheng.indicators.urls")),
    path("reports/", include("lvheng.statistics.urls")),
    path(f"api/{VERSION}/", api.urls),
    path("cases/", include("lvheng.cases.urls")),
    path("markets/", include("lvheng.markets.urls")),
    path("points/", include("lvheng.markets.point_urls")),
    path("rules/", include("lvheng.rules.urls")),
    path("ledger/", include("lvheng.ledger.urls")),
    path("registers/", include("lvheng.registers.urls")),
    path("documents/", include("lvheng.reports.urls")),
    path("lookup/", include("lvheng.registers.look_up_urls")),
    path("report/", include("lvheng.cases.public.report_urls")),
    path("public/", include("lvheng.cases.public.urls")),
    path("", include("lvheng.portal.urls")),
]

handler400 = "lvheng.portal.errors.bad_request"
handler403 = "lvheng.portal.errors.forbidden"
handler404 = "lvheng.portal.errors.not_found"
handler500 = "lvheng.portal.errors.failed"

from django.urls import path

from lvheng.rules import bulk_views, candidate_views, duty_views, reform_views, supply_views, views, zoning_views

app_name = "rules"

urlpatterns = [
    path("", views.library, name="list"),
    path("duties/", duty_views.duties, name="duties"),
    path("duties/candidates/", candidate_views.listing, name="candidates"),
    path("zoning/", zoning_views.zoning, name="zoning"),
    path("supply-chain/", supply_views.supply_chain, name="supply_chain"),
    path("bulk/", bulk_views.runs, name="runs"),
    path("bulk/<int:run_id>/", bulk_views.page, name="run"),
    path("bulk/<int:run_id>/progress/", bulk_views.progress, name="run_progress"),
    path("bulk/<int:run_id>/download/", bulk_views.download, name="run_download"),
    path("bulk/<int:run_id>/again/", bulk_views.again, name="run_again"),
    path("bulk/<int:run_id>/forget/", bulk_views.forget, name="run_forget"),
    path("reforms/", reform_views.reforms, name="reforms"),
    path("reforms/<int:reform_id>/", reform_views.page, name="reform"),
    path("reforms/<int:reform_id>/progress/", reform_views.progress, name="reform_progress"),
    path("reforms/<int:reform_id>/again/", reform_views.again, name="reform_again"),
    path("reforms/<int:reform_id>/adopt/", reform_views.adopt, name="adopt"),
    path("<slug:code>/reform/", reform_views.new, name="new_reform"),
    path("<slug:code>/bulk/", bulk_views.new, name="bulk"),
    path("<slug:code>/", views.rule, name="rule"),
]

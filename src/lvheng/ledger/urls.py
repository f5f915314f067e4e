from django.urls import path

from lvheng.ledger import act_views, compliance_views, exporting, fund_views, run_views, views

app_name = "ledger"

urlpatterns = [
    path("", views.index, name="index"),
    path("assets/<int:asset_id>/", views.asset, name="asset"),
    path("assets/<int:asset_id>/accounts.csv", exporting.accounts_file, name="accounts_file"),
    path("assets/<int:asset_id>/freeze/", act_views.freeze_asset, name="freeze_asset"),
    path("accounts/<int:account_id>/", views.account, name="account"),
    path("accounts/<int:account_id>/statement.csv", exporting.statement_file, name="statement_file"),
    path("accounts/<int:account_id>/freeze/", act_views.freeze_account, name="freeze_account"),
    path("accounts/<int:account_id>/cancel/", act_views.cancel, name="cancel"),
    path("accounts/<int:account_id>/oblige/", act_views.oblige, name="oblige"),
    path("transfers/<uuid:transfer_id>/", views.transfer, name="transfer"),
    path("owners/<str:owner>/", views.owner, name="owner"),
    path("allocations/", run_views.runs, name="runs"),
    path("allocations/new/", run_views.new_run, name="new_run"),
    path("allocations/<int:run_id>/", run_views.run, name="run"),
    path("allocations/<int:run_id>/decide/", run_views.decide, name="decide_run"),
    path("allocations/<int:run_id>/stop/", run_views.stop, name="stop_run"),
    path("compliance/", compliance_views.compliance, name="compliance"),
    path("compliance/<int:obligation_id>/", compliance_views.obligation, name="obligation"),
    path("compliance/<int:obligation_id>/surrender/", compliance_views.surrender, name="surrender"),
    path("funds/", fund_views.funds, name="funds"),
    path("funds/open/", fund_views.open_fund, name="open_fund"),
    path("funds/<int:fund_id>/", fund_views.fund, name="fund"),
    path("funds/<int:fund_id>/<slug:act>/", fund_views.fund_act, name="fund_act"),
]

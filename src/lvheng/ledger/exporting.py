"""Accounts and statements as CSV files."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.ledger import access, queries, views
from lvheng.ledger.models import Account, Asset
from lvheng.ledger.pages import ActingRequest, day_asked, found
from lvheng.ledger.shown import asset_row
from lvheng.plan.exports import Cell, Column, Table, to_csv

MAX_ROWS = 100_000
_TYPE = "text/csv; charset=utf-8"


@require_safe
def accounts_file(request: ActingRequest, asset_id: int) -> HttpResponse:
    """The accounts of an asset, narrowed as on its page."""
    require(access.MAY_SEE, request.acting)
    asset, accounts = views.accounts_of(request, asset_id)
    shown = views.account_rows(request, asset, accounts[:MAX_ROWS])
    titles = (_("所有人"), _("名称"), _("地区"), _("用途"), pgettext("quantity", "可用"), pgettext("quantity", "锁定"))
    mark = _mark(asset.row)
    rows: list[list[Cell]] = [
        [
            each.account.owner,
            each.name,
            each.area,
            str(each.account.get_purpose_display()),
            asset.declared.shown(each.account.available),
            asset.declared.shown(each.account.reserved),
            mark,
        ]
        for each in shown
    ]
    return _file(views.in_language(asset.title), titles, rows, f"{asset.row.code}.csv")


@require_safe
def statement_file(request: ActingRequest, account_id: int) -> HttpResponse:
    """The statement of an account, as on its page but with all its lines."""
    account = found(Account.objects.select_related("asset").filter(pk=account_id).first())
    access.require_sight(request.acting, account)
    asset, mark = asset_row(account.asset), _mark(account.asset)
    told = queries.statement(account_id, day_asked(request), day_asked(request, "since"), MAX_ROWS)
    titles = (_("序号"), _("时间"), _("事由"), _("附注"), _("对方"), _("变动"), _("锁定变动"), _("余额"), _("编号"))
    rows: list[list[Cell]] = [
        [
            each.transfer.sequence,
            timezone.localtime(each.transfer.recorded_at).isoformat(" ", "seconds"),
            shown.reason,
            each.transfer.reference,
            shown.other_name,
            asset.declared.shown(each.change),
            asset.declared.shown(each.reserved_change),
            asset.declared.shown(each.balance),
            str(each.transfer.pk),
            mark,
        ]
        for each, shown in zip(told.lines, reversed(views.statement_rows(request, asset, told)), strict=True)
    ]
    name = account.owner_name or account.owner
    return _file(f"{name} {views.in_language(asset.title)}", titles, rows, f"account-{account_id}.csv")


def _mark(asset: Asset) -> str:
    """What stands in the last column of every row, so that a row that is copied still says that it is simulated."""
    return pgettext("figure", "模拟") if asset.simulated else ""


def _file(title: str, titles: tuple[str, ...], rows: list[list[Cell]], name: str) -> HttpResponse:
    columns = [Column(each, 16) for each in (*titles, pgettext("figure", "模拟"))]
    response = HttpResponse(to_csv(Table(title, title, columns, rows)), _TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

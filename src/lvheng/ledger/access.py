"""Who sees which accounts: authorities all, holders their own, everybody those that the pack makes public."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Q, QuerySet

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.errors import NotAllowed, Text
from lvheng.ledger import owners
from lvheng.ledger.catalogue import declared
from lvheng.ledger.models import Account, Asset

MAY_SEE = "ledger.see"
MAY_SEE_ACCOUNT = "ledger.see_account"
MAY_ALLOT = "ledger.allot"
MAY_FREEZE = "ledger.freeze"
MAY_SURRENDER = "ledger.surrender"
_REPRESENTED = "_owners_represented"


# User name in, owners out for whom that person may act beside themselves.
Provider = Callable[[str], Collection[str]]
_providers: list[Provider] = []


def tell_represented(provider: Provider) -> None:
    """Let a room that keeps who acts for whom (an agent for an enterprise) tell it, so that agents see accounts."""
    if provider not in _providers:
        _providers.append(provider)


def own_owners(acting: Acting) -> list[str]:
    """The owners that somebody acts for: themselves, their organisation, and those whose agent they are."""
    own = [owners.person(acting.person.username)] if acting.person else []
    organisation = [owners.organisation(acting.organisation.code)] if acting.organisation else []
    return [*own, *organisation, *_represented(acting)]


def _represented(acting: Acting) -> list[str]:
    """Asked once for a request, in which a person is one object: a statement asks for each of its lines."""
    person = acting.person
    if person is None:
        return []
    if _REPRESENTED not in person.__dict__:
        found = [owner for provider in _providers for owner in provider(person.username)]
        person.__dict__[_REPRESENTED] = found
    represented: list[str] = person.__dict__[_REPRESENTED]
    return represented


def sees_all(acting: Acting) -> bool:
    """Whether somebody sees every account: an authority."""
    return allow(MAY_SEE_ACCOUNT, acting, Account(owner=""))


def seen(acting: Acting, asset: Asset) -> QuerySet[Account]:
    """The accounts of an asset that somebody may see."""
    found = Account.objects.filter(asset=asset)
    if sees_all(acting):
        return found
    kinds = ("system", *declared(asset.code).public_holders)
    public = Q()
    for kind in kinds:
        public |= Q(owner__startswith=f"{kind}:")
    return found.filter(public | Q(owner__in=own_owners(acting)))


def sees(acting: Acting, account: Account) -> bool:
    """Whether somebody may see an account."""
    owner = owners.parse(account.owner)
    public = owner is not None and owner.kind in ("system", *declared(account.asset.code).public_holders)
    return public or allow(MAY_SEE_ACCOUNT, acting, account) or account.owner in _represented(acting)


def require_sight(acting: Acting, account: Account) -> None:
    """Return if somebody may see an account. Raises NotAllowed."""
    if not sees(acting, account):
        raise NotAllowed(
            "account_hidden",
            Text("这个账户不公开。", "this account is not public."),
            to_do=Text("请用账户所有人或主管部门的身份登录。", "Sign in as its owner or as the authority."),
        )


def name_of(acting: Acting, account: Account) -> str:
    """What an account is called; "" for one whose owner is not told."""
    return title_of(account) if sees(acting, account) else ""


def title_of(account: Account) -> str:
    """The name of the owner; of the program's own accounts what they are for."""
    if account.owner_name:
        return account.owner_name
    return str(account.get_purpose_display()) if account.owner.startswith("system:") else account.owner

"""Who may do what with accounts."""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules, administrators, members
from models.account import Account, Role
from models.api_token import Scope


class AccountAction(StrEnum):
    """What can be done. SECURE is all that decides how somebody proves who he is: sessions, tokens, passwords."""

    SEE = "account.see"
    SEE_OWN = "account.see-own"
    EDIT_OWN = "account.edit-own"
    SECURE = "account.secure"
    INVITE = "account.invite"
    LIST = "account.list"
    EDIT = "account.edit"


def _own_or_administered(actor: Actor, account: Account | None) -> bool:
    return actor.administers or (account is not None and actor.email == account.email)


def _in_person(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    """Signed in with a session: no token may make others, or change a password."""
    return actor.signed_in and actor.scopes is None


def _may_invite(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    office = actor.has_role(Role.AGENCY, Role.PROVIDER) and actor.organization is not None
    return actor.administers or office


RULES: Rules = {
    AccountAction.SEE: Permission(Scope.READ, _own_or_administered),
    AccountAction.SEE_OWN: Permission(Scope.READ, members),
    AccountAction.EDIT_OWN: Permission(Scope.WRITE, members),
    AccountAction.SECURE: Permission(Scope.WRITE, _in_person),
    AccountAction.INVITE: Permission(Scope.ADMINISTER, _may_invite),
    AccountAction.LIST: Permission(Scope.ADMINISTER, administrators),
    AccountAction.EDIT: Permission(Scope.ADMINISTER, administrators),
}

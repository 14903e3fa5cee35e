"""Who may do what with accounts, as a table."""

import pytest

from matcher.policy import PUBLIC, TERMINAL, Actor, may
from matcher.policy.accounts import RULES, AccountAction
from models.account import Role
from models.api_token import Scope
from tests.builders import account
from tests.matcher.policy.cast import as_told

A = AccountAction
OWN = {A.SEE_OWN, A.EDIT_OWN, A.SECURE}
MAY = {
    Role.AGENCY: OWN | {A.INVITE},
    Role.PROVIDER: OWN | {A.INVITE},
    Role.FOCAL_POINT: OWN,
    Role.ANALYST: OWN,
    Role.ADMINISTRATOR: set(A),
}


def somebody(role: Role, **fields: object) -> Actor:
    return Actor("me@example.org", role=role, organization="abc-bra", **fields)  # type: ignore[arg-type]


def allowed(actor: Actor, email: str = "other@example.org") -> set[AccountAction]:
    """What an actor may do with an account."""
    return {action for action in A if may(actor, action, account(as_told(email)))}


def test_every_action_has_its_rule() -> None:
    assert set(RULES) == set(A)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_this(role: Role) -> None:
    assert allowed(somebody(role)) == MAY[role]
    assert allowed(somebody(role), "me@example.org") == MAY[role] | {A.SEE}


def test_the_public_may_do_nothing_and_the_terminal_everything() -> None:
    assert allowed(PUBLIC) == set()
    assert allowed(TERMINAL) == set(A)


def test_an_office_without_an_organization_invites_nobody() -> None:
    assert A.INVITE not in allowed(Actor("me@example.org", role=Role.AGENCY))


@pytest.mark.parametrize("role", Role)
def test_a_token_never_decides_how_somebody_proves_who_he_is(role: Role) -> None:
    everything = allowed(somebody(role, scopes=frozenset(Scope)))

    assert everything == MAY[role] - {A.SECURE}
    assert allowed(somebody(role, scopes=frozenset({Scope.READ}))) <= {A.SEE_OWN, A.SEE}
    assert allowed(somebody(role, scopes=frozenset())) == set()

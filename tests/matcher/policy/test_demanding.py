"""How a refusal is told: what one may not know of answers as what is not there."""

import pytest

from matcher.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from matcher.policy import CLOCK, PUBLIC, RULES, Actor, demand, key_of, may, noun_of
from matcher.policy.accounts import AccountAction
from matcher.policy.permission import Permission, anybody, members
from matcher.policy.posts import PostAction, PostCase
from matcher.policy.services import ServiceAction
from models.account import Role
from models.api_token import Scope
from tests import builders
from tests.matcher.policy.cast import somebody

OWNER = somebody(Role.AGENCY, "amexcid-mex", "MEX")
STRANGER = somebody(Role.AGENCY, "agci-chl", "CHL")
ADMINISTRATOR = somebody(Role.ADMINISTRATOR)


def post(state: str) -> PostCase:
    return PostCase(builders.request(state=state))


def with_scopes(*scopes: Scope) -> Actor:
    return somebody(Role.AGENCY, "amexcid-mex", "MEX", scopes=frozenset(scopes))


def test_whoever_may_is_not_stopped() -> None:
    demand(OWNER, PostAction.EDIT, post("draft"))
    demand(CLOCK, PostAction.PUBLISH, post("submitted"))
    demand(PUBLIC, ServiceAction.SEE_FEED)


@pytest.mark.parametrize("actor", [STRANGER, PUBLIC])
def test_what_somebody_may_not_see_is_not_there_for_him(actor: Actor) -> None:
    with pytest.raises(NotFoundError, match=r"request.*req-1"):
        demand(actor, PostAction.EDIT, post("draft"))


def test_what_the_public_may_see_and_not_change_wants_an_account() -> None:
    with pytest.raises(UnauthenticatedError):
        demand(PUBLIC, PostAction.EDIT, post("published"))
    with pytest.raises(UnauthenticatedError):
        demand(PUBLIC, ServiceAction.SEE_TRAIL)


def test_what_an_account_may_see_and_not_change_is_forbidden() -> None:
    with pytest.raises(ForbiddenError, match=r"may not do this \(post.edit\)"):
        demand(STRANGER, PostAction.EDIT, post("published"))
    with pytest.raises(ForbiddenError, match=r"trail\.see"):
        demand(STRANGER, ServiceAction.SEE_TRAIL)


def test_a_token_that_lacks_the_scope_is_told_so_only_where_its_owner_may() -> None:
    with pytest.raises(ForbiddenError, match="lacks the scope 'write'"):
        demand(with_scopes(Scope.READ), PostAction.EDIT, post("published"))
    with pytest.raises(ForbiddenError, match="your account may not do this"):
        demand(with_scopes(Scope.READ), PostAction.PUBLISH, post("published"))


def test_a_thing_is_named_by_its_table_or_by_itself() -> None:
    assert noun_of(builders.organization(), "thing") == "organization"
    assert noun_of(post("draft"), "post") == "request"
    assert noun_of(object(), "trail") == "trail"
    assert key_of(builders.account("me@example.org")) == "me@example.org"
    assert (key_of(builders.organization("abc-bra")), key_of(object())) == ("abc-bra", "")


@pytest.mark.parametrize("action", RULES)
def test_no_token_goes_beyond_its_scopes(action: str) -> None:
    """Also that of an administrator; the rule itself admits everybody here."""
    scope = RULES[action].scope
    rule = Permission(scope, anybody)
    others = frozenset(Scope) - {scope}

    assert rule.holds(somebody(Role.ADMINISTRATOR, scopes=frozenset({scope})), None)
    assert not rule.holds(somebody(Role.ADMINISTRATOR, scopes=others), None)
    assert rule.holds(ADMINISTRATOR, None)


def test_members_are_those_who_are_signed_in() -> None:
    assert [members(actor, None) for actor in (PUBLIC, STRANGER)] == [False, True]
    assert may(STRANGER, AccountAction.SEE_OWN)


def test_a_reader_is_the_public_where_his_token_may_not_read() -> None:
    assert with_scopes(Scope.WRITE).as_reader is PUBLIC
    for actor in (OWNER, CLOCK, with_scopes(Scope.READ, Scope.WRITE), PUBLIC):
        assert actor.as_reader is actor


def test_the_trail_names_an_account_by_its_address_and_the_clock_by_its_name() -> None:
    assert [one.name_in_trail for one in (OWNER, CLOCK, PUBLIC)] == [OWNER.email, "clock", "public"]

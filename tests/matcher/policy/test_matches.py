"""The sides of a match, and what each may do with it."""

import pytest

from matcher.policy import CLOCK, PUBLIC, may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from models.account import Role
from models.api_token import Scope
from models.decision import Side
from models.match import Match, MatchState
from models.pairing import Pairing
from tests import builders
from tests.builders import POSTED

FOCAL = Actor("focal@example.org", role=Role.FOCAL_POINT)
ADMINISTRATOR = Actor("administrator@example.org", role=Role.ADMINISTRATOR)
ANALYST = Actor("analyst@example.org", role=Role.ANALYST)
REQUESTER = Actor("asks@example.org", role=Role.PROVIDER, organization="conagua-mex", country="MEX")
MEXICO = Actor("mex@example.org", role=Role.AGENCY, organization="amexcid-mex", country="MEX")
PROVIDER = Actor("offers@example.org", role=Role.PROVIDER, organization="sabesp-bra", country="BRA")
BRAZIL = Actor("bra@example.org", role=Role.AGENCY, organization="abc-bra", country="BRA")
NEIGHBOUR = Actor("other@example.org", role=Role.PROVIDER, organization="ana-bra", country="BRA")


def pairing(state: MatchState = MatchState.PROPOSED) -> Pairing:
    moments = {"created_at": POSTED, "proposed_at": POSTED}
    told = state in (MatchState.INTRODUCED, MatchState.ACCEPTED)
    plain = {"id": 1, "run": 1, "rank": 1, "score": 0.5, "explanation": {}, "introduced_at": POSTED if told else None}
    return Pairing(
        Match(request="req-1", offer="off-1", state=str(state), **plain, **moments),
        builders.request(organization="conagua-mex", country="MEX"),
        builders.offer(organization="sabesp-bra", country="BRA"),
    )


@pytest.mark.parametrize(
    ("actor", "before", "after"),
    [
        (REQUESTER, Side.REQUESTER, Side.REQUESTER),
        (MEXICO, Side.REQUESTER, Side.REQUESTER),
        (PROVIDER, None, Side.PROVIDER),
        (BRAZIL, None, Side.PROVIDER),
        (NEIGHBOUR, None, None),
        (FOCAL, Side.FOCAL_POINT, Side.FOCAL_POINT),
        (Actor("f@example.org", role=Role.FOCAL_POINT, covers=frozenset({"BRA"})), Side.FOCAL_POINT, Side.FOCAL_POINT),
        (Actor("f@example.org", role=Role.FOCAL_POINT, covers=frozenset({"CUB"})), None, None),
        (ADMINISTRATOR, Side.FOCAL_POINT, Side.FOCAL_POINT),
        (CLOCK, Side.FOCAL_POINT, Side.FOCAL_POINT),
        (ANALYST, None, None),
        (PUBLIC, None, None),
    ],
)
def test_the_provider_has_a_side_only_from_the_introduction_on(
    actor: Actor, before: Side | None, after: Side | None
) -> None:
    assert side_of(actor, pairing(MatchState.ENDORSED)) == before
    assert side_of(actor, pairing(MatchState.INTRODUCED)) == after


def test_an_organization_that_is_on_both_sides_of_a_border_speaks_for_its_own_post() -> None:
    window = Actor("bra@example.org", role=Role.AGENCY, organization="sabesp-bra", country="MEX")

    assert side_of(window, pairing(MatchState.INTRODUCED)) == Side.PROVIDER


REVIEWING = {MatchAction.ENDORSE, MatchAction.DECLINE, MatchAction.INTRODUCE, MatchAction.ASSIGN, MatchAction.REVIEW}
TALKING = {MatchAction.LIST, MatchAction.SEE, MatchAction.SEE_NOTES, MatchAction.UNDO, MatchAction.NOTE}
ANSWERING = TALKING | {MatchAction.ACCEPT, MatchAction.TURN_DOWN}


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (FOCAL, TALKING | REVIEWING | {MatchAction.SEE_PEOPLE}),
        (ADMINISTRATOR, TALKING | REVIEWING | {MatchAction.SEE_PEOPLE}),
        (REQUESTER, ANSWERING | {MatchAction.CHOOSE, MatchAction.INTEREST}),
        (PROVIDER, ANSWERING),
        (NEIGHBOUR, {MatchAction.LIST}),
        (ANALYST, {MatchAction.LIST, MatchAction.SEE}),
        (PUBLIC, set()),
    ],
)
def test_each_role_may_do_its_part_and_no_more(actor: Actor, allowed: set[MatchAction]) -> None:
    found = pairing(MatchState.INTRODUCED)

    assert {action for action in MatchAction if may(actor, action, found)} == allowed


@pytest.mark.parametrize("state", MatchState)
def test_contact_data_is_for_the_parties_of_an_accepted_match(state: MatchState) -> None:
    found = pairing(state)
    knowing = [one for one in (REQUESTER, MEXICO, PROVIDER, BRAZIL, NEIGHBOUR, FOCAL, ADMINISTRATOR, ANALYST, PUBLIC)
               if may(one, MatchAction.SEE_CONTACTS, found)]  # fmt: skip

    assert knowing == ([REQUESTER, MEXICO, PROVIDER, BRAZIL] if state == MatchState.ACCEPTED else [])


def test_a_token_that_only_reads_does_nothing_else() -> None:
    reader = Actor("focal@example.org", role=Role.FOCAL_POINT, scopes=frozenset({Scope.READ}))

    assert may(reader, MatchAction.SEE, pairing())
    assert not any(may(reader, action, pairing()) for action in REVIEWING | {MatchAction.NOTE})

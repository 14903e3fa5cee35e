"""Who may do what with an expert's profile and with rosters, as tables."""

import pytest

from matcher.policy import Actor
from matcher.policy.experts import RULES, ExpertAction, RosterAction
from models.account import Role
from models.expert import Expert, ExpertState
from tests import builders
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, somebody, who_may

E, R, S = ExpertAction, RosterAction, ExpertState
CAST: Cast = ALWAYS | {
    "herself": Actor("eva@example.org", role=Role.PROVIDER, organization="usp-bra", country="BRA"),
    "keeper": somebody(Role.PROVIDER, "sabesp-bra", "BRA"),
    "keeper's agency": somebody(Role.AGENCY, "sabesp-bra", "BRA"),
    "keeper's focal point": somebody(Role.FOCAL_POINT, "sabesp-bra", covers=frozenset({"CUB"})),
    "keeper's analyst": somebody(Role.ANALYST, "sabesp-bra", "BRA"),
    "agency of the country": somebody(Role.AGENCY, "abc-bra", "BRA"),
}
KEEPING = TRUSTED | {"keeper", "keeper's agency", "keeper's focal point"}
OWN = KEEPING | {"herself"}
PERSON = {"herself", "clock"}
EVERYBODY = set(CAST)
SIGNED_IN = EVERYBODY - {"public"}


def expert(state: ExpertState = S.CONSENTED, **fields: object) -> Expert:
    """A profile as the database tells it: without a name where it stands for a role or is erased."""
    nobody = {"person": None, "email": None, "contact": None} if state in (S.ROLE, S.ERASED) else {}
    return builders.expert(state=state.value, **nobody | fields)


@pytest.mark.parametrize(
    ("state", "sees", "edits", "asks"),
    [
        (S.DRAFT, OWN, OWN, KEEPING),
        (S.ASKED, OWN, OWN, KEEPING),
        (S.CONSENTED, EVERYBODY, OWN, {"clock"}),
        (S.REFUSED, OWN, PERSON, {"clock"}),
        (S.WITHDRAWN, OWN, PERSON, {"clock"}),
        (S.ERASED, {"clock"}, {"clock"}, {"clock"}),
        (S.ROLE, EVERYBODY, KEEPING, {"clock"}),
    ],
)
def test_a_profile_is_shown_after_consent_and_after_a_refusal_is_the_persons_own(
    state: ExpertState, sees: set[str], edits: set[str], asks: set[str]
) -> None:
    assert who_may(CAST, E.SEE, expert(state)) == sees
    assert who_may(CAST, E.EDIT, expert(state)) == edits
    assert who_may(CAST, E.ASK, expert(state)) == asks


@pytest.mark.parametrize(
    ("state", "visibility", "reads"),
    [
        (S.DRAFT, "public", OWN),
        (S.ASKED, "public", OWN),
        (S.CONSENTED, "public", EVERYBODY),
        (S.CONSENTED, "members", SIGNED_IN),
        (S.CONSENTED, "parties", OWN),
        (S.REFUSED, "public", PERSON),
        (S.WITHDRAWN, "public", PERSON),
        (S.ERASED, "public", {"clock"}),
        (S.ROLE, "public", KEEPING),
    ],
)
def test_name_and_contact_are_read_as_the_consent_says(state: ExpertState, visibility: str, reads: set[str]) -> None:
    assert who_may(CAST, E.READ_PERSON, expert(state, contact_visibility=visibility)) == reads


@pytest.mark.parametrize("state", [one for one in S if one not in (S.ROLE, S.ERASED)])
def test_the_person_alone_answers(state: ExpertState) -> None:
    assert who_may(CAST, E.ANSWER, expert(state)) == PERSON
    assert who_may(CAST, E.ANSWER, expert(state, email="other@example.org")) == {"clock"}


def test_a_profile_without_an_address_is_nobodys_own() -> None:
    assert who_may(CAST, E.ANSWER, expert(S.ROLE)) == {"clock"}


@pytest.mark.parametrize("action", [E.CREATE, R.CREATE])
def test_profiles_and_rosters_are_begun_by_those_who_speak_for_the_organization(action: ExpertAction) -> None:
    assert who_may(CAST, action, builders.organization("sabesp-bra")) == KEEPING


def test_a_roster_is_read_by_everybody_and_kept_by_its_organization() -> None:
    roster = builders.roster(organization="sabesp-bra")

    assert who_may(CAST, R.SEE, roster) == EVERYBODY
    assert who_may(CAST, R.KEEP, roster) == KEEPING


def test_every_action_is_asked_about() -> None:
    assert set(RULES) == set(E) | set(R)

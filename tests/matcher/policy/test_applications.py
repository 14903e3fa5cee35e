"""Who may do what with a call and the applications to it, as tables."""

import pytest

from matcher.policy import Actor
from matcher.policy.applications import RULES, ApplicationAction, CallAction
from models.account import Role
from models.application import ApplicationState, Candidacy, PartnerAnswer
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

A, C, S = ApplicationAction, CallAction, ApplicationState
CAST: Cast = ALWAYS | {
    "lead": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "lead, of no country": somebody(Role.AGENCY, "amexcid-mex"),
    "lead's provider": somebody(Role.PROVIDER, "amexcid-mex", "MEX"),
    "lead's analyst": somebody(Role.ANALYST, "amexcid-mex", "MEX"),
    "agency of the lead's country": somebody(Role.AGENCY, "sre-mex", "MEX"),
    "city of the lead's country": somebody(Role.AGENCY, "merida-mex", "MEX", territorial=True),
    "partner": somebody(Role.PROVIDER, "sabesp-bra", "BRA"),
    "partner's analyst": somebody(Role.ANALYST, "sabesp-bra", "BRA"),
    "partner's neighbour": somebody(Role.PROVIDER, "usp-bra", "BRA"),
    "agency of the partner's country": somebody(Role.AGENCY, "abc-bra", "BRA"),
    "partner that declined": somebody(Role.PROVIDER, "ideam-col", "COL"),
    "agency of who declined": somebody(Role.AGENCY, "apc-col", "COL"),
    "fund": somebody(Role.PROVIDER, "paho"),
    "fund's agency": somebody(Role.AGENCY, "paho"),
    "fund's focal point": somebody(Role.FOCAL_POINT, "paho", covers=frozenset({"CUB"})),
    "fund's analyst": somebody(Role.ANALYST, "paho"),
    "focal point of the lead": focal_point("MEX"),
    "focal point of the partner": focal_point("BRA"),
    "focal point of who declined": focal_point("COL"),
}
FUND = {"fund", "fund's agency", "fund's focal point"}
LEADING = {"lead", "lead, of no country", "agency of the lead's country"}
PARTNERS = {"partner", "agency of the partner's country"}
FOCAL = {"focal point", "focal point of the lead", "focal point of the partner"}
ANALYSTS = {"analyst", "lead's analyst", "partner's analyst", "fund's analyst"}
BEFORE = TRUSTED | LEADING | PARTNERS
AFTER = BEFORE | FUND | FOCAL
SENT = tuple(state for state in S if state != S.DRAFT)


def candidacy(state: str = "submitted", answer: str = "confirmed", *, sent: bool | None = None) -> Candidacy:
    """Mexico leads with Brazil, Colombia has declined; `sent` tells whether it was ever handed in."""
    was_sent = state != "draft" if sent is None else sent
    application = builders.application(state=state, submitted_at=POSTED if was_sent else None)
    partners = [
        builders.partner("BRA", organization="sabesp-bra", answer=answer),
        builders.partner("COL", organization="ideam-col", answer="declined"),
    ]
    return Candidacy(application, builders.proposal_call(), builders.mechanism(), partners)


@pytest.mark.parametrize("action", CallAction)
def test_calls_are_opened_and_changed_by_the_organization_that_runs_the_mechanism(action: CallAction) -> None:
    assert who_may(CAST, action, builders.mechanism()) == TRUSTED | FUND


def test_an_agency_of_an_organization_applies() -> None:
    lost = {"agency of no organization": Actor("a@example.org", role=Role.AGENCY, country="MEX")}
    offices = {"stranger", "fund's agency", "city of the lead's country", "agency of who declined"}

    assert who_may(CAST | lost, A.CREATE) == {"clock"} | LEADING | offices | {"agency of the partner's country"}


@pytest.mark.parametrize("action", [A.EDIT, A.SUBMIT, A.WITHDRAW])
@pytest.mark.parametrize("state", ApplicationState)
def test_the_agencies_of_its_organization_and_country_lead(action: ApplicationAction, state: str) -> None:
    assert who_may(CAST, action, candidacy(str(state))) == {"clock"} | LEADING


@pytest.mark.parametrize("answer", ["invited", "confirmed"])
def test_a_partner_answers_itself_or_by_the_agency_of_its_country(answer: str) -> None:
    assert who_may(CAST, A.ANSWER, candidacy("draft", answer)) == {"clock"} | PARTNERS


def test_who_has_declined_takes_no_part_any_more() -> None:
    left = candidacy("submitted", PartnerAnswer.DECLINED.value)

    assert who_may(CAST, A.ANSWER, left) == {"clock"}
    assert who_may(CAST, A.OPEN, left) == AFTER - PARTNERS - {"focal point of the partner"}


def test_before_it_is_handed_in_only_those_who_take_part_know_of_it() -> None:
    taken_back = candidacy("withdrawn", sent=False)

    for action in (A.SEE, A.ANALYSE, A.OPEN):
        assert who_may(CAST, action, candidacy("draft")) == BEFORE
        assert who_may(CAST, action, taken_back) == BEFORE


@pytest.mark.parametrize("state", SENT)
def test_what_was_handed_in_is_read_by_who_decides_and_the_focal_points_of_its_countries(state: str) -> None:
    assert who_may(CAST, A.OPEN, candidacy(str(state))) == AFTER


@pytest.mark.parametrize("state", SENT)
def test_analysts_know_how_it_was_decided_and_everybody_what_was_approved(state: str) -> None:
    analysing = AFTER | (ANALYSTS if state in ("approved", "declined") else set())

    assert who_may(CAST, A.ANALYSE, candidacy(str(state))) == analysing
    assert who_may(CAST, A.SEE, candidacy(str(state))) == (set(CAST) if state == "approved" else analysing)


@pytest.mark.parametrize("action", [A.REVIEW, A.DECIDE])
def test_who_runs_the_mechanism_decides_about_what_was_handed_in(action: ApplicationAction) -> None:
    assert who_may(CAST, action, candidacy()) == TRUSTED | FUND
    assert who_may(CAST, action, candidacy("draft")) == {"clock"}


@pytest.mark.parametrize("action", [A.REVIEW, A.DECIDE])
def test_nobody_decides_about_what_he_himself_has_brought(action: ApplicationAction) -> None:
    own = candidacy()
    own.application.organization = "paho"

    assert who_may(CAST, action, own) == TRUSTED | FUND - {"fund's agency"}


def test_every_action_is_asked_about() -> None:
    assert set(RULES) == set(A) | set(C)

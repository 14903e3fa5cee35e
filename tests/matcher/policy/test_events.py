"""Who may do what with an event, the delegations that come and their meetings, as tables."""

import pytest

from matcher.policy.events import RULES, Attending, EventAction, Sitting
from models.account import Role
from models.event import Event, EventState
from models.event_delegation import EventDelegation
from models.meeting import Meeting
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

A, S = EventAction, EventState
CAST: Cast = ALWAYS | {
    "host": somebody(Role.AGENCY, "segib"),
    "host's provider": somebody(Role.PROVIDER, "segib"),
    "host's focal point": somebody(Role.FOCAL_POINT, "segib", covers=frozenset({"CUB"})),
    "host's analyst": somebody(Role.ANALYST, "segib"),
    "agency where it is held": somebody(Role.AGENCY, "mire-pan", "PAN"),
    "focal point where it is held": focal_point("PAN"),
    "delegation": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "delegation's agency": somebody(Role.AGENCY, "conagua-mex"),
    "delegation's focal point": somebody(Role.FOCAL_POINT, "conagua-mex", covers=frozenset({"CUB"})),
    "delegation's analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "agency of its country": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "city of its country": somebody(Role.AGENCY, "merida-mex", "MEX", territorial=True),
    "provider of its country": somebody(Role.PROVIDER, "unam-mex", "MEX"),
    "focal point of its country": focal_point("MEX"),
    "other side": somebody(Role.PROVIDER, "sabesp-bra", "BRA"),
    "agency of the other side": somebody(Role.AGENCY, "abc-bra", "BRA"),
}
HOSTS = {"host", "host's provider", "host's focal point"}
ORGANIZERS = TRUSTED | HOSTS | {"focal point", "focal point where it is held"}
ANSWERABLE = ORGANIZERS - {"host's provider"}
DELEGATES = {"delegation", "delegation's agency", "delegation's focal point", "agency of its country"}
OTHERS = {"other side", "agency of the other side"}
FOCAL_POINTS = {
    *("focal point", "focal point elsewhere", "focal point where it is held", "focal point of its country"),
    *("host's focal point", "delegation's focal point"),
}


def event(state: EventState = S.ANNOUNCED, country: str | None = "PAN") -> Event:
    return Event(id="eve-1", organization="segib", country=country, state=state.value)


def attending(state: EventState = S.ANNOUNCED, organization: str = "conagua-mex", country: str = "MEX") -> Attending:
    row = EventDelegation(id=f"del-{country}", event="eve-1", organization=organization)
    return Attending(event(state), row, builders.organization(organization, country))


def sitting(state: EventState = S.ANNOUNCED) -> Sitting:
    moments = {"starts_at": POSTED, "changed_at": POSTED}
    row = Meeting(id="mee-1", event="eve-1", first="del-BRA", second="del-MEX", minutes=20, place=1, score=1, **moments)
    return Sitting(row, [attending(state), attending(state, "sabesp-bra", "BRA")])


@pytest.mark.parametrize("state", EventState)
def test_a_draft_is_its_organizers_own_and_every_other_event_everybodys(state: EventState) -> None:
    assert who_may(CAST, A.SEE, event(state)) == (ORGANIZERS if state == S.DRAFT else set(CAST))


@pytest.mark.parametrize("action", [A.SEE_TIMETABLE, A.ORGANIZE])
@pytest.mark.parametrize("state", EventState)
def test_it_is_organized_by_who_invites_and_the_focal_points_of_the_country_where_it_is(
    action: EventAction, state: EventState
) -> None:
    assert who_may(CAST, action, event(state)) == ORGANIZERS


@pytest.mark.parametrize("action", [A.ANNOUNCE, A.COLLECT])
def test_a_provider_neither_announces_an_event_nor_writes_in_the_name_of_others(action: EventAction) -> None:
    assert who_may(CAST, action, event()) == ANSWERABLE
    assert who_may(CAST, action, event(S.DRAFT)) == ANSWERABLE


def test_an_event_without_a_country_is_no_focal_points_by_its_place() -> None:
    assert who_may(CAST, A.ORGANIZE, event(country=None)) == TRUSTED | HOSTS


def test_people_of_an_organization_invite_for_it_and_focal_points_for_any() -> None:
    assert who_may(CAST, A.CREATE, builders.organization("segib", None)) == TRUSTED | HOSTS | FOCAL_POINTS
    delegates = {"delegation", "delegation's agency"}
    assert who_may(CAST, A.CREATE, builders.organization("conagua-mex", "MEX")) == TRUSTED | delegates | FOCAL_POINTS


@pytest.mark.parametrize("action", [A.SEE_DELEGATION, A.EDIT_DELEGATION])
def test_a_delegation_is_its_own_peoples_its_agencys_and_the_organizers(action: EventAction) -> None:
    for state in set(S) - {S.DRAFT}:
        assert who_may(CAST, action, attending(state)) == ORGANIZERS | DELEGATES
    assert who_may(CAST, action, attending(S.DRAFT)) == ORGANIZERS


def test_a_meeting_is_seen_by_both_sides_and_the_organizers() -> None:
    assert who_may(CAST, A.SEE_MEETING, sitting()) == ORGANIZERS | DELEGATES | OTHERS
    assert who_may(CAST, A.SEE_MEETING, sitting(S.DRAFT)) == ORGANIZERS


def test_a_meeting_is_settled_by_both_sides_and_organizers_but_a_provider() -> None:
    assert who_may(CAST, A.SETTLE_MEETING, sitting()) == ANSWERABLE | DELEGATES | OTHERS
    assert who_may(CAST, A.SETTLE_MEETING, sitting(S.DRAFT)) == ANSWERABLE


def test_things_are_named_as_what_they_are() -> None:
    assert (attending().id, attending().noun) == ("del-MEX", "delegation")
    assert (sitting().id, sitting().noun) == ("mee-1", "meeting")


def test_every_action_is_asked_about() -> None:
    assert set(RULES) == set(A)

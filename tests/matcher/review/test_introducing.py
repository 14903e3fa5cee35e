"""The requester chooses, both sides answer, and only then do they know how to reach each other."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from matcher.errors import ConflictError, ForbiddenError
from matcher.review.bulk import ManyRefusedError
from matcher.review.contacts import contacts_of
from matcher.review.introducing import accept, choose, introduce
from matcher.review.reasons import Decline
from matcher.review.reviewing import decline
from models.decision import Reason, decisions_on
from models.exchange import Exchange
from models.match import Match, MatchState
from models.request import Request
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    ANALYST,
    FOCAL,
    PROVIDER,
    WINDOW,
    endorsed,
    further,
    introduced,
    picked,
    readers,
    who,
)

PAST = NOW.date() - timedelta(days=1)


def test_choosing_introduces_and_is_the_requesters_acceptance(session: Session, match: Match) -> None:
    introduced(session, match)

    assert (match.state, match.introduced_at, match.requester_accepted_at) == (MatchState.INTRODUCED, NOW, NOW)
    assert match.provider_accepted_at is None
    said = [(one.role, one.verdict) for one in decisions_on(session, match.id or 0)]
    assert said == [("focal-point", "endorsed"), ("requester", "accepted")]
    assert readers(session, "match-introduced") == [WINDOW, AGENCY, PROVIDER]


def test_several_are_chosen_at_once_or_none(session: Session, match: Match) -> None:
    ready, not_ready = endorsed(session, match), further(session, 1)

    with pytest.raises(ManyRefusedError, match="1 of 2 cannot be done") as refused:
        choose(session, who(session, AGENCY), match.request, [picked(ready), picked(not_ready)], now=NOW)

    assert [str(one.place) for one in refused.value.faults] == [f"match {not_ready.id}"]
    assert ready.state == MatchState.ENDORSED


def test_a_match_of_another_request_cannot_be_chosen(session: Session, match: Match) -> None:
    endorsed(session, match)

    with pytest.raises(ManyRefusedError, match="there is no match"):
        choose(session, who(session, AGENCY), "req-other", [picked(match)], now=NOW)


def test_nobody_chooses_for_the_requester(session: Session, match: Match) -> None:
    endorsed(session, match)

    with pytest.raises(ForbiddenError, match="your account may not do this"):
        choose(session, who(session, FOCAL), match.request, [picked(match)], now=NOW)


def test_when_the_provider_accepts_what_was_chosen_both_have_accepted(session: Session, match: Match) -> None:
    introduced(session, match)
    accept(session, who(session, PROVIDER), picked(match), now=NOW)

    assert (match.state, match.provider_accepted_at) == (MatchState.ACCEPTED, NOW)
    assert readers(session, "match-accepted") == [WINDOW, AGENCY, PROVIDER]


def test_with_the_last_acceptance_the_exchange_is_open(session: Session, match: Match) -> None:
    introduced(session, match)
    assert session.exec(select(Exchange)).all() == []
    accept(session, who(session, PROVIDER), picked(match), now=NOW)

    exchange = session.exec(select(Exchange)).one()
    assert (exchange.match, exchange.state, exchange.opened_at) == (match.id, "accepted", NOW)


@pytest.mark.parametrize("order", [(AGENCY, PROVIDER), (PROVIDER, AGENCY)])
def test_after_a_focal_points_introduction_both_must_accept(
    session: Session, match: Match, order: tuple[str, str]
) -> None:
    endorsed(session, match)
    introduce(session, who(session, FOCAL), picked(match), now=NOW)
    assert (match.requester_accepted_at, match.provider_accepted_at) == (None, None)

    accept(session, who(session, order[0]), picked(match), now=NOW)
    assert match.state == MatchState.INTRODUCED
    with pytest.raises(ConflictError, match="your side has accepted already"):
        accept(session, who(session, order[0]), picked(match), now=NOW)
    accept(session, who(session, order[1]), picked(match), now=NOW)
    assert match.state == MatchState.ACCEPTED


@pytest.mark.parametrize(
    ("fields", "stands"), [({"state": "withdrawn"}, False), ({"state": "closed"}, False), ({"expires_on": PAST}, True)]
)
def test_an_introduction_is_accepted_after_an_expiry_but_not_after_a_withdrawal(
    session: Session, match: Match, fields: dict[str, object], stands: bool
) -> None:
    introduced(session, match)
    session.get_one(Request, match.request).sqlmodel_update(fields)
    provider = who(session, PROVIDER)

    if stands:
        assert accept(session, provider, picked(match), now=NOW).match.state == MatchState.ACCEPTED
    else:
        with pytest.raises(ConflictError, match="the request is no longer open"):
            accept(session, provider, picked(match), now=NOW)


def test_a_focal_point_accepts_for_nobody(session: Session, match: Match) -> None:
    introduced(session, match)

    with pytest.raises(ForbiddenError):
        accept(session, who(session, FOCAL), picked(match), now=NOW)


def test_an_accepted_match_is_not_declined_any_more(session: Session, match: Match) -> None:
    introduced(session, match)
    accept(session, who(session, PROVIDER), picked(match), now=NOW)

    with pytest.raises(ConflictError, match="is accepted"):
        decline(session, who(session, PROVIDER), picked(match), Decline(reason=Reason.TIMING), now=NOW)


def test_contact_data_is_for_both_sides_once_both_have_accepted(session: Session, match: Match) -> None:
    introduced(session, match)
    for email in (AGENCY, PROVIDER):
        with pytest.raises(ConflictError, match="once both have accepted"):
            contacts_of(session, who(session, email), match.id or 0)

    accept(session, who(session, PROVIDER), picked(match), now=NOW)

    for email in (AGENCY, PROVIDER):
        found = contacts_of(session, who(session, email), match.id or 0)
        assert [one.email for one in found.requester.people] == [AGENCY]
        assert [one.email for one in found.provider.people] == [WINDOW, PROVIDER]
    for email in (FOCAL, ANALYST, ADMINISTRATOR):
        with pytest.raises(ForbiddenError):
            contacts_of(session, who(session, email), match.id or 0)

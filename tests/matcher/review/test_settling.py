"""When a post is over, nobody is asked any more about what nobody can have."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from matcher.posting.ending import close, withdraw
from matcher.posting.visibility import case_of
from matcher.review.settling import PostEnd, settle_matches_of, settle_what_is_over
from models.match import Match, MatchState
from models.offer import Offer
from models.request import NeedMet, Request
from tests.conftest import NOW
from tests.matcher.review.people import AGENCY, PROVIDER, WINDOW, endorsed, further, introduced, letters, readers, who


@pytest.mark.parametrize("kind", ["request", "offer"])
@pytest.mark.parametrize("why", PostEnd)
def test_proposals_and_endorsements_end_with_their_post(
    session: Session, match: Match, kind: str, why: PostEnd
) -> None:
    other = endorsed(session, further(session, 1))
    before = letters(session)
    settled = settle_matches_of(session, kind, getattr(match, kind), now=NOW, why=why)

    assert settled == (2 if kind == "request" else 1)
    assert match.state == MatchState.SUPERSEDED
    assert other.state == (MatchState.SUPERSEDED if kind == "request" else MatchState.ENDORSED)
    assert letters(session) == before


@pytest.mark.parametrize("why", PostEnd)
def test_an_introduction_outlives_only_the_expiry_and_its_end_is_told(
    session: Session, match: Match, why: PostEnd
) -> None:
    introduced(session, match)
    settle_matches_of(session, "request", match.request, now=NOW, why=why)

    expired = why == PostEnd.EXPIRED
    assert match.state == (MatchState.INTRODUCED if expired else MatchState.SUPERSEDED)
    assert readers(session, "match-ended") == ([] if expired else [WINDOW, AGENCY, PROVIDER])


@pytest.mark.parametrize("kind", [Request, Offer])
@pytest.mark.parametrize("end", [withdraw, close])
def test_whoever_withdraws_or_closes_a_post_ends_its_matches_at_once(
    session: Session, match: Match, kind: type[Request | Offer], end: Callable[..., None]
) -> None:
    introduced(session, match)
    post = session.get_one(kind, match.request if kind is Request else match.offer)
    answer = {"need_met": NeedMet.NO} if end is close else {}
    end(session, who(session, AGENCY if kind is Request else PROVIDER), case_of(session, post), now=NOW, **answer)

    assert match.state == MatchState.SUPERSEDED
    assert readers(session, "match-ended") == [WINDOW, AGENCY, PROVIDER]


@pytest.mark.parametrize(("table", "key"), [(Request, "req-agua"), (Offer, "off-agua")])
def test_the_clock_finds_what_has_expired(
    session: Session, match: Match, table: type[Request | Offer], key: str
) -> None:
    session.get_one(table, key).expires_on = NOW.date()
    assert settle_what_is_over(session, NOW) == 0
    assert settle_what_is_over(session, NOW + timedelta(days=1)) == 1
    assert match.state == MatchState.SUPERSEDED
    assert settle_what_is_over(session, NOW + timedelta(days=1)) == 0


def test_the_clock_ends_an_introduction_whose_request_was_closed(session: Session, match: Match) -> None:
    introduced(session, match)
    session.get_one(Request, match.request).state = "closed"

    assert settle_what_is_over(session, NOW) == 1
    assert match.state == MatchState.SUPERSEDED

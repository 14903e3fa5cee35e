"""A mail crosses open networks: what is for its parties alone stands in it by a neutral title, without its reason."""

import pytest
from sqlalchemy import Engine

from models.database import writing
from models.match import MatchState
from models.offer import Offer
from models.request import Request
from tests.conftest import NOW
from tests.matched import suggest
from tests.matcher.digests.said import AGENCY, FOCAL, PROVIDER, said, section, waiting


def hide(engine: Engine, visibility: str, *, state: MatchState = MatchState.PROPOSED) -> None:
    with writing(engine) as session:
        waiting(session, state, days=8) if state != MatchState.PROPOSED else suggest(session)
        post = session.get_one(Request, "req-agua")
        post.title, post.visibility = "CANARY", visibility


@pytest.mark.parametrize(
    ("visibility", "title"), [("members", "CANARY"), ("parties", "Una solicitud reservada"), ("public", "CANARY")]
)
def test_a_request_for_its_parties_is_named_by_a_neutral_title(small: Engine, visibility: str, title: str) -> None:
    hide(small, visibility)

    (found,) = section(small, AGENCY, "matches")

    reserved = {"reserved": True} if visibility == "parties" else {}
    assert found["request"] == {"kind": "request", "id": "req-agua", "title": title} | reserved
    assert found["offer"]["title"] == "Agua potable rural"
    assert bool(found["why"]) == (visibility != "parties")


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ENDORSED, MatchState.INTRODUCED])
def test_no_section_of_anybody_says_the_words_of_a_post_for_its_parties(small: Engine, state: MatchState) -> None:
    hide(small, "parties", state=state)
    with writing(small) as session:
        session.get_one(Request, "req-agua").expires_on = NOW.date()

    every = [said(small, email) for email in (AGENCY, PROVIDER, FOCAL)]

    assert "CANARY" not in str(every)
    assert "req-agua" in str(every[0])
    assert "req-agua" in str(every[2])


def test_a_reserved_offer_is_neutral_too_and_known_to_its_provider_and_focal_point(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
        session.get_one(Offer, "off-agua").visibility = "parties"

    assert section(small, FOCAL, "queue")[0]["offer"]["title"] == "A reserved offer"
    assert section(small, PROVIDER, "could_serve")[0]["offer"]["title"] == "Uma oferta reservada"
    assert said(small, AGENCY) == {}

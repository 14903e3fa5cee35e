"""The public catalogue shows what is open, page by page."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.catalogue import Filter, live_posts, one_post
from matcher.errors import NotFoundError
from models.database import reading, writing
from models.offer import Offer
from tests.builders import offer, organization
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def shelf(engine: Engine) -> Engine:
    """Offers that differ in one thing each."""
    with writing(engine) as session:
        session.add_all([organization(), organization("conaf-chl", "CHL")])
        session.flush()
        session.add_all([offer("off-1"), offer("off-2", sectors=["health"]), offer("off-3", language="pt")])
        session.add(offer("off-4", sectors=["reproductive-health"], modalities=["study-visit"]))
        session.add(offer("off-5", organization="conaf-chl", country="CHL", expires_on=TODAY))
        session.add(offer("off-old", expires_on=TODAY - timedelta(days=1)))
        session.add(offer("off-draft", state="draft"))
    return engine


def _keys(session: Session, wanted: Filter) -> list[str]:
    return [one.id for one in live_posts(session, Offer, wanted, on=TODAY)[0]]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Filter(), ["off-1", "off-2", "off-3", "off-4", "off-5"]),
        (Filter(sector="health"), ["off-2"]),
        (Filter(language="pt"), ["off-3"]),
        (Filter(modality="study-visit"), ["off-4"]),
        (Filter(country="CHL"), ["off-5"]),
        (Filter(country="CHL", language="pt"), []),
        (Filter(sector="%"), []),
    ],
)
def test_a_filter_finds_exactly_what_it_names(wanted: Filter, keys: list[str], shelf: Engine) -> None:
    with reading(shelf) as session:
        assert _keys(session, wanted) == keys


@pytest.mark.parametrize("limit", [1, 2, 5, 50])
def test_pages_hold_every_post_once(limit: int, shelf: Engine) -> None:
    seen: list[str] = []
    after: str | None = ""
    with reading(shelf) as session:
        while after is not None:
            rows, after = live_posts(session, Offer, Filter(), on=TODAY, after=after or None, limit=limit)
            seen += [one.id for one in rows]

    assert seen == ["off-1", "off-2", "off-3", "off-4", "off-5"]


def test_a_draft_does_not_exist_for_the_public_and_an_expired_post_does(shelf: Engine) -> None:
    with reading(shelf) as session:
        assert one_post(session, Offer, "off-old").id == "off-old"
        for key in ("off-draft", "off-9"):
            with pytest.raises(NotFoundError, match=key):
                one_post(session, Offer, key)

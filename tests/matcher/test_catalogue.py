"""The public catalogue shows what is open, page by page."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.catalogue import Filter, Order, Part, Standing, list_posts, one_post
from matcher.errors import BadInputError, NotFoundError
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
        session.add_all(
            [offer("off-1", sdgs=[1, 16]), offer("off-2", sectors=["health"]), offer("off-3", language="pt")]
        )
        session.add(offer("off-4", sectors=["reproductive-health"], modalities=["study-visit"], sdgs=[6]))
        session.add(offer("off-5", organization="conaf-chl", country="CHL", expires_on=TODAY))
        session.add(offer("off-old", expires_on=TODAY - timedelta(days=1)))
        session.add(offer("off-draft", state="draft"))
    return engine


def _keys(session: Session, wanted: Filter) -> list[str]:
    return [one.id for one in list_posts(session, Offer, wanted, on=TODAY)[0]]


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
        (Filter(sdg=6), ["off-4"]),
        (Filter(sdg=16), ["off-1"]),
        (Filter(sdg=1), ["off-1"]),
        (Filter(region="americas"), ["off-1", "off-2", "off-3", "off-4", "off-5"]),
        (Filter(region="africa"), []),
        (Filter(text="GESTION COMUNITÁRIA", country="CHL"), ["off-5"]),
        (Filter(text="agua_potable"), []),
        (Filter(standing=Standing.EXPIRED), ["off-old"]),
        (Filter(standing=Standing.DRAFT), []),
    ],
)
def test_a_filter_finds_exactly_what_it_names(wanted: Filter, keys: list[str], shelf: Engine) -> None:
    with reading(shelf) as session:
        assert _keys(session, wanted) == keys


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("limit", [1, 2, 5, 50])
def test_pages_hold_every_post_once_in_every_order(limit: int, order: Order, shelf: Engine) -> None:
    with writing(shelf) as session:
        session.get_one(Offer, "off-3").published_at = NOW
    seen: list[str] = []
    after: str | None = None
    with reading(shelf) as session:
        while True:
            rows, after = list_posts(session, Offer, Filter(), Part(after, limit, order), on=TODAY)
            seen += [one.id for one in rows]
            if after is None:
                break

    expected = {
        Order.ID: ["off-1", "off-2", "off-3", "off-4", "off-5"],
        Order.NEWEST: ["off-3", "off-1", "off-2", "off-4", "off-5"],
        Order.EXPIRES: ["off-5", "off-1", "off-2", "off-3", "off-4"],
    }
    assert seen == expected[order]


@pytest.mark.parametrize("cursor", ["", "yesterday~off-1", "2026-11-02T09:00:00~off-1", "\x00"])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.EXPIRES])
def test_a_cursor_of_another_list_is_refused(cursor: str, order: Order, shelf: Engine) -> None:
    with reading(shelf) as session, pytest.raises(BadInputError, match="no cursor"):
        list_posts(session, Offer, Filter(), Part(cursor, 5, order), on=TODAY)


def test_a_draft_does_not_exist_for_the_public_and_an_expired_post_does(shelf: Engine) -> None:
    with reading(shelf) as session:
        assert one_post(session, Offer, "off-old").id == "off-old"
        for key in ("off-draft", "off-9"):
            with pytest.raises(NotFoundError, match=key):
                one_post(session, Offer, key)

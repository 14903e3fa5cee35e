"""Whether published offers have changed is known without reading them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.database import writing
from models.offer import Offer, stamp_of_published
from models.post import PostState
from tests import builders
from tests.conftest import NOW
from tests.matched import put


def _edit(offer: Offer) -> None:
    offer.title = "Another title"


def _withdraw(offer: Offer) -> None:
    offer.state = PostState.WITHDRAWN


@pytest.mark.parametrize("change", [_edit, _withdraw])
def test_an_offer_that_changes_or_goes_changes_the_stamp(engine: Engine, change: Callable[[Offer], None]) -> None:
    with writing(engine) as session:
        put(session, builders.organization(), builders.offer("off-1"), builders.offer("off-2"))
        before = stamp_of_published(session)
        assert stamp_of_published(session) == before

        change(session.get_one(Offer, "off-1"))
        session.flush()

        assert stamp_of_published(session) != before


def test_one_that_comes_while_another_goes_changes_the_stamp(engine: Engine) -> None:
    with writing(engine) as session:
        put(session, builders.organization(), builders.offer("off-1"), builders.offer("off-2"))
        before = stamp_of_published(session)

        _withdraw(session.get_one(Offer, "off-1"))
        put(session, builders.offer("off-3", published_at=NOW + timedelta(days=1)))

        assert stamp_of_published(session) != before

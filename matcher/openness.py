"""What everybody may see, as conditions for the database. Feeds, countries and linked data show this and no more."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from models.exchange import Exchange, ExchangeState
from models.offer import Offer
from models.post import PostState, Visibility
from models.practice import Practice, PracticeState
from models.request import Request


def open_posts(table: type[Request] | type[Offer], *, on: date | None = None) -> list[ColumnElement[bool]]:
    """Published posts that are for the public; those not yet expired on a day, where one is given."""
    conditions = [col(table.state) == PostState.PUBLISHED, col(table.visibility) == Visibility.PUBLIC]
    if on is not None:
        conditions.append(or_(col(table.expires_on).is_(None), col(table.expires_on) >= on))
    return conditions


def open_exchanges() -> list[ColumnElement[bool]]:
    """Completed exchanges, and running ones that were recorded from a published source."""
    recorded = and_(col(Exchange.source_document).is_not(None), col(Exchange.match).is_(None))
    running = and_(col(Exchange.state) == ExchangeState.RUNNING, recorded)
    return [or_(col(Exchange.state) == ExchangeState.COMPLETED, running)]


def open_practices() -> list[ColumnElement[bool]]:
    """Published practices, each once."""
    return [col(Practice.state) == PracticeState.PUBLISHED, col(Practice.translation_of).is_(None)]

"""Practices of places like one: what worked in a similar country is likely to work here."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import case, tuple_
from sqlmodel import Session, col

from matcher.cursors import no_cursor, number_in
from matcher.policy import Actor
from matcher.practices.finding import PracticeFilter, chosen_by
from models import taxonomy
from models.practice import Practice
from scoring.context import alike_in, country_similarity

ALIKE = 0.5
"""Likeness from which a country counts as a place like another."""
MOST_ALIKE = 30
"""Countries that are looked at."""


@cache
def places_like(code: str) -> tuple[str, ...]:
    """The countries and territories that resemble one most, the most alike first; itself is not among them."""
    likeness = {other: country_similarity(code, other) or 0.0 for other in taxonomy.countries() if other != code}
    near = [other for other, value in likeness.items() if value >= ALIKE]
    return tuple(sorted(near, key=lambda other: (-likeness[other], other))[:MOST_ALIKE])


def shared_by(code: str, other: str | None) -> list[str]:
    """In what two countries are alike, as keys of `scoring.context.LIKENESSES`; nothing for one and the same."""
    return alike_in(code, other) if other and other != code else []


def practices_like(
    session: Session, actor: Actor, wanted: PracticeFilter, place: str, *, after: str | None = None, limit: int = 50
) -> tuple[Sequence[Practice], str | None]:
    """A part of the practices of places like one, those of the most alike first, and the cursor of the next.

    Raises BadInputError for a cursor that is none of this list.
    """
    near = places_like(place)
    rank = case({code: number for number, code in enumerate(near)}, value=col(Practice.country), else_=len(near))
    chosen = chosen_by(actor, wanted).where(col(Practice.country).in_(near))
    if after is not None:
        chosen = chosen.where(tuple_(rank, col(Practice.id)) > tuple_(*_last(after)))
    rows = session.exec(chosen.order_by(rank, col(Practice.id)).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], f"{near.index(last.country or '')}~{last.id}" if last else None


def _last(after: str) -> tuple[int, str]:
    number, parted, key = after.partition("~")
    if not parted or "\x00" in key:
        raise no_cursor(after)
    return number_in(after, number), key

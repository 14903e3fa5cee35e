"""Answers that say in which other catalogues what they tell of stands too."""

from collections.abc import Sequence
from typing import TypeVar

from sqlmodel import Session

from matcher.catalogues.keeping import seen_elsewhere
from models.exchange_schemas import ExchangePublic
from models.offer import OfferPublic
from models.practice_schemas import PracticePublic

Told = TypeVar("Told", OfferPublic, PracticePublic, ExchangePublic)


def with_also_at(session: Session, noun: str, items: Sequence[Told]) -> list[Told]:
    """Some answers with that, by one query."""
    found = seen_elsewhere(session, noun, [one.id for one in items])
    return [one.model_copy(update={"also_at": found.get(one.id, [])}) for one in items]

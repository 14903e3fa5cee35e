"""Reads the first few matches that a section of one reader's digest would show, without the others.

A database sorts what a condition leaves; whether a section shows a match only the section knows, so keys are read in
parts, and their matches few by few, until it has shown enough.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlmodel import Session, col, select

from matcher.digests.sections.items import MOST
from models.match import Match
from models.offer import Offer
from models.pairing import Pairing, pairings
from models.request import Request

PART = 30
"""Keys in a part: some of the first ten may have expired, or be for others."""
FEW = 10
"""Matches that are read at once: a section shows so many at most."""


@dataclass(frozen=True)
class Strand:
    """Matches of which a condition on the match alone holds, in an order; `among` is a condition on both posts too."""

    where: tuple[Any, ...]
    order: tuple[Any, ...]
    among: Any = None


def in_order(session: Session, strand: Strand) -> Iterator[Pairing]:
    """All matches of a strand in its order, part by part."""
    chosen = select(col(Match.id)).where(*strand.where).order_by(*strand.order)
    if strand.among is not None:
        posts = (col(Request.id) == Match.request, col(Offer.id) == Match.offer)
        chosen = chosen.join(Request, posts[0]).join(Offer, posts[1]).where(strand.among)
    start, keys = 0, list[int]()
    while start == 0 or len(keys) == PART:
        keys = [key for key in session.exec(chosen.limit(PART).offset(start)) if key is not None]
        for place in range(0, len(keys), FEW):
            known = pairings(session, keys[place : place + FEW])
            yield from (known[key] for key in keys[place : place + FEW])
        start += PART


def first(session: Session, strand: Strand, shows: Callable[[Pairing], bool]) -> Iterator[Pairing]:
    """The first matches of a strand that a section shows, as many as it shows."""
    return islice(filter(shows, in_order(session, strand)), MOST)

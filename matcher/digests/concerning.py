"""What the digest of one reader would speak of, found without the posts and matches of all others.

From what is named here the sections make what they would make of everything: each of their lists begins the same, and
what comes after its end does not matter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlmodel import Session

from matcher.digests.candidates import first, in_order
from matcher.digests.own_matches import accepted_alone, own, suggested, to_answer, to_serve
from matcher.digests.own_posts import asked_about, expiring_posts, running_exchanges, territorial_posts
from matcher.digests.reading import Named, is_open
from matcher.digests.reviewed import first_submitted, first_unmet, proposed, standing_still
from matcher.digests.sections import SECTIONS
from matcher.digests.sections.answers import wanted_of
from matcher.digests.sections.items import MOST
from matcher.digests.sections.raising import MOST_RAISES, strongest_change
from matcher.digests.sections.reader import Reader
from matcher.digests.sections.reviewing import in_charge
from matcher.digests.sections.stalled import accepted, is_old
from matcher.digests.sections.suggestions import PER_REQUEST, could_be_served
from matcher.digests.situation import Situation
from matcher.experts.news import experts_concerning
from matcher.policy.matches import side_of
from matcher.policy.posts import AUTHORS
from models.account import Role
from models.decision import Side
from models.pairing import Pairing


def concerning(session: Session, reader: Reader, bare: Situation) -> Named:
    """What a reader's sections speak of; `bare` is the situation without any post, match or exchange."""
    actor = reader.actor
    organizations = {actor.organization} if actor.organization else set[str]()
    told = experts_concerning(session, actor.organization, actor.email)
    if actor.has_role(Role.FOCAL_POINT):
        posts = first_submitted(session, actor, bare)
        unmet = first_unmet(session, actor, on=bare.today)
        matches = {one.id for one in _reviewed(session, reader, bare)}
        return Named(
            matches=matches,
            posts={*posts, *unmet},
            with_matches=set(unmet),
            organizations=organizations,
            experts=told,
        )
    if not actor.has_role(*AUTHORS):
        return Named(organizations=organizations, experts=told)
    return Named(
        matches={one.id for one in _own(session, reader, bare)},
        posts={
            *expiring_posts(session, actor, bare.today),
            *asked_about(session, actor, bare.now),
            *territorial_posts(session, actor, now=bare.now),
        },
        exchanges=running_exchanges(session, actor),
        organizations=organizations,
        experts=told,
    )


def _reviewed(session: Session, reader: Reader, bare: Situation) -> Iterator[Pairing]:
    """What stands still, and what waits for a review."""

    def shown(one: Pairing) -> bool:
        return is_open(one, bare.now) and in_charge(reader, one, bare) and reader.sees(one)

    yield from first(session, standing_still(reader.actor), lambda one: is_old(one, bare) and shown(one))
    yield from first(session, proposed(reader.actor), shown)


def _own(session: Session, reader: Reader, bare: Situation) -> Iterator[Pairing]:
    """What waits for an answer, what the reader's side waits for, and what is suggested to it."""

    def shown(one: Pairing) -> bool:
        return is_open(one, bare.now) and reader.sees(one)

    actor, side = reader.actor, own(session, reader.actor)
    for strand in to_answer(side):
        yield from first(session, strand, lambda one: wanted_of(reader, one) is not None and shown(one))
    for strand in accepted_alone(side):
        yield from first(session, strand, lambda one: accepted(reader, one) and is_old(one, bare) and shown(one))
    yield from first(session, to_serve(side), lambda one: could_be_served(reader, one) and shown(one))
    if "matches" in SECTIONS[actor.role or ""]:
        asking = in_order(session, suggested(side))
        yield from _in_turn(one for one in asking if side_of(actor, one) == Side.REQUESTER and shown(one))
    if "raises" in SECTIONS[actor.role or ""]:
        behind = in_order(session, to_serve(side, behind=True))
        yield from _rising(one for one in behind if could_be_served(reader, one) and shown(one))


def _in_turn(found: Iterable[Pairing]) -> Iterator[Pairing]:
    """The best of so many requests as are shown, or, where there are fewer, the best few of each."""
    counts = Counter[str]()
    for one in found:
        counts[one.request.id] += 1
        if counts[one.request.id] <= PER_REQUEST:
            yield one
        if len(counts) == MOST:
            break


def _rising(found: Iterable[Pairing]) -> Iterator[Pairing]:
    """The best of each offer, until enough of them could rise."""
    offers, rising = set[str](), 0
    for one in found:
        if one.offer.id in offers:
            continue
        offers.add(one.offer.id)
        yield one
        rising += strongest_change(one) is not None
        if rising == MOST_RAISES:
            break

"""Matches as rows of a focal point's lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.review.rows import MatchListed, PostBrief, listed
from models import taxonomy
from models.pairing import Pairing

SOON = 30
"""Days before the end of a post from which on its matches are urgent."""
LONG = 14
"""Days after which a proposal has waited long: the focal points are reminded of it."""


@dataclass(frozen=True)
class SideCell:
    """A post of a row with whose it is; no title where the reader may not see it."""

    id: str
    title: str | None
    language: str
    whose: str


@dataclass(frozen=True)
class QueueRow:
    """A match in a list; `expires_on` is told where one of its posts ends soon."""

    match: MatchListed
    request: SideCell
    offer: SideCell
    days: int
    expires_on: date | None
    waits_long: bool
    fault: str = ""


def queue_rows(
    session: Session, visit: Visit, found: Sequence[Pairing], faults: Mapping[int, str] | None = None
) -> list[QueueRow]:
    """The rows of some matches; three queries however many they are."""
    told = listed(session, visit.actor, found, language=visit.language)
    return [_row(visit, one, row, (faults or {}).get(one.id, "")) for one, row in zip(found, told, strict=True)]


def _row(visit: Visit, found: Pairing, row: MatchListed, fault: str) -> QueueRow:
    days = (visit.today - row.proposed_at.date()).days
    ends = [one.expires_on for one in (found.request, found.offer) if one.expires_on is not None]
    soon = [one for one in ends if (one - visit.today).days <= SOON]
    return QueueRow(
        match=row,
        request=_side(row.request, found.request.language, visit.language),
        offer=_side(row.offer, found.offer.language, visit.language),
        days=days,
        expires_on=min(soon, default=None),
        waits_long=days >= LONG,
        fault=fault,
    )


def _side(brief: PostBrief, language: str, reader: str) -> SideCell:
    return SideCell(brief.id, brief.title, language, whose(brief.organization_name, brief.country, reader))


def whose(organization: str, country: str | None, language: str) -> str:
    """An organization with its country in the reader's language."""
    return f"{organization}, {taxonomy.country_name(country, language)}" if country else organization

"""Matches as rows of a focal point's lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.review.recipients import focal_points, in_charge
from matcher.review.rows import MatchListed, PostBrief, listed
from models import taxonomy
from models.account import Account
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
class InCharge:
    """The focal points for whom a match waits, by name: by hand the one to whom it was given, else those of its
    countries and sectors. `own` where the reader is one of them."""

    names: list[str]
    own: bool


@dataclass(frozen=True)
class QueueRow:
    """A match in a list; `expires_on` is told where one of its posts ends soon, `in_charge` for whom it waits."""

    match: MatchListed
    request: SideCell
    offer: SideCell
    days: int
    expires_on: date | None
    waits_long: bool
    in_charge: InCharge
    fault: str = ""


def queue_rows(
    session: Session,
    visit: Visit,
    found: Sequence[Pairing],
    faults: Mapping[int, str] | None = None,
    *,
    own: bool = False,
) -> list[QueueRow]:
    """The rows of some matches, four queries however many they are; three where all are known to be the reader's `own`
    to look after."""
    told = listed(session, visit.actor, found, language=visit.language)
    points = [] if own else focal_points(session)
    charges = [InCharge([], own=True) if own else in_charge_shown(visit, points, one) for one in found]
    rows = [_row(visit, *one) for one in zip(found, told, charges, strict=True)]
    return [replace(one, fault=(faults or {}).get(one.match.id, "")) for one in rows]


def in_charge_shown(visit: Visit, points: Sequence[Account], found: Pairing) -> InCharge:
    """For whom a match waits, of the focal points that there are."""
    those = in_charge(points, found)
    return InCharge([one.name for one in those], visit.actor.email in {one.email for one in those})


def _row(visit: Visit, found: Pairing, row: MatchListed, charge: InCharge) -> QueueRow:
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
        in_charge=charge,
    )


def _side(brief: PostBrief, language: str, reader: str) -> SideCell:
    return SideCell(brief.id, brief.title, language, whose(brief.organization_name, brief.country, reader))


def whose(organization: str, country: str | None, language: str) -> str:
    """An organization with its country in the reader's language."""
    return f"{organization}, {taxonomy.country_name(country, language)}" if country else organization

"""Experts and rosters, as everybody may see them: no name, no address, and nobody who has not consented."""

from sqlmodel import Session, col, select

from matcher.exporting.formats import Rows
from matcher.exporting.posts import SOURCED, picked, public_posts
from models.expert import SHOWN, Expert
from models.expert_schemas import ExpertFields
from models.offer import published_offers
from models.roster import Placement, PlacementPublic, Roster, RosterPublic

COLUMNS = ("id", "organization", *ExpertFields.model_fields, "offers", "state", *SOURCED)


def experts(session: Session) -> Rows:
    """The profiles that everybody sees; of the offers that they back, those that everybody sees too."""
    chosen = select(Expert).where(col(Expert.state).in_(SHOWN)).order_by(col(Expert.id))
    rows = picked(session.exec(chosen).all(), COLUMNS)
    known = {one.id for one in public_posts(published_offers(session))}
    return COLUMNS, [row | {"offers": [one for one in row["offers"] if one in known]} for row in rows]


def rosters(session: Session) -> Rows:
    """The rosters by region and sector."""
    columns = [name for name in RosterPublic.model_fields if name != "version"]
    return columns, picked(session.exec(select(Roster).order_by(col(Roster.id))).all(), columns)


def placements(session: Session) -> Rows:
    """Who stands or stood on which roster, of those whom everybody sees."""
    columns = list(PlacementPublic.model_fields)
    shown = select(Expert.id).where(col(Expert.state).in_(SHOWN))
    chosen = select(Placement).where(col(Placement.expert).in_(shown)).order_by(col(Placement.id))
    return columns, picked(session.exec(chosen).all(), columns)

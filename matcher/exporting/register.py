"""Organizations, practices, mechanisms, networks and events, as everybody may see them."""

from typing import Any

from sqlmodel import Session, col, select

from matcher.exporting.formats import Rows
from matcher.exporting.posts import SOURCED, picked
from models.community import Community, CommunityPublic
from models.document import Document
from models.document_schemas import DocumentPublic
from models.event import Event, EventState
from models.exchange import KNOWN_STATES, Exchange
from models.mechanism import MechanismPublic, all_mechanisms
from models.membership import Membership, MembershipPublic
from models.organization import Organization, OrganizationPublic
from models.post import Visibility
from models.practice import published_practices
from models.practice_schemas import PracticePublic
from models.proposal_call import ProposalCall, ProposalCallPublic

NOT_FOR_ALL = {"contact", "note", "also_at"}
"""What the public forms hold for some readers only, or where it was looked up."""

OF_THE_SERVICE = {"readers", "version"}
"""What is of use here alone."""
OF_THE_FILE = {"name", "text_state", "text_problem", "visibility", "version"}
DOCUMENT_COLUMNS = [name for name in DocumentPublic.model_fields if name not in OF_THE_FILE]


def organizations(session: Session) -> Rows:
    """The register of organizations without how to reach them."""
    told = [name for name in OrganizationPublic.model_fields if name not in NOT_FOR_ALL | {"version"}]
    columns = [*told, *SOURCED]
    return columns, picked(session.exec(select(Organization).order_by(col(Organization.id))).all(), columns)


def practices(session: Session) -> Rows:
    """The published practices in all their languages; the exchange behind one is named where it is known itself."""
    columns = [
        name for name in PracticePublic.model_fields if name not in NOT_FOR_ALL | {"state", "version", "published_at"}
    ]
    known = set(session.exec(select(Exchange.id).where(col(Exchange.state).in_(KNOWN_STATES))))
    rows = picked(published_practices(session), columns)
    return columns, [row | {"exchange": row["exchange"] if row["exchange"] in known else None} for row in rows]


def documents(session: Session) -> Rows:
    """What is known of the documents of the library that everybody may read."""
    chosen = select(Document).where(Document.visibility == Visibility.PUBLIC).order_by(col(Document.id))
    return DOCUMENT_COLUMNS, picked(session.exec(chosen).all(), DOCUMENT_COLUMNS)


def mechanisms(session: Session) -> Rows:
    """The funds, networks and platforms that can support an exchange."""
    columns = list(MechanismPublic.model_fields)
    return columns, picked(all_mechanisms(session), columns)


def calls(session: Session) -> Rows:
    """The calls for proposals, also archived ones; a criterion is told by its text and weight."""
    columns = [name for name in ProposalCallPublic.model_fields if name not in OF_THE_SERVICE]
    rows = picked(session.exec(select(ProposalCall).order_by(col(ProposalCall.id))).all(), columns)
    return columns, [row | {"criteria": [_criterion(one) for one in row["criteria"]]} for row in rows]


def _criterion(one: dict[str, Any]) -> str:
    return f"{one['text']} ({one['weight']} %)" if one.get("weight") else str(one["text"])


def communities(session: Session) -> Rows:
    """The networks, also archived ones; a line of a programme of work is told by its title, years and state."""
    columns = [name for name in CommunityPublic.model_fields if name not in OF_THE_SERVICE]
    rows = picked(session.exec(select(Community).order_by(col(Community.id))).all(), columns)
    return columns, [row | {"programme": [_line(one) for one in row["programme"]]} for row in rows]


def _line(item: dict[str, Any]) -> str:
    years = "-".join(str(item[name]) for name in ("begins", "ends") if item.get(name))
    return f"{item['title']} ({', '.join(one for one in (years, str(item['state'])) if one)})"


def memberships(session: Session) -> Rows:
    """Who belongs to which network; also memberships that have ended."""
    columns = list(MembershipPublic.model_fields)
    return columns, picked(session.exec(select(Membership).order_by(col(Membership.id))).all(), columns)


EVENT_COLUMNS = (
    *("id", "kind", "title", "summary", "language", "organization", "country", "place", "starts_on", "ends_on"),
    *("known_to", "sectors", "languages", "countries", "participants", "agreements", "results", "state"),
    *SOURCED,
)


def events(session: Session) -> Rows:
    """The announced and past events, without their delegations and timetables."""
    chosen = select(Event).where(col(Event.state) != EventState.DRAFT).order_by(col(Event.id))
    return EVENT_COLUMNS, picked(session.exec(chosen).all(), EVENT_COLUMNS)

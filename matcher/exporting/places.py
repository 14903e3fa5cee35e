"""Territorial priorities and projects of several countries, as everybody may see them."""

from sqlmodel import Session, col, select

from matcher.exporting.formats import Rows
from matcher.exporting.posts import picked
from models.exchange import KNOWN_STATES, Exchange
from models.priority import Priority, PriorityPublic
from models.project import Project, ProjectPublic


def priorities(session: Session) -> Rows:
    """The priorities that territories have not withdrawn; without the requests that were made of them."""
    columns = [name for name in PriorityPublic.model_fields if name not in ("country", "request", "version")]
    chosen = select(Priority).where(col(Priority.withdrawn_at).is_(None)).order_by(col(Priority.id))
    return columns, picked(session.exec(chosen).all(), columns)


def projects(session: Session) -> Rows:
    """The projects, with those of their exchanges that are public knowledge."""
    columns = [name for name in ProjectPublic.model_fields if name != "version"]
    known = set(session.exec(select(Exchange.id).where(col(Exchange.state).in_(KNOWN_STATES))))
    rows = picked(session.exec(select(Project).order_by(col(Project.id))).all(), columns)
    return columns, [row | {"exchanges": [key for key in row["exchanges"] if key in known]} for row in rows]

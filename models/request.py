"""Requests: needs posted by an organization of one country."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.base import Identifier, JsonColumn, OrganizationReference, UtcDateTime, Versioned
from models.post import POST_MOVES, PostColumns, PostCreate, PostPublic, PostState
from models.states import guard_state


class RequestCreate(PostCreate):
    """A request as it arrives in a file or over the API."""

    expected_outcome: str | None = Field(default=None, max_length=2000)
    preferred_provider: OrganizationReference | None = None
    answered_by: list[Identifier] = []


class Request(PostColumns, Versioned, table=True):
    """A need, its tags and its life."""

    expected_outcome: str | None = None
    preferred_provider: str | None = Field(default=None, foreign_key="organization.id")
    answered_by: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    created_at: datetime = Field(sa_type=UtcDateTime)


guard_state(Request, POST_MOVES)


class RequestPublic(PostPublic):
    """A published request as everybody may see it."""

    expected_outcome: str | None


def published_requests(session: Session) -> list[Request]:
    """All published requests, also expired ones, by identifier."""
    return list(session.exec(select(Request).where(Request.state == PostState.PUBLISHED).order_by(col(Request.id))))

"""A post whose form came again, as when somebody goes back to it and sends it once more."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from matcher.intake.kinds import headline
from matcher.policy import Actor
from matcher.policy.posts import PostCase
from matcher.posting.visibility import case_of
from models.offer import Offer, OfferDraft
from models.post import PostState
from models.request import Request, RequestDraft

LATELY = timedelta(hours=1)


def stored_lately(
    session: Session, actor: Actor, draft: RequestDraft | OfferDraft, *, now: datetime
) -> PostCase | None:
    """What the actor's organization has stored within the hour with the same title and text, and not published yet."""
    if actor.organization is None:
        return None
    table: type[Request] | type[Offer] = Request if isinstance(draft, RequestDraft) else Offer
    found: Request | Offer | None = session.exec(  # type: ignore[assignment]
        select(table).where(
            or_(col(table.organization) == actor.organization, col(table.posted_by) == actor.organization),
            col(table.state).in_((PostState.DRAFT, PostState.SUBMITTED)),
            col(table.created_at) > now - LATELY,
            col(table.title) == (draft.title or headline(draft.text)),
            col(table.text) == draft.text,
        )
    ).first()
    return None if found is None else case_of(session, found)

"""Attachments of a post: added, listed, read and removed. They are seen by whoever sees the post."""

from datetime import datetime

from sqlmodel import Session

from locales.messages import Message
from matcher.audit import record
from matcher.errors import ConflictError, NotFoundError, TooLargeError
from matcher.holding import hold
from matcher.policy import Actor, demand
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.documents import media_type_of, safe_name
from matcher.posting.file_store import FileStore
from matcher.posting.moving import demand_now
from matcher.posting.visibility import case_of
from models.attachment import Attachment, attachments_of
from models.base import new_identifier
from models.offer import Offer
from models.request import Request

MOST_BYTES = 10_000_000
"""Size of an attachment."""
MOST_ATTACHED = 10
"""Attachments of one post."""


def attach(
    session: Session, actor: Actor, case: PostCase, document: tuple[str, bytes], *, store: FileStore, now: datetime
) -> Attachment:
    """Adds a document, given by name and content, to a draft or a published post.

    What it is tells its content, never its name. Raises what `demand` raises, ConflictError for a post that takes no
    more, TooLargeError, and BadInputError for a document that is not taken.
    """
    demand_now(actor, PostAction.EDIT, case)
    name, content = document
    if len(content) > MOST_BYTES:
        raise TooLargeError(
            "an attachment may have {most_bytes:,} bytes; this one has {count:,}",
            most_bytes=MOST_BYTES,
            count=len(content),
        )
    hold(session, type(case.post), case.id)
    if len(attachments_of(session, case.noun, case.id)) >= MOST_ATTACHED:
        raise ConflictError(
            "the {noun} has {most_attached} attachments, as many as it may",
            noun=Message(case.noun),
            most_attached=MOST_ATTACHED,
        )
    media_type = media_type_of(content)
    row = Attachment(
        id=new_identifier("att"),
        request=case.id if isinstance(case.post, Request) else None,
        offer=case.id if isinstance(case.post, Offer) else None,
        name=safe_name(name, media_type),
        media_type=media_type,
        size=len(content),
        digest=store.keep(content),
        added_at=now,
    )
    session.add(row)
    session.flush()
    _record(session, actor, case, "attached", [None, row.name], now=now)
    return row


def find_attachment(session: Session, actor: Actor, key: str) -> tuple[Attachment, PostCase]:
    """An attachment and its post. Raises NotFoundError where the actor may not see the post."""
    row = session.get(Attachment, key)
    post = None
    if row is not None:
        post = session.get(Request, row.request) if row.request else session.get(Offer, row.offer)
    if row is None or post is None:
        raise NotFoundError("attachment", key)
    case = case_of(session, post)
    try:
        demand(actor, PostAction.SEE, case)
    except NotFoundError:
        raise NotFoundError("attachment", key) from None
    return row, case


def detach(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Removes an attachment. Its content stays until the next sweep. Raises as `attach` does, and NotFoundError."""
    row, case = find_attachment(session, actor, key)
    demand_now(actor, PostAction.EDIT, case)
    session.delete(row)
    session.flush()
    _record(session, actor, case, "detached", [row.name, None], now=now)


def _record(
    session: Session, actor: Actor, case: PostCase, what: str, values: list[str | None], *, now: datetime
) -> None:
    change = {"attachment": values}
    record(session, f"{case.noun}.{what}", (case.noun, case.id), now=now, actor=actor.name_in_trail, change=change)

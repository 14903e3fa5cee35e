"""Attachments: documents that belong to a post. Their content stands outside the database, named by its digest."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime
from models.document import document_digests


class Attachment(SQLModel, table=True):
    """One document of one request or one offer; `digest` is the SHA-256 of its content."""

    id: str = Field(primary_key=True, max_length=80)
    request: str | None = Field(default=None, foreign_key="request.id", index=True)
    offer: str | None = Field(default=None, foreign_key="offer.id", index=True)
    name: str = Field(max_length=150)
    media_type: str
    size: int
    digest: str = Field(max_length=64, index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)


class AttachmentPublic(SQLModel):
    """An attachment as those may see it who may read its post; `size` counts bytes."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    added_at: datetime


def attachments_of(session: Session, kind: str, post: str) -> list[Attachment]:
    """The attachments of one post, the oldest first; `kind` is request or offer."""
    column = Attachment.request if kind == "request" else Attachment.offer
    chosen = select(Attachment).where(column == post)
    return list(session.exec(chosen.order_by(col(Attachment.added_at), col(Attachment.id))))


def kept_digests(session: Session, digests: Collection[str]) -> set[str]:
    """Those of some contents that an attachment, or a document of the library, still names."""
    attached = set(session.exec(select(Attachment.digest).where(col(Attachment.digest).in_(digests))))
    return attached | document_digests(session, digests)

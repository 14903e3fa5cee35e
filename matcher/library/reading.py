"""Reads the text of documents that wait for it, each in a process of its own, and keeps what was found."""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from matcher.library.limited import Reading, read_apart
from matcher.posting.file_store import FileStore
from models.base import CONTROL
from models.database import reading, writing
from models.document import Document, DocumentText, TextState, Unreadable

AT_ONCE = 5
"""Documents that are read in one go: the next minute goes on."""


def read_waiting(engine: Engine, store: FileStore, *, now: datetime, most: int = AT_ONCE) -> int:
    """Reads the documents that wait, the oldest first, each kept before the next is begun; answers how many."""
    with reading(engine) as session:
        waiting = select(Document.id, Document.digest, Document.media_type).where(
            Document.text_state == TextState.WAITING
        )
        rows = session.exec(waiting.order_by(col(Document.added_at), col(Document.id)).limit(most)).all()
    for key, digest, media_type in rows:
        found = _read(store, digest or "", media_type or "")
        with writing(engine) as session:
            _keep(session, key, digest, found, now=now)
    return len(rows)


def _read(store: FileStore, digest: str, media_type: str) -> Reading:
    try:
        content = store.path(digest).read_bytes()
    except OSError:
        return Reading(problem=Unreadable.LOST)
    return read_apart(content, media_type)


def _keep(session: Session, key: str, digest: str | None, found: Reading, *, now: datetime) -> None:
    """Keeps what was read, unless the document is gone or has another file by now. It counts as no edit: whoever
    changes the document meanwhile is not disturbed."""
    same = (col(Document.id) == key, col(Document.digest) == digest, col(Document.text_state) == TextState.WAITING)
    state = TextState.UNREADABLE if found.problem else TextState.READ
    kept = update(Document).where(*same).values(text_state=state, text_problem=found.problem)
    if session.execute(kept.returning(col(Document.id))).first() is not None and found.problem is None:
        session.merge(DocumentText(id=key, text=CONTROL.sub(" ", found.text), read_at=now))

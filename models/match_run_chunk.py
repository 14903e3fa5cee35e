"""Chunks of a match run that is not finished: what was ranked, so that a stopped run can go on."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.base import UtcDateTime
from models.database import insert_unless_known

BATCH = 500


class MatchRunChunk(SQLModel, table=True):
    """The packed rankings of some requests, named by the digest of all that they were made from."""

    digest: str = Field(primary_key=True, max_length=64)
    rankings: bytes
    ranked_at: datetime = Field(sa_type=UtcDateTime)


def kept_chunks(session: Session, digests: Sequence[str]) -> dict[str, bytes]:
    """Those of the chunks that are kept, by digest."""
    found: dict[str, bytes] = {}
    for start in range(0, len(digests), BATCH):
        asked = col(MatchRunChunk.digest).in_(digests[start : start + BATCH])
        found.update(session.exec(select(MatchRunChunk.digest, MatchRunChunk.rankings).where(asked)).all())
    return found


def keep_chunk(session: Session, digest: str, rankings: bytes, *, at: datetime) -> None:
    """Keeps a chunk, unless another process has kept it already."""
    insert_unless_known(session, MatchRunChunk, {"digest": digest, "rankings": rankings, "ranked_at": at})


def forget_chunks(session: Session) -> None:
    """Removes the chunks of all runs, finished or given up."""
    session.execute(delete(MatchRunChunk))

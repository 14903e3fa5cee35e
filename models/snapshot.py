"""Snapshots: what a match run saw, stored once per distinct content and named by its SHA-256."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn
from models.database import insert_new

BATCH = 500


class Snapshot(SQLModel, table=True):
    """One content, named by its own hash: never changed, never stored twice."""

    digest: str = Field(primary_key=True, max_length=64)
    content: dict[str, Any] = Field(sa_type=JsonColumn)


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content in canonical JSON, as 64 hexadecimal digits."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def keep_snapshots(session: Session, contents: Iterable[Mapping[str, Any]]) -> list[str]:
    """Stores the contents that are not stored yet; answers the digest of each, in order."""
    named = [(fingerprint(content), dict(content)) for content in contents]
    missing = dict(named)
    for start in range(0, len(named), BATCH):
        digests = [digest for digest, _ in named[start : start + BATCH]]
        for known in session.exec(select(Snapshot.digest).where(col(Snapshot.digest).in_(digests))):
            missing.pop(known, None)
    insert_new(session, Snapshot, [{"digest": digest, "content": content} for digest, content in missing.items()])
    return [digest for digest, _ in named]

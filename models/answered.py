"""Answers to calls that carried an `Idempotency-Key`: a repetition gets the same answer and does nothing."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class Answered(SQLModel, table=True):
    """One answer: `digest` names the caller and the key, `fingerprint` the call with its body."""

    digest: str = Field(primary_key=True, max_length=64)
    fingerprint: str = Field(max_length=64)
    status: int
    headers: str
    body: bytes
    answered_at: datetime = Field(sa_type=UtcDateTime, index=True)

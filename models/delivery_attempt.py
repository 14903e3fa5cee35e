"""What each attempt to deliver a mail came to."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class DeliveryAttempt(SQLModel, table=True):
    """One attempt: the state that it left the delivery in, and what the server or the sender said."""

    id: int | None = Field(default=None, primary_key=True)
    delivery: int = Field(foreign_key="delivery.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str
    said: str | None = None

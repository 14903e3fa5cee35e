"""Writes letters: queued in the transaction of what they tell, so that neither happens without the other."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.database import insert_unless_known
from models.delivery import Delivery, DeliveryState
from models.letter import Letter

WRITTEN_OUT = "written-out"
"""The kind of a letter whose content is the mail itself: subject, text, html and language."""


def write_letter(  # noqa: PLR0913
    session: Session,
    account: str,
    kind: str,
    content: Mapping[str, Any],
    *,
    now: datetime,
    once: str | None = None,
    confidential: bool = False,
) -> bool:
    """Queues a letter to an account; False where the same `once` was written before.

    The content of a confidential letter is removed as soon as it is sent.
    """
    values = {
        "account": account,
        "kind": kind,
        "once": once,
        "confidential": confidential,
        "content": dict(content),
        "written_at": now,
    }
    letter = insert_unless_known(session, Letter, values)
    if letter is None:
        return False
    message_id = f"letter.{token_hex(12)}"
    session.add(Delivery(letter=letter, message_id=message_id, state=DeliveryState.QUEUED, due_at=now))
    session.flush()
    return True


def forget_confidential(session: Session, delivery: int) -> None:
    """Removes the content of a confidential letter that was delivered."""
    written = select(Delivery.letter).where(Delivery.id == delivery)
    mine = (col(Letter.id).in_(written), col(Letter.confidential))
    session.execute(update(Letter).where(*mine).values(content={}))

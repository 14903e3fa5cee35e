"""Holds mail back until a person says so, and notices a database that was restored from an older copy.

Every process keeps, outside of the database, how many mails were sent when it last looked. A database that knows of
fewer is an older copy: mails that it would send may have gone out already.
"""

from datetime import datetime
from pathlib import Path
from secrets import randbelow

from sqlmodel import Session

from locales.messages import Message
from matcher.audit import record
from matcher.errors import ConflictError
from matcher.files import write_whole
from matcher.policy.actor import CLOCK, Actor
from models.cursor import Cursor, count_one, position_of
from models.database import insert_unless_known
from models.hold import Held, Hold, hold_on

INSTANCE = "instance"
SENT = "mails sent"
"""The cursor that counts the mails that went out."""
RESTORED = "the database is an older copy than the one from which mail was sent last"


def hold(session: Session, what: Held, actor: Actor, *, reason: str, now: datetime) -> bool:
    """Holds something back; False where it is held already."""
    if hold_on(session, what) is not None:
        return False
    session.add(Hold(name=what, reason=reason, by=actor.name_in_trail, since=now))
    record(session, "mail.held", ("mail", what), now=now, actor=actor.name_in_trail, change={"reason": [None, reason]})
    session.flush()
    return True


def release(session: Session, what: Held, actor: Actor, *, now: datetime) -> bool:
    """Lets something flow again; False where it was not held."""
    row = hold_on(session, what)
    if row is None:
        return False
    session.delete(row)
    change = {"reason": [row.reason, None]}
    record(session, "mail.released", ("mail", what), now=now, actor=actor.name_in_trail, change=change)
    session.flush()
    return True


def demand_free(session: Session) -> None:
    """Raises ConflictError where digests must not go out."""
    for what in Held:
        row = hold_on(session, what)
        if row is not None:
            raise ConflictError(
                "{what} held since {since:%Y-%m-%d %H:%M} by {by}: {reason}; `sursur digest resume` lets them go",
                what=Message(what.value),
                since=row.since,
                by=row.by,
                reason=row.reason,
            )


class Watermark:
    """How many mails this database has sent, kept in a file outside of it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, session: Session) -> None:
        """Keeps the number as it stands, whole or not at all."""
        known = (instance_of(session), position_of(session, SENT))
        if known != self._read():
            write_whole(self._path, "{} {}".format(*known).encode("ascii"))

    def check(self, session: Session, *, now: datetime) -> None:
        """Holds all mail where the database is an older copy of the one whose number is kept."""
        instance, sent = self._read()
        if instance == instance_of(session) and position_of(session, SENT) < sent:
            hold(session, Held.MAIL, CLOCK, reason=RESTORED, now=now)

    def _read(self) -> tuple[int, int]:
        words = self._path.read_text(encoding="ascii").split() if self._path.is_file() else []
        return (int(words[0]), int(words[1])) if len(words) == 2 else (0, 0)


def count_sent(session: Session) -> None:
    """Counts one mail that went out."""
    if not instance_of(session):
        insert_unless_known(session, Cursor, {"name": INSTANCE, "position": 1 + randbelow(2**31 - 1)})
    count_one(session, SENT)


def instance_of(session: Session) -> int:
    """The number that tells this database, with all copies of it, from others; 0 before the first mail."""
    return position_of(session, INSTANCE)

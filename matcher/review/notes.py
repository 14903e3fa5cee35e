"""Notes on a match between the parties and the focal point: who writes, reads and takes back."""

from datetime import datetime, timedelta

from sqlmodel import Session

from matcher.audit import record
from matcher.errors import ConflictError, ForbiddenError, NotFoundError
from matcher.policy import demand
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.review.opening import find_pairing
from matcher.review.recipients import accounts_on
from matcher.review.telling import about, tell
from models.decision import Side
from models.match_note import Audience, MatchNote, NoteCreate, notes_on
from models.pairing import Pairing

TIME_TO_DELETE = timedelta(hours=24)


def write_note(session: Session, actor: Actor, key: int, note: NoteCreate, *, now: datetime) -> MatchNote:
    """Adds a note; its readers get at most one letter a day and match.

    Raises NotFoundError, ForbiddenError, or ConflictError where it is for the other party and the two are not
    introduced: a provider would read later what was written before it was told.
    """
    found = find_pairing(session, actor, key)
    demand(actor, MatchAction.NOTE, found)
    if note.audience == Audience.PARTIES and not found.introduced:
        raise ConflictError("match {key}: the provider is not introduced yet; write to the focal point only", key=key)
    side = side_of(actor, found) or Side.FOCAL_POINT
    if actor.email is None:
        raise ForbiddenError("a note needs an account as its author")
    written = MatchNote(
        match=key, account=actor.email, role=side, audience=note.audience, text=note.text, written_at=now
    )
    session.add(written)
    session.flush()
    _trail(session, actor, written, "match.noted", now)
    _tell_readers(session, found, written, now)
    return written


def delete_note(session: Session, actor: Actor, match: int, key: int, *, now: datetime) -> MatchNote:
    """Takes back the actor's own note within 24 hours: its text goes, its trace stays.

    Raises NotFoundError for one that is missing, hidden or of another match, ForbiddenError for another's, and
    ConflictError after 24 hours.
    """
    found = find_pairing(session, actor, match)
    note = session.get(MatchNote, key)
    if note is None or note.match != match or not reads(actor, found, note) or note.deleted_at is not None:
        raise NotFoundError("note", str(key))
    demand(actor, MatchAction.NOTE, found)
    if note.account != actor.email:
        raise ForbiddenError("only its author may delete a note")
    if now - note.written_at > TIME_TO_DELETE:
        raise ConflictError("note {key} is older than 24 hours and stays", key=key)
    note.text, note.deleted_at = "", now
    session.add(note)
    session.flush()
    _trail(session, actor, note, "match.note-deleted", now)
    return note


def notes_for(session: Session, actor: Actor, found: Pairing) -> list[MatchNote]:
    """The notes on a match that an actor may read, the oldest first."""
    return [one for one in notes_on(session, found.id) if reads(actor, found, one)]


def reads(actor: Actor, found: Pairing, note: MatchNote) -> bool:
    """Focal points read every note, a side its own and those for the parties."""
    side = side_of(actor, found)
    if side is None:
        return False
    return side in (Side.FOCAL_POINT, note.role) or note.audience == Audience.PARTIES


def _trail(session: Session, actor: Actor, note: MatchNote, action: str, now: datetime) -> None:
    """One event without the text."""
    change = {"note": [None, note.id], "audience": [None, note.audience]}
    record(session, action, ("match", str(note.match)), now=now, actor=actor.name_in_trail, change=change)


def _tell_readers(session: Session, found: Pairing, note: MatchNote, now: datetime) -> None:
    once = f"{found.id}:{now:%Y%m%d}"
    for side in _readers(found, note):
        accounts = [one for one in accounts_on(session, found, side) if one.email != note.account]
        tell(session, accounts, "match-note", about(session, found, side), now=now, once=once)


def _readers(found: Pairing, note: MatchNote) -> list[Side]:
    """The sides that hear of a note. Focal points hear of what is for them alone, and of all where one is in charge."""
    to_parties = [Side.REQUESTER, Side.PROVIDER] if note.audience == Audience.PARTIES else []
    for_focal_point = found.match.assigned_to is not None or not to_parties
    sides = to_parties + ([Side.FOCAL_POINT] if for_focal_point else [])
    own = [Side(note.role)] if note.role != Side.FOCAL_POINT else []
    return [side for side in sides if side not in own]

"""Notes on a match: read, written, and taken back by their author."""

from typing import Annotated

from fastapi import APIRouter, Path, status

from api.dependencies import CurrentActor, Now, ReadSession, WriteSession
from api.routes.matches import MatchKey
from api.transactions import TransactedRoute
from matcher.cursors import LARGEST_KEY
from matcher.review.notes import delete_note, notes_for, write_note
from matcher.review.opening import find_pairing
from matcher.review.said import NotePublic, notes_seen
from models.match_note import NoteCreate

router = APIRouter(tags=["matches"], route_class=TransactedRoute)


@router.get("/matches/{match_id}/notes")
def match_notes(match_id: MatchKey, session: ReadSession, actor: CurrentActor) -> list[NotePublic]:
    """The notes that the reader may read, the oldest first."""
    found = find_pairing(session, actor, match_id)
    return notes_seen(session, actor, found, notes_for(session, actor, found))


@router.post("/matches/{match_id}/notes", status_code=status.HTTP_201_CREATED)
def write(match_id: MatchKey, body: NoteCreate, session: WriteSession, actor: CurrentActor, now: Now) -> NotePublic:
    """Writes a note for the focal points, or for the other party too; it is never edited."""
    note = write_note(session, actor, match_id, body, now=now)
    return notes_seen(session, actor, find_pairing(session, actor, match_id), [note])[0]


@router.delete("/matches/{match_id}/notes/{note_id}")
def delete(
    match_id: MatchKey,
    note_id: Annotated[int, Path(ge=1, le=LARGEST_KEY)],
    session: WriteSession,
    actor: CurrentActor,
    now: Now,
) -> NotePublic:
    """Takes back one's own note within 24 hours: its text goes, its trace stays."""
    note = delete_note(session, actor, match_id, note_id, now=now)
    return notes_seen(session, actor, find_pairing(session, actor, match_id), [note])[0]

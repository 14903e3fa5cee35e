"""Notes reach those for whom they are, can be taken back for a day, and are never edited."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from matcher.errors import ConflictError, ForbiddenError, NotFoundError
from matcher.review.notes import delete_note, notes_for, write_note
from models.audit import AuditEvent
from models.letter import Letter
from models.match import Match
from models.match_note import Audience, MatchNote, NoteCreate
from models.pairing import Pairing, pairing
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    ANALYST,
    CARIBBEAN,
    FOCAL,
    PROVIDER,
    WINDOW,
    introduced,
    readers,
    who,
)

SECRET = "Our minister calls on Friday"


def _write(session: Session, match: Match, email: str, audience: Audience, text: str = SECRET) -> MatchNote:
    note = NoteCreate(text=text, audience=audience)
    return write_note(session, who(session, email), match.id or 0, note, now=NOW)


def _readers_in_the_service(session: Session, match: Match) -> set[str]:
    found = pairing(session, match.id or 0)
    assert isinstance(found, Pairing)
    everybody = (AGENCY, WINDOW, PROVIDER, FOCAL, CARIBBEAN, ANALYST, ADMINISTRATOR)
    return {email for email in everybody if notes_for(session, who(session, email), found)}


@pytest.mark.parametrize(
    ("author", "audience", "expected"),
    [
        (AGENCY, Audience.FOCAL_POINT, {AGENCY, FOCAL, ADMINISTRATOR}),
        (PROVIDER, Audience.FOCAL_POINT, {PROVIDER, WINDOW, FOCAL, ADMINISTRATOR}),
        (FOCAL, Audience.FOCAL_POINT, {FOCAL, ADMINISTRATOR}),
        (AGENCY, Audience.PARTIES, {AGENCY, PROVIDER, WINDOW, FOCAL, ADMINISTRATOR}),
    ],
)
def test_a_note_is_read_by_its_side_its_audience_and_those_who_review(
    session: Session, match: Match, author: str, audience: Audience, expected: set[str]
) -> None:
    introduced(session, match)
    _write(session, match, author, audience)

    assert _readers_in_the_service(session, match) == expected


def test_before_the_introduction_nothing_is_written_to_a_provider_that_does_not_know(
    session: Session, match: Match
) -> None:
    with pytest.raises(ConflictError, match="not introduced yet"):
        _write(session, match, AGENCY, Audience.PARTIES)
    _write(session, match, AGENCY, Audience.FOCAL_POINT)
    assert readers(session, "match-note") == [FOCAL]


def test_whoever_may_not_speak_of_a_match_writes_nothing(session: Session, match: Match) -> None:
    with pytest.raises(ForbiddenError):
        _write(session, match, ANALYST, Audience.FOCAL_POINT)
    with pytest.raises(NotFoundError):
        _write(session, match, PROVIDER, Audience.FOCAL_POINT)


def test_notes_of_a_day_make_one_letter_a_reader_and_it_does_not_hold_them(session: Session, match: Match) -> None:
    introduced(session, match)
    for _ in range(3):
        _write(session, match, AGENCY, Audience.PARTIES)
    note = NoteCreate(text=SECRET, audience=Audience.PARTIES)
    write_note(session, who(session, AGENCY), match.id or 0, note, now=NOW + timedelta(days=1))

    assert readers(session, "match-note") == [WINDOW, WINDOW, PROVIDER, PROVIDER]
    assert all(SECRET not in str(one.content) for one in session.exec(select(Letter)))


def test_a_deleted_note_leaves_its_trace_and_no_word(session: Session, match: Match) -> None:
    introduced(session, match)
    note = _write(session, match, AGENCY, Audience.PARTIES)
    delete_note(session, who(session, AGENCY), match.id or 0, note.id or 0, now=NOW + timedelta(hours=24))

    assert (note.text, note.deleted_at is not None) == ("", True)
    assert _readers_in_the_service(session, match) == {AGENCY, PROVIDER, WINDOW, FOCAL, ADMINISTRATOR}
    trail = session.exec(select(AuditEvent).where(col(AuditEvent.action).startswith("match.note"))).all()
    assert [one.action for one in trail] == ["match.noted", "match.note-deleted"]
    assert SECRET not in str([one.change for one in trail])


def test_only_its_author_deletes_a_note_and_only_for_a_day(session: Session, match: Match) -> None:
    introduced(session, match)
    note = _write(session, match, AGENCY, Audience.PARTIES)
    key, late = note.id or 0, NOW + timedelta(hours=24, seconds=1)

    for email in (FOCAL, PROVIDER, ADMINISTRATOR):
        with pytest.raises(ForbiddenError, match="only its author"):
            delete_note(session, who(session, email), match.id or 0, key, now=NOW)
    with pytest.raises(ConflictError, match="older than 24 hours"):
        delete_note(session, who(session, AGENCY), match.id or 0, key, now=late)


def test_a_note_that_is_hidden_cannot_be_told_from_one_that_is_missing(session: Session, match: Match) -> None:
    introduced(session, match)
    note = _write(session, match, FOCAL, Audience.FOCAL_POINT)

    for key in (note.id or 0, 999):
        with pytest.raises(NotFoundError, match=f"there is no note '{key}'"):
            delete_note(session, who(session, AGENCY), match.id or 0, key, now=NOW)

"""Every letter about a match can be read in every language, and none gives away how to reach anybody."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from locales import LANGUAGES
from matcher.letters.rendering import render
from matcher.mail.letterhead import Letterhead
from matcher.review.assigning import assign
from matcher.review.introducing import accept
from matcher.review.lapsing import lapse_unanswered
from matcher.review.notes import write_note
from matcher.review.reasons import Decline
from matcher.review.reminding import remind_of_answers, remind_of_choices, remind_of_reviews
from matcher.review.reviewing import decline
from matcher.review.settling import PostEnd, settle_matches_of
from matcher.review.undoing import undo
from models.account import Account
from models.decision import Reason
from models.letter import Letter
from models.match import Match
from models.match_note import Audience, NoteCreate
from tests.conftest import NOW
from tests.matcher.review.people import (
    ADMINISTRATOR,
    AGENCY,
    FOCAL,
    PROVIDER,
    endorsed,
    further,
    introduced,
    picked,
    who,
)

LETTERHEAD = Letterhead("Sursur <sursur@sursur.example>", "https://sursur.example")
KINDS = {
    "match-endorsed",
    "match-introduced",
    "match-accepted",
    "match-declined",
    "match-reopened",
    "match-ended",
    "match-lapsed",
    "match-note",
    "match-assigned",
    "match-reminder",
    "choice-reminder",
    "review-reminder",
}
SECRET = "Nobody but the parties reads this"


def _write_every_kind(session: Session, match: Match) -> None:
    late, provider = NOW + timedelta(days=14), who(session, PROVIDER)
    further(session, 1)
    endorsed(session, further(session, 2))
    assign(session, who(session, ADMINISTRATOR), picked(match), FOCAL, now=NOW)
    introduced(session, match)
    write_note(session, provider, match.id or 0, NoteCreate(text=SECRET, audience=Audience.PARTIES), now=NOW)
    decline(session, provider, picked(match), Decline(reason=Reason.OTHER, note=SECRET), now=NOW)
    undo(session, provider, picked(match), now=NOW)
    for remind in (remind_of_answers, remind_of_choices, remind_of_reviews):
        remind(session, late)
    accept(session, provider, picked(match), now=NOW)
    lapsing, ending = introduced(session, further(session, 3)), introduced(session, further(session, 4), now=late)
    lapse_unanswered(session, NOW + timedelta(days=60))
    settle_matches_of(session, "request", ending.request, now=late, why=PostEnd.WITHDRAWN)
    assert (lapsing.state, ending.state) == ("lapsed", "superseded")


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_read_well_and_hold_no_contact_data(session: Session, match: Match, language: str) -> None:
    _write_every_kind(session, match)
    written = session.exec(select(Letter)).all()
    assert {one.kind for one in written} == KINDS

    subjects = set()
    for letter in written:
        account = session.get_one(Account, letter.account)
        account.language = language
        mail = render(letter, account, "letter.1", LETTERHEAD)
        subjects.add(mail["Subject"])
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert "{" not in text + mail["Subject"]
        assert SECRET not in text
        assert "@" not in text
        assert "Agua potable rural" in text or letter.kind == "review-reminder"
    assert len(subjects) >= len(KINDS)


def test_a_letter_speaks_to_its_side(session: Session, match: Match) -> None:
    introduced(session, match)
    said = {}
    for email in (AGENCY, PROVIDER):
        letter = session.exec(select(Letter).where(Letter.kind == "match-introduced", Letter.account == email)).one()
        account = session.get_one(Account, email)
        account.language = "en"
        body = render(letter, account, "letter.1", LETTERHEAD).get_body(("plain",))
        assert body is not None
        said[email] = body.get_content()

    assert "Your acceptance is on file" in said[AGENCY]
    assert "amexcid-mex would like to work with you" in said[PROVIDER]
    assert "Please accept or decline within two months" in said[PROVIDER]

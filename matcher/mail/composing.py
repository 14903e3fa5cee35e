"""What a delivery says when its turn has come, or why it says nothing any more."""

from datetime import datetime
from email.message import EmailMessage

from sqlmodel import Session

from matcher.digests.rendering import render as render_digest
from matcher.digests.sending_time import still_to_say
from matcher.letters.rendering import render as render_letter
from matcher.mail.bouncing import reader_of
from matcher.mail.letterhead import Letterhead
from matcher.mail.stopping import why_stopped
from models.delivery import Delivery
from models.digest import Digest
from models.letter import Letter

NOTHING_LEFT = "nothing of it holds any more, or its reader gets no digests now"


def compose(session: Session, row: Delivery, letterhead: Letterhead, *, now: datetime) -> EmailMessage | str:
    """The mail of a delivery as of now; or, as a text, why it is not sent."""
    account = reader_of(session, row)
    if row.letter is not None:
        letter = session.get_one(Letter, row.letter)
        return why_stopped(account, letter.kind) or render_letter(letter, account, row.message_id, letterhead)
    digest = session.get_one(Digest, row.digest)
    stopped = why_stopped(account, None)
    if stopped:
        return stopped
    content = still_to_say(session, digest, account, now=now)
    if not content:
        return NOTHING_LEFT
    session.expunge(digest)  # what is left of it is for this mail alone
    digest.content = content
    return render_digest(digest, account, row.message_id, letterhead)

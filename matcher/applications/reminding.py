"""Reminds the leads of drafts two days before their call closes. Earlier the weekly digest does; it may miss these."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.applications.letters import about
from matcher.exchanges.letters import readers_of
from matcher.letters.writing import write_letter
from models.application import Application, ApplicationState, candidacies
from models.proposal_call import ProposalCall

BEFORE = timedelta(days=2)


def remind_of_drafts(session: Session, now: datetime) -> int:
    """Writes once to each who wants reminders and leads a draft to a call that closes within two days; answers to how
    many."""
    today = now.date()
    soon = (col(ProposalCall.closes_on) >= today, col(ProposalCall.closes_on) <= today + BEFORE)
    chosen = select(Application).join(ProposalCall, col(ProposalCall.id) == Application.call)
    chosen = chosen.where(Application.state == ApplicationState.DRAFT, *soon, col(ProposalCall.archived_at).is_(None))
    written = 0
    for thing in candidacies(session, session.exec(chosen.order_by(col(Application.id))).all()):
        for reader in readers_of(session, [thing.application]):
            if reader.reminders:
                once = f"application-due:{thing.id}:{thing.call.closes_on}:{reader.email}"[:200]
                written += write_letter(session, reader.email, "application-due", about(thing), now=now, once=once)
    return written

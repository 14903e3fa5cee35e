"""Tells the writers of a practice that it came back to them for mending."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.letters.writing import write_letter
from matcher.policy import Actor, may
from matcher.policy.posts import AUTHORS
from matcher.policy.practices import Documented, PracticeAction
from matcher.practices.finding import documented
from models.account import Account
from models.practice import Practice


def tell_writers(session: Session, actor: Actor, practice: Practice, *, now: datetime) -> None:
    """One letter to each account that may mend it, but for who did it; nothing where its own writers take it back."""
    thing = documented(session, practice)
    if not may(actor, PracticeAction.PUBLISH, thing):
        return
    content = {"practice": practice.id, "title": practice.title, "note": practice.note or ""}
    for one in _authors(session, thing):
        if one.email != actor.email and may(actor_of(session, one), PracticeAction.EDIT, thing):
            once = f"practice-returned:{practice.id}:{practice.version}:{one.email}"[:200]
            write_letter(session, one.email, "practice-returned", content, now=now, once=once)


def _authors(session: Session, thing: Documented) -> Sequence[Account]:
    """The accounts that post for one of the organizations behind a practice, by address."""
    sides = thing.dossier.deciding_sides if thing.dossier else []
    homes = {thing.practice.organization, thing.practice.written_by, *(one.organization for one in sides)} - {None}
    mine = (col(Account.organization).in_(homes), col(Account.role).in_(AUTHORS), col(Account.active))
    return session.exec(select(Account).where(*mine).order_by(col(Account.email))).all()

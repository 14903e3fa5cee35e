"""What else is counted of a year, beside its exchanges: one row a thing, in the order in which they are told.

A further thing is one line of `COUNTED`: how it is called, and how many there are of it in a year.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from locales.messages import Message
from matcher.report.spans import within
from models.application import Application, ApplicationState
from models.catalogue import ForeignRecord
from models.community import Community
from models.contribution import Contribution
from models.document import Document
from models.event import Event, EventState
from models.expert import Expert, ExpertState
from models.meeting import Meeting, MeetingState
from models.post import Visibility
from models.practice import Practice, PracticeState
from models.priority import Priority
from models.proposal_call import ProposalCall

Count = Callable[[Session, int], int]


def _how_many(session: Session, *conditions: Any, key: Any) -> int:  # noqa: ANN401
    return session.exec(select(func.count(key)).where(*conditions)).one()


def _in(column: Any, year: int) -> ColumnElement[bool]:  # noqa: ANN401
    begins, ends = within(year)
    return and_(col(column) >= begins, col(column) < ends)


def _on(column: Any, year: int) -> ColumnElement[bool]:  # noqa: ANN401
    return and_(col(column) >= date(year, 1, 1), col(column) <= date(year, 12, 31))


def _practices(session: Session, year: int) -> int:
    """By their first version: a translation is no further practice."""
    first = col(Practice.translation_of).is_(None)
    published = Practice.state == PracticeState.PUBLISHED
    return _how_many(session, published, first, _in(Practice.published_at, year), key=Practice.id)


def _documents(session: Session, year: int) -> int:
    known = Document.visibility == Visibility.PUBLIC
    return _how_many(session, known, _in(Document.added_at, year), key=Document.id)


def _communities(session: Session, year: int) -> int:
    """Those that were kept up in the year."""
    begun = or_(col(Community.since).is_(None), col(Community.since) <= year)
    begins, _ = within(year)
    kept = or_(col(Community.archived_at).is_(None), col(Community.archived_at) >= begins)
    return _how_many(session, begun, kept, key=Community.id)


def _threads(session: Session, year: int) -> int:
    asked = (col(Contribution.question).is_(None), col(Contribution.hidden_as).is_(None))
    return _how_many(session, *asked, _in(Contribution.at, year), key=Contribution.id)


def _events(session: Session, year: int) -> int:
    return _how_many(session, Event.state == EventState.HELD, _on(Event.starts_on, year), key=Event.id)


def _meetings(session: Session, year: int) -> int:
    held = col(Meeting.state).in_((MeetingState.HELD, MeetingState.AGREED))
    return _how_many(session, held, _in(Meeting.starts_at, year), key=Meeting.id)


def _agreements(session: Session, year: int) -> int:
    return _how_many(session, Meeting.state == MeetingState.AGREED, _in(Meeting.starts_at, year), key=Meeting.id)


def _calls(session: Session, year: int) -> int:
    """Those that took applications in the year as far as their days are known; rolling ones are open in every year."""
    begun = or_(col(ProposalCall.opens_on).is_(None), col(ProposalCall.opens_on) <= date(year, 12, 31))
    dated = or_(col(ProposalCall.closes_on) >= date(year, 1, 1), col(ProposalCall.rolling))
    begins, _ = within(year)
    kept = or_(col(ProposalCall.archived_at).is_(None), col(ProposalCall.archived_at) >= begins)
    return _how_many(session, begun, dated, kept, key=ProposalCall.id)


def _submitted(session: Session, year: int) -> int:
    return _how_many(session, _in(Application.submitted_at, year), key=Application.id)


def _decided(state: ApplicationState) -> Count:
    def count(session: Session, year: int) -> int:
        return _how_many(session, Application.state == state, _in(Application.decided_at, year), key=Application.id)

    return count


def _experts(session: Session, year: int) -> int:
    """Those who consented in the year to be found; who took that back is not counted."""
    consented = Expert.state == ExpertState.CONSENTED
    return _how_many(session, consented, _in(Expert.answered_at, year), key=Expert.id)


def _priorities(session: Session, year: int) -> int:
    return _how_many(session, Priority.year == year, col(Priority.withdrawn_at).is_(None), key=Priority.id)


def _seen_elsewhere(session: Session, year: int) -> int:
    posts = col(ForeignRecord.kind).in_(("request", "offer"))
    return _how_many(session, posts, _in(ForeignRecord.first_seen_at, year), key=ForeignRecord.id)


COUNTED: tuple[tuple[Message, Count], ...] = (
    (Message("Good practices published"), _practices),
    (Message("Documents added to the library"), _documents),
    (Message("Networks and communities"), _communities),
    (Message("Questions asked in them"), _threads),
    (Message("Events held"), _events),
    (Message("Bilateral meetings held at events"), _meetings),
    (Message("of which ended in an agreement"), _agreements),
    (Message("Calls for proposals that were open"), _calls),
    (Message("Applications handed in"), _submitted),
    (Message("Applications approved"), _decided(ApplicationState.APPROVED)),
    (Message("Applications not approved"), _decided(ApplicationState.DECLINED)),
    (Message("Experts who agreed to be found"), _experts),
    (Message("Priorities of territories"), _priorities),
    (Message("Posts seen in other catalogues"), _seen_elsewhere),
)
"""The rows, in their order."""

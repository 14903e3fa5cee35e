"""Finds calls, by filter and one by one, and judges them rule by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import Session, col, select

from matcher.calls.judging import judge_call
from matcher.catalogue import is_live_on
from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.matching.mechanisms import Reach
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.posting.visibility import may_read
from matcher.support.answers import Judged
from matcher.support.cases import case_of_request
from models.account import Role
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall
from models.request import Request
from models.support import support_matrix

MOST_OWN = 20
"""Open requests of one's own that a call is judged for, the newest."""


@dataclass(frozen=True)
class CallFilter:
    """What is looked for; None means any. `open` are calls that may take applications on the day; archived ones are
    left out unless they are asked for."""

    mechanism: str | None = None
    open: bool | None = None
    text: str | None = None
    archived: bool = False


@dataclass(frozen=True)
class Announced:
    """A call with its mechanism."""

    call: ProposalCall
    mechanism: Mechanism


def calls(
    session: Session, actor: Actor, wanted: CallFilter, part: Part, *, on: date
) -> tuple[list[Announced], str | None]:
    """A part of the calls that are wanted, and the cursor of the next."""
    demand(actor, ServiceAction.SEE_CALL)
    chosen = select(ProposalCall).where(col(ProposalCall.archived_at).is_not(None) == wanted.archived)
    if wanted.mechanism is not None:
        chosen = chosen.where(ProposalCall.mechanism == wanted.mechanism)
    if wanted.open is not None:
        chosen = chosen.where(is_open(on) if wanted.open else not_(is_open(on)))
    if wanted.text is not None:
        chosen = chosen.where(col(ProposalCall.title).icontains(wanted.text, autoescape=True))
    rows, following = part_of(session, ProposalCall, chosen, part)
    found = select(Mechanism).where(col(Mechanism.id).in_({row.mechanism for row in rows}))
    mechanisms = {one.id: one for one in session.exec(found)}
    return [Announced(row, mechanisms[row.mechanism]) for row in rows], following


def is_open(on: date) -> ColumnElement[bool]:
    """The condition that a call may take applications on a day; the same as `ProposalCall.is_open`."""
    begun = or_(col(ProposalCall.opens_on).is_(None), col(ProposalCall.opens_on) <= on)
    closes_later = or_(col(ProposalCall.closes_on).is_(None), col(ProposalCall.closes_on) >= on)
    return and_(begun, closes_later, col(ProposalCall.archived_at).is_(None))


def one_call(session: Session, actor: Actor, key: str) -> Announced:
    """A call with its mechanism. Raises NotFoundError where there is none."""
    row = session.get(ProposalCall, key)
    if row is None:
        raise NotFoundError("call", key)
    demand(actor, ServiceAction.SEE_CALL, row)
    return Announced(row, session.get_one(Mechanism, row.mechanism))


def eligibility(session: Session, found: Announced, request: Request, *, on: date) -> Judged:
    """Whether a request could be brought to a call, rule by rule."""
    reach = Reach(support_matrix(session))
    return judge_call(case_of_request(session, request), found.call, found.mechanism, reach, on=on)


def own_eligibility(session: Session, actor: Actor, found: Announced, *, on: date) -> list[tuple[Request, Judged]]:
    """The actor's open requests with what the rules of a call say of each; nothing for who asks for nothing."""
    rows = own_requests(session, actor, on)
    reach = Reach(support_matrix(session)) if rows else Reach(())
    return [(row, judge_call(case_of_request(session, row), found.call, found.mechanism, reach, on=on)) for row in rows]


def own_requests(session: Session, actor: Actor, on: date) -> Sequence[Request]:
    """The actor's open requests, the newest first; nothing for who asks for nothing."""
    if not actor.has_role(Role.AGENCY, Role.PROVIDER):
        return []
    own = [col(Request.organization) == (actor.organization or "")]
    if actor.window:
        own.append(col(Request.country) == actor.window)
    chosen = select(Request).where(or_(*own), is_live_on(Request, on), may_read(Request, actor))
    return session.exec(chosen.order_by(col(Request.published_at).desc(), col(Request.id)).limit(MOST_OWN)).all()

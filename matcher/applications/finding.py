"""Finds applications: approved ones for everybody, others for those whom they concern."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select

from locales.messages import Message, either
from matcher.cursors import Part, part_of
from matcher.editing import check_version
from matcher.errors import ConflictError, NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.applications import SPEAKING, ApplicationAction
from models.account import Role
from models.application import (
    DECIDED,
    WAITING,
    Application,
    ApplicationPartner,
    ApplicationState,
    Candidacy,
    PartnerAnswer,
    candidacies,
)
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall


@dataclass(frozen=True)
class ApplicationFilter:
    """What is looked for; None means any. `own` are those in which the reader leads or is a partner, `deciding` those
    that wait for the reader's decision."""

    call: str | None = None
    state: ApplicationState | None = None
    country: str | None = None
    own: bool = False
    deciding: bool = False


def applications(
    session: Session, actor: Actor, wanted: ApplicationFilter, part: Part
) -> tuple[list[Candidacy], str | None]:
    """A part of the applications that are wanted and that the actor may know of, and the cursor of the next."""
    actor = actor.as_reader
    chosen = select(Application).where(visible(actor))
    if wanted.call is not None:
        chosen = chosen.where(Application.call == wanted.call)
    if wanted.state is not None:
        chosen = chosen.where(Application.state == wanted.state)
    if wanted.country is not None:
        theirs = _with_partner(ApplicationPartner.country == wanted.country)
        chosen = chosen.where(or_(col(Application.country) == wanted.country, theirs))
    if wanted.own:
        chosen = chosen.where(taking_part(actor))
    if wanted.deciding:
        chosen = chosen.where(_decided_by(actor), col(Application.state).in_(WAITING))
    rows, following = part_of(session, Application, chosen, part)
    return candidacies(session, rows), following


def visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `application.see`, for the database."""
    if actor.administers:
        return true()
    known = (ApplicationState.APPROVED, *(DECIDED if actor.has_role(Role.ANALYST) else ()))
    handed_in = and_(col(Application.submitted_at).is_not(None), or_(_decided_by(actor), _looked_after(actor)))
    return or_(col(Application.state).in_(known), taking_part(actor), handed_in)


def taking_part(actor: Actor) -> ColumnElement[bool]:
    """Those that the actor leads, and those of which he answers for a partner that has not declined."""
    found = []
    if actor.has_role(*SPEAKING) and actor.organization is not None:
        found.append(_with_partner(ApplicationPartner.organization == actor.organization))
    if actor.has_role(Role.AGENCY):
        found.append(col(Application.organization) == (actor.organization or ""))
        found.append(col(Application.country) == (actor.country or ""))
        found.append(_with_partner(ApplicationPartner.country == (actor.country or "")))
    return or_(*found) if found else false()


def _with_partner(condition: ColumnElement[bool] | bool) -> ColumnElement[bool]:
    still = col(ApplicationPartner.answer) != PartnerAnswer.DECLINED
    return col(Application.id).in_(select(ApplicationPartner.application).where(condition, still))


def _decided_by(actor: Actor) -> ColumnElement[bool]:
    """Those to the calls of mechanisms that the actor runs."""
    if actor.administers:
        return true()
    if not actor.has_role(*SPEAKING) or actor.organization is None:
        return false()
    calls = select(ProposalCall.id).join(Mechanism, col(Mechanism.id) == ProposalCall.mechanism)
    return col(Application.call).in_(calls.where(Mechanism.organization == actor.organization))


def _looked_after(actor: Actor) -> ColumnElement[bool]:
    if actor.role != Role.FOCAL_POINT:
        return false()
    if actor.covers is None:
        return true()
    lead = or_(col(Application.country).is_(None), col(Application.country).in_(actor.covers))
    return or_(lead, _with_partner(col(ApplicationPartner.country).in_(actor.covers)))


def the_candidacy(
    session: Session,
    actor: Actor,
    key: str,
    action: ApplicationAction = ApplicationAction.SEE,
    *,
    version: int | None = None,
) -> Candidacy:
    """An application for somebody who may do something with it; with a version, held until the transaction ends.

    Raises NotFoundError, also for a hidden one, ForbiddenError, and StaleEditError for an older version.
    """
    row = session.get(Application, key)
    if row is None:
        raise NotFoundError("application", key)
    demand(actor, action, candidacies(session, [row])[0])
    if version is not None:
        check_version(row, "application", key, version)
    return candidacies(session, [row])[0]


def require_state(row: Application, *states: ApplicationState) -> None:
    """Raises ConflictError where an application stands elsewhere."""
    if row.state not in states:
        raise ConflictError(
            "application {id!r} is {state}; this can be done while it is {wanted}",
            id=row.id,
            state=Message(row.state),
            wanted=either(states),
        )


def applications_of(session: Session, call: str, *states: ApplicationState) -> Sequence[Candidacy]:
    """The applications to a call in some states, the newest decision first."""
    chosen = select(Application).where(Application.call == call, col(Application.state).in_(states))
    ordered = chosen.order_by(col(Application.decided_at).desc(), col(Application.id))
    return candidacies(session, session.exec(ordered).all())

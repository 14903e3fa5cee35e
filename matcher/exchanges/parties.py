"""Who takes part: organizations are invited, and take part once they have accepted."""

from datetime import datetime

from sqlmodel import Session, select

from locales.messages import Message
from matcher.audit import record
from matcher.editing import apply_changes
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.exchanges.dossiers import held_dossier, require_state, terms_changed, the_organization
from matcher.exchanges.letters import about, tell, tell_all
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction, acting_side, invited_side, own_sides
from models.cost_share import CostShare
from models.deployment import Deployment
from models.dossier import Dossier
from models.exchange import ExchangeParticipant, ExchangeState, PartyRole
from models.exchange_schemas import CancelReason, PartyInvite

MOST_PARTIES = 20


def invite_party(
    session: Session, actor: Actor, key: str, invite: PartyInvite, *, version: int, now: datetime
) -> Dossier:
    """Asks an organization to take part. Raises ConflictError once the terms are agreed or where it has the role
    already, BadInputError for an unknown organization or a further first provider, ForbiddenError for who supervises
    and asks himself: parties see contact data."""
    dossier = held_dossier(session, actor, key, ExchangeAction.EDIT, version=version)
    require_state(dossier.exchange, ExchangeState.ACCEPTED)
    organization = the_organization(session, invite.organization)
    if actor.belongs_to(organization.id) and acting_side(actor, dossier) is None:
        raise ForbiddenError("who supervises an exchange does not join it by himself; a party invites you")
    if invite.role == PartyRole.PROVIDER:
        raise BadInputError("an exchange has one first provider; a further one has the role 'second-provider'")
    if any(one.organization == organization.id and one.role == invite.role for one in dossier.sides):
        raise ConflictError(
            "{name!r} is asked already, or takes part, as {role}", name=organization.name, role=Message(invite.role)
        )
    if len(dossier.sides) >= MOST_PARTIES:
        raise ConflictError("an exchange has at most {most_parties} parties", most_parties=MOST_PARTIES)
    side = ExchangeParticipant(
        exchange=key,
        position=max((one.position for one in dossier.sides), default=-1) + 1,
        role=invite.role,
        country=organization.country,
        organization=organization.id,
        accepted=actor.belongs_to(organization.id),
    )
    session.add(side)
    _trail(session, actor, "exchange.party-invited", side, now=now, joins=True)
    return _with(session, dossier, side, actor, now)


def _with(session: Session, dossier: Dossier, side: ExchangeParticipant, actor: Actor, now: datetime) -> Dossier:
    session.flush()
    changed = Dossier(dossier.exchange, [*dossier.sides, side])
    terms_changed(session, changed)
    if not side.accepted:
        tell(session, [side], "exchange-invitation", about(changed) | {"role": side.role}, now=now, but=actor)
    return changed


def answer_invitation(session: Session, actor: Actor, key: str, *, accept: bool, now: datetime) -> None:
    """What an invited organization says. Where the other main side of a registered exchange declines, it is cancelled.

    Raises ConflictError once the exchange has been agreed or given up.
    """
    dossier = held_dossier(session, actor, key, ExchangeAction.JOIN)
    require_state(dossier.exchange, ExchangeState.ACCEPTED)
    side = invited_side(actor, dossier)
    assert side is not None
    mine = [one for one in dossier.sides if one.organization == side.organization and not one.accepted]
    _trail(
        session, actor, "exchange.party-joined" if accept else "exchange.party-declined", side, now=now, joins=accept
    )
    if not accept and side in dossier.main_sides:
        _refuse(session, actor, dossier, now=now)
        return
    for one in mine:
        one.accepted = accept
        if not accept:
            session.delete(one)
    session.flush()
    terms_changed(session, Dossier(dossier.exchange, [one for one in dossier.sides if accept or one not in mine]))


def _refuse(session: Session, actor: Actor, dossier: Dossier, *, now: datetime) -> None:
    ended = {
        "state": ExchangeState.CANCELLED,
        "cancel_reason": CancelReason.NO_AGREEMENT,
        "ended_on": now.date(),
    }
    apply_changes(session, actor, dossier.exchange, ended, now=now, action="exchange.cancelled")
    tell_all(session, dossier, "exchange-cancelled", now=now, but=actor, reason=CancelReason.NO_AGREEMENT, note="")


def remove_party(session: Session, actor: Actor, key: str, position: int, *, version: int, now: datetime) -> None:
    """Takes a further party out, or lets it leave. Raises ConflictError for a main side, once the terms are agreed, or
    while it bears costs or sends experts; NotFoundError where there is no such side."""
    dossier = held_dossier(session, actor, key, ExchangeAction.OPEN, version=version)
    side = next((one for one in dossier.sides if one.position == position), None)
    if side is None:
        raise NotFoundError("party", str(position))
    if not may(actor, ExchangeAction.EDIT, dossier) and side not in own_sides(actor, dossier):
        raise ForbiddenError("only the main parties and those who supervise take out another party")
    require_state(dossier.exchange, ExchangeState.ACCEPTED)
    if side in dossier.main_sides:
        raise ConflictError("the main parties stay; cancel the exchange where one of them does not go on")
    if _is_planned_for(session, side):
        raise ConflictError(
            "{organization!r} bears costs or sends experts; take these out of the plan first",
            organization=side.organization,
        )
    _trail(session, actor, "exchange.party-left", side, now=now, joins=False)
    session.delete(side)
    session.flush()
    terms_changed(session, Dossier(dossier.exchange, [one for one in dossier.sides if one is not side]))


def _is_planned_for(session: Session, side: ExchangeParticipant) -> bool:
    costs = select(CostShare.id).where(CostShare.exchange == side.exchange, CostShare.organization == side.organization)
    sent = select(Deployment).where(Deployment.exchange == side.exchange)
    shares = [
        share["organization"]
        for one in session.exec(sent)
        for share in [*one.shares, {"organization": one.organization}]
    ]
    return session.exec(costs).first() is not None or side.organization in shares


def _trail(
    session: Session, actor: Actor, action: str, side: ExchangeParticipant, *, now: datetime, joins: bool
) -> None:
    named = f"{side.role}: {side.organization or side.country}"
    change = {"party": [None, named] if joins else [named, None]}
    record(session, action, ("exchange", side.exchange), now=now, actor=actor.name_in_trail, change=change)

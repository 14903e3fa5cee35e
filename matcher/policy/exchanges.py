"""Who may do what with exchanges. The thing is a dossier: an exchange with its sides."""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.dossier import DECIDING, Dossier
from models.exchange import KNOWN_STATES, ExchangeParticipant

TAKING_PART = (Role.AGENCY, Role.PROVIDER, Role.FOCAL_POINT)
"""The roles that act for their organization; analysts and administrators do not."""


class ExchangeAction(StrEnum):
    """What can be done with an exchange."""

    SEE = "exchange.see"
    OPEN = "exchange.open"
    ANALYSE = "exchange.analyse"
    CONTACTS = "exchange.contacts"
    REGISTER = "exchange.register"
    EDIT = "exchange.edit"
    JOIN = "exchange.join"
    AGREE = "exchange.agree"
    START = "exchange.start"
    EVALUATE = "exchange.evaluate"
    STATE = "exchange.state"
    SETTLE = "exchange.settle"
    CANCEL = "exchange.cancel"
    CLOSE = "exchange.close"
    DRAW_PRACTICE = "exchange.draw-practice"


def own_sides(actor: Actor, dossier: Dossier) -> list[ExchangeParticipant]:
    """The sides that an account speaks for: its own organization's, then, for an agency, the others of its country."""
    mine = actor.has_role(*TAKING_PART)
    own = [one for one in dossier.sides if mine and actor.belongs_to(one.organization)]
    return own + [one for one in dossier.sides if one not in own and actor.is_window_of(one.country)]


def acting_side(actor: Actor, dossier: Dossier) -> ExchangeParticipant | None:
    """The one of its sides by which an account acts: one that decides and takes part, if any."""
    sides = own_sides(actor, dossier)
    sides.sort(key=lambda one: (one.role not in DECIDING, not one.accepted))
    return sides[0] if sides else None


def invited_side(actor: Actor, dossier: Dossier) -> ExchangeParticipant | None:
    """The first of its sides that was invited and has not answered."""
    return next((one for one in own_sides(actor, dossier) if not one.accepted), None)


def supervises(actor: Actor, dossier: Dossier) -> bool:
    """Administrators, and the focal points of the countries that take part."""
    return actor.administers or actor.looks_after(*dossier.countries)


def insider(actor: Actor, dossier: Dossier) -> bool:
    """Those who take part or were invited, their countries' agencies, and those who supervise."""
    return bool(own_sides(actor, dossier)) or supervises(actor, dossier)


def _analyses(actor: Actor, dossier: Dossier) -> bool:
    return actor.has_role(Role.ANALYST) or insider(actor, dossier)


def _knows(actor: Actor, dossier: Dossier) -> bool:
    return dossier.exchange.state in KNOWN_STATES or _analyses(actor, dossier)


def _takes_part(actor: Actor, dossier: Dossier) -> bool:
    return any(one.accepted for one in own_sides(actor, dossier))


def _decides(actor: Actor, dossier: Dossier) -> bool:
    side = acting_side(actor, dossier)
    return side is not None and side.accepted and side.role in DECIDING


def _plans(actor: Actor, dossier: Dossier) -> bool:
    return _decides(actor, dossier) or supervises(actor, dossier)


def _invited(actor: Actor, dossier: Dossier) -> bool:
    return invited_side(actor, dossier) is not None


def _keeps_a_record(actor: Actor, dossier: Dossier) -> bool:
    side = acting_side(actor, dossier)
    return side is not None and side.accepted and side in dossier.main_sides


def _registers(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    return actor.has_role(*TAKING_PART) and actor.organization is not None


RULES: Rules = {
    ExchangeAction.SEE: Permission(Scope.READ, _knows),
    ExchangeAction.OPEN: Permission(Scope.READ, insider),
    ExchangeAction.ANALYSE: Permission(Scope.READ, _analyses),
    ExchangeAction.CONTACTS: Permission(Scope.READ, _takes_part),
    ExchangeAction.REGISTER: Permission(Scope.WRITE, _registers),
    ExchangeAction.EDIT: Permission(Scope.WRITE, _plans),
    ExchangeAction.JOIN: Permission(Scope.WRITE, _invited),
    ExchangeAction.AGREE: Permission(Scope.WRITE, _decides),
    ExchangeAction.START: Permission(Scope.WRITE, _plans),
    ExchangeAction.EVALUATE: Permission(Scope.WRITE, _decides),
    ExchangeAction.STATE: Permission(Scope.WRITE, _keeps_a_record),
    ExchangeAction.SETTLE: Permission(Scope.REVIEW, supervises),
    ExchangeAction.CANCEL: Permission(Scope.WRITE, _plans),
    ExchangeAction.CLOSE: Permission(Scope.REVIEW, supervises),
    ExchangeAction.DRAW_PRACTICE: Permission(Scope.WRITE, _decides),
}

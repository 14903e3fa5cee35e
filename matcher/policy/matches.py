"""Who may do what with matches.

A match has two sides: the requester, who knows of it from the proposal on, and the provider, who does from the
introduction on. A side is the organization of the post and its country's cooperation agency, the country's window.
Focal points that cover one of the countries, and administrators, review.
"""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.decision import Side
from models.match import MatchState
from models.pairing import Pairing


class MatchAction(StrEnum):
    """What can be done with a match."""

    LIST = "match.list"
    SEE = "match.see"
    SEE_CONTACTS = "match.see-contacts"
    SEE_NOTES = "match.see-notes"
    SEE_PEOPLE = "match.see-people"
    REVIEW = "match.review"
    ENDORSE = "match.endorse"
    DECLINE = "match.decline"
    INTRODUCE = "match.introduce"
    ASSIGN = "match.assign"
    INTEREST = "match.interest"
    CHOOSE = "match.choose"
    ACCEPT = "match.accept"
    TURN_DOWN = "match.turn-down"
    UNDO = "match.undo"
    NOTE = "match.note"


def side_of(actor: Actor, pairing: Pairing) -> Side | None:
    """As whom an actor speaks about a match; none where it has no say. Its own organization goes before its country."""
    if actor.administers or actor.looks_after(*pairing.countries):
        return Side.FOCAL_POINT
    if not actor.has_role(Role.AGENCY, Role.PROVIDER):
        return None
    request, offer, told = pairing.request, pairing.offer, pairing.introduced
    if actor.belongs_to(request.organization):
        return Side.REQUESTER
    if told and actor.belongs_to(offer.organization):
        return Side.PROVIDER
    if any(actor.is_window_of(one) for one in pairing.asking):
        return Side.REQUESTER
    return Side.PROVIDER if told and actor.is_window_of(offer.country) else None


def _sees(actor: Actor, pairing: Pairing) -> bool:
    return actor.has_role(Role.ANALYST) or side_of(actor, pairing) is not None


def _takes_part(actor: Actor, pairing: Pairing) -> bool:
    return side_of(actor, pairing) is not None


def _reviews(actor: Actor, pairing: Pairing) -> bool:
    return side_of(actor, pairing) == Side.FOCAL_POINT


def _asks(actor: Actor, pairing: Pairing) -> bool:
    return side_of(actor, pairing) == Side.REQUESTER


def _is_party(actor: Actor, pairing: Pairing) -> bool:
    return side_of(actor, pairing) in (Side.REQUESTER, Side.PROVIDER)


def _is_party_that_agreed(actor: Actor, pairing: Pairing) -> bool:
    """Contact data is for the two sides, once both have accepted, and for nobody else: not even those who review."""
    return pairing.match.state == MatchState.ACCEPTED and _is_party(actor, pairing)


def _lists(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    return actor.signed_in


def _is_reviewer(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    return actor.administers or actor.has_role(Role.FOCAL_POINT)


RULES: Rules = {
    MatchAction.LIST: Permission(Scope.READ, _lists),
    MatchAction.SEE: Permission(Scope.READ, _sees),
    MatchAction.SEE_CONTACTS: Permission(Scope.READ, _is_party_that_agreed),
    MatchAction.SEE_NOTES: Permission(Scope.READ, _takes_part),
    MatchAction.SEE_PEOPLE: Permission(Scope.READ, _reviews),
    MatchAction.REVIEW: Permission(Scope.REVIEW, _is_reviewer),
    MatchAction.ENDORSE: Permission(Scope.REVIEW, _reviews),
    MatchAction.DECLINE: Permission(Scope.REVIEW, _reviews),
    MatchAction.INTRODUCE: Permission(Scope.REVIEW, _reviews),
    MatchAction.ASSIGN: Permission(Scope.REVIEW, _reviews),
    MatchAction.INTEREST: Permission(Scope.WRITE, _asks),
    MatchAction.CHOOSE: Permission(Scope.WRITE, _asks),
    MatchAction.ACCEPT: Permission(Scope.WRITE, _is_party),
    MatchAction.TURN_DOWN: Permission(Scope.WRITE, _is_party),
    MatchAction.UNDO: Permission(Scope.WRITE, _takes_part),
    MatchAction.NOTE: Permission(Scope.WRITE, _takes_part),
}

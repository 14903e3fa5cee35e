"""What everybody may know of an exchange."""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from models.dossier import Dossier
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant, exchanges_with_participants
from models.exchange_schemas import ExchangePublic, PartyPublic


def public_form(exchange: Exchange, sides: Sequence[ExchangeParticipant]) -> ExchangePublic:
    """An exchange without what is not public: text and organizations where the parties keep them to themselves, and the
    outcome where it comes from evaluations written here."""
    shown = exchange.shown_in_full
    parties = [
        PartyPublic(role=one.role, country=one.country, organization=one.organization if shown else None)
        for one in sides
        if one.accepted and (one.country or shown)
    ]
    return ExchangePublic(
        **exchange.model_dump(
            include={"id", "state", "title", "language", "sectors", "modality", "start_year", "end_year"}
        ),
        text=exchange.text if shown else None,
        outcome=exchange.outcome if exchange.opened_at is None else None,
        parties=parties,
    )


def listed_form(actor: Actor, dossier: Dossier) -> ExchangePublic:
    """An exchange in a list, as an actor may see it: analysts see the organizations and the outcome as well, those who
    take part or supervise also the text."""
    exchange = dossier.exchange
    form = public_form(exchange, dossier.sides)
    if may(actor, ExchangeAction.ANALYSE, dossier):
        form.outcome = exchange.outcome
        form.parties = [PartyPublic.model_validate(one, from_attributes=True) for one in dossier.sides]
    if may(actor, ExchangeAction.OPEN, dossier):
        form.text = exchange.text
    return form


def public_exchanges(session: Session, states: Collection[str] = KNOWN_STATES) -> list[tuple[Exchange, ExchangePublic]]:
    """The exchanges in some states with their public form, by identifier."""
    return [(row, public_form(row, sides)) for row, sides in exchanges_with_participants(session, states=states)]

"""The own exchanges on a desk that are not over, with the steps that wait for the reader."""

from dataclasses import dataclass

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.exchanges.viewing import allowed
from matcher.policy.exchanges import ExchangeAction
from models import taxonomy
from models.exchange import OPEN_STATES, ExchangeState

STEPS = (ExchangeAction.JOIN, ExchangeAction.AGREE, ExchangeAction.START)
"""What the reader's side must do for the exchange to go on, in this order; evaluations stand apart, by their day."""
SHOWN = 10


@dataclass(frozen=True)
class OwnExchange:
    """One exchange; `steps` are those that wait for the reader."""

    id: str
    title: str
    language: str
    state: str
    countries: list[str]
    steps: list[str]


def own_exchanges(session: Session, visit: Visit) -> list[OwnExchange]:
    """The open exchanges in which the reader takes part or is invited; two queries for each of three states."""
    found = []
    for state in ExchangeState:
        if state in OPEN_STATES:
            wanted = ExchangeFilter(state=state, mine=True)
            found += list_exchanges(session, visit.actor, wanted, limit=SHOWN)[0]
    return [
        OwnExchange(
            id=one.id,
            title=one.exchange.title,
            language=one.exchange.language or visit.language,
            state=one.exchange.state,
            countries=sorted(taxonomy.country_name(code, visit.language) for code in one.countries),
            steps=[str(step) for step in STEPS if step in allowed(visit.actor, one)][:1],
        )
        for one in found
    ]

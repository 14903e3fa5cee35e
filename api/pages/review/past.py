"""What an organization has done before, as far as the reader may see it."""

from dataclasses import dataclass

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.exchanges.public import listed_form
from models import taxonomy
from models.exchange_schemas import ExchangePublic

SHOWN = 4


@dataclass(frozen=True)
class PastExchange:
    """One exchange of an organization, in a line."""

    id: str
    title: str
    language: str | None
    countries: str
    years: str
    state: str
    outcome: float | None


def past_exchanges(session: Session, visit: Visit, organization: str) -> list[PastExchange]:
    """Some exchanges in which an organization took part; two queries."""
    wanted = ExchangeFilter(organization=organization)
    found, _ = list_exchanges(session, visit.actor, wanted, limit=SHOWN)
    return [_line(listed_form(visit.actor, one), visit.language) for one in found]


def _line(one: ExchangePublic, language: str) -> PastExchange:
    codes = dict.fromkeys(party.country for party in one.parties if party.country)
    years = dict.fromkeys(str(year) for year in (one.start_year, one.end_year) if year)
    return PastExchange(
        id=one.id,
        title=one.title or one.id,
        language=one.language,
        countries=", ".join(taxonomy.country_name(code, language) for code in codes),
        years="–".join(years),
        state=one.state,
        outcome=one.outcome,
    )

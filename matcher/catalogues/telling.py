"""What offers, practices and exchanges say, where another platform's records are compared with them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session, col, or_, select

from matcher.catalogues.likeness import Told
from matcher.intake.kinds import Kind
from models.exchange import Exchange, ExchangeCreate, ExchangeParticipant, PartyRole, exchanges_with_participants
from models.post import PostState
from models.practice import Practice
from models.practice_schemas import PracticeCreate

AT_ONCE = 500


def told(key: str, one: Any) -> Told:  # noqa: ANN401
    """What an offer, a practice or an exchange of a file says, or a row of ours."""
    if isinstance(one, ExchangeCreate):
        return _told_of_exchange(key, one, one.requester_country, one.provider_country)
    if isinstance(one, PracticeCreate | Practice):
        return Told(key, one.title, f"{one.problem} {one.solution}", one.language, one.organization, one.country)
    return Told(key, one.title or "", one.text, one.language, one.organization, one.country)


def ours_near(session: Session, kind: Kind, theirs: Sequence[Told]) -> list[Told]:
    """Live records of ours of the organizations and countries of others, by identifier."""
    if kind.table is Exchange:
        return _exchanges(session, {country for one in theirs for country in (one.country or "").split(">")})
    return [told(row.id, row) for row in _live(session, kind.table, theirs)]


def _live(session: Session, table: Any, theirs: Sequence[Told]) -> Iterator[Any]:  # noqa: ANN401
    organizations = sorted({one.organization for one in theirs if one.organization})
    countries = sorted({one.country for one in theirs if one.country})
    live = col(table.state).in_((PostState.PUBLISHED, PostState.SUBMITTED))
    found: dict[str, Any] = {}
    for some in [organizations[start : start + AT_ONCE] for start in range(0, len(organizations), AT_ONCE)] or [[]]:
        near = or_(col(table.organization).in_(some), col(table.country).in_(countries))
        found |= {row.id: row for row in session.exec(select(table).where(near, live))}
    yield from (found[key] for key in sorted(found))


def _exchanges(session: Session, countries: set[str]) -> list[Told]:
    found = []
    for exchange, sides in exchanges_with_participants(session, countries=countries):
        pair = [_country_of(sides, role) for role in (PartyRole.REQUESTER, PartyRole.PROVIDER)]
        found.append(_told_of_exchange(exchange.id, exchange, pair[0], pair[1]))
    return found


def _country_of(sides: Sequence[ExchangeParticipant], role: PartyRole) -> str | None:
    return next((one.country for one in sides if one.role == role), None)


def _told_of_exchange(key: str, one: Any, requester: str | None, provider: str | None) -> Told:  # noqa: ANN401
    """Two exchanges can be one where the same country learned from the same."""
    pair = f"{requester}>{provider}" if requester and provider else None
    return Told(key, one.title or "", one.text, one.language, None, pair)

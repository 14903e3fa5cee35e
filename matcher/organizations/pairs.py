"""Organizations that are likely one: proposed, looked at side by side, and told apart where they are two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.errors import BadInputError, ConflictError
from matcher.organizations.alikeness import AlikePair, Named, alike_pairs
from matcher.organizations.finding import one_organization
from matcher.organizations.register import edition_of, names_known
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.account import Account
from models.audit import AuditEvent
from models.exchange import ExchangeParticipant
from models.offer import Offer
from models.organization import MergedOrganization, Organization
from models.practice import Practice
from models.request import Request

APART = "organization.told-apart"
"""The event that keeps a pair from being proposed again."""


_latest: WeakKeyDictionary[Engine, tuple[object, Sequence[AlikePair]]] = WeakKeyDictionary()
"""For each database the edition of its register, and the pairs that were last found in it."""


@dataclass(frozen=True)
class Holdings:
    """How much belongs to an organization; `exchanges` counts those in which it takes part."""

    requests: int = 0
    offers: int = 0
    exchanges: int = 0
    practices: int = 0
    accounts: int = 0


def likely_pairs(session: Session, actor: Actor) -> list[AlikePair]:
    """The pairs of organizations that are likely one, the likeliest first, without those that were told apart."""
    demand(actor, ServiceAction.SEE_ADMINISTRATION)
    apart = _told_apart(session)
    return [one for one in _pairs(session) if (one.first, one.second) not in apart]


def _pairs(session: Session) -> Sequence[AlikePair]:
    """The likely pairs, found anew where an organization has come, gone or changed since they were last looked for."""
    database, register = session.get_bind().engine, edition_of(session)
    known, pairs = _latest.get(database, (None, ()))
    if known != register:
        columns = (Organization.id, Organization.country, Organization.name, Organization.acronym, Organization.aliases)
        rows = session.execute(select(*columns).order_by(col(Organization.id)))  # type: ignore[call-overload]
        pairs = alike_pairs([_named(*row) for row in rows])
        _latest[database] = (register, pairs)
    return pairs


def tell_apart(session: Session, actor: Actor, first: str, second: str, *, now: datetime) -> None:
    """Keeps two organizations from being proposed as one; twice does no harm. Raises NotFoundError, ConflictError."""
    one, other = sorted((first, second))
    row = one_organization(session, actor, one)
    one_organization(session, actor, other)
    demand(actor, ServiceAction.MERGE_ORGANIZATION, row)
    if one == other:
        raise ConflictError("an organization cannot be told apart from itself")
    if (one, other) in _told_apart(session):
        return
    for key in (one, other):
        change = {"apart": [None, [one, other]]}
        record(session, APART, ("organization", key), now=now, actor=actor.name_in_trail, change=change)


def holdings(session: Session, keys: Collection[str]) -> dict[str, Holdings]:
    """How much belongs to each of some organizations."""
    columns: dict[str, tuple[Any, Any]] = {
        "requests": (Request, Request.organization),
        "offers": (Offer, Offer.organization),
        "exchanges": (ExchangeParticipant, ExchangeParticipant.organization),
        "practices": (Practice, Practice.organization),
        "accounts": (Account, Account.organization),
    }
    counts = {name: _counts(session, table, column, keys) for name, (table, column) in columns.items()}
    return {key: Holdings(**{name: found.get(key, 0) for name, found in counts.items()}) for key in keys}


def latest_merges(session: Session, actor: Actor, *, limit: int = 20) -> Sequence[MergedOrganization]:
    """The newest merges, which can be undone; for administrators."""
    demand(actor, ServiceAction.MERGE_ORGANIZATION)
    newest = select(MergedOrganization).order_by(col(MergedOrganization.merged_at).desc(), col(MergedOrganization.id))
    return session.exec(newest.limit(limit)).all()


def organization_meant(session: Session, words: str) -> str:
    """The identifier of the organization that somebody typed, by its identifier or one of its names.

    Raises BadInputError, which names the likeliest where none is sure.
    """
    if session.get(Organization, words) is not None:
        return words
    register = names_known(session)
    found = register.resolve(words)
    if found is not None:
        return found
    near = ", ".join(f"{one.name} ({one.id})" for one in register.search(words, 3))
    if near:
        raise BadInputError("no organization is called {words!r}; did you mean: {near}?", words=words, near=near)
    raise BadInputError("no organization is called {words!r}; add it first", words=words)


def _named(key: str, country: str | None, name: str, acronym: str | None, aliases: list[str]) -> Named:
    return Named(key, country, tuple(dict.fromkeys((name, *aliases))), (acronym,) if acronym else ())


def _told_apart(session: Session) -> set[tuple[str, str]]:
    changes = session.exec(select(AuditEvent.change).where(AuditEvent.action == APART))
    return {(one["apart"][1][0], one["apart"][1][1]) for one in changes}


def _counts(session: Session, table: Any, column: Any, keys: Collection[str]) -> dict[str, int]:  # noqa: ANN401
    chosen = select(column, func.count()).select_from(table).where(col(column).in_(keys)).group_by(column)
    return {str(key): int(count) for key, count in session.exec(chosen)}

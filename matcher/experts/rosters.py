"""Rosters by region and sector: found by everybody, kept by their organizations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, or_
from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.cursors import Part, part_of
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.experts.finding import the_expert
from matcher.experts.keeping import own_organization
from matcher.policy import Actor, demand, may
from matcher.policy.experts import ExpertAction, RosterAction
from matcher.tagged import tagged
from models.base import new_identifier
from models.community import Community
from models.expert import SHOWN, Expert
from models.folding import holds
from models.mechanism import Mechanism
from models.roster import Placement, PlacementPost, Roster, RosterPost, RosterUpdate, standing_on

REFERENCES: Mapping[str, type[Mechanism] | type[Community]] = {"mechanism": Mechanism, "community": Community}


@dataclass(frozen=True)
class RosterFilter:
    """What is looked for; None means any. `country` is one that may call from it."""

    text: str | None = None
    sector: str | None = None
    country: str | None = None
    organization: str | None = None
    mechanism: str | None = None
    community: str | None = None


def rosters(session: Session, actor: Actor, wanted: RosterFilter, part: Part) -> tuple[Sequence[Roster], str | None]:
    """A part of the rosters that are wanted, and the cursor of the next."""
    demand(actor, RosterAction.SEE)
    chosen = select(Roster)
    for name in ("organization", "mechanism", "community"):
        if (value := getattr(wanted, name)) is not None:
            chosen = chosen.where(getattr(Roster, name) == value)
    if wanted.sector is not None:
        chosen = chosen.where(tagged(Roster.sectors, wanted.sector))
    if wanted.country is not None:
        chosen = chosen.where(
            or_(tagged(Roster.countries, wanted.country), cast(col(Roster.countries), String) == "[]")
        )
    if wanted.text is not None:
        chosen = chosen.where(or_(holds(Roster.name, wanted.text), holds(Roster.aim, wanted.text)))
    return part_of(session, Roster, chosen, part)


def the_roster(session: Session, actor: Actor, key: str, action: RosterAction = RosterAction.SEE) -> Roster:
    """A roster for somebody who may do something with it. Raises NotFoundError."""
    row = session.get(Roster, key)
    if row is None:
        raise NotFoundError("roster", key)
    demand(actor, action, row)
    return row


def placed(session: Session, key: str, *, on: date) -> list[tuple[Placement, Expert]]:
    """Who stands on a roster on a day, as everybody sees it, by title."""
    chosen = select(Placement, Expert).join(Expert, col(Expert.id) == Placement.expert)
    chosen = chosen.where(Placement.roster == key, standing_on(on), col(Expert.state).in_(SHOWN))
    return [*session.exec(chosen.order_by(col(Expert.title), col(Placement.id)))]


def rosters_of(session: Session, expert: str, *, on: date) -> list[Roster]:
    """The rosters on which an expert stands, by name."""
    chosen = select(Roster).join(Placement, col(Placement.roster) == Roster.id)
    chosen = chosen.where(Placement.expert == expert, standing_on(on))
    return [*session.exec(chosen.order_by(col(Roster.name), col(Roster.id)))]


def add_roster(session: Session, actor: Actor, wanted: RosterPost, *, now: datetime) -> Roster:
    """A roster of the actor's organization, or of another one where an administrator adds it."""
    organization = own_organization(session, actor, wanted.organization)
    demand(actor, RosterAction.CREATE, organization)
    fields = wanted.model_dump() | {"organization": organization.id}
    _check_references(session, fields)
    row = Roster(**fields, id=new_identifier("ros"))
    store_new(session, actor, row, "name", "organization", now=now, action="roster.created")
    return row


def edit_roster(
    session: Session, actor: Actor, key: str, wanted: RosterUpdate, *, version: int, now: datetime
) -> Roster:
    """Changes what is said of a roster; an empty text empties a field that may be empty."""
    row = the_roster(session, actor, key, RosterAction.KEEP)
    check_version(row, "roster", key, version)
    changes = {name: None if one == "" else one for name, one in wanted.model_dump(exclude_unset=True).items()}
    _check_references(session, changes)
    apply_changes(session, actor, row, changes, now=now, action="roster.edited")
    return row


def place(session: Session, actor: Actor, key: str, wanted: PlacementPost, *, now: datetime) -> Placement:
    """Puts an expert whom everybody sees on a roster. Raises ConflictError for one who stands on it already."""
    the_roster(session, actor, key, RosterAction.KEEP)
    expert = the_expert(session, actor, wanted.expert)
    if not expert.shown:
        raise ConflictError("{expert!r} has not consented yet: only the person can do that", expert=expert.id)
    here = select(Placement.id).where(Placement.roster == key, Placement.expert == expert.id, standing_on(now.date()))
    if session.exec(here).first() is not None:
        raise ConflictError("{expert!r} stands on this roster already", expert=expert.id)
    row = Placement(id=new_identifier("plc"), roster=key, expert=expert.id, since=now.date())
    session.add(row)
    session.flush()
    change = {"expert": [None, expert.id]}
    record(session, "roster.placed", ("roster", key), now=now, actor=actor.name_in_trail, change=change)
    return row


def end_place(session: Session, actor: Actor, key: str, placement: str, *, now: datetime) -> Placement:
    """Ends a place with yesterday, so that it stays on record; for the roster's keeper, the profile's, and the expert.

    Raises NotFoundError for one that is not there or has ended.
    """
    roster = the_roster(session, actor, key)
    row = session.get(Placement, placement)
    if row is None or row.roster != key or (row.until is not None and row.until < now.date()):
        raise NotFoundError("placement", placement)
    if not may(actor, ExpertAction.EDIT, session.get_one(Expert, row.expert)):
        demand(actor, RosterAction.KEEP, roster)
    row.until = now.date() - timedelta(days=1)
    session.add(row)
    session.flush()
    change = {"expert": [row.expert, None]}
    record(session, "roster.place-ended", ("roster", key), now=now, actor=actor.name_in_trail, change=change)
    return row


def _check_references(session: Session, fields: Mapping[str, Any]) -> None:
    for name, table in REFERENCES.items():
        if fields.get(name) and session.get(table, fields[name]) is None:
            raise BadInputError("{field}: {value!r} is not there", field=name, value=fields[name])

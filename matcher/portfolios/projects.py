"""Projects of several countries: found, begun and changed by those who run them, and what their exchanges add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from locales.messages import Message
from matcher.cursors import Part, part_of
from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, NotFoundError
from matcher.exchanges.listing import visible
from matcher.organizations.writers import writers_organization
from matcher.policy import Actor, demand
from matcher.policy.projects import ProjectAction
from matcher.portfolios.gathering import Portfolio, gather
from matcher.tagged import tagged
from models.base import new_identifier
from models.dossier import Dossier, dossiers
from models.exchange import Exchange, ExchangeParticipant
from models.folding import holds
from models.organization import Organization
from models.project import FEWEST, Project, ProjectPost, ProjectUpdate

MOST = 100
"""Exchanges of several countries that are listed beside the projects."""


@dataclass(frozen=True)
class ProjectFilter:
    """What is looked for; None means any."""

    country: str | None = None
    sector: str | None = None
    organization: str | None = None
    text: str | None = None


def projects(session: Session, actor: Actor, wanted: ProjectFilter, part: Part) -> tuple[Sequence[Project], str | None]:
    """A part of the projects that are wanted, and the cursor of the next."""
    demand(actor, ProjectAction.SEE)
    chosen = select(Project)
    if wanted.country is not None:
        chosen = chosen.where(tagged(Project.countries, wanted.country))
    if wanted.sector is not None:
        chosen = chosen.where(tagged(Project.sectors, wanted.sector))
    if wanted.organization is not None:
        chosen = chosen.where(Project.organization == wanted.organization)
    if wanted.text is not None:
        chosen = chosen.where(holds(Project.name, wanted.text) | holds(Project.aim, wanted.text))
    return part_of(session, Project, chosen, part)


def one_project(session: Session, actor: Actor, key: str) -> tuple[Project, Portfolio]:
    """A project with its portfolio: those of its exchanges that the reader may see. Raises NotFoundError."""
    row = the_project(session, actor, key)
    theirs = select(Exchange).where(col(Exchange.id).in_(row.exchanges), visible(actor.as_reader))
    found = session.exec(theirs.order_by(col(Exchange.id))).all()
    return row, gather(session, actor, dossiers(session, found), of=row.organization)


def the_project(session: Session, actor: Actor, key: str, action: ProjectAction = ProjectAction.SEE) -> Project:
    """A project with which the actor may do this. Raises NotFoundError, and what `demand` raises."""
    row = session.get(Project, key)
    if row is None:
        raise NotFoundError("project", key)
    demand(actor, action, row)
    return row


def runners_organization(session: Session, actor: Actor, named: str | None) -> Organization:
    """The organization that is to run a project: the one named, else the actor's own. Raises UnauthenticatedError,
    BadInputError where there is none, NotFoundError, and what `demand` raises."""
    without = Message("organization: your account has none; name the organization that runs the project")
    row = writers_organization(session, actor, named, without=without)
    demand(actor, ProjectAction.CREATE, row)
    return row


def begin_project(session: Session, actor: Actor, wanted: ProjectPost, *, now: datetime) -> Project:
    """A project that the actor's organization runs, or another one where an administrator writes it. Raises what
    `runners_organization` raises, and BadInputError for an exchange that is not there."""
    organization = runners_organization(session, actor, wanted.organization)
    _check_exchanges(session, actor, wanted.exchanges, known=[])
    row = Project(**wanted.model_dump() | {"organization": organization.id}, id=new_identifier("pro"))
    store_new(session, actor, row, "name", "organization", now=now, action="project.created")
    return row


def edit_project(
    session: Session, actor: Actor, key: str, wanted: ProjectUpdate, *, version: int, now: datetime
) -> Project:
    """Changes the fields that are given. Raises what `demand` raises, StaleEditError, and BadInputError for an exchange
    that is not there."""
    row = the_project(session, actor, key, ProjectAction.EDIT)
    check_version(row, "project", key, version)
    changes = wanted.model_dump(exclude_unset=True)
    _check_exchanges(session, actor, changes.get("exchanges", []), known=row.exchanges)
    if "since" in changes:
        changes["since"] = changes["since"] or None
    apply_changes(session, actor, row, changes, now=now, action="project.edited")
    return row


def of_several_countries(session: Session, actor: Actor) -> list[Dossier]:
    """The newest exchanges with three countries or more that the reader may see."""
    side = ExchangeParticipant
    many = select(side.exchange).where(col(side.accepted)).group_by(col(side.exchange))
    many = many.having(func.count(col(side.country).distinct()) >= FEWEST)
    chosen = select(Exchange).where(col(Exchange.id).in_(many), visible(actor.as_reader))
    newest = (col(Exchange.start_year).desc().nulls_last(), col(Exchange.id))
    return dossiers(session, session.exec(chosen.order_by(*newest).limit(MOST)).all())


def _check_exchanges(session: Session, actor: Actor, keys: Sequence[str], *, known: Sequence[str]) -> None:
    new = set(keys) - set(known)
    seen = set(session.exec(select(Exchange.id).where(col(Exchange.id).in_(new), visible(actor.as_reader))))
    if new - seen:
        raise BadInputError("exchanges: there is no exchange {missing!r}", missing=min(new - seen))

"""Finds experts, by filter and one by one, for those who may see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.experts import ExpertAction
from matcher.policy.library import GIVING
from matcher.tagged import tagged
from models.expert import SHOWN, Expert, ExpertState
from models.folding import holds
from models.roster import Placement, standing_on


@dataclass(frozen=True)
class ExpertFilter:
    """What is looked for; None means any. `country` is one of experience, `free_on` a day on which the expert can work,
    `organization` the one that keeps the profile."""

    text: str | None = None
    sector: str | None = None
    country: str | None = None
    language: str | None = None
    free_on: date | None = None
    organization: str | None = None
    roster: str | None = None


def experts(
    session: Session, actor: Actor, wanted: ExpertFilter, part: Part, *, on: date
) -> tuple[Sequence[Expert], str | None]:
    """A part of the experts that are wanted and that the actor may see, and the cursor of the next."""
    chosen = select(Expert).where(_visible(actor.as_reader))
    for column, tag in (
        (Expert.sectors, wanted.sector),
        (Expert.countries, wanted.country),
        (Expert.languages, wanted.language),
    ):
        if tag is not None:
            chosen = chosen.where(tagged(column, tag))
    if wanted.text is not None:
        chosen = chosen.where(or_(holds(Expert.title, wanted.text), holds(Expert.summary, wanted.text)))
    if wanted.free_on is not None:
        chosen = chosen.where(*_free_on(wanted.free_on))
    if wanted.organization is not None:
        chosen = chosen.where(Expert.organization == wanted.organization)
    if wanted.roster is not None:
        placed = select(Placement.expert).where(Placement.roster == wanted.roster, standing_on(on))
        chosen = chosen.where(col(Expert.id).in_(placed))
    return part_of(session, Expert, chosen, part)


def the_expert(session: Session, actor: Actor, key: str, action: ExpertAction = ExpertAction.SEE) -> Expert:
    """An expert for somebody who may do something with the profile. Raises NotFoundError, also for a hidden one."""
    row = session.get(Expert, key)
    if row is None:
        raise NotFoundError("expert", key)
    demand(actor, action, row)
    return row


def experts_backing(session: Session, offers: Collection[str]) -> dict[str, list[Expert]]:
    """The experts, as everybody sees them, who back some offers, by the offer's identifier; one query."""
    if not offers:
        return {}
    backs = or_(*(tagged(Expert.offers, one) for one in sorted(offers)))
    chosen = select(Expert).where(col(Expert.state).in_(SHOWN), backs)
    found = defaultdict[str, list[Expert]](list)
    for row in session.exec(chosen.order_by(col(Expert.title), col(Expert.id))):
        for offer in row.offers:
            if offer in offers:
                found[offer].append(row)
    return dict(found)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `expert.see`, for the database."""
    if actor.administers:
        return col(Expert.state) != ExpertState.ERASED
    found: list[ColumnElement[bool]] = [col(Expert.state).in_(SHOWN)]
    if actor.email is not None:
        found.append(col(Expert.email) == actor.email)
    if actor.organization is not None and actor.has_role(*GIVING):
        found.append(col(Expert.organization) == actor.organization)
    return and_(col(Expert.state) != ExpertState.ERASED, or_(*found))


def _free_on(day: date) -> list[ColumnElement[bool]]:
    since, until = col(Expert.available_from), col(Expert.available_until)
    return [or_(since.is_(None), since <= day), or_(until.is_(None), until >= day)]

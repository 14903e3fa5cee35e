"""Finds practices: published ones for everybody, drafts for those who write or publish them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.exchanges.listing import deciding, supervised
from matcher.policy import Actor, demand
from matcher.policy.practices import Documented, PracticeAction
from matcher.tagged import tagged
from models.account import Role
from models.dossier import dossier_of
from models.exchange import Exchange
from models.practice import Practice, PracticeState


@dataclass(frozen=True)
class PracticeFilter:
    """What is looked for; None means any."""

    state: PracticeState | None = None
    sector: str | None = None
    sdg: int | None = None
    country: str | None = None
    language: str | None = None
    organization: str | None = None
    text: str | None = None


def practices(
    session: Session, actor: Actor, wanted: PracticeFilter, part: Part
) -> tuple[Sequence[Practice], str | None]:
    """A part of the practices that are wanted and that the actor may see, and the cursor of the next."""
    chosen = select(Practice).where(_visible(actor.as_reader))
    for column, value in (
        (Practice.state, wanted.state),
        (Practice.country, wanted.country),
        (Practice.language, wanted.language),
        (Practice.organization, wanted.organization),
    ):
        if value is not None:
            chosen = chosen.where(col(column) == value)
    for tags, tag in ((Practice.sectors, wanted.sector), (Practice.sdgs, wanted.sdg)):
        if tag is not None:
            chosen = chosen.where(tagged(tags, tag))
    if wanted.text is not None:
        texts = (Practice.title, Practice.problem, Practice.solution)
        chosen = chosen.where(or_(*(col(one).icontains(wanted.text, autoescape=True) for one in texts)))
    return part_of(session, Practice, chosen, part)


def the_practice(session: Session, actor: Actor, key: str, action: PracticeAction = PracticeAction.SEE) -> Practice:
    """A practice for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    practice = session.get(Practice, key)
    if practice is None:
        raise NotFoundError("practice", key)
    behind = dossier_of(session, practice.exchange) if practice.exchange else None
    demand(actor, action, Documented(practice, behind))
    return practice


def _visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `practice.see`, for the database."""
    published = col(Practice.state) == PracticeState.PUBLISHED
    own = col(Practice.organization) == actor.organization if actor.has_role(Role.AGENCY, Role.PROVIDER) else false()
    drawn = col(Practice.exchange).in_(select(Exchange.id).where(or_(deciding(actor), supervised(actor))))
    others = col(Practice.exchange).is_(None) & _looked_after(actor)
    return or_(published, own, drawn, others)


def _looked_after(actor: Actor) -> ColumnElement[bool]:
    if actor.administers or (actor.role == Role.FOCAL_POINT and actor.covers is None):
        return true()
    if actor.role != Role.FOCAL_POINT:
        return false()
    return or_(col(Practice.country).is_(None), col(Practice.country).in_(actor.covers or ()))

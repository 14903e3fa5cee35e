"""Finds practices: published ones for everybody, drafts for those who write or publish them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.exchanges.listing import deciding, supervised
from matcher.policy import Actor, demand
from matcher.policy.posts import AUTHORS
from matcher.policy.practices import Documented, PracticeAction
from matcher.practices.saying import says
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
    own: bool = False

    @property
    def each_once(self) -> bool:
        """Whether a practice is listed once, by its first version: not where one language, or drafts, are asked for."""
        return self.language is None and not self.own and self.state in (None, PracticeState.PUBLISHED)


def practices(
    session: Session, actor: Actor, wanted: PracticeFilter, part: Part
) -> tuple[Sequence[Practice], str | None]:
    """A part of the practices that are wanted and that the actor may see, and the cursor of the next."""
    return part_of(session, Practice, chosen_by(actor, wanted), part)


def chosen_by(actor: Actor, wanted: PracticeFilter) -> SelectOfScalar[Practice]:
    """The practices that are wanted and that the actor may see, in no order yet."""
    chosen = select(Practice).where(visible(actor.as_reader))
    if wanted.own:
        chosen = chosen.where(_own(actor))
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
        chosen = chosen.where(says(wanted.text))
    if wanted.each_once:
        chosen = chosen.where(
            or_(col(Practice.translation_of).is_(None), col(Practice.state) != PracticeState.PUBLISHED)
        )
    return chosen


def the_practice(session: Session, actor: Actor, key: str, action: PracticeAction = PracticeAction.SEE) -> Practice:
    """A practice for somebody who may do something with it. Raises NotFoundError, also for a hidden one."""
    practice = session.get(Practice, key)
    if practice is None:
        raise NotFoundError("practice", key)
    demand(actor, action, documented(session, practice))
    return practice


def documented(session: Session, practice: Practice) -> Documented:
    """A practice with the exchange behind it, as the policy asks about it."""
    return Documented(practice, dossier_of(session, practice.exchange) if practice.exchange else None)


def visible(actor: Actor) -> ColumnElement[bool]:
    """The same as the permission `practice.see`, for the database."""
    published = col(Practice.state) == PracticeState.PUBLISHED
    drawn = col(Practice.exchange).in_(select(Exchange.id).where(or_(deciding(actor), supervised(actor))))
    others = col(Practice.exchange).is_(None) & looked_after(actor)
    return or_(published, _own(actor), drawn, others)


def looked_after(actor: Actor) -> ColumnElement[bool]:
    if actor.administers or (actor.role == Role.FOCAL_POINT and actor.covers is None):
        return true()
    if actor.role != Role.FOCAL_POINT:
        return false()
    return or_(col(Practice.country).is_(None), col(Practice.country).in_(actor.covers or ()))


def _own(actor: Actor) -> ColumnElement[bool]:
    """What the actor's organization has written, for itself or as a version of another's."""
    if actor.organization is None or not actor.has_role(*AUTHORS):
        return false()
    return or_(col(Practice.organization) == actor.organization, col(Practice.written_by) == actor.organization)

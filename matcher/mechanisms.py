"""The multilateral mechanisms that can support an exchange: listed by filter, and read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, or_
from sqlmodel import Session, col, select

from matcher.cursors import Part, part_of
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from matcher.tagged import tagged
from models.mechanism import Mechanism


@dataclass(frozen=True)
class MechanismFilter:
    """What is looked for; None means any. `country` also finds mechanisms that serve their whole region."""

    sector: str | None = None
    modality: str | None = None
    country: str | None = None
    kind: str | None = None
    organization: str | None = None
    text: str | None = None


def mechanisms(
    session: Session, actor: Actor, wanted: MechanismFilter, part: Part
) -> tuple[Sequence[Mechanism], str | None]:
    """A part of the mechanisms that are wanted, and the cursor of the next."""
    demand(actor, ServiceAction.SEE_MECHANISM)
    chosen = select(Mechanism)
    for tags, tag in ((Mechanism.sectors, wanted.sector), (Mechanism.modalities, wanted.modality)):
        if tag is not None:
            chosen = chosen.where(tagged(tags, tag))
    if wanted.country is not None:
        everywhere = cast(col(Mechanism.countries), String) == "[]"
        chosen = chosen.where(or_(everywhere, tagged(Mechanism.countries, wanted.country)))
    if wanted.kind is not None:
        chosen = chosen.where(Mechanism.kind == wanted.kind)
    if wanted.organization is not None:
        chosen = chosen.where(Mechanism.organization == wanted.organization)
    if wanted.text is not None:
        texts = (Mechanism.name, Mechanism.text)
        chosen = chosen.where(or_(*(col(one).icontains(wanted.text, autoescape=True) for one in texts)))
    return part_of(session, Mechanism, chosen, part)


def one_mechanism(session: Session, actor: Actor, key: str) -> Mechanism:
    """A mechanism. Raises NotFoundError where there is none."""
    row = session.get(Mechanism, key)
    if row is None:
        raise NotFoundError("mechanism", key)
    demand(actor, ServiceAction.SEE_MECHANISM, row)
    return row

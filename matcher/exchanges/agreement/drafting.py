"""Gathers what an agreement says, and writes it part by part."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.exchanges.agreement.parts import Agreement, write_agreement
from matcher.exchanges.contacts import disclosed
from matcher.exchanges.dossiers import dossier_for, require_state
from matcher.exchanges.parts import parts_of
from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from models.cost_share import CostShare
from models.deployment import Deployment
from models.exchange import OPEN_STATES, ExchangeState
from models.milestone import Milestone
from models.organization import Organization


@dataclass(frozen=True)
class Draft:
    """A file with its name."""

    name: str
    content: bytes


def draft_agreement(session: Session, actor: Actor, key: str, *, language: str, now: datetime) -> Draft:
    """The agreement of an exchange in `language` (en, es, pt or fr), as the parties stand now.

    It names contacts only for somebody who takes part. Raises ConflictError for an exchange that was given up.
    """
    dossier = dossier_for(session, actor, key, ExchangeAction.OPEN)
    require_state(dossier.exchange, *OPEN_STATES, ExchangeState.COMPLETED)
    wanted = {one.organization for one in dossier.sides}
    named = session.exec(select(Organization).where(col(Organization.id).in_(wanted)))
    agreement = Agreement(
        dossier=dossier,
        names={one.id: one.name for one in named},
        milestones=parts_of(session, Milestone, key),
        deployments=parts_of(session, Deployment, key),
        costs=parts_of(session, CostShare, key),
        contacts=disclosed(session, dossier) if may(actor, ExchangeAction.CONTACTS, dossier) else [],
    )
    return Draft(f"{key}-{language}.docx", write_agreement(agreement, language=language, now=now))

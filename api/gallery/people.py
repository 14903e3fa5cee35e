"""Who else acts in the story: experts who are asked for consent, and who give it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.experts.asking import answer, ask_consent
from matcher.experts.keeping import add_expert
from models.account import Account, Role
from models.expert_schemas import Consent, ExpertPost

DAY = timedelta(days=1)
ASKED = "Especialista en tarifas y mantenimiento de acueductos rurales"
ANSWERED = "Formador de equipos municipales de planificación"


def stage_people(session: Session, now: datetime) -> None:
    """Lets every agency write the profiles of two experts, of whom one has answered."""
    agencies = select(Account).where(Account.role == Role.AGENCY).order_by(col(Account.email))
    accounts = session.exec(agencies).all()
    for number, account in enumerate(accounts):
        _ask(session, account, accounts[number - 1], now)


def _ask(session: Session, keeper: Account, person: Account, now: datetime) -> None:
    """Asks the same person about two profiles, so that one waits for its answer and one has it."""
    for title, asked_at in ((ASKED, now - 9 * DAY), (ANSWERED, now - 5 * DAY)):
        wanted = ExpertPost(title=title, language="es", person=person.name, email=person.email)
        row = add_expert(session, actor_of(session, keeper), wanted, now=asked_at)
        ask_consent(session, actor_of(session, keeper), row.id, version=row.version, now=asked_at)
    answer(session, actor_of(session, person), row.id, Consent.GIVEN, version=row.version, now=now - 2 * DAY)

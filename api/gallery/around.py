"""What stands around the match in the story: a call that closes soon, a draft for it, and news of a network."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matcher.accounts.actors import actor_of
from matcher.applications.writing import begin_application
from matcher.calls.editing import create_call
from matcher.communities.talking import ask
from matcher.digests.reading import present_circles
from matcher.errors import TooManyError
from matcher.policy import TERMINAL, Actor
from matcher.policy.communities import takes_part
from models.account import Account, Role
from models.application_schemas import ApplicationPost
from models.contribution import QuestionPost
from models.mechanism import Mechanism
from models.post import PostState
from models.proposal_call import ProposalCall, ProposalCallPost
from models.request import Request

CLOSES_IN = timedelta(days=9)
DAY = timedelta(days=1)
CALL = "Convocatoria para proyectos conjuntos de varios países"
QUESTION = "¿Cómo se mide el avance de un programa entre instituciones?"
TEXT = "Buscamos un método sencillo, con pocos indicadores, que otra institución de la red ya use."


def stage_around(session: Session, now: datetime) -> None:
    """Announces a call to which every sector and country may come, lets an agency begin an application, and the members
    of networks ask one another."""
    mechanism = session.exec(select(Mechanism).order_by(col(Mechanism.id))).first()
    if mechanism is None:
        return
    closes_on = (now + CLOSES_IN).date()
    for title in (CALL, f"{CALL} (II)"):
        wanted = ProposalCallPost(mechanism=mechanism.id, title=title, closes_on=closes_on)
        call = create_call(session, TERMINAL, wanted, now=now - CLOSES_IN)
    agencies = select(Account).where(Account.role == Role.AGENCY).order_by(col(Account.email))
    speakers = [actor_of(session, one) for one in session.exec(agencies)]
    for actor in speakers:
        _apply(session, actor, call, now)
    _ask(session, speakers, now)


def _apply(session: Session, actor: Actor, call: ProposalCall, now: datetime) -> None:
    own = select(Request).where(Request.organization == actor.organization, Request.state == PostState.PUBLISHED)
    request = session.exec(own.order_by(col(Request.id))).first()
    if request is not None:
        wanted = ApplicationPost(call=call.id, request=request.id, title=request.title)
        begin_application(session, actor, wanted, now=now - CLOSES_IN)


def _ask(session: Session, speakers: list[Actor], now: datetime) -> None:
    """One question in each network, by the first of its members."""
    for circle in present_circles(session, on=now.date()):
        first = next((one for one in speakers if takes_part(one, circle)), None)
        if first is None:
            continue
        with suppress(TooManyError):  # one asks only so much in a day
            ask(session, first, circle.id, QuestionPost(title=QUESTION, text=TEXT, language="es"), now=now - 2 * DAY)

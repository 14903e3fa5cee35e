"""The page of an exchange: where it stands, who takes part, and what its reader may do now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Field, Session, col, select

from api.dependencies import ReadSession, WriteSession
from api.pages.forms import Form, Shape, Typed, tried
from api.pages.visits import OWN_FORM, CurrentVisit, Visit
from api.transactions import TransactedRoute
from matcher.exchanges.contacts import disclosed
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.moving import agree, start
from matcher.exchanges.parties import answer_invitation
from matcher.exchanges.viewing import view_of
from matcher.policy import may
from matcher.policy.exchanges import ExchangeAction
from models import taxonomy
from models.base import Schema
from models.evaluation import CRITERIA, HIGHEST, LOWEST, EvaluationCreate
from models.exchange_schemas import Contact, ExchangePublic, ExchangeView, PartyView
from models.organization import Organization

HERE = "/exchanges/{exchange_id}"
PAGE = "exchange.html"

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[OWN_FORM], route_class=TransactedRoute
)


class Step(Schema):
    """The version of the exchange that was read."""

    version: int = Field(ge=1)


class Invited(Schema):
    """Whether an invited organization takes part."""

    accept: bool


@dataclass(frozen=True)
class PartyRow:
    """One side; `waits` where it has not answered its invitation."""

    role: str
    name: str
    country: str
    waits: bool
    agreed: bool


@dataclass(frozen=True)
class ExchangePage:
    """An exchange as its reader sees it, `whole` for those who take part; `allowed` names what he may do now."""

    exchange: ExchangeView | ExchangePublic
    version: int
    parties: list[PartyRow]
    whole: ExchangeView | None
    contacts: list[Contact]
    allowed: frozenset[str]
    ratings: tuple[tuple[int, str], ...] = tuple((one, str(one)) for one in range(LOWEST, HIGHEST + 1))
    criteria: tuple[str, ...] = CRITERIA
    form: Form = field(default_factory=Form)


@dataclass(frozen=True)
class Opened:
    """A form of the page of an exchange that was sent."""

    visit: CurrentVisit
    session: WriteSession
    exchange_id: str
    typed: Typed

    def tried(self, shape: type[Shape], act: Callable[[Shape], object], *, back: str = "") -> Response:
        """Does what the form asks for and goes back to the page; shows it again where that cannot be done."""

        def done(said: Shape) -> Response:
            act(said)
            return self.visit.on_to(back or HERE.format(exchange_id=self.exchange_id))

        def again(form: Form, status: int) -> Response:
            page = _page(self.session, self.visit, self.exchange_id, form)
            return self.visit.page(PAGE, page, status)

        return tried(shape, self.typed, self.visit.language, act=done, again=again)


Sent = Annotated[Opened, Depends()]


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, exchange_id: str) -> Response:
    """The exchange."""
    return visit.page(PAGE, _page(session, visit, exchange_id))


@router.post(f"{HERE}/invitation")
def answer(sent: Sent) -> Response:
    """Takes part, or declines to."""
    visit = sent.visit

    def act(said: Invited) -> None:
        answer_invitation(sent.session, visit.actor, sent.exchange_id, accept=said.accept, now=visit.now)

    stays = sent.typed.get("accept") == "true"
    return sent.tried(Invited, act, back="" if stays else "/")  # who declined may see it no more


@router.post(f"{HERE}/agree")
def agree_on_terms(sent: Sent) -> Response:
    """Agrees to the terms for one's side."""
    visit = sent.visit
    return sent.tried(
        Step, lambda step: agree(sent.session, visit.actor, sent.exchange_id, version=step.version, now=visit.now)
    )


@router.post(f"{HERE}/start")
def begin(sent: Sent) -> Response:
    """Says that the work has begun."""
    visit = sent.visit
    return sent.tried(
        Step, lambda step: start(sent.session, visit.actor, sent.exchange_id, version=step.version, now=visit.now)
    )


@router.post(f"{HERE}/evaluations")
def send_evaluation(sent: Sent) -> Response:
    """Sends one's side's evaluation, which is not changed afterwards."""
    visit = sent.visit
    return sent.tried(
        EvaluationCreate, lambda said: evaluate(sent.session, visit.actor, sent.exchange_id, said, now=visit.now)
    )


def _page(session: Session, visit: Visit, key: str, form: Form | None = None) -> ExchangePage:
    seen, version = view_of(session, visit.actor, key)
    whole = seen if isinstance(seen, ExchangeView) else None
    return ExchangePage(
        exchange=seen,
        version=version,
        parties=_parties(session, visit, seen),
        whole=whole,
        contacts=_contacts(session, visit, key) if whole else [],
        allowed=frozenset(whole.allowed if whole else ()),
        form=form or Form(),
    )


def _contacts(session: Session, visit: Visit, key: str) -> list[Contact]:
    dossier = dossier_for(session, visit.actor, key)
    return disclosed(session, dossier) if may(visit.actor, ExchangeAction.CONTACTS, dossier) else []


def _parties(session: Session, visit: Visit, seen: ExchangeView | ExchangePublic) -> list[PartyRow]:
    wanted = {one.organization for one in seen.parties if one.organization}
    rows = session.exec(select(Organization).where(col(Organization.id).in_(wanted))).all()
    names = {row.id: row.name for row in rows}
    return [
        PartyRow(
            role=one.role,
            name=names.get(one.organization or "", ""),
            country=taxonomy.country_name(one.country, visit.language) if one.country else "",
            waits=isinstance(one, PartyView) and not one.accepted,
            agreed=isinstance(one, PartyView) and one.agreed_at is not None,
        )
        for one in seen.parties
    ]

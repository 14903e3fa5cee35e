"""The page of an exchange: where it stands, who takes part, and what its reader may do now."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.exchanges.opened import HERE, Sent, SentForm
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form, tried
from api.pages.library.lines import DocumentLine, lines_of
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.contacts import disclosed
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.evaluating import evaluate
from matcher.exchanges.moving import agree, start
from matcher.exchanges.parties import answer_invitation
from matcher.exchanges.reasons import reason_text
from matcher.exchanges.viewing import view_of
from matcher.policy import may
from matcher.policy.exchanges import ExchangeAction
from matcher.practices.drawing import drawn_from
from models import taxonomy
from models.base import Schema
from models.evaluation import CRITERIA, HIGHEST, LOWEST, EvaluationCreate
from models.exchange_schemas import Contact, ExchangePublic, ExchangeView, PartyView
from models.organization import names_of

PAGE = "exchange/show.html"

router = form_pages()


class Begun(Step):
    """The day on which the work began; without one, today."""

    on: date | None = None


class Invited(Schema):
    """Whether an invited organization takes part."""

    accept: bool


@dataclass(frozen=True)
class PartyRow:
    """One side; `waits` where it has not answered its invitation."""

    role: str
    organization: str | None
    name: str
    country: str
    waits: bool
    agreed: bool


@dataclass(frozen=True)
class ExchangePage:
    """An exchange as its reader sees it, `whole` for those who take part; `allowed` names what he may do now, `inside`
    whether its plan, its records and its history are his to read."""

    exchange: ExchangeView | ExchangePublic
    version: int
    parties: list[PartyRow]
    organizations: dict[str, str]
    whole: ExchangeView | None
    inside: bool
    contacts: list[Contact]
    allowed: frozenset[str]
    sectors: list[str]
    modality: str
    cancelled_for: str
    today: date
    documents: list[DocumentLine]
    practice: tuple[str, str] | None
    done: str = ""
    ratings: tuple[tuple[int, str], ...] = tuple((one, str(one)) for one in range(LOWEST, HIGHEST + 1))
    criteria: tuple[str, ...] = CRITERIA
    form: Form = field(default_factory=Form)


@router.get(HERE)
def show(
    visit: CurrentVisit, session: ReadSession, exchange_id: str, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """The exchange."""
    return visit.page(PAGE, exchange_page(session, visit, exchange_id, done=done))


@router.post(f"{HERE}/invitation")
def answer(sent: SentForm) -> Response:
    """Takes part, or declines to."""
    visit = sent.visit

    def act(said: Invited) -> Response:
        answer_invitation(sent.session, visit.actor, sent.exchange_id, accept=said.accept, now=visit.now)
        # who declined may see it no more
        return visit.on_to(sent.path(), done="joined") if said.accept else visit.on_to("/exchanges", done="left")

    return tried(Invited, sent.typed, visit.language, act=act, again=shown_again(sent))


@router.post(f"{HERE}/agree")
def agree_on_terms(sent: SentForm) -> Response:
    """Agrees to the terms for one's side."""

    def act(step: Step) -> object:
        return agree(sent.session, sent.actor, sent.exchange_id, version=step.version, now=sent.visit.now)

    return sent.tried(Step, act, to=sent.path(), done="agreed", again=shown_again(sent))


@router.post(f"{HERE}/start")
def begin(sent: SentForm) -> Response:
    """Says that the work has begun."""

    def act(said: Begun) -> object:
        return start(sent.session, sent.actor, sent.exchange_id, version=said.version, now=sent.visit.now, on=said.on)

    return sent.tried(Begun, act, to=sent.path(), done="started", again=shown_again(sent))


@router.post(f"{HERE}/evaluations")
def send_evaluation(sent: SentForm) -> Response:
    """Sends one's side's evaluation, which is not changed afterwards."""

    def act(said: EvaluationCreate) -> object:
        return evaluate(sent.session, sent.actor, sent.exchange_id, said, now=sent.visit.now)

    return sent.tried(EvaluationCreate, act, to=sent.path(), done="evaluated", again=shown_again(sent))


def shown_again(sent: Sent) -> Again:
    """The page of the exchange with a form that did not work."""

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, exchange_page(sent.session, sent.visit, sent.exchange_id, form), status)

    return again


def exchange_page(
    session: Session, visit: Visit, key: str, form: Form | None = None, *, done: str = ""
) -> ExchangePage:
    """What the page of an exchange shows to its reader."""
    seen, version = view_of(session, visit.actor, key)
    dossier = dossier_for(session, visit.actor, key)
    whole = seen if isinstance(seen, ExchangeView) else None
    names = names_of(session, _organizations(seen))
    reason = whole.cancel_reason if whole else None
    return ExchangePage(
        exchange=seen,
        version=version,
        parties=_parties(visit, seen, names),
        organizations=names,
        whole=whole,
        inside=may(visit.actor, ExchangeAction.OPEN, dossier),
        contacts=disclosed(session, dossier) if may(visit.actor, ExchangeAction.CONTACTS, dossier) else [],
        allowed=frozenset(whole.allowed if whole else ()),
        sectors=[taxonomy.sectors()[slug].names[visit.language] for slug in seen.sectors],
        modality=taxonomy.modalities()[seen.modality].names[visit.language] if seen.modality else "",
        cancelled_for=reason_text(reason, visit.language) if reason else "",
        today=visit.today,
        documents=lines_of(session, visit, ("exchange", key)),
        practice=drawn_from(session, visit.actor, key),
        done=done,
        form=form or Form(),
    )


def _organizations(seen: ExchangeView | ExchangePublic) -> set[str]:
    found = {one.organization for one in seen.parties if one.organization}
    if isinstance(seen, ExchangeView):
        found |= {one.organization for one in seen.deployments} | {one.organization for one in seen.cost_shares}
        found |= {one.organization for one in seen.evaluations}
        found |= {share.organization for one in seen.deployments for share in one.shares}
    return found


def _parties(visit: Visit, seen: ExchangeView | ExchangePublic, names: dict[str, str]) -> list[PartyRow]:
    return [
        PartyRow(
            role=one.role,
            organization=one.organization,
            name=names.get(one.organization or "", ""),
            country=taxonomy.country_name(one.country, visit.language) if one.country else "",
            waits=isinstance(one, PartyView) and not one.accepted,
            agreed=isinstance(one, PartyView) and one.agreed_at is not None,
        )
        for one in seen.parties
    ]

"""Applications to calls: lists, one by one, written, confirmed by partners, handed in and decided."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from api.call_answers import EligibilityAnswer, eligibility_answer
from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.exchanges import CodedReason
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from locales import translate
from matcher.applications import moving, partners, writing
from matcher.applications.checking import judged
from matcher.applications.finding import ApplicationFilter, applications, the_candidacy
from matcher.applications.reasons import REASON_TEXTS
from matcher.applications.viewing import application_history, view_of, views_of
from matcher.cursors import Part
from matcher.policy import Actor
from matcher.policy.applications import ApplicationAction
from models.application import ApplicationState, Candidacy
from models.application_schemas import (
    ApplicationPost,
    ApplicationPublic,
    ApplicationUpdate,
    ApplicationView,
    Outcome,
    PartnerPost,
    PartnerReply,
)
from models.base import Identifier, Schema
from models.checks import CountryCode

router = APIRouter(tags=["applications"], route_class=TransactedRoute)
Seen = ApplicationView | ApplicationPublic


class ApplicationSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    ID_BACKWARDS = "-id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


class ApplicationQuery(ListQuery):
    """What to list; `own` are those in which you lead or take part, `deciding` those that wait for your decision."""

    call: Annotated[str | None, Query(max_length=80)] = None
    state: ApplicationState | None = None
    country: CountryCode | None = None
    own: bool = False
    deciding: bool = False
    sort: ApplicationSort = ApplicationSort.ID

    def as_filter(self) -> ApplicationFilter:
        """The same for the matcher."""
        return ApplicationFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


class Led(Schema):
    """The exchange that an approved application has led to."""

    exchange: Identifier


@router.get("/applications")
def list_applications(
    query: Annotated[ApplicationQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[Seen]:
    """The applications that you may know of: approved ones for everybody."""
    part = Part(query.sort, query.after, query.limit)
    found, following = applications(session, actor, query.as_filter(), part)
    return Page(items=views_of(actor.as_reader, found), next=following)


@router.get("/applications/reasons")
def outcome_reasons(language: ReaderLanguage) -> list[CodedReason]:
    """Why applications are approved or declined."""
    return [CodedReason(code=code, text=translate(text, language)) for code, text in REASON_TEXTS.items()]


@router.post("/applications", status_code=201)
def begin(wanted: ApplicationPost, call: Call) -> Seen:
    """Begins an application to a call, about a request or an exchange of yours; its partners are asked to confirm."""
    thing = writing.begin_application(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/applications/{thing.id}"
    return answered(call.session, call.actor, thing, call.response)


@router.get("/applications/{application_id}")
def application(application_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> Seen:
    """One application: whole for those who take part or decide, in its public form for others."""
    return answered(session, actor, the_candidacy(session, actor, application_id), response)


@router.patch("/applications/{application_id}")
def edit(application_id: str, wanted: ApplicationUpdate, call: Edit) -> Seen:
    """Changes a draft; partners that had confirmed are asked anew."""
    thing = writing.edit_application(
        call.session, call.actor, application_id, wanted, version=call.version, now=call.now
    )
    return answered(call.session, call.actor, thing, call.response)


@router.get("/applications/{application_id}/history")
def history(application_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened, the oldest first."""
    return told(application_history(session, actor, application_id))


@router.get("/applications/{application_id}/eligibility", summary="What the rules of the call say of an application")
def eligibility(
    application_id: str, session: ReadSession, actor: CurrentActor, today: Today, language: ReaderLanguage
) -> EligibilityAnswer:
    """Each rule of the call, checked for the group and the sum of an application."""
    thing = the_candidacy(session, actor, application_id, ApplicationAction.OPEN)
    return eligibility_answer(judged(session, thing, on=today), language)


@router.post("/applications/{application_id}/partners", status_code=201)
def ask_partner(application_id: str, wanted: PartnerPost, call: Edit) -> Seen:
    """Asks a further country, or an organization, to take part."""
    thing = partners.invite_partners(
        call.session, call.actor, application_id, [wanted], version=call.version, now=call.now
    )
    return answered(call.session, call.actor, thing, call.response)


@router.delete("/applications/{application_id}/partners/{partner_id}")
def take_out(application_id: str, partner_id: str, call: Edit) -> Seen:
    """Takes a partner out of a draft."""
    thing = partners.remove_partner(
        call.session, call.actor, application_id, partner_id, version=call.version, now=call.now
    )
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/partners/{partner_id}/answer", summary="Confirm or decline your part")
def answer(application_id: str, partner_id: str, reply: PartnerReply, call: Call) -> Seen:
    """Confirms your country's part in an application, or declines it."""
    thing = partners.answer_as_partner(call.session, call.actor, application_id, partner_id, reply, now=call.now)
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/submit")
def submit(application_id: str, call: Edit) -> Seen:
    """Hands a draft in; where rules are broken or partners are silent, all of that is told at once."""
    thing = moving.submit_application(call.session, call.actor, application_id, version=call.version, now=call.now)
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/withdraw", summary="Take an application back")
def withdraw(application_id: str, call: Edit) -> Seen:
    """Takes an application back for good."""
    thing = moving.withdraw_application(call.session, call.actor, application_id, version=call.version, now=call.now)
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/review", summary="Say that an application is being judged")
def review(application_id: str, call: Edit) -> Seen:
    """Says that those who run the mechanism look at it."""
    thing = moving.review_application(call.session, call.actor, application_id, version=call.version, now=call.now)
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/outcome")
def decide(application_id: str, said: Outcome, call: Edit) -> Seen:
    """Records what was decided, with a coded reason; what is approved leads to an exchange."""
    thing = moving.decide_application(
        call.session, call.actor, application_id, said, version=call.version, now=call.now
    )
    return answered(call.session, call.actor, thing, call.response)


@router.post("/applications/{application_id}/exchange")
def link(application_id: str, wanted: Led, call: Edit) -> Seen:
    """Names the exchange that an approved application has led to."""
    thing = moving.link_exchange(
        call.session, call.actor, application_id, wanted.exchange, version=call.version, now=call.now
    )
    return answered(call.session, call.actor, thing, call.response)


def answered(session: Session, actor: Actor, thing: Candidacy, response: Response) -> Seen:
    """An application as the actor sees it now, with its version."""
    session.flush()
    set_etag(response, thing.application)
    return view_of(actor, thing)

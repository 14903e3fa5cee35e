"""Exchanges: lists, one by one, registered, agreed, started, given up and closed."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.also_at import with_also_at
from api.dependencies import CurrentActor, Now, ReaderLanguage, ReadSession
from api.lists import ListQuery, Page
from api.problem_details import documented
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit
from matcher.catalogues.keeping import elsewhere
from matcher.exchanges import evaluating, moving, opening, terms
from matcher.exchanges.agreement import draft_agreement
from matcher.exchanges.contacts import contacts
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.exchanges.public import listed_form
from matcher.exchanges.reasons import cancel_reasons
from matcher.exchanges.viewing import history_of, view_of
from models.base import Schema
from models.checks import CountryCode, Sector
from models.exchange import ExchangeState
from models.exchange_schemas import (
    Cancellation,
    Contact,
    ExchangePublic,
    ExchangeRegister,
    ExchangeUpdate,
    ExchangeView,
)

router = APIRouter(tags=["exchanges"], route_class=TransactedRoute)
Seen = ExchangeView | ExchangePublic
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER: dict[int | str, dict[str, Any]] = {200: {"content": {WORD: {}}}, **documented(409)}


class ExchangeQuery(ListQuery):
    """What to list; `year` is one in which the exchange ran, `mine` those in which you take part."""

    state: ExchangeState | None = None
    country: CountryCode | None = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    sector: Sector | None = None
    year: Annotated[int | None, Query(ge=1945, le=2100)] = None
    mine: bool = False

    def as_filter(self) -> ExchangeFilter:
        """The same for the service."""
        return ExchangeFilter(**self.model_dump(exclude={"after", "limit"}))


class Start(Schema):
    """The day on which the work began; without one, today."""

    on: date | None = None


class CodedReason(BaseModel):
    """A reason with its text in the reader's language."""

    code: str
    text: str


@router.get("/exchanges")
def exchanges(
    query: Annotated[ExchangeQuery, Query()], session: ReadSession, actor: CurrentActor
) -> Page[ExchangePublic]:
    """The exchanges that you may see, by identifier, each as you may see it."""
    rows, following = list_exchanges(session, actor, query.as_filter(), after=query.after, limit=query.limit)
    items = with_also_at(session, "exchange", [listed_form(actor, one) for one in rows])
    return Page(items=items, next=following)


@router.get("/exchanges/reasons")
def reasons(language: ReaderLanguage) -> list[CodedReason]:
    """Why exchanges are given up."""
    return [CodedReason(code=code, text=text) for code, text in cancel_reasons(language).items()]


@router.post("/exchanges", status_code=201)
def register(wanted: ExchangeRegister, call: Call) -> Seen:
    """Registers a cooperation that did not begin here; the other side is invited to accept it."""
    exchange = opening.register_exchange(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/exchanges/{exchange.id}"
    return answered(call.session, call.actor, exchange.id, call.response)


@router.get("/exchanges/{exchange_id}")
def exchange(exchange_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> Seen:
    """One exchange: whole for those who take part, with what you may do now; in its public form for others."""
    return answered(session, actor, exchange_id, response)


@router.patch("/exchanges/{exchange_id}")
def edit(exchange_id: str, wanted: ExchangeUpdate, call: Edit) -> Seen:
    """Changes the terms before all sides have agreed; those who had agreed are asked anew."""
    terms.edit_terms(call.session, call.actor, exchange_id, wanted, version=call.version, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.get("/exchanges/{exchange_id}/history")
def history(exchange_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened, the oldest first, with old and new values."""
    return told(history_of(session, actor, exchange_id))


@router.get("/exchanges/{exchange_id}/contacts", responses=documented(409))
def disclosed_contacts(exchange_id: str, session: ReadSession, actor: CurrentActor) -> list[Contact]:
    """Whom to write to: for the parties only, once both main sides take part."""
    return contacts(session, actor, exchange_id)


@router.get(
    "/exchanges/{exchange_id}/agreement",
    response_class=Response,
    responses=PAPER,
)
def agreement(
    exchange_id: str,
    session: ReadSession,
    actor: CurrentActor,
    now: Now,
    language: Annotated[str, Query(pattern="^(en|es|pt|fr)$")] = "en",
) -> Response:
    """A draft of the agreement as a Word file, in one of the four languages."""
    draft = draft_agreement(session, actor, exchange_id, language=language, now=now)
    named = {"Content-Disposition": f'attachment; filename="{draft.name}"'}
    return Response(draft.content, media_type=WORD, headers=named)


@router.post("/exchanges/{exchange_id}/agree")
def agree(exchange_id: str, call: Edit) -> Seen:
    """Your side agrees to the terms that you have read; with the last side the exchange is agreed."""
    moving.agree(call.session, call.actor, exchange_id, version=call.version, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.post("/exchanges/{exchange_id}/start")
def start(exchange_id: str, wanted: Start, call: Edit) -> Seen:
    """The work has begun."""
    moving.start(call.session, call.actor, exchange_id, version=call.version, now=call.now, on=wanted.on)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.post("/exchanges/{exchange_id}/cancel")
def cancel(exchange_id: str, why: Cancellation, call: Edit) -> Seen:
    """Gives the exchange up, with a coded reason (`GET /exchanges/reasons`)."""
    moving.cancel(call.session, call.actor, exchange_id, why, version=call.version, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


@router.post("/exchanges/{exchange_id}/close")
def close(exchange_id: str, call: Edit) -> Seen:
    """Completes an exchange whose sides do not both evaluate; for focal points and administrators."""
    evaluating.close(call.session, call.actor, exchange_id, version=call.version, now=call.now)
    return answered(call.session, call.actor, exchange_id, call.response)


def answered(session: ReadSession, actor: CurrentActor, key: str, response: Response) -> Seen:
    """An exchange as the reader may see it, with its ETag."""
    view, version = view_of(session, actor, key)
    response.headers["ETag"] = f'"{version}"'
    view.also_at = elsewhere(session, "exchange", key)
    return view

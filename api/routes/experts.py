"""Experts: profiles that an institution keeps, the person's own consent, and the offers that they back."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, ReadSession, Today
from api.etags import set_etag
from api.lists import ListQuery, Page
from api.routes.history import HistoryEntry, told
from api.transactions import TransactedRoute
from api.writing import Call, Edit, Writing
from matcher.cursors import Part
from matcher.experts.asking import answer, ask_consent
from matcher.experts.backing import back, stop_backing
from matcher.experts.finding import ExpertFilter, experts, the_expert
from matcher.experts.keeping import add_expert, edit_expert
from matcher.experts.showing import shown_to
from matcher.policy.experts import ExpertAction
from matcher.trail import trail
from models.checks import CountryCode, LanguageCode, Sector
from models.expert import Expert
from models.expert_schemas import BackingPost, ConsentPost, ExpertPost, ExpertPublic, ExpertUpdate

router = APIRouter(tags=["experts"], route_class=TransactedRoute)


class ExpertSort(StrEnum):
    """The orders of a list."""

    ID = "id"
    TITLE = "title"
    TITLE_BACKWARDS = "-title"


class ExpertQuery(ListQuery):
    """What to list; `country` is one of experience, `organization` the one that keeps the profile."""

    text: Annotated[str | None, Query(min_length=2, max_length=100, description="part of the title or summary")] = None
    sector: Sector | None = None
    country: CountryCode | None = None
    language: LanguageCode | None = None
    free_on: Annotated[date | None, Query(description="a day on which the expert can work")] = None
    organization: Annotated[str | None, Query(max_length=80)] = None
    roster: Annotated[str | None, Query(max_length=80)] = None
    sort: ExpertSort = ExpertSort.ID

    def as_filter(self) -> ExpertFilter:
        """The same for the matcher."""
        return ExpertFilter(**self.model_dump(exclude={"after", "limit", "sort"}))


@router.get("/experts")
def list_experts(
    query: Annotated[ExpertQuery, Query()], session: ReadSession, actor: CurrentActor, today: Today
) -> Page[ExpertPublic]:
    """Experts by filter: those who consented, roles that documents name, and what your organization keeps."""
    part = Part(query.sort, query.after, query.limit)
    rows, following = experts(session, actor, query.as_filter(), part, on=today)
    return Page(items=shown_to(session, actor, rows), next=following)


@router.post("/experts", status_code=201)
def add(wanted: ExpertPost, call: Call) -> ExpertPublic:
    """Writes the profile of a person, which nobody else sees before the person consented."""
    row = add_expert(call.session, call.actor, wanted, now=call.now)
    call.response.headers["Location"] = f"/api/v1/experts/{row.id}"
    return _answered(call, row)


@router.get("/experts/{expert_id}")
def read(expert_id: str, session: ReadSession, actor: CurrentActor, response: Response) -> ExpertPublic:
    """One expert. Name and contact are told by the visibility that the profile gives them."""
    row = the_expert(session, actor, expert_id)
    set_etag(response, row)
    return shown_to(session, actor, [row])[0]


@router.patch("/experts/{expert_id}")
def edit(expert_id: str, wanted: ExpertUpdate, call: Edit) -> ExpertPublic:
    """Changes a profile; the person is asked anew where more than the availability changes."""
    return _answered(call, edit_expert(call.session, call.actor, expert_id, wanted, version=call.version, now=call.now))


@router.post("/experts/{expert_id}/ask")
def ask(expert_id: str, call: Edit) -> ExpertPublic:
    """Sends the person a letter with a link to consent, refuse, and later withdraw."""
    return _answered(call, ask_consent(call.session, call.actor, expert_id, version=call.version, now=call.now))


@router.post("/experts/{expert_id}/consent")
def consent(expert_id: str, wanted: ConsentPost, call: Edit) -> ExpertPublic:
    """The person's own answer, by the account whose address the profile names."""
    row = answer(call.session, call.actor, expert_id, wanted.consent, version=call.version, now=call.now)
    return _answered(call, row)


@router.get("/experts/{expert_id}/history")
def expert_history(expert_id: str, session: ReadSession, actor: CurrentActor) -> list[HistoryEntry]:
    """What happened to a profile, the oldest first; for those who may change it."""
    the_expert(session, actor, expert_id, ExpertAction.EDIT)
    return told(trail(session, actor, "expert", expert_id))


@router.post("/experts/{expert_id}/offers", status_code=201)
def back_offer(expert_id: str, wanted: BackingPost, call: Edit) -> ExpertPublic:
    """Ties the expert to an offer that you may change; as `own` it ends with the consent and the availability."""
    return _answered(call, back(call.session, call.actor, expert_id, wanted, version=call.version, now=call.now))


@router.delete("/experts/{expert_id}/offers/{offer_id}")
def leave_offer(expert_id: str, offer_id: str, call: Edit) -> ExpertPublic:
    """Unties the expert from an offer, which stays as it is."""
    row = stop_backing(call.session, call.actor, expert_id, offer_id, version=call.version, now=call.now)
    return _answered(call, row)


def _answered(call: Writing, row: Expert) -> ExpertPublic:
    call.session.flush()
    set_etag(call.response, row)
    return shown_to(call.session, call.actor, [row])[0]

"""A call: its rules, what they say of the reader's requests, and the countries that would complete a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.call_answers import ConsortiaAnswer, EligibilityAnswer, consortia_answer, eligibility_answer
from api.dependencies import ReadSession, Shelf
from api.pages import choices
from api.pages.applications.listing import ApplicationLine
from api.pages.applications.listing import line_of as line_of_application
from api.pages.calls.listing import CallLine, line_of
from api.pages.choices import Options
from api.pages.form_pages import plain_pages
from api.pages.public.lines import counted, modality_name, sector_names
from api.pages.stories import Event, told_story
from api.pages.visits import CurrentVisit, Visit
from matcher.applications.finding import applications_of
from matcher.calls.editing import call_history
from matcher.calls.finding import Announced, one_call, own_eligibility
from matcher.catalogue import one_post
from matcher.consortia.finding import consortia, group_of
from matcher.policy import may
from matcher.policy.applications import ApplicationAction, CallAction
from matcher.sources import source_of
from models import taxonomy
from models.application import ApplicationState, Candidacy
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall, with_rules
from models.request import Request
from scoring import Index

router = plain_pages()
MOST_COUNTRIES = 10
Key = Annotated[str, Query(max_length=80)]
Codes = Annotated[list[str] | None, Query(max_length=MOST_COUNTRIES)]


@dataclass(frozen=True)
class OwnRequest:
    """An open request of the reader's with what the rules say of it."""

    id: str
    title: str
    language: str
    answer: EligibilityAnswer


@dataclass(frozen=True)
class CallPage:
    """A call whole. `rules` are those that hold, the mechanism's where it has none; `finder` is None until somebody
    asks for countries."""

    line: CallLine
    call: ProposalCall
    rules: Mechanism
    countries: list[str]
    sectors: list[str]
    modalities: list[str]
    ceiling: str
    awarded: str
    own: list[OwnRequest]
    finder: ConsortiaAnswer | None
    group: list[str]
    about: Request | None
    all_countries: Options
    chosen: list[str]
    source: str
    applies: bool
    edits: bool
    approved: list[ApplicationLine]
    story: list[Event]
    done: str


@router.get("/calls/{call_id}")
def show(
    visit: CurrentVisit,
    session: ReadSession,
    shelf: Shelf,
    call_id: str,
    about: Key = "",
    country: Codes = None,
) -> Response:
    """One call."""
    found = one_call(session, visit.actor, call_id)
    request = one_post(session, Request, about, actor=visit.actor) if about else None
    chosen = [one for one in country or [] if one in taxonomy.countries()]
    index = shelf.index(session, visit.today) if request else None
    return visit.page("calls/show.html", _page(session, visit, found, about=request, chosen=chosen, index=index))


def _page(
    session: Session, visit: Visit, found: Announced, *, about: Request | None, chosen: list[str], index: Index | None
) -> CallPage:
    language, row, rules = visit.language, found.call, with_rules(found.call, found.mechanism)
    group = group_of(found, about, chosen)
    searched = consortia(session, visit.actor, found, group, index=index, on=visit.today) if group.countries else None
    own = own_eligibility(session, visit.actor, found, on=visit.today)
    edits = may(visit.actor, CallAction.EDIT, found.mechanism)
    return CallPage(
        line=line_of(found, visit.today),
        call=row,
        rules=rules,
        countries=[taxonomy.country_name(one, language) for one in rules.countries],
        sectors=sector_names(rules.sectors, language),
        modalities=[modality_name(one, language) for one in rules.modalities],
        ceiling=_sum(rules.ceiling_amount, rules.ceiling_currency, language),
        awarded=_sum(row.awarded_amount, row.awarded_currency, language),
        own=[OwnRequest(one.id, one.title, one.language, eligibility_answer(said, language)) for one, said in own],
        finder=consortia_answer(searched, language) if searched else None,
        group=[taxonomy.country_name(one, language) for one in group.countries],
        about=about,
        all_countries=choices.countries(language),
        chosen=chosen,
        source=source_of(row.source_document, row.source_section),
        applies=may(visit.actor, ApplicationAction.CREATE) and _takes_more(row, visit),
        edits=edits,
        approved=[line_of_application(one, language) for one in _approved(session, row)],
        story=told_story(session, call_history(session, visit.actor, row.id)) if edits else [],
        done=visit.request.query_params.get("done", ""),
    )


def _takes_more(row: ProposalCall, visit: Visit) -> bool:
    """Whether one may still begin an application: also before it opens."""
    return row.archived_at is None and (row.closes_on is None or row.closes_on >= visit.today)


def _approved(session: Session, row: ProposalCall) -> Sequence[Candidacy]:
    return applications_of(session, row.id, ApplicationState.APPROVED)


def _sum(amount: int | None, currency: str | None, language: str) -> str:
    return f"{counted(amount, language)} {currency or ''}".strip() if amount else ""

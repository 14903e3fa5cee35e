"""The priorities of one territory: stated, changed in rank, withdrawn, and made into requests."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.opened import done_of
from api.pages.form_pages import Again, Nothing, Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.places.lines import PriorityLine, priority_lines
from api.pages.visits import CurrentVisit, Visit
from matcher.organizations.finding import one_organization
from matcher.policy import may
from matcher.policy.territories import PriorityAction, Territory
from matcher.territories.priorities import (
    draft_request,
    edit_priority,
    of_territory,
    state_priority,
    withdraw_priority,
)
from models import taxonomy
from models.organization import Organization
from models.priority import LAST_RANK, PriorityPost, PriorityUpdate

HERE = "/organizations/{organization_id}/priorities"
DONE = frozenset({"stated", "moved", "withdrawn"})

router = form_pages()
SentForm = Annotated[Sent, Depends()]


class Ranking(Step):
    """The new place of a priority."""

    rank: int = Field(ge=1, le=LAST_RANK)


@dataclass(frozen=True)
class TerritoryPage:
    """The priorities of a territory; `states` and `asks` tell what the reader may do."""

    organization: Organization
    country: str
    priorities: list[PriorityLine]
    states: bool
    asks: bool
    languages: Options
    sectors: Options
    goals: Options
    done: str
    form: Form = field(default_factory=Form)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, organization_id: str) -> Response:
    """The priorities, and the form of a further one."""
    return visit.page("places/territory.html", _page(session, visit, organization_id, Form()))


@router.post(HERE)
def add(sent: SentForm, organization_id: str) -> Response:
    """States a priority."""

    def act(said: PriorityPost) -> object:
        return state_priority(sent.session, sent.actor, organization_id, said, now=sent.visit.now)

    return sent.tried(PriorityPost, act, to=_here(organization_id), done="stated", again=_again(sent, organization_id))


@router.post(f"{HERE}/{{priority_id}}/rank")
def move(sent: SentForm, organization_id: str, priority_id: str) -> Response:
    """Gives a priority another place."""

    def act(said: Ranking) -> object:
        wanted = PriorityUpdate(rank=said.rank)
        return edit_priority(sent.session, sent.actor, priority_id, wanted, version=said.version, now=sent.visit.now)

    return sent.tried(Ranking, act, to=_here(organization_id), done="moved", again=_again(sent, organization_id))


@router.post(f"{HERE}/{{priority_id}}/withdraw")
def withdraw(sent: SentForm, organization_id: str, priority_id: str) -> Response:
    """Takes a priority off the list."""

    def act(said: Step) -> None:
        withdraw_priority(sent.session, sent.actor, priority_id, version=said.version, now=sent.visit.now)

    return sent.tried(Step, act, to=_here(organization_id), done="withdrawn", again=_again(sent, organization_id))


@router.post(f"{HERE}/{{priority_id}}/request")
def ask(sent: SentForm, organization_id: str, priority_id: str) -> Response:
    """Makes a draft request of a priority and goes on to it."""

    def act(said: Nothing) -> str:  # noqa: ARG001
        return f"/requests/{draft_request(sent.session, sent.actor, priority_id, now=sent.visit.now).id}"

    return sent.led(Nothing, act, done="saved", again=_again(sent, organization_id))


def _here(key: str) -> str:
    return HERE.format(organization_id=key)


def _again(sent: Sent, key: str) -> Again:
    def again(form: Form, status: int) -> Response:
        return sent.visit.page("places/territory.html", _page(sent.session, sent.visit, key, form), status)

    return again


def _page(session: Session, visit: Visit, key: str, form: Form) -> TerritoryPage:
    row, language = one_organization(session, visit.actor, key), visit.language
    territory = Territory(row)
    return TerritoryPage(
        organization=row,
        country=taxonomy.country_name(row.country, language) if row.country else "",
        priorities=priority_lines(session, of_territory(session, visit.actor, key), language),
        states=row.is_territorial and may(visit.actor, PriorityAction.STATE, territory),
        asks=may(visit.actor, PriorityAction.REQUEST, territory),
        languages=choices.languages(language),
        sectors=choices.sectors(language),
        goals=choices.goals(language),
        done=done_of(visit, DONE),
        form=form if form.typed else Form({"language": language, "year": visit.today.year}, form.wrong),
    )

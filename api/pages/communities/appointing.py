"""Administrators say who coordinates a community and who is its secretariat."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.choices import Options
from api.pages.communities.opened import HERE, SentForm, done_of
from api.pages.form_pages import Again, Sent, Step, form_pages, lead_back
from api.pages.forms import Form
from api.pages.looking_up import found_organizations
from api.pages.visits import CurrentVisit, Visit
from matcher.communities.editing import edit_community
from matcher.communities.finding import the_circle
from matcher.policy.communities import CommunityAction
from models.base import Identifier
from models.community import Community, CommunityUpdate
from models.organization import names_of

DONE = frozenset({"saved"})

router = form_pages()
Words = Annotated[str, Query(max_length=100)]


class Office(StrEnum):
    """As what an organization runs a community, beside the one that stands for it in the register."""

    COORDINATOR = "coordinator"
    SECRETARIAT = "secretariat"


class Appointing(Step):
    """Who is to run it, and as what."""

    office: Office
    organization: Identifier


@dataclass(frozen=True)
class StewardsPage:
    """Who runs a community, each as office, identifier and name, and the organizations found by some words."""

    community: Community
    stewards: list[tuple[str, str, str]]
    offices: tuple[str, ...]
    words: str
    found: Options
    done: str
    form: Form


@router.get(f"{HERE}/stewards")
def show(visit: CurrentVisit, session: ReadSession, community_id: str, q: Words = "") -> Response:
    """Who runs it."""
    return visit.page("communities/stewards.html", _page(session, visit, community_id, q.strip(), Form()))


@router.post(f"{HERE}/stewards")
def appoint(sent: SentForm, community_id: str, q: Words = "") -> Response:
    """Names its coordinator or its secretariat."""

    def act(said: Appointing) -> str:
        return _named(sent, community_id, said.office, said.organization, said.version)

    return sent.led(Appointing, act, done="saved", again=_again(sent, community_id, q.strip()))


@router.post(f"{HERE}/stewards/{{office}}/end")
def end(sent: SentForm, community_id: str, office: Office) -> Response:
    """Leaves it without a coordinator or a secretariat."""

    def act(said: Step) -> str:
        return _named(sent, community_id, office, "", said.version)

    return sent.led(Step, act, done="saved", again=_again(sent, community_id, ""))


def _named(sent: Sent, key: str, office: Office, organization: str, version: int) -> str:
    wanted = CommunityUpdate.model_validate({office: organization})
    edit_community(sent.session, sent.actor, key, wanted, version=version, now=sent.visit.now)
    return f"/communities/{key}/stewards"


def _again(sent: Sent, key: str, words: str) -> Again:
    def again(form: Form, status: int) -> Response:
        return sent.visit.page("communities/stewards.html", _page(sent.session, sent.visit, key, words, form), status)

    return again


def _page(session: Session, visit: Visit, key: str, words: str, form: Form) -> StewardsPage:
    circle = the_circle(session, visit.actor, key, CommunityAction.APPOINT, on=visit.today)
    names = names_of(session, circle.stewards)
    run_by = [(str(office), getattr(circle.community, office)) for office in Office]
    return StewardsPage(
        community=circle.community,
        stewards=[(office, one, names[one]) for office, one in run_by if one],
        offices=tuple(Office),
        words=words,
        found=found_organizations(session, visit, words),
        done=done_of(visit, DONE),
        form=form,
    )


lead_back(router, HERE, ("stewards/{office}/end",), to="/stewards")

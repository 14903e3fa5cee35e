"""Those who run a community admit members and end memberships."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.opened import HERE, SentForm, done_of
from api.pages.form_pages import Again, Sent, form_pages
from api.pages.forms import Form
from api.pages.looking_up import found_organizations
from api.pages.visits import CurrentVisit, Visit
from matcher.communities.editing import admit, end_membership
from matcher.communities.finding import the_circle
from matcher.policy import may
from matcher.policy.communities import CommunityAction
from models import taxonomy
from models.base import Schema
from models.community import Community
from models.membership import MemberRole, MembershipPost
from models.organization import names_of

DONE = frozenset({"admitted", "ended"})

router = form_pages()
Words = Annotated[str, Query(max_length=100)]


class Ending(Schema):
    """That a membership ends."""


@dataclass(frozen=True)
class Seat:
    """A member by name, as what, and the key of its membership."""

    id: str
    name: str
    role: str


@dataclass(frozen=True)
class MembersPage:
    """The members of a community, and the organizations found by some words; `appoints` where its reader says who runs
    it."""

    community: Community
    seats: list[Seat]
    appoints: bool
    words: str
    found: Options
    countries: Options
    roles: tuple[str, ...]
    done: str
    form: Form


@router.get(f"{HERE}/members")
def show(visit: CurrentVisit, session: ReadSession, community_id: str, q: Words = "") -> Response:
    """The members."""
    return visit.page("communities/members.html", _page(session, visit, community_id, q.strip(), Form()))


@router.post(f"{HERE}/members")
def add(sent: SentForm, community_id: str, q: Words = "") -> Response:
    """Admits an organization or a country."""

    def act(said: MembershipPost) -> str:
        admit(sent.session, sent.actor, community_id, said, now=sent.visit.now)
        return f"/communities/{community_id}/members"

    return sent.led(MembershipPost, act, done="admitted", again=_again(sent, community_id, q.strip()))


@router.post(f"{HERE}/members/{{member_id}}/end")
def end(sent: SentForm, community_id: str, member_id: str) -> Response:
    """Ends a membership."""

    def act(said: Ending) -> str:  # noqa: ARG001
        end_membership(sent.session, sent.actor, community_id, member_id, now=sent.visit.now)
        return f"/communities/{community_id}/members"

    return sent.led(Ending, act, done="ended", again=_again(sent, community_id, ""))


def _again(sent: Sent, key: str, words: str) -> Again:
    def again(form: Form, status: int) -> Response:
        page = _page(sent.session, sent.visit, key, words, form)
        return sent.visit.page("communities/members.html", page, status)

    return again


def _page(session: Session, visit: Visit, key: str, words: str, form: Form) -> MembersPage:
    circle = the_circle(session, visit.actor, key, CommunityAction.EDIT, on=visit.today)
    names = names_of(session, {one.organization for one in circle.members})

    def name(organization: str | None, country: str | None) -> str:
        place = taxonomy.country_name(country, visit.language) if country else ""
        return ", ".join(part for part in (names.get(organization or "", ""), place) if part)

    return MembersPage(
        community=circle.community,
        seats=[Seat(one.id, name(one.organization, one.country), one.role) for one in circle.members],
        appoints=may(visit.actor, CommunityAction.APPOINT, circle),
        words=words,
        found=found_organizations(session, visit, words),
        countries=choices.countries(visit.language),
        roles=tuple(MemberRole),
        done=done_of(visit, DONE),
        form=form,
    )

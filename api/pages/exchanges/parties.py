"""Who takes part in an exchange: organizations are found, invited, and may leave."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Path, Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.choices import Options
from api.pages.exchanges.opened import HERE, Found, Sent, SentForm, Whole, sub_page, whole
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form
from api.pages.looking_up import found_organizations
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.parties import invite_party, remove_party
from matcher.policy import may
from matcher.policy.exchanges import ExchangeAction, own_sides
from models import taxonomy
from models.exchange import ExchangeState, PartyRole
from models.exchange_schemas import ExchangeView, PartyInvite
from models.organization import names_of

ROLES = (PartyRole.SECOND_PROVIDER, PartyRole.FACILITATOR, PartyRole.FUNDER, PartyRole.REQUESTER)
"""The roles of those who are invited: there is one first provider."""

router = form_pages()
Position = Annotated[int, Path(ge=0, le=1000)]
Words = Annotated[str, Query(max_length=100)]


class Inviting(Step, PartyInvite):
    """An invitation as the page sends it."""


@dataclass(frozen=True)
class Seat:
    """One side, its place, and whether the reader may take it out."""

    position: int
    role: str
    name: str
    country: str
    waits: bool
    agreed: bool
    removable: bool


@dataclass(frozen=True)
class PartiesPage:
    """The sides of an exchange, and the organizations found by some words."""

    exchange: ExchangeView
    seats: list[Seat]
    may_invite: bool
    words: str
    found: Options
    roles: tuple[str, ...] = ROLES
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/parties")
def show(visit: CurrentVisit, session: ReadSession, found: Found, q: Words = "", done: Words = "") -> Response:
    """Who takes part."""
    return sub_page(visit, "parties", _page(session, visit, found, words=q.strip(), done=done))


@router.post(f"{HERE}/parties")
def invite(sent: SentForm, q: Words = "") -> Response:
    """Asks an organization to take part."""

    def act(said: Inviting) -> object:
        asked = PartyInvite(organization=said.organization, role=said.role)
        return invite_party(sent.session, sent.actor, sent.exchange_id, asked, version=said.version, now=sent.visit.now)

    return sent.tried(Inviting, act, to=sent.path("/parties"), done="invited", again=_again(sent, q.strip()))


@router.post(f"{HERE}/parties/{{position}}/leave")
def leave(sent: SentForm, position: Position) -> Response:
    """Takes a further party out."""

    def act(said: Step) -> object:
        remove_party(sent.session, sent.actor, sent.exchange_id, position, version=said.version, now=sent.visit.now)
        return None

    return sent.tried(Step, act, to=sent.path(), done="left", again=_again(sent, ""))


def _again(sent: Sent, words: str) -> Again:
    def again(form: Form, status: int) -> Response:
        found = whole(sent.session, sent.actor, sent.exchange_id)
        return sub_page(sent.visit, "parties", _page(sent.session, sent.visit, found, words=words, form=form), status)

    return again


def _page(
    session: Session, visit: Visit, found: Whole, *, words: str = "", done: str = "", form: Form | None = None
) -> PartiesPage:
    open_still = found.view.state == ExchangeState.ACCEPTED
    may_invite = open_still and may(visit.actor, ExchangeAction.EDIT, found.dossier)
    return PartiesPage(
        exchange=found.view,
        seats=_seats(session, visit, found, open_still=open_still, plans=may_invite),
        may_invite=may_invite,
        words=words,
        found=found_organizations(session, visit, words) if may_invite else (),
        done=done,
        form=form or Form(),
    )


def _seats(session: Session, visit: Visit, found: Whole, *, open_still: bool, plans: bool) -> list[Seat]:
    names = names_of(session, {one.organization for one in found.dossier.sides if one.organization})
    own, main = own_sides(visit.actor, found.dossier), found.dossier.main_sides
    return [
        Seat(
            position=one.position,
            role=one.role,
            name=names.get(one.organization or "", ""),
            country=taxonomy.country_name(one.country, visit.language) if one.country else "",
            waits=not one.accepted,
            agreed=one.agreed_at is not None,
            removable=open_still and one not in main and (plans or one in own),
        )
        for one in found.dossier.sides
    ]

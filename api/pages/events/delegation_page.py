"""What the page of one delegation shows: its timetable, its wishes, what it brings, and when it is there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from api.pages import choices
from api.pages.choices import Options
from api.pages.events.lines import when, where
from api.pages.events.opened import HERE
from api.pages.events.sheet import Sheet, sheet_of
from api.pages.forms import Form
from api.pages.visits import Visit
from matcher.events.bringing import BRINGABLE
from matcher.events.finding import attending
from matcher.events.hours import local
from matcher.events.viewing import timetable
from matcher.events.wishing import wishes_of
from matcher.policy import may
from matcher.policy.events import Attending, EventAction
from matcher.posting.visibility import Post, may_read
from models.event import AHEAD
from models.event_delegation import DelegationState, EventDelegation, WishKind, posts_of
from models.offer import Offer
from models.request import Request

ONE = f"{HERE}/delegations/{{delegation_id}}"
PAGE = "events/delegation.html"


@dataclass(frozen=True)
class Wished:
    """A delegation that is wished or avoided."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class Carried:
    """A post that the delegation has brought."""

    id: int
    kind: str
    post: str
    title: str
    language: str


@dataclass(frozen=True)
class DelegationPage:
    """A delegation with its sheet and its forms; `to_bring` are its open posts that are not brought yet."""

    sheet: Sheet
    delegation: EventDelegation
    when: str
    where: str
    ahead: bool
    organizes: bool
    wishes: list[Wished]
    others: Options
    brought: list[Carried]
    to_bring: Options
    languages: Options
    presence: Form
    done: str
    form: Form = field(default_factory=Form)


def delegation_page(
    session: Session, visit: Visit, found: Attending, *, done: str = "", form: Form | None = None
) -> DelegationPage:
    event, row, language = found.event, found.delegation, visit.language
    table = timetable(session, event, language=language, of=found.id)
    sides, wishes = attending(session, event), wishes_of(session, event.id)
    names = {key: one.organization.name for key, one in sides.items()}
    wished = [Wished(other, names[other], kind) for (who, other), kind in wishes.items() if who == found.id]
    brought, to_bring = _posts(session, visit, found)
    coming = [one.id for one in sides.values() if one.delegation.state == DelegationState.REGISTERED]
    return DelegationPage(
        sheet=sheet_of(found, table, now=visit.now, language=language),
        delegation=row,
        when=when(event, language),
        where=where(event, language),
        ahead=event.state in AHEAD,
        organizes=may(visit.actor, EventAction.SEE_TIMETABLE, event),
        wishes=sorted(wished, key=lambda one: (one.kind != WishKind.MEET, one.name)),
        others=tuple(sorted(((key, names[key]) for key in coming if key != found.id), key=lambda one: one[1])),
        brought=brought,
        to_bring=to_bring,
        languages=choices.languages(language),
        presence=form if form and "at_once" in form.typed else _there(found),
        done=done,
        form=form or Form(),
    )


def _there(found: Attending) -> Form:
    row = found.delegation
    moments = {"arrives_at": row.arrives_at, "leaves_at": row.leaves_at}
    typed = {name: f"{local(found.event, moment):%Y-%m-%dT%H:%M}" for name, moment in moments.items() if moment}
    most = {} if row.most_meetings is None else {"most_meetings": row.most_meetings}
    return Form({"languages": row.languages, "at_once": row.at_once, **most, **typed})


def _posts(session: Session, visit: Visit, found: Attending) -> tuple[list[Carried], Options]:
    """What the delegation has brought, and what of its open posts it could bring, as far as the reader may see them."""
    brought = [one for one in posts_of(session, found.event.id) if one.delegation == found.id]
    keys = {one.request or one.offer or "": one.id or 0 for one in brought}
    theirs = [
        *(("request", post) for post in _open_posts(session, visit, found, Request, keys)),
        *(("offer", post) for post in _open_posts(session, visit, found, Offer, keys)),
    ]
    carried = [Carried(keys[one.id], noun, one.id, one.title, one.language) for noun, one in theirs if one.id in keys]
    return carried, tuple((f"{noun} {one.id}", one.title) for noun, one in theirs if one.id not in keys)


def _open_posts(
    session: Session, visit: Visit, found: Attending, table: type[Post], brought: Collection[str]
) -> Sequence[Post]:
    """The posts of one kind that are brought, and the open ones of the organization."""
    own = (col(table.organization) == found.organization.id) & col(table.state).in_(BRINGABLE)
    mine = col(table.id).in_(brought) | (own & may_read(table, visit.actor))
    return session.exec(select(table).where(mine).order_by(col(table.title), col(table.id))).all()

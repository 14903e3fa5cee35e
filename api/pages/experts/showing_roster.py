"""The page of a roster: who may call from it, who stands on it, and for its keeper who could."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.experts.lines import ExpertLine, expert_lines
from api.pages.experts.opened import ROSTER, SignedForm, done_of
from api.pages.form_pages import Nothing, Sent, form_pages, lead_back
from api.pages.forms import Form
from api.pages.public.lines import sector_names
from api.pages.visits import CurrentVisit, Visit
from matcher.cursors import Part
from matcher.experts.finding import ExpertFilter, experts
from matcher.experts.rosters import end_place, place, placed, the_roster
from matcher.policy import may
from matcher.policy.experts import ExpertAction, RosterAction
from matcher.sources import source_of
from models import taxonomy
from models.community import Community
from models.mechanism import Mechanism
from models.organization import names_of
from models.roster import PlacementPost, Roster

FOUND = 20
DONE = frozenset({"added", "saved", "placed", "ended"})

router = form_pages()
Words = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True)
class Seat:
    """A place on the roster, and whether the reader may end it."""

    id: str
    line: ExpertLine
    ends: bool


@dataclass(frozen=True)
class RosterPage:
    """A roster whole; `found` are the experts with some `words` whom its keeper could put on it."""

    roster: Roster
    organization: str
    mechanism: str
    community: str
    countries: list[str]
    sectors: list[str]
    seats: list[Seat]
    keeps: bool
    words: str
    found: list[ExpertLine]
    source: str
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(ROSTER)
def show(visit: CurrentVisit, session: ReadSession, roster_id: str, q: Words = "") -> Response:
    """One roster."""
    return _page(session, visit, roster_id, q.strip())


@router.post(f"{ROSTER}/experts")
def add(sent: SignedForm, roster_id: str, q: Words = "") -> Response:
    """Puts an expert on it."""

    def act(said: PlacementPost) -> str:
        place(sent.session, sent.actor, roster_id, said, now=sent.visit.now)
        return f"/rosters/{roster_id}"

    def again(form: Form, status: int) -> Response:
        return _page(sent.session, sent.visit, roster_id, q.strip(), form, status)

    return sent.led(PlacementPost, act, done="placed", again=again)


@router.post(f"{ROSTER}/experts/{{placement_id}}/end")
def end(sent: SignedForm, roster_id: str, placement_id: str) -> Response:
    """Takes an expert off it."""

    def act(_: Nothing) -> str:
        return _ended(sent, roster_id, placement_id)

    def again(form: Form, status: int) -> Response:
        return _page(sent.session, sent.visit, roster_id, "", form, status)

    return sent.led(Nothing, act, done="ended", again=again)


def _ended(sent: Sent, key: str, placement: str) -> str:
    end_place(sent.session, sent.actor, key, placement, now=sent.visit.now)
    return f"/rosters/{key}"


def _page(
    session: Session, visit: Visit, key: str, words: str, form: Form | None = None, status: int = 200
) -> Response:
    row, language = the_roster(session, visit.actor, key), visit.language
    keeps = may(visit.actor, RosterAction.KEEP, row)
    mechanism = session.get(Mechanism, row.mechanism) if row.mechanism else None
    community = session.get(Community, row.community) if row.community else None
    page = RosterPage(
        roster=row,
        organization=names_of(session, {row.organization})[row.organization],
        mechanism=mechanism.name if mechanism else "",
        community=community.name if community else "",
        countries=[taxonomy.country_name(one, language) for one in row.countries],
        sectors=sector_names(row.sectors, language),
        seats=_seats(session, visit, row, keeps=keeps),
        keeps=keeps,
        words=words,
        found=_found(session, visit, words) if keeps and len(words) > 1 else [],
        source=source_of(row.source_document, row.source_section),
        done=done_of(visit, DONE) if form is None else "",
        form=form or Form(),
    )
    return visit.page("experts/roster.html", page, status)


def _seats(session: Session, visit: Visit, row: Roster, *, keeps: bool) -> list[Seat]:
    found = placed(session, row.id, on=visit.today)
    lines = expert_lines(session, [expert for _, expert in found], visit.language, visit.today)
    return [
        Seat(one.id, line, keeps or may(visit.actor, ExpertAction.EDIT, expert))
        for (one, expert), line in zip(found, lines, strict=True)
    ]


def _found(session: Session, visit: Visit, words: str) -> list[ExpertLine]:
    part = Part(sort="title", limit=FOUND)
    rows, _ = experts(session, visit.actor, ExpertFilter(text=words), part, on=visit.today)
    return expert_lines(session, [one for one in rows if one.shown], visit.language, visit.today)


lead_back(router, ROSTER, ("experts", "experts/{placement_id}/end"))

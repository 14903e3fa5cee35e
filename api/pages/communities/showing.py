"""A community: who belongs to it, what it plans, what its members ask and offer, and its questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Query, Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.opened import HERE, SentForm, done_of
from api.pages.form_pages import form_pages
from api.pages.forms import Form
from api.pages.public.lines import PostLine, post_lines, sector_names
from api.pages.public.practices import PracticeLine, practice_lines
from api.pages.stories import Event, told_story
from api.pages.visits import CurrentVisit, Visit
from matcher.catalogue import is_live_on
from matcher.communities.belonging import newest_of_community, of_community
from matcher.communities.editing import community_history
from matcher.communities.finding import the_circle
from matcher.communities.reading import NEWEST, questions
from matcher.communities.talking import ask
from matcher.cursors import Part
from matcher.openness import open_practices
from matcher.policy import may
from matcher.policy.communities import CommunityAction
from matcher.posting.visibility import Post, may_read
from matcher.sources import source_of
from models import taxonomy
from models.community import Community, ProgrammeItem
from models.contribution import ContributionPublic, QuestionPost
from models.folding import folded
from models.membership import Circle, MemberRole
from models.offer import Offer
from models.organization import names_of
from models.practice import Practice
from models.request import Request

OF_EACH = 3
"""Requests, offers and practices that the page shows."""
QUESTIONS = 10
DONE = frozenset({"asked", "saved"})


@dataclass(frozen=True)
class MemberLine:
    """A member by name; a country that is one as such has no organization."""

    organization: str
    name: str
    code: str
    country: str
    role: str
    since: int | None


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list, with who asked."""

    said: ContributionPublic
    who: str


@dataclass(frozen=True)
class CommunityPage:
    """A community whole; `reads` and `asks` tell what its reader may do with questions, `keeps` whether he runs it,
    `appoints` whether he says who does."""

    community: Community
    runs: list[tuple[str, str, str]]
    sectors: list[str]
    languages: list[str]
    programme: list[ProgrammeItem]
    members: list[MemberLine]
    requests: list[PostLine]
    offers: list[PostLine]
    practices: list[PracticeLine]
    questions: list[QuestionLine]
    next: str | None
    reads: bool
    asks: bool
    keeps: bool
    appoints: bool
    story: list[Event]
    source: str
    written_in: Options
    done: str = ""
    form: Form = field(default_factory=Form)


router = form_pages()


@router.get(HERE)
def show(
    visit: CurrentVisit,
    session: ReadSession,
    community_id: str,
    after: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """One community."""
    page = _page(session, visit, community_id, after=after, form=Form({"language": visit.language}))
    return visit.page("communities/show.html", page)


@router.post(f"{HERE}/questions")
def put(sent: SentForm, community_id: str) -> Response:
    """Puts a question."""

    def act(said: QuestionPost) -> str:
        row = ask(sent.session, sent.actor, community_id, said, now=sent.visit.now)
        return f"/communities/{community_id}/questions/{row.id}"

    def again(form: Form, status: int) -> Response:
        page = _page(sent.session, sent.visit, community_id, form=form)
        return sent.visit.page("communities/show.html", page, status)

    return sent.led(QuestionPost, act, done="asked", again=again)


def _page(session: Session, visit: Visit, key: str, *, after: str | None = None, form: Form) -> CommunityPage:
    circle = the_circle(session, visit.actor, key, on=visit.today)
    row, language, names = circle.community, visit.language, _names(session, circle)
    reads = may(visit.actor, CommunityAction.READ, circle)
    part = Part(NEWEST, after, QUESTIONS)
    asked, following = questions(session, visit.actor, key, part=part, now=visit.now) if reads else ([], None)
    who = names_of(session, {one.organization for one in asked})
    keeps = may(visit.actor, CommunityAction.EDIT, circle)
    return CommunityPage(
        community=row,
        runs=_runs(row, names),
        sectors=sector_names(row.sectors, language),
        languages=[taxonomy.language_name(one, language) for one in row.languages],
        programme=[ProgrammeItem.model_validate(one) for one in row.programme],
        members=member_lines(circle, names, language),
        requests=post_lines(session, visit, _posts(session, visit, Request, circle)),
        offers=post_lines(session, visit, _posts(session, visit, Offer, circle)),
        practices=practice_lines(session, _practices(session, circle), language),
        questions=[QuestionLine(one, who.get(one.organization or "", "")) for one in asked],
        next=following,
        reads=reads,
        asks=may(visit.actor, CommunityAction.ASK, circle),
        keeps=keeps,
        appoints=may(visit.actor, CommunityAction.APPOINT, circle),
        story=told_story(session, community_history(session, visit.actor, key, on=visit.today)) if keeps else [],
        source=source_of(row.source_document, row.source_section),
        written_in=choices.languages(language),
        done=done_of(visit, DONE),
        form=form,
    )


def _names(session: Session, circle: Circle) -> dict[str, str]:
    return names_of(session, {*(one.organization for one in circle.members), *circle.stewards})


def _runs(row: Community, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Who runs it: as what, which organization, and its name."""
    found = (("coordinator", row.coordinator), ("secretariat", row.secretariat), ("organization", row.organization))
    return [(role, key, names[key]) for role, key in found if key]


def member_lines(circle: Circle, names: dict[str, str], language: str) -> list[MemberLine]:
    """The members by country and name, those with a task first."""
    lines = [
        MemberLine(
            organization=one.organization or "",
            name=names.get(one.organization or "", ""),
            code=one.country or "",
            country=taxonomy.country_name(one.country, language) if one.country else "",
            role=one.role,
            since=one.since,
        )
        for one in circle.members
    ]
    tasks = list(MemberRole)
    return sorted(
        lines,
        key=lambda one: (one.role == "member", tasks.index(MemberRole(one.role)), folded(one.country or one.name)),
    )


def _posts(session: Session, visit: Visit, table: type[Post], circle: Circle) -> Sequence[Post]:
    wanted = (newest_of_community(table, circle), is_live_on(table, visit.today), may_read(table, visit.actor))
    chosen = select(table).where(*wanted).order_by(col(table.published_at).desc(), col(table.id))
    return session.exec(chosen.limit(OF_EACH)).all()


def _practices(session: Session, circle: Circle) -> Sequence[Practice]:
    chosen = select(Practice).where(of_community(Practice, circle), *open_practices())
    return session.exec(chosen.order_by(col(Practice.title), col(Practice.id)).limit(OF_EACH)).all()

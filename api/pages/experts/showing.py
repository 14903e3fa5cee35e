"""The page of an expert: what he can do, when, for how much, and the offers and rosters where he is found."""

from dataclasses import dataclass, field

from fastapi import Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages.choices import Options
from api.pages.experts.opened import EXPERT, done_of
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.public.lines import sector_names
from api.pages.visits import CurrentVisit, Visit
from matcher.experts.asking import answers_now
from matcher.experts.deploying import days_taken
from matcher.experts.finding import the_expert
from matcher.experts.rosters import rosters_of
from matcher.experts.showing import shown_to
from matcher.sources import source_of
from models import taxonomy
from models.expert import Expert
from models.expert_schemas import ExpertPublic
from models.mechanism import Mechanism
from models.offer import Offer
from models.organization import names_of
from models.post import PostState
from models.roster import Roster

DONE = frozenset({"added", "saved", "asked", "backed", "left", "answered"})
MOST = 40
"""Own offers that the form names."""

router = plain_pages()


@dataclass(frozen=True)
class ExpertPage:
    """One expert as the reader may see him; `taken` are the days of this year, `answers` what he himself may say,
    `to_back` offers of the reader's organization."""

    expert: ExpertPublic
    organization: str
    employer: str
    country: str
    countries: list[str]
    languages: list[str]
    sectors: list[str]
    mechanism: str
    taken: int
    offers: list[tuple[str, str, str]]
    rosters: list[Roster]
    to_back: Options
    answers: list[str]
    source: str
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(EXPERT)
def show(visit: CurrentVisit, session: ReadSession, expert_id: str) -> Response:
    """One expert."""
    return expert_page(session, visit, expert_id)


def expert_page(session: Session, visit: Visit, key: str, form: Form | None = None, status: int = 200) -> Response:
    """The page of an expert, after a form of it failed with what is wrong."""
    row, language = the_expert(session, visit.actor, key), visit.language
    seen = shown_to(session, visit.actor, [row])[0]
    names = names_of(session, {row.organization, row.employer})
    mechanism = session.get(Mechanism, row.mechanism) if row.mechanism else None
    page = ExpertPage(
        expert=seen,
        organization=names[row.organization],
        employer=names.get(row.employer or "", ""),
        country=taxonomy.country_name(row.country, language) if row.country else "",
        countries=[taxonomy.country_name(one, language) for one in row.countries],
        languages=[taxonomy.language_name(one, language) for one in row.languages],
        sectors=sector_names(row.sectors, language),
        mechanism=mechanism.name if mechanism else "",
        taken=days_taken(session, key, visit.today.year),
        offers=_offers(session, seen),
        rosters=rosters_of(session, key, on=visit.today),
        to_back=_to_back(session, visit, row) if "expert.edit" in seen.allowed else (),
        answers=[str(one) for one in answers_now(row)] if "expert.answer" in seen.allowed else [],
        source=source_of(row.source_document, row.source_section),
        done=done_of(visit, DONE) if form is None else "",
        form=form or Form(),
    )
    return visit.page("experts/show.html", page, status)


def _offers(session: Session, seen: ExpertPublic) -> list[tuple[str, str, str]]:
    if not seen.offers:
        return []
    chosen = select(Offer.id, Offer.title, Offer.language).where(col(Offer.id).in_(seen.offers))
    return [(key, title, language or "") for key, title, language in session.exec(chosen.order_by(col(Offer.title)))]


def _to_back(session: Session, visit: Visit, row: Expert) -> Options:
    """The offers of the reader's organization that the expert does not back yet."""
    own = (Offer.organization == visit.actor.organization, Offer.state == PostState.PUBLISHED)
    chosen = select(Offer.id, Offer.title).where(*own, col(Offer.id).not_in(row.offers))
    return tuple((key, title) for key, title in session.exec(chosen.order_by(col(Offer.title)).limit(MOST)))

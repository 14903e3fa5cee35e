"""The page of a practice: what was wrong, done and reached, what it needs elsewhere, and who offers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.cards import Cards, PostCard
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.library.lines import DocumentLine, lines_of
from api.pages.practices.inside import Inside, inside
from api.pages.practices.opened import HERE, FoundPractice
from api.pages.public.lines import goal_names, sector_names
from api.pages.visits import CurrentVisit, Visit
from locales import translate
from matcher.catalogues.keeping import elsewhere
from matcher.policy import may
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import documented
from matcher.practices.nearby import shared_by
from matcher.practices.offering import offers_behind
from matcher.practices.versions import missing_languages, versions_of
from matcher.sources import source_of
from models import taxonomy
from models.catalogue import SeenElsewhere
from models.organization import names_of
from models.practice import Practice, PracticeState
from scoring.context import LIKENESSES

DONE = ("saved", "submitted", "published", "taken-back", "returned")
"""What the page may say has been done."""

router = plain_pages()


@dataclass(frozen=True)
class VersionLine:
    """A version in one language; `id` is empty where nobody has written it yet."""

    id: str
    language: str
    name: str
    state: str


@dataclass(frozen=True)
class PracticePage:
    """One practice. `alike` says in what the country of the reader resembles the one where it was done, `missing` are
    the languages of the service in which it is not written, `offered` the offers that name it."""

    practice: Practice
    organization: str
    country: str
    written_in: str
    written_by: str
    sectors: list[str]
    goals: list[str]
    source: str
    versions: list[VersionLine]
    missing: list[VersionLine]
    alike: list[str]
    own_country: str
    offered: list[PostCard]
    offers_own: bool
    contact: str
    contact_hidden: bool
    documents: list[DocumentLine]
    also_at: Sequence[SeenElsewhere]
    inside: Inside | None
    done: str
    form: Form


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, practice: FoundPractice) -> Response:
    """One practice."""
    return practice_page(session, visit, practice)


def practice_page(
    session: Session, visit: Visit, row: Practice, form: Form | None = None, status: int = 200
) -> Response:
    """The page of a practice, after a form of it failed with what is wrong."""
    language, actor = visit.language, visit.actor
    said = visit.request.query_params.get("done", "")
    case = documented(session, row)
    names = names_of(session, {row.organization, row.written_by})
    reads = may(actor, PracticeAction.READ_CONTACT, case)
    page = PracticePage(
        practice=row,
        organization=names[row.organization],
        country=taxonomy.country_name(row.country, language) if row.country else "",
        written_in=taxonomy.language_name(row.language, language),
        written_by=names.get(row.written_by or "", ""),
        sectors=sector_names(row.sectors, language),
        goals=goal_names(row.sdgs, language),
        source=source_of(row.source_document, row.source_section),
        versions=_versions(session, visit, row),
        missing=_missing(session, visit, row),
        alike=[translate(LIKENESSES[one], language) for one in shared_by(actor.country or "", row.country)],
        own_country=taxonomy.country_name(actor.country, language) if actor.country else "",
        offered=_offered(session, visit, row),
        offers_own=actor.belongs_to(row.organization) and row.state == PracticeState.PUBLISHED,
        contact=(row.contact or "") if reads else "",
        contact_hidden=bool(row.contact) and not reads,
        documents=lines_of(session, visit, ("practice", row.original)),
        also_at=elsewhere(session, "practice", row.original),
        inside=inside(session, visit, case),
        done=said if said in DONE and not form else "",
        form=form or Form(),
    )
    return visit.page("practices/show.html", page, status)


def _versions(session: Session, visit: Visit, row: Practice) -> list[VersionLine]:
    found = versions_of(session, visit.actor, row)
    return [VersionLine(one.id, one.language, _named(one.language, visit.language), one.state) for one in found]


def _missing(session: Session, visit: Visit, row: Practice) -> list[VersionLine]:
    """The versions that could be written, for whoever may, or might once he is signed in."""
    writes = not visit.actor.signed_in or may(visit.actor, PracticeAction.TRANSLATE, documented(session, row))
    if row.state != PracticeState.PUBLISHED or not writes:
        return []
    return [VersionLine("", one, _named(one, visit.language), "") for one in missing_languages(session, row)]


def _named(code: str, language: str) -> str:
    return str(taxonomy.language_name(code, language))


def _offered(session: Session, visit: Visit, row: Practice) -> list[PostCard]:
    offers = offers_behind(session, visit.actor, row, on=visit.today)
    cards = Cards(session, visit.actor, visit.language).of(offers)
    return [cards[one.id] for one in offers]

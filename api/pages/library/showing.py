"""The page of a document: what it is, what it speaks for, and whether its text is known."""

from dataclasses import dataclass

from fastapi import Response
from sqlmodel import Session, col, select

from api.dependencies import ReadSession
from api.pages.choices import Options
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.library.lines import KILO
from api.pages.library.opened import HERE, FoundDocument
from api.pages.public.lines import goal_names, sector_names
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.library.finding import shelved
from matcher.library.uses import Use, uses_of
from matcher.policy import may
from matcher.policy.library import DocumentAction
from matcher.policy.posts import AUTHORS
from models import taxonomy
from models.document import Document
from models.offer import Offer
from models.organization import names_of
from models.practice import Practice

DONE = ("added", "saved", "filed", "used", "unused")
"""What the page may say has been done."""
MOST = 40
"""Own things of a kind that the form offers."""

router = plain_pages()


@dataclass(frozen=True)
class DocumentPage:
    """One document; `edits` and `removes` say what the reader may do, `to_use` names his own things that it could speak
    for."""

    document: Document
    organization: str
    country: str
    written_in: str
    sectors: list[str]
    goals: list[str]
    size: int | None
    uses: list[Use]
    to_use: Options
    edits: bool
    removes: bool
    done: str
    form: Form


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, document: FoundDocument) -> Response:
    """One document."""
    return document_page(session, visit, document)


def document_page(
    session: Session, visit: Visit, row: Document, form: Form | None = None, status: int = 200
) -> Response:
    """The page of a document, after a form of it failed with what is wrong."""
    language, actor, case = visit.language, visit.actor, shelved(session, row)
    said = visit.request.query_params.get("done", "")
    page = DocumentPage(
        document=row,
        organization=names_of(session, {row.organization})[row.organization],
        country=taxonomy.country_name(row.country, language) if row.country else "",
        written_in=taxonomy.language_name(row.language, language),
        sectors=sector_names(row.sectors, language),
        goals=goal_names(row.sdgs, language),
        size=-(-row.size // KILO) if row.size else None,
        uses=uses_of(session, actor, row),
        to_use=_own_things(session, visit),
        edits=may(actor, DocumentAction.EDIT, case),
        removes=may(actor, DocumentAction.REMOVE, case),
        done=said if said in DONE and not form else "",
        form=form or Form(),
    )
    return visit.page("library/show.html", page, status)


def _own_things(session: Session, visit: Visit) -> Options:
    """The practices, offers and exchanges of the reader's organization, as `kind:key` with their titles."""
    actor = visit.actor
    if actor.organization is None or not actor.has_role(*AUTHORS):
        return ()
    rows: list[tuple[str, str]] = []
    for table in (Practice, Offer):
        mine = select(table.id, table.title).where(table.organization == actor.organization)
        found = session.exec(mine.order_by(col(table.title)).limit(MOST))
        rows += [(f"{table.__name__.lower()}:{key}", title or key) for key, title in found]
    dossiers, _ = list_exchanges(session, actor, ExchangeFilter(mine=True), limit=MOST)
    return (*rows, *((f"exchange:{one.id}", one.exchange.title or one.id) for one in dossiers))

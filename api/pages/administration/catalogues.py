"""The page of other platforms: which there are, what of them is known here, and bringing their records in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import Response, UploadFile
from sqlmodel import Session

from api.dependencies import ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.forms import Form, Typed, tried
from api.pages.visits import CurrentVisit, Visit
from api.uploads import chosen, put_down
from matcher.catalogues.bringing import bring
from matcher.catalogues.keeping import add_catalogue, catalogues, counts_of
from matcher.catalogues.outcome import Brought, Outcome
from matcher.policy import demand
from matcher.policy.catalogues import CatalogueAction
from models.base import Schema
from models.catalogue import Catalogue, CatalogueCreate, CatalogueKind

HERE = "/administration/catalogues"
PAGE = "administration/catalogues.html"
MOST_TOLD = 500

router = router_at("/catalogues")


class Bringing(Schema):
    """Which file is brought in; `keep` says that it is no rehearsal."""

    catalogue: str
    kind: CatalogueKind
    keep: bool = False


@dataclass(frozen=True)
class CatalogueRow:
    """A catalogue and how many of its records are known here, by kind."""

    catalogue: Catalogue
    records: dict[str, int]


@dataclass(frozen=True)
class Report:
    """What a file brought: `told` are the records that did not simply come in, as far as they are shown."""

    counts: dict[str, int]
    told: list[Outcome]
    kept: bool


@dataclass(frozen=True)
class CataloguesPage:
    """The catalogues, the two forms, and the report of the file that was just sent."""

    rows: list[CatalogueRow]
    adding: Form = Form()  # noqa: RUF009
    bringing: Form = Form()  # noqa: RUF009
    report: Report | None = None
    done: bool = False


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, done: str = "") -> Response:
    """The catalogues of other platforms."""
    return visit.page(PAGE, replace(_page(session, visit), done=done == "added"))


@router.post("")
def add(visit: CurrentVisit, session: WriteSession, typed: Typed) -> Response:
    """Enters another platform."""

    def act(wanted: CatalogueCreate) -> Response:
        add_catalogue(session, visit.actor, wanted, now=visit.now)
        return visit.on_to(HERE, done="added")

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), adding=form), status=status)

    return tried(CatalogueCreate, typed, visit.language, act=act, again=again)


@router.post("/imports")
def bring_in(visit: CurrentVisit, session: WriteSession, typed: Typed, file: UploadFile | None = None) -> Response:
    """Brings a file in, or says what it would bring; the report follows at once."""

    def act(wanted: Bringing) -> Response:
        with put_down(chosen(file)) as path:
            trial = session.begin_nested()
            brought = bring(session, visit.actor, wanted.catalogue, wanted.kind, path, now=visit.now)
        trial.commit() if wanted.keep else trial.rollback()
        form = Form(typed)
        page = replace(_page(session, visit), bringing=form, report=_report(brought, kept=wanted.keep))
        return visit.page(PAGE, page)

    def again(form: Form, status: int) -> Response:
        return visit.page(PAGE, replace(_page(session, visit), bringing=form), status=status)

    return tried(
        Bringing, {name: value for name, value in typed.items() if name != "file"}, visit.language, act=act, again=again
    )


def _page(session: Session, visit: Visit) -> CataloguesPage:
    demand(visit.actor, CatalogueAction.BRING)
    counts = counts_of(session)
    rows: Sequence[Catalogue] = catalogues(session, visit.actor)
    return CataloguesPage([CatalogueRow(row, counts.get(row.id, {})) for row in rows])


def _report(brought: Brought, *, kept: bool) -> Report:
    return Report(brought.counts, brought.told[:MOST_TOLD], kept)

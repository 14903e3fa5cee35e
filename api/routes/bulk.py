"""Many posts at once: taken in from a file, and written to one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response, UploadFile
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, CurrentSettings, Now, ReadSession, WriteSession
from api.post_filter import PostFilter
from api.transactions import TransactedRoute
from api.uploads import put_down
from matcher.exporting import ExportKind, content_of
from matcher.exporting.formats import MEDIA_TYPES
from matcher.policy import demand
from matcher.policy.posts import PostAction
from matcher.posting.exporting import export_posts
from matcher.posting.importing import Importing

router = APIRouter(tags=["bulk"], route_class=TransactedRoute)


class PostKind(StrEnum):
    """What can be imported."""

    REQUESTS = "requests"
    OFFERS = "offers"


class ImportOptions(BaseModel):
    """How to import: `dry_run` checks everything and keeps nothing, `submit` submits each post at once."""

    model_config = {"extra": "forbid"}

    dry_run: bool = False
    submit: bool = False


class ImportAnswer(BaseModel):
    """What a file brought; with `dry_run` nothing of it was kept, and the identifiers are not those of later."""

    imported: int
    dry_run: bool
    ids: list[str] = Field(description="the new posts in the order of the file")


@router.post("/imports/{kind}", summary="Import posts from a file", status_code=201)
def import_posts(
    kind: PostKind,
    file: UploadFile,
    session: WriteSession,
    actor: CurrentActor,
    now: Now,
    options: Annotated[ImportOptions, Query()],
) -> ImportAnswer:
    """Takes a CSV, XLSX or JSON-lines file of up to 500 rows, named by its ending; all rows or none.

    The columns are the fields of a draft. Each row becomes a draft, or with `submit` is submitted at once.
    """
    demand(actor, PostAction.IMPORT)
    with put_down(file) as path:
        trial = session.begin_nested() if options.dry_run else None
        ids = Importing(session, actor, now, submitted=options.submit).run(kind, path).ids
        if trial is not None:
            trial.rollback()
    return ImportAnswer(imported=len(ids), dry_run=options.dry_run, ids=[] if options.dry_run else ids)


@dataclass(frozen=True)
class Wanted:
    """A file to export."""

    kind: ExportKind
    form: str


@router.get("/exports/{kind}.{form}", summary="Export to a file", response_class=Response)
def export_file(
    wanted: Annotated[Wanted, Depends()],
    query: Annotated[PostFilter, Query()],
    session: ReadSession,
    actor: CurrentActor,
    settings: CurrentSettings,
    now: Now,
) -> Response:
    """Requests and offers that you may see, by the same filters as their lists; of the other kinds, what is public."""
    kind, form = wanted.kind, wanted.form
    if kind in (ExportKind.REQUESTS, ExportKind.OFFERS):
        content = export_posts(session, actor, kind, form, query.as_filter(), on=now.date())
    else:
        content, _ = content_of(session, kind, form, settings.edition(now))
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{form}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)

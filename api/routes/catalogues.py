"""Catalogues of other platforms, and which records of ours stand there too."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, UploadFile
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, Now, ReaderLanguage, ReadSession, WriteSession
from api.transactions import TransactedRoute
from api.uploads import put_down
from matcher.catalogues.bringing import bring
from matcher.catalogues.keeping import add_catalogue, catalogues, counts_of, one_catalogue, seen_elsewhere
from models.catalogue import Catalogue, CatalogueCreate, CatalogueKind, CataloguePublic, SeenElsewhere

router = APIRouter(tags=["catalogues"], route_class=TransactedRoute)


class Noun(StrEnum):
    """What may stand elsewhere too."""

    OFFER = "offer"
    PRACTICE = "practice"
    EXCHANGE = "exchange"


class RecordBrought(BaseModel):
    """What became of one record: `key` is ours, `why` the reason where it did not simply come in."""

    row: int
    foreign_id: str
    became: str
    key: str | None
    why: str | None


class BroughtAnswer(BaseModel):
    """What a file brought; with `dry_run` nothing of it was kept."""

    dry_run: bool
    counts: dict[str, int] = Field(
        description="how many records are new, changed, unchanged, seen, likely, kept, skipped"
    )
    records: list[RecordBrought]


@dataclass(frozen=True)
class Which:
    """Which records to bring; `dry_run` says what would come in and keeps nothing."""

    catalogue_id: str
    catalogue_kind: CatalogueKind
    dry_run: bool = False


@router.get("/catalogues", summary="The catalogues of other platforms")
def list_catalogues(session: ReadSession, actor: CurrentActor) -> list[CataloguePublic]:
    """Each with its licence and how many of its records are known here."""
    counts = counts_of(session)
    return [_public(row, counts.get(row.id, {})) for row in catalogues(session, actor)]


@router.post("/catalogues", summary="Enter another platform", status_code=201)
def create_catalogue(wanted: CatalogueCreate, session: WriteSession, actor: CurrentActor, now: Now) -> CataloguePublic:
    """An administrator says what it is called, who publishes it and under which licence."""
    return _public(add_catalogue(session, actor, wanted, now=now), {})


@router.get("/catalogues/{catalogue_id}", summary="One catalogue")
def read_catalogue(catalogue_id: str, session: ReadSession, actor: CurrentActor) -> CataloguePublic:
    """With how many of its records are known here, by kind."""
    row = one_catalogue(session, actor, catalogue_id)
    return _public(row, counts_of(session).get(row.id, {}))


@router.post("/catalogues/{catalogue_id}/imports/{catalogue_kind}", summary="Bring its records in", status_code=201)
def import_records(
    which: Annotated[Which, Depends()],
    file: UploadFile,
    session: WriteSession,
    actor: CurrentActor,
    now: Now,
    language: ReaderLanguage,
) -> BroughtAnswer:
    """Takes offers or practices as CSV, XLSX or JSON lines, or IATI activities as XML, record by record.

    The columns are those of our own imports; `id` is the record's identifier there, `url` its address, and `same_as`
    names the record of ours that it is (`-` for none). A record that is here already counts as seen elsewhere.
    """
    trial = session.begin_nested() if which.dry_run else None
    with put_down(file) as path:
        brought = bring(session, actor, which.catalogue_id, which.catalogue_kind, path, now=now)
    if trial is not None:
        trial.rollback()
    records = [
        RecordBrought(row=one.row, foreign_id=one.foreign_id, became=one.became, key=one.key, why=told)
        for one in brought.outcomes
        for told in [one.why.told(language) if one.why else None]
    ]
    return BroughtAnswer(dry_run=which.dry_run, counts=brought.counts, records=records)


@router.get("/elsewhere/{noun}/{key}", summary="Where else a record stands")
def read_elsewhere(noun: Noun, key: str, session: ReadSession, actor: CurrentActor) -> list[SeenElsewhere]:
    """The catalogues in which an offer, a practice or an exchange of ours stands too, the one it came from first."""
    catalogues(session, actor)
    return seen_elsewhere(session, noun, [key]).get(key, [])


def _public(row: Catalogue, records: dict[str, int]) -> CataloguePublic:
    return CataloguePublic(**row.model_dump(exclude={"version"}), records=records)

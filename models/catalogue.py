"""Catalogues of other platforms, and which of their records are known here."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Identifier, Schema, UtcDateTime, Versioned
from models.organization import WebAddress


class CatalogueKind(StrEnum):
    """What another platform's file holds."""

    OFFERS = "offers"
    PRACTICES = "practices"
    ACTIVITIES = "activities"

    @property
    def noun(self) -> str:
        """What one of its records is here."""
        return {"offers": "offer", "practices": "practice", "activities": "exchange"}[self.value]


class CatalogueCreate(Schema):
    """Another platform as an administrator enters it. `licence` says under which terms its records may be shown."""

    id: Identifier
    name: str = Field(min_length=2, max_length=200)
    publisher: str = Field(default="", max_length=200)
    website: WebAddress | None = None
    licence: str = Field(min_length=2, max_length=200)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "id": "good-practices-portal",
                    "name": "Portal of good practices",
                    "publisher": "A regional commission",
                    "website": "https://practices.example/",
                    "licence": "CC-BY-4.0",
                }
            ]
        }
    }


class Catalogue(Versioned, table=True):
    """Another platform whose records are brought in by file."""

    id: str = Field(primary_key=True, max_length=80)
    name: str
    publisher: str
    website: str | None = None
    licence: str
    added_at: datetime = Field(sa_type=UtcDateTime)


class ForeignRecord(SQLModel, table=True):
    """A record of another platform and the one of ours that it is.

    `brought`: ours came from it; else ours was here before and the two were found to be the same. `digest` is the
    SHA-256 of what came last, and `known_version` the version of ours when it was written.
    """

    __table_args__ = (
        UniqueConstraint("catalogue", "kind", "foreign_id"),
        Index("ix_foreignrecord_kind_key", "kind", "key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    catalogue: str = Field(foreign_key="catalogue.id", index=True)
    kind: str
    foreign_id: str
    url: str | None = None
    key: str
    brought: bool
    digest: str
    known_version: int
    first_seen_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)


class CataloguePublic(BaseModel):
    """A catalogue as everybody may see it; `records` counts what is known of it here."""

    id: str
    name: str
    publisher: str
    website: str | None
    licence: str
    added_at: datetime
    records: dict[str, int]


class SeenElsewhere(BaseModel):
    """Where else a record stands, and under which licence; `origin`: it came from there."""

    catalogue: str
    name: str
    licence: str
    foreign_id: str
    url: str | None
    origin: bool
    last_seen_at: datetime

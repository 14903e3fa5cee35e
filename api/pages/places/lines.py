"""A priority as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.pages.public.lines import goal_names, sector_names
from matcher.sources import source_of
from models import taxonomy
from models.organization import names_of
from models.priority import PriorityPublic


@dataclass(frozen=True)
class PriorityLine:
    """A priority with its territory by name."""

    priority: PriorityPublic
    territory: str
    country: str
    sectors: list[str]
    goals: list[str]
    source: str


def priority_lines(session: Session, found: Sequence[PriorityPublic], language: str) -> list[PriorityLine]:
    """The lines of some priorities: one query, for the names of the territories."""
    names = names_of(session, {one.organization for one in found})
    return [
        PriorityLine(
            priority=one,
            territory=names[one.organization],
            country=taxonomy.country_name(one.country, language) if one.country else "",
            sectors=sector_names(one.sectors, language),
            goals=goal_names(one.sdgs, language),
            source=source_of(one.source_document, one.source_section),
        )
        for one in found
    ]

"""Experts as lines of lists, on their own pages and beside the offers that they back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.pages.public.lines import excerpt, sector_names
from matcher.experts.finding import experts_backing
from models import taxonomy
from models.expert import Expert
from models.expert_schemas import ExpertPublic
from models.organization import names_of

Row = Expert | ExpertPublic


@dataclass(frozen=True)
class ExpertLine:
    """An expert in a list; `free` tells whether he is available today."""

    id: str
    title: str
    language: str
    organization: str
    excerpt: str
    sectors: list[str]
    languages: list[str]
    free: bool
    available_from: date | None
    available_until: date | None
    state: str


def expert_lines(session: Session, rows: Sequence[Row], language: str, today: date) -> list[ExpertLine]:
    """The lines of experts: one query, for the names of who keeps them."""
    names = names_of(session, {row.organization for row in rows})
    return [_line(row, names, language, today) for row in rows]


def lines_backing(
    session: Session, offers: Collection[str], language: str, today: date
) -> Mapping[str, list[ExpertLine]]:
    """The experts who back some offers, as everybody sees them; two queries."""
    found = experts_backing(session, offers)
    lines = expert_lines(session, [row for rows in found.values() for row in rows], language, today)
    by_id = {line.id: line for line in lines}
    return {offer: [by_id[row.id] for row in rows] for offer, rows in found.items()}


def _line(row: Row, names: Mapping[str, str], language: str, today: date) -> ExpertLine:
    since, until = row.available_from, row.available_until
    return ExpertLine(
        id=row.id,
        title=row.title,
        language=row.language,
        organization=names[row.organization],
        excerpt=excerpt(row.summary),
        sectors=sector_names(row.sectors, language),
        languages=[taxonomy.language_name(one, language) for one in row.languages],
        free=(since is None or since <= today) and (until is None or until >= today),
        available_from=since,
        available_until=until,
        state=row.state,
    )

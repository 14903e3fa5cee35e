"""Loads the support matrix: annex 1 of the mapping, row by row in the printed order."""

from functools import cache
from pathlib import Path

from sqlmodel import delete, select

from locales.messages import Message
from matcher.audit import record as audit
from matcher.intake.checking import check_rows
from matcher.intake.problems import BadFileError, Problem
from matcher.intake.storing import Store, Tally
from matcher.intake.tabular import read_rows
from matcher.names import OrganizationNames
from models import taxonomy
from models.organization import Organization
from models.support import Support, SupportCreate, support_matrix
from scoring.text.words import fold

PRINTED_OTHERWISE = {"surinam": "SUR", "trinidad & tobago": "TTO"}
"""Countries that the annex spells in a way of its own."""


def load_support(store: Store, path: Path) -> Tally:
    """Replaces the matrix by the file's where they differ. Raises BadFileError, with every problem."""
    session = store.session
    checked = check_rows(path, read_rows(path), SupportCreate)
    names = OrganizationNames(session.exec(select(Organization)))
    printed = {sector.names["en"]: slug for slug, sector in taxonomy.broad_sectors().items()}
    problems: list[Problem] = []
    rows: list[Support] = []
    for position, (number, record) in enumerate(checked):
        organization = names.resolve(record.organization)
        if organization is None:
            problems.append(
                Problem(
                    Message("unknown organization {organization!r}", organization=record.organization),
                    number,
                    "organization",
                )
            )
        if record.sector not in printed:
            problems.append(Problem(Message("unknown broad sector {sector!r}", sector=record.sector), number, "sector"))
        rows.append(_row(position, record, organization or "", printed.get(record.sector, "")))
    if problems:
        raise BadFileError(path, problems)
    before = [row.model_dump() for row in support_matrix(session)]
    if before == [row.model_dump() for row in rows]:
        return Tally(unchanged=len(rows))
    session.exec(delete(Support))
    session.add_all(rows)
    session.flush()
    change = {"rows": [len(before), len(rows)]}
    thing = ("support_matrix", path.name)
    audit(session, "support_matrix.replaced", thing, now=store.now, actor=store.actor, change=change)
    return Tally(new=max(0, len(rows) - len(before)), changed=min(len(rows), len(before)))


def _row(position: int, record: SupportCreate, organization: str, broad_sector: str) -> Support:
    return Support(
        position=position,
        place=record.place,
        country=_countries_by_name().get(fold(record.place)),
        broad_sector=broad_sector,
        organization=organization,
        printed_organization=record.organization,
        role=record.role,
        note=record.note,
    )


@cache
def _countries_by_name() -> dict[str, str]:
    names = {
        fold(taxonomy.country_name(code, language)): code
        for language in taxonomy.INTERFACE_LANGUAGES
        for code in taxonomy.countries()
    }
    return names | PRINTED_OTHERWISE

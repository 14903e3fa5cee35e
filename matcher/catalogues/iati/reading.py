"""Reads an IATI file: activities that are past exchanges, and the others with the reason."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from locales.messages import Message
from matcher.catalogues.entries import once
from matcher.catalogues.entry import Entry, Foreign, key_for
from matcher.catalogues.iati.activity import Activity, Side, activities_in
from matcher.catalogues.iati.judging import KnownOrganization, NoExchangeError, exchange_of
from matcher.catalogues.outcome import Became, Outcome
from matcher.exporting.iati import PUBLISHER
from matcher.names import OrganizationNames
from models.exchange import Exchange
from models.organization import Organization


def read_activities(session: Session, catalogue: str, path: Path, *, on: date) -> tuple[list[Entry], list[Outcome]]:
    """The activities that are past exchanges as of a day, and the others. Raises BadFileError for what is no IATI file.

    Source: IATI standard 2.03, activity standard and its code lists.
    """
    named = _Named(session.exec(select(Organization)).all())
    ours = {f"{PUBLISHER}-{key}": key for key in session.exec(select(Exchange.id))}
    entries: list[Entry] = []
    left_out: list[Outcome] = []
    for one in activities_in(path):
        if one.id in ours:
            left_out.append(Outcome(one.number, one.id, Became.SKIPPED, ours[one.id], Message("it came from here")))
            continue
        try:
            entries.append(_entry(catalogue, one, named, on))
        except NoExchangeError as error:
            left_out.append(Outcome(one.number, one.id[:300], Became.SKIPPED, why=error.why))
    return list(once(entries, left_out)), left_out


def _entry(catalogue: str, activity: Activity, named: "_Named", on: date) -> Entry:
    if not 0 < len(activity.id) <= 300:
        raise NoExchangeError(Message("it has no identifier"))
    record = exchange_of(activity, key_for(catalogue, activity.id), named.among(activity.sides), on=on)
    return Entry(activity.number, Foreign(foreign_id=activity.id), record)


class _Named:
    """Organizations of ours, recognised by name; each name is looked up once."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        rows = list(organizations)
        self._names = OrganizationNames(rows)
        self._known = {row.id: KnownOrganization(row.id, row.country) for row in rows}
        self._found: dict[str, KnownOrganization | None] = {}

    def among(self, sides: Iterable[Side]) -> dict[Side, KnownOrganization]:
        """The sides that are organizations of ours."""
        found = {side: self._lookup(side.name) for side in sides if side.name}
        return {side: known for side, known in found.items() if known is not None}

    def _lookup(self, name: str) -> KnownOrganization | None:
        if name not in self._found:
            key = self._names.resolve(name)
            self._found[name] = self._known[key] if key else None
        return self._found[name]

"""Stores checked records: all of a file or none, with references resolved and the audit trail written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, SQLModel, col, delete, select

from locales.messages import Message
from matcher.audit import record as audit
from matcher.intake.kinds import KINDS, Kind, with_identifier
from matcher.intake.problems import BadFileError, Problem
from matcher.names import OrganizationNames
from models.checks import check_territory
from models.errors import UnfitError, did_you_mean
from models.exchange import ExchangeParticipant, Party
from models.organization import MergedOrganization, Organization

BATCH = 500


@dataclass
class Tally:
    """What became of the rows of a file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Store:
    """Where records go: the session, the moment, and in whose name."""

    session: Session
    now: datetime
    actor: str

    def save(self, path: Path, kind: Kind, records: Sequence[tuple[int, Any]], *, update: bool) -> Tally:
        """Stores the records of a file. A known key is updated, or refused where `update` is False.

        Raises BadFileError, with every problem, before anything is written.
        """
        named = [(row, with_identifier(record, kind)) for row, record in records]
        named, notes = self._without_merged(kind, named)
        named, problems = self.with_references(kind, named)
        known = self._known(kind, [getattr(record, kind.key) for _, record in named])
        if not update:
            problems += [
                Problem(Message("{key!r} is in the database already", key=getattr(record, kind.key)), row, kind.key)
                for row, record in named
                if getattr(record, kind.key) in known
            ]
        if problems:
            raise BadFileError(path, sorted(problems, key=lambda problem: problem.row or 0))
        tally = Tally(notes=notes)
        for _, record in named:
            self._put(kind, record, known.get(getattr(record, kind.key)), tally)
        self.session.flush()
        return tally

    def _without_merged(self, kind: Kind, named: list[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], list[str]]:
        """The records but for organizations that were merged into others: a file must not bring them back."""
        if kind.table is not Organization:
            return named, []
        merged = {row.id: row.into for row in self.session.exec(select(MergedOrganization))}
        notes = [f"{one.id} was merged into {merged[one.id]}: left out" for _, one in named if one.id in merged]
        return [(row, one) for row, one in named if one.id not in merged], notes

    def _known(self, kind: Kind, keys: Iterable[str]) -> dict[str, SQLModel]:
        column, wanted = col(getattr(kind.table, kind.key)), list(keys)
        found: dict[str, SQLModel] = {}
        for start in range(0, len(wanted), BATCH):
            rows = self.session.exec(select(kind.table).where(column.in_(wanted[start : start + BATCH])))
            found |= {getattr(row, kind.key): row for row in rows}
        return found

    def _put(self, kind: Kind, record: Any, known: SQLModel | None, tally: Tally) -> None:  # noqa: ANN401
        row, belonging = kind.build(record, self.now)
        if known is None:
            self.session.add(row)
            self.session.flush()
            self.session.add_all(belonging)
            tally.new += 1
            self._audit(kind, record, "created", {})
            return
        decided = kind.comparable - (kind.filled_in - record.model_fields_set)
        change = {
            name: [getattr(known, name), getattr(row, name)]
            for name in sorted(decided)
            if getattr(known, name) != getattr(row, name)
        }
        if belonging and self._sides(known) != [side.model_dump() for side in belonging]:
            self.session.exec(delete(ExchangeParticipant).where(col(ExchangeParticipant.exchange) == record.id))
            self.session.add_all(belonging)
            change["participants"] = ["before", "after"]
            flag_modified(known, kind.key)  # the row's version tells that something of it changed
        for name in change.keys() & kind.comparable:
            setattr(known, name, getattr(row, name))
        tally.changed += bool(change)
        tally.unchanged += not change
        if change:
            self._audit(kind, record, "updated", change)

    def _sides(self, exchange: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        sides = select(ExchangeParticipant).where(col(ExchangeParticipant.exchange) == exchange.id)
        return [one.model_dump() for one in self.session.exec(sides.order_by(col(ExchangeParticipant.position)))]

    def _audit(self, kind: Kind, record: Any, action: str, change: dict[str, Any]) -> None:  # noqa: ANN401
        readable = {name: [str(old), str(new)] for name, (old, new) in change.items()}
        thing = (kind.noun, getattr(record, kind.key))
        audit(self.session, f"{kind.noun}.{action}", thing, now=self.now, actor=self.actor, change=readable)

    def with_references(
        self, kind: Kind, records: Sequence[tuple[int, Any]]
    ) -> tuple[list[tuple[int, Any]], list[Problem]]:
        """The records with organizations named in words turned into identifiers, and what could not be found."""
        known = {other: self._keys(KINDS[other]) for other in set(kind.references.values())}
        names = OrganizationNames(self.session.exec(select(Organization)))
        found, problems = [], []
        for row, record in records:
            update: dict[str, Any] = {}
            for name, other in kind.references.items():
                value = getattr(record, name)
                update[name] = _resolved(value, names, known[other]) if other == "organizations" else value
                problems += [
                    Problem(_not_found(one, other, names), row, name)
                    for one in _references(update[name])
                    if one not in known[other]
                ]
            complete = record.model_copy(update=_with_country(record, update, self.session))
            problems += _misplaced(row, complete)
            found.append((row, complete))
        return found, problems

    def _keys(self, kind: Kind) -> set[str]:
        return set(self.session.exec(select(getattr(kind.table, kind.key))))


def _with_country(record: Any, update: dict[str, Any], session: Session) -> dict[str, Any]:  # noqa: ANN401
    """A post without a country takes its organization's."""
    organization = update.get("organization")
    if getattr(record, "country", "") is None and isinstance(organization, str):
        row = session.get(Organization, organization)
        return update | {"country": row.country if row else None}
    return update


def _misplaced(row: int, record: Any) -> list[Problem]:  # noqa: ANN401
    """A territory of another country than the one that the record turned out to be of."""
    try:
        check_territory(getattr(record, "territory", None), getattr(record, "country", None))
    except UnfitError as error:
        return [Problem(error.message, row, "territory")]
    return []


def _resolved(value: Any, names: OrganizationNames, known: set[str]) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return value if value in known else names.resolve(value) or value
    if isinstance(value, list):
        return [_resolved(one, names, known) for one in value]
    if isinstance(value, Party):
        return value.model_copy(update={"organization": _resolved(value.organization, names, known)})
    return value


def _references(value: Any) -> list[str]:  # noqa: ANN401
    if isinstance(value, list):
        return [one for part in value for one in _references(part)]
    if isinstance(value, Party):
        return [value.organization] if value.organization else []
    return [value] if value else []


def _not_found(value: str, kind: str, names: OrganizationNames) -> Message:
    near = names.search(value, limit=3) if kind == "organizations" else []
    hint = did_you_mean(one.id for one in near)
    return Message("{value!r} is not among the {kind}{hint}", value=value, kind=Message(kind), hint=hint)

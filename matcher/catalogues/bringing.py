"""Brings the records of another platform in: each once, with where it came from, and a reason for each left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from locales.messages import Message
from matcher.catalogues.entries import read_entries
from matcher.catalogues.entry import Entry
from matcher.catalogues.iati.reading import read_activities
from matcher.catalogues.keeping import one_catalogue
from matcher.catalogues.known import Known
from matcher.catalogues.likeness import Likenesses, Twin
from matcher.catalogues.outcome import Became, Brought, Outcome
from matcher.catalogues.telling import ours_near, told
from matcher.intake.kinds import KINDS, Kind
from matcher.intake.storing import Store
from matcher.policy import Actor, demand
from matcher.policy.catalogues import CatalogueAction
from models.catalogue import CatalogueKind, ForeignRecord

NEW = "-"
"""In `same_as`: it is none of ours."""
SAY = Message("say so in a column same_as: our identifier, or - for none")


def bring(session: Session, actor: Actor, catalogue: str, kind: CatalogueKind, path: Path, *, now: datetime) -> Brought:
    """Brings the offers, practices or IATI activities of a file in, one by one. One that is here already counts as seen
    elsewhere; a second time the same file changes nothing.

    Raises NotFoundError for an unknown catalogue and BadFileError for a file that cannot be read at all.
    """
    demand(actor, CatalogueAction.BRING)
    known = Known(session, one_catalogue(session, actor, catalogue).id, kind.noun, now)
    store = Store(session, now, actor.name_in_trail)
    if kind == CatalogueKind.ACTIVITIES:
        entries, left_out = read_activities(session, catalogue, path, on=now.date())
    else:
        entries, left_out = read_entries(catalogue, kind, path)
    outcomes = [*left_out, *_Bringing(session, known, KINDS[f"{kind.noun}s"], store, path).run(entries)]
    known.note(actor, outcomes)
    return Brought(sorted(outcomes, key=lambda one: one.row))


@dataclass
class _Bringing:
    session: Session
    known: Known
    kind: Kind
    store: Store
    path: Path
    _waiting: list[tuple[Entry, Any]] = field(default_factory=list)

    def run(self, entries: Sequence[Entry]) -> list[Outcome]:
        """What becomes of the entries."""
        complete, problems = self.store.with_references(self.kind, [(one.row, one.record) for one in entries])
        wrong = {one.row: one for one in reversed(problems)}
        found = dict(complete)
        outcomes = [_misread(one, wrong[one.row]) for one in entries if one.row in wrong]
        whole = [(one, found[one.row]) for one in entries if one.row not in wrong]
        again = [one for one in whole if one[0].foreign.foreign_id in self.known]
        first_time = [one for one in whole if one[0].foreign.foreign_id not in self.known]
        outcomes += [self._again(entry, record) for entry, record in again]
        outcomes += self._first_time(first_time)
        self._store()
        return outcomes

    def _again(self, entry: Entry, record: Any) -> Outcome:  # noqa: ANN401
        """A record that came before: changed as it changed there, unless somebody has edited ours since."""
        row = self.known.seen(entry)
        ours: Any = self.session.get(self.kind.table, row.key)
        if not row.brought or row.digest == entry.digest or ours is None:
            return _outcome(entry, Became.UNCHANGED, row.key)
        if ours.version != row.known_version:
            return _outcome(entry, Became.KEPT, row.key, Message("it was edited here since; ours stays as it is"))
        row.digest = entry.digest
        self._waiting.append((entry, record.model_copy(update={"id": row.key})))
        return _outcome(entry, Became.CHANGED, row.key)

    def _first_time(self, entries: Sequence[tuple[Entry, Any]]) -> Iterator[Outcome]:
        theirs = [told(record.id, record) for _, record in entries]
        alike = Likenesses(ours_near(self.session, self.kind, theirs), theirs)
        brought: dict[int, str] = {}
        for number, (entry, record) in enumerate(entries):
            said = entry.foreign.same_as
            twin = alike.twin(number, brought) if said is None else None
            if said not in (None, NEW):
                yield self._said_to_be(entry, said or "")
            elif twin is not None:
                yield self._resembling(entry, twin)
            else:
                brought[number] = record.id
                self._waiting.append((entry, record))
                yield _outcome(entry, Became.NEW, record.id)

    def _resembling(self, entry: Entry, twin: Twin) -> Outcome:
        why = Message("{percent} % alike", percent=twin.percent)
        if not twin.sure:
            return _outcome(entry, Became.LIKELY, twin.key, Message("{why}; {hint}", why=why, hint=SAY))
        self.known.add(entry, twin.key, brought=False)
        return _outcome(entry, Became.SEEN, twin.key, why)

    def _said_to_be(self, entry: Entry, key: str) -> Outcome:
        if self.session.get(self.kind.table, key) is None:
            why = Message("same_as: {key!r} is not among the {kind}", key=key, kind=Message(self.kind.name))
            return _outcome(entry, Became.SKIPPED, None, why)
        self.known.add(entry, key, brought=False)
        return _outcome(entry, Became.SEEN, key, Message("as same_as says"))

    def _store(self) -> None:
        """Stores what is new or changed, and keeps in which version it is here."""
        self.store.save(self.path, self.kind, [(entry.row, record) for entry, record in self._waiting], update=True)
        for entry, record in self._waiting:
            row: ForeignRecord = self.known.find(entry) or self.known.add(entry, record.id, brought=True)
            ours: Any = self.session.get_one(self.kind.table, record.id)
            row.known_version = ours.version
        self.session.flush()


def _misread(entry: Entry, problem: Any) -> Outcome:  # noqa: ANN401
    why = Message("{column}: {problem}", column=problem.column or "", problem=problem.message)
    return _outcome(entry, Became.SKIPPED, None, why)


def _outcome(entry: Entry, became: Became, key: str | None, why: Message | None = None) -> Outcome:
    return Outcome(entry.row, entry.foreign.foreign_id, became, key, why)

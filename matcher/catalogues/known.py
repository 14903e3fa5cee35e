"""What of a catalogue is known here already."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from matcher.audit import record
from matcher.catalogues.entry import Entry
from matcher.catalogues.outcome import Outcome
from matcher.policy import Actor
from models.catalogue import ForeignRecord


class Known:
    """The records of one kind of a catalogue, by their identifier there."""

    def __init__(self, session: Session, catalogue: str, noun: str, now: datetime) -> None:
        chosen = select(ForeignRecord).where(col(ForeignRecord.catalogue) == catalogue, col(ForeignRecord.kind) == noun)
        self._rows = {row.foreign_id: row for row in session.exec(chosen)}
        self._session, self._catalogue, self._noun, self._now = session, catalogue, noun, now

    def __contains__(self, foreign_id: str) -> bool:
        return foreign_id in self._rows

    def seen(self, one: Entry) -> ForeignRecord:
        """Notes that a known record came again."""
        row = self._rows[one.foreign.foreign_id]
        row.last_seen_at = self._now
        row.url = one.foreign.url or row.url
        self._session.add(row)
        return row

    def find(self, one: Entry) -> ForeignRecord | None:
        """What is known of a record; None where it is new."""
        return self._rows.get(one.foreign.foreign_id)

    def add(self, one: Entry, key: str, *, brought: bool) -> ForeignRecord:
        """Notes that a record of the catalogue is one of ours."""
        row = ForeignRecord(
            catalogue=self._catalogue,
            kind=self._noun,
            foreign_id=one.foreign.foreign_id,
            url=one.foreign.url,
            key=key,
            brought=brought,
            digest=one.digest,
            known_version=0,
            first_seen_at=self._now,
            last_seen_at=self._now,
        )
        self._session.add(row)
        self._rows[row.foreign_id] = row
        return row

    def note(self, actor: Actor, outcomes: Sequence[Outcome]) -> None:
        """Writes into the trail what a file brought."""
        counts = Counter(str(one.became) for one in outcomes)
        change = {name: [None, count] for name, count in sorted(counts.items())} | {"kind": [None, self._noun]}
        thing = ("catalogue", self._catalogue)
        record(self._session, "catalogue.brought", thing, now=self._now, actor=actor.name_in_trail, change=change)

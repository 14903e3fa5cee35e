"""What became of the records of a file."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from locales.messages import Message


class Became(StrEnum):
    """What became of one record.

    `seen`: it is one of ours, which stays as it is. `likely`: it may be one of ours, a person should say. `kept`: ours
    was edited here since it came.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SEEN = "seen"
    LIKELY = "likely"
    KEPT = "kept"
    SKIPPED = "skipped"


SIMPLY = frozenset({Became.NEW, Became.CHANGED, Became.UNCHANGED})
"""What becomes of a record that simply comes in."""


@dataclass(frozen=True)
class Outcome:
    """One record by its place in the file (from 1) and its identifier there; `key` is ours, `why` the reason."""

    row: int
    foreign_id: str
    became: Became
    key: str | None = None
    why: Message | None = None


@dataclass
class Brought:
    """What a file brought, record by record."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many records became what, in the order of `Became`."""
        found = Counter(one.became for one in self.outcomes)
        return {became.value: found[became] for became in Became if found[became]}

    @property
    def told(self) -> list[Outcome]:
        """What is told record by record: those that did not simply come in."""
        return [one for one in self.outcomes if one.became not in SIMPLY]

    def add(self, one: Outcome) -> None:
        """Notes one more."""
        self.outcomes.append(one)

"""Progress of long work: functions take a `track` that passes items through and may draw a bar."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Track(Protocol):
    """Passes items through, saying what is being done and how many there are."""

    def __call__(self, items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:
        """The same items in the same order."""
        ...


def quietly(items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:  # noqa: ARG001
    """Tracks nothing."""
    return items

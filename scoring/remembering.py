"""Answers that are worth keeping."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Remembered(Generic[Key, Answer]):
    """A function that keeps its `most` latest answers; a copy in another process begins with none."""

    def __init__(self, function: Callable[[Key], Answer], most: int) -> None:
        self._function = function
        self._most = most
        self._answers = lru_cache(maxsize=most)(function)

    def __call__(self, key: Key) -> Answer:
        """The answer for a key."""
        return self._answers(key)

    def __reduce__(self) -> tuple[Any, ...]:
        return Remembered, (self._function, self._most)


class RememberedMany(Generic[Key, Answer]):
    """A function of many keys that keeps its `most` latest answers; a copy in another process begins with none."""

    def __init__(self, function: Callable[[Sequence[Key]], Sequence[Answer]], most: int) -> None:
        self._function = function
        self._most = most
        self._answers: dict[Key, Answer] = {}
        self._changing = Lock()

    def __call__(self, keys: Sequence[Key]) -> list[Answer]:
        """The answers for some keys."""
        found = {key: answer for key in keys if (answer := self._answers.get(key)) is not None}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            new = dict(zip(missing, self._function(missing), strict=True))
            found.update(new)
            with self._changing:
                self._answers.update(new)
                for oldest in list(islice(self._answers, max(0, len(self._answers) - self._most))):
                    del self._answers[oldest]
        return [found[key] for key in keys]

    def __reduce__(self) -> tuple[Any, ...]:
        return RememberedMany, (self._function, self._most)

"""Answers that are worth keeping."""

from collections.abc import Callable
from functools import lru_cache
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

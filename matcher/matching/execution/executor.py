"""What an executor is, and the one that needs nobody else."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from matcher.matching.execution.chunk import Chunk, Task, packed_rankings

Finished = Generator[tuple[Chunk, bytes], None, None]
"""Chunks with their packed rankings as they are finished, in any order. Closing it gives up what is left."""
TRIES = 3
"""How often the chunks in hand are begun before workers that end again and again end the run."""


class Executor(Protocol):
    """Ranks chunks of requests."""

    def rank(self, task: Task, chunks: Sequence[Chunk]) -> Finished:
        """Each chunk once; there must be one at least. Raises WorkersLostError."""
        ...


@dataclass(frozen=True)
class InProcess:
    """Ranks in this process, one chunk after the other."""

    def rank(self, task: Task, chunks: Sequence[Chunk]) -> Finished:
        """Each chunk in its turn."""
        for chunk in chunks:
            yield chunk, packed_rankings(task, chunk.requests)

"""The pieces of a match run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from threadpoolctl import threadpool_limits

from matcher.matching.execution.edition import code_edition
from matcher.matching.execution.packing import pack
from matcher.matching.records import Inputs
from models.snapshot import fingerprint
from scoring import Index, Model, Ranking, Request, rank

PER_CHUNK = 50
"""Requests in a chunk: what a stop loses at most for each worker, some seconds of work."""


@dataclass(frozen=True)
class Chunk:
    """Some requests of a run. The digest names all that their rankings are made from."""

    digest: str
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Task:
    """What is the same for all chunks of a run; the `depth` is how many offers of each request are looked at."""

    index: Index
    model: Model
    depth: int


def cut(inputs: Inputs, *, model: Model, as_of: date, depth: int) -> list[Chunk]:
    """The requests in chunks, in their order."""
    known = {kind: digests for kind, digests in inputs.manifest.items() if kind != "requests"}
    common = {
        "code": code_edition(),
        "model": model.version,
        "as_of": as_of.isoformat(),
        "depth": depth,
        "known": fingerprint(known),
    }
    named = zip(inputs.requests, inputs.manifest["requests"], strict=True)
    return [
        Chunk(fingerprint(common | {"requests": [digest for _, digest in some]}), tuple(one for one, _ in some))
        for some in _some_at_once(named)
    ]


def _some_at_once(named: Iterator[tuple[Request, str]]) -> Iterator[list[tuple[Request, str]]]:
    while some := list(islice(named, PER_CHUNK)):
        yield some


def rank_chunk(index: Index, requests: Iterable[Request], model: Model, k: int) -> list[Ranking]:
    """The best `k` offers for each request."""
    return [rank(one, index, model=model, k=k) for one in requests]


def prepare(task: Task, requests: Sequence[Request]) -> None:
    """Ranks one request in vain: what an index prepares only when asked is then prepared before others get it."""
    packed_rankings(task, requests[:1])


def packed_rankings(task: Task, requests: Iterable[Request]) -> bytes:
    """The rankings of some requests, packed. One thread: the workers share the processors between them already."""
    with threadpool_limits(limits=1):
        return pack(rank_chunk(task.index, requests, task.model, task.depth))

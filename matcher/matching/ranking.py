"""The first half of a match run: every live request ranked, in chunks that are kept until the run is stored."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.errors import NotFoundError, RunStoppedError
from matcher.learning.active import active_model
from matcher.matching.execution.chunk import Chunk, Task, cut
from matcher.matching.execution.executor import Finished
from matcher.matching.execution.packing import unpack
from matcher.matching.execution.workforce import ANYBODY, Workforce
from matcher.matching.ranked import Ranked
from matcher.matching.records import gather
from models.database import reading, writing
from models.match_run import latest_run
from models.match_run_chunk import keep_chunk, kept_chunks
from scoring import Index, Request
from scoring.text.encoder import Encoder, by_heart

LOOKED_AT = 20
"""How many of the best offers of a request are considered: more than the cap, since some providers will be full."""
ROUNDS = 3
"""How often everything is ranked where posts or decisions change meanwhile; the chunks that they leave alone stay."""


@dataclass(frozen=True)
class _Begun:
    """A run whose chunks are being ranked; `packed` holds the rankings of those that are finished, by digest."""

    seen: Ranked
    chunks: list[Chunk]
    packed: dict[str, bytes]

    @property
    def done(self) -> int:
        """How many requests are ranked."""
        return sum(len(chunk.requests) for chunk in self.chunks if chunk.digest in self.packed)

    @property
    def left(self) -> list[Chunk]:
        """The chunks that are not finished."""
        return [chunk for chunk in self.chunks if chunk.digest not in self.packed]


def rank_apart(
    engine: Engine,
    *,
    as_of: date,
    now: datetime,
    request: str | None = None,
    encoder: Encoder | None = None,
    workforce: Workforce = ANYBODY,
) -> Ranked:
    """Ranks the live requests of a day (or one) by the table in use, unless the last run saw exactly the same.

    No transaction stays open. Chunks are kept as they are finished, and those of a stopped run are taken over. Raises
    NotFoundError where the request asked for is not live on that day, UnfitTableError where the table does not fit the
    code, RunStoppedError on Ctrl-C, WorkersLostError and BadInputError where the workers fail.
    """

    def keep(chunk: Chunk, rankings: bytes) -> None:
        with writing(engine) as session:
            keep_chunk(session, chunk.digest, rankings, at=now)

    for _ in range(ROUNDS):
        with reading(engine) as session:
            begun = _begin(session, as_of=as_of, request=request, encoder=encoder)
        ranked = _finish(begun, workforce, keep if len(begun.chunks) > 1 else _keep_nothing)
        with reading(engine) as session:
            if ranked.repeats is not None or ranked.stands(session):
                break
    return ranked


def rank_live(session: Session, *, as_of: date, request: str | None = None, encoder: Encoder | None = None) -> Ranked:
    """As `rank_apart`, in this process alone and within a session, and keeps no chunks."""
    begun = _begin(session, as_of=as_of, request=request, encoder=encoder)
    return _finish(begun, Workforce(workers=1), _keep_nothing)


def _keep_nothing(chunk: Chunk, rankings: bytes) -> None:
    pass


def _begin(session: Session, *, as_of: date, request: str | None, encoder: Encoder | None) -> _Begun:
    """Reads everything that the ranking sees. There are no chunks where an earlier run saw the same."""
    clock = perf_counter()
    model = active_model(session, encoder)
    inputs = gather(session, as_of=as_of, request=request)
    if request is not None and not inputs.requests:
        raise NotFoundError("request", request, "it is not published, or it has expired")
    seen = Ranked(inputs, as_of, request, model, encoder)
    last = latest_run(session, request=request)
    if last is not None and seen.is_as(last):
        return _Begun(replace(seen, repeats=last.id), [], {})
    chunks = cut(inputs, model=model, as_of=as_of, depth=LOOKED_AT)
    kept = kept_chunks(session, [chunk.digest for chunk in chunks])
    begun = _Begun(replace(seen, seconds={"gather": perf_counter() - clock}), chunks, kept)
    return replace(begun, seen=replace(begun.seen, resumed=begun.done))


def _finish(begun: _Begun, workforce: Workforce, keep: Callable[[Chunk, bytes], None]) -> Ranked:
    """Ranks what is left."""
    seen, clock = begun.seen, perf_counter()
    if seen.repeats is not None:
        return seen
    seconds = dict(seen.seconds)
    try:
        if begun.left:
            index = _index(seen, begun.left)
            seconds["index"] = perf_counter() - clock
            _rank(begun, index, workforce, keep)
    except KeyboardInterrupt:
        raise RunStoppedError(begun.done, len(seen.inputs.requests)) from None
    rankings = [one for chunk in begun.chunks for one in unpack(begun.packed[chunk.digest])]
    seconds["rank"] = perf_counter() - clock - seconds.get("index", 0.0)
    return replace(seen, rankings=rankings, seconds=seconds)


def _index(seen: Ranked, left: Sequence[Chunk]) -> Index:
    """The index. In place of an encoder, which stays in this process, it knows what that makes of the texts."""
    encoder: Encoder | None = None
    if seen.encoder is not None:
        posts = [*seen.inputs.offers, *(one for chunk in left for one in chunk.requests)]
        encoder = by_heart(seen.encoder, [post.words for post in posts])
    return seen.inputs.index(seen.as_of, encoder)


def _rank(begun: _Begun, index: Index, workforce: Workforce, keep: Callable[[Chunk, bytes], None]) -> None:
    """Fills in the chunks that are left. Workers start before the progress does: it has a thread of its own."""
    left = begun.left
    executor = workforce.executor(sum(len(chunk.requests) for chunk in left))
    task = Task(index, begun.seen.model, LOOKED_AT)
    with closing(executor.rank(task, left)) as finished:
        asked = _as_they_are_done(begun, finished, keep)
        for _ in workforce.track(asked, "Ranking requests", len(begun.seen.inputs.requests)):
            pass


def _as_they_are_done(begun: _Begun, finished: Finished, keep: Callable[[Chunk, bytes], None]) -> Iterator[Request]:
    """Every request: first those ranked before, then those whose chunk is just finished and kept."""
    for chunk in begun.chunks:
        if chunk.digest in begun.packed:
            yield from chunk.requests
    for chunk, rankings in finished:
        keep(chunk, rankings)
        begun.packed[chunk.digest] = rankings
        yield from chunk.requests

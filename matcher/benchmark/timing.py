"""Times engines side by side: every request is put to one after the other, so that all meet the machine in one mood.

Just before, an engine answers another request untimed: else the one that follows the largest engine would pay for what
that one drove out of the processor's cache, and look slower than it is when it works alone.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter, thread_time

from threadpoolctl import threadpool_limits

from matcher.benchmark.engine import Engine
from matcher.progress import Track
from scoring import Request


@dataclass
class Timed:
    """An engine's answers by request, and what each batch took a request, with the requests it held.

    `seconds` are those of the clock, `busy` those in which the processor worked on it: a busy machine lengthens only
    the first.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    held: list[int] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Requests answered a second."""
        total = sum(took * held for took, held in zip(self.seconds, self.held, strict=True))
        return sum(self.held) / total


def time_searches(
    engines: Mapping[str, Engine], requests: Sequence[Request], warming: Sequence[Request], track: Track
) -> dict[str, Timed]:
    """Puts every request to every engine in turn; an engine that works in batches gets its turn once a batch.

    Before each turn an engine is asked one of the `warming` requests.
    """
    timed = {name: Timed() for name in engines}
    for start in track(range(len(requests)), "Asking", len(requests)):
        for name, engine in engines.items():
            if start % engine.batch == 0:
                engine.search([warming[start % len(warming)]])
                _ask(engine, requests[start : start + engine.batch], timed[name])
    return timed


def _ask(engine: Engine, requests: Sequence[Request], timed: Timed) -> None:
    clock, worked = perf_counter(), thread_time()
    answers = engine.search(requests)
    timed.seconds.append((perf_counter() - clock) / len(requests))
    timed.busy.append((thread_time() - worked) / len(requests))
    timed.held.append(len(requests))
    timed.found.update({request.id: answer for request, answer in zip(requests, answers, strict=True)})


@contextmanager
def one_thread() -> Iterator[None]:
    """Libraries that could use several threads use one."""
    numba = import_module("numba") if find_spec("numba") else None
    before = numba.get_num_threads() if numba else 0
    with threadpool_limits(1):
        try:
            if numba:
                numba.set_num_threads(1)
            yield
        finally:
            if numba:
                numba.set_num_threads(before)


@contextmanager
def frozen_memory() -> Iterator[None]:
    """What was built is left alone by the garbage collector."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

"""Worker processes on this machine."""

import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType

from matcher.errors import WorkersLostError
from matcher.matching.execution.chunk import Chunk, Task, prepare
from matcher.matching.execution.executor import TRIES, Finished
from matcher.matching.execution.handover import handed_over
from matcher.matching.execution.worker import begin, rank_in_worker


def safe_start_method() -> str:
    """Workers are forked where that is safe: on Linux, from a process without other threads. Else they start anew."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@dataclass(frozen=True)
class LocalPool:
    """Ranks in several processes at once. What a process that died had in hand is begun again by new ones."""

    workers: int
    start_method: str | None = None

    def rank(self, task: Task, chunks: Sequence[Chunk]) -> Finished:
        """Each chunk with its packed rankings. The call itself starts the processes, before a progress bar starts
        threads. There must be a chunk at least. Raises WorkersLostError."""
        prepare(task, chunks[0].requests)
        return self._finish(task, chunks, self._crew(task, chunks))

    def _finish(self, task: Task, chunks: Sequence[Chunk], crew: "_Crew") -> Finished:
        left = {chunk.digest: chunk for chunk in chunks}
        for more_tries in reversed(range(TRIES)):
            with crew:
                for chunk, packed in crew.finished():
                    del left[chunk.digest]
                    yield chunk, packed
            if not left:
                return
            if more_tries:
                crew = self._crew(task, list(left.values()))
        raise WorkersLostError("worker processes died {tries} times, perhaps for want of memory", tries=TRIES)

    def _crew(self, task: Task, chunks: Sequence[Chunk]) -> "_Crew":
        return _Crew(task, chunks, min(self.workers, len(chunks)), self.start_method or safe_start_method())


class _Crew:
    """Worker processes from their start to their end."""

    def __init__(self, task: Task, chunks: Sequence[Chunk], workers: int, start_method: str) -> None:
        context = get_context(start_method)
        self._stop = context.RawValue("b", 0)
        with ExitStack() as opened:
            index = opened.enter_context(handed_over(task.index, start_method))
            self._pool = ProcessPoolExecutor(
                workers,
                mp_context=context,
                initializer=begin,
                initargs=(index, task.model, task.depth, self._stop),
            )
            opened.callback(self._end)
            self._chunks: dict[Future[bytes], Chunk] = {}
            with _undisturbed(), suppress(BrokenProcessPool):  # a process may die before all is handed out
                for chunk in chunks:
                    self._chunks[self._pool.submit(rank_in_worker, chunk.requests)] = chunk
            self._opened = opened.pop_all()

    def finished(self) -> Finished:
        """The chunks as they are finished, until all are or a process dies."""
        try:
            for future in as_completed(self._chunks):
                yield self._chunks[future], future.result()
        except BrokenProcessPool:
            return

    def _end(self) -> None:
        """Lets the processes leave what they have in hand, and waits for them."""
        self._stop.value = 1
        self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """For processes to start in: they never hear of Ctrl-C, which their parent answers for all. The threads of which
    newer versions of Python warn are those of linear algebra, which outlive a fork."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

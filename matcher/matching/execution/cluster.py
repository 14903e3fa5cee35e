"""Workers of a Dask cluster. Imported only where a run is to use one: the packages are an extra."""

from collections.abc import Iterable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass

from distributed import Client, Future, KilledWorker, wait

from matcher.errors import BadInputError, WorkersLostError
from matcher.matching.execution.chunk import Chunk, Task, packed_rankings, prepare
from matcher.matching.execution.edition import code_edition
from matcher.matching.execution.executor import TRIES, Finished
from scoring import Index, Model, Request

ANSWERS_WITHIN = 10
"""Seconds in which a scheduler must answer."""
PATIENCE = 60
"""Seconds for which a cluster may be without any worker."""


@dataclass(frozen=True)
class Cluster:
    """Ranks on the workers of the scheduler at an address. What a worker that died had in hand goes to another one."""

    address: str

    def rank(self, task: Task, chunks: Sequence[Chunk]) -> Finished:
        """Each chunk with its packed rankings; there must be one at least.

        Raises BadInputError where no scheduler answers or its workers run other code, and WorkersLostError.
        """
        prepare(task, chunks[0].requests)
        left = {chunk.digest: chunk for chunk in chunks}
        with _connected(self.address) as client:
            for _ in range(TRIES):
                try:
                    for chunk, packed in _finished(client, task, list(left.values())):
                        del left[chunk.digest]
                        yield chunk, packed
                except CancelledError:  # the index was on workers that are gone: it is handed over again
                    continue
                except KilledWorker as error:
                    raise WorkersLostError(
                        "workers of the cluster died again and again ({error})", error=str(error)
                    ) from error
                return
        raise WorkersLostError("the cluster lost the index {tries} times", tries=TRIES)


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BadInputError("no Dask scheduler answers at {address!r}", address=address) from error


def _finished(client: Client, task: Task, chunks: Sequence[Chunk]) -> Finished:
    _wait_for_workers(client)
    index = client.scatter(task.index, broadcast=True, hash=False)
    chunk_of = {
        client.submit(rank_on_cluster, index, chunk.requests, task.model, task.depth, code_edition(), pure=False): chunk
        for chunk in chunks
    }
    while chunk_of:
        for future in _next_done(client, list(chunk_of)):
            yield chunk_of.pop(future), future.result()


def _next_done(client: Client, futures: Sequence[Future]) -> list[Future]:
    """Waits until one is done at least, as long as there are workers."""
    while True:
        try:
            with client.as_current():
                return list(wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            _wait_for_workers(client)


def _wait_for_workers(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise WorkersLostError("the cluster has had no worker for {patience} seconds", patience=PATIENCE) from error


def rank_on_cluster(index: Index, requests: Iterable[Request], model: Model, depth: int, edition: str) -> bytes:
    """The packed rankings of a chunk. Raises BadInputError where this worker's code is not that of the run."""
    if edition != code_edition():
        raise BadInputError("a worker of the cluster runs another version of Sursur, or of the libraries it counts by")
    return packed_rankings(Task(index, model, depth), requests)

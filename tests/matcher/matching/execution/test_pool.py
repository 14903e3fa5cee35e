"""A pool gives the same as this process, to the last digit, whichever of its processes dies. They are real."""

import multiprocessing
import os
import signal
from threading import Event, Thread

import pytest

from matcher.errors import WorkersLostError
from matcher.matching.execution.packing import unpack
from matcher.matching.execution.pool import LocalPool
from scoring import rank
from tests.matcher.matching.execution.work import Work


def test_a_chunk_holds_the_ranking_of_each_request(some_work: Work, in_process: dict[str, bytes]) -> None:
    task, chunk = some_work.task, some_work.chunks[1]

    expected = [rank(one, task.index, model=task.model, k=task.depth) for one in chunk.requests]

    found = unpack(in_process[chunk.digest])
    assert [one.request for one in found] == [one.id for one in chunk.requests]
    assert [one.kept_out for one in found] == [one.kept_out for one in expected]
    assert [[place.as_data() for place in one.places] for one in found] == [
        [place.as_data() for place in one.places] for one in expected
    ]


@pytest.mark.long
@pytest.mark.parametrize(("start_method", "workers"), [("fork", 2), ("spawn", 1)])
def test_processes_beside_this_one_give_the_same(
    start_method: str, workers: int, some_work: Work, in_process: dict[str, bytes]
) -> None:
    assert some_work.done_by(LocalPool(workers, start_method)) == in_process
    assert multiprocessing.active_children() == []


def test_a_pool_that_loses_a_process_gives_the_same(some_work: Work, in_process: dict[str, bytes]) -> None:
    finished = LocalPool(2, "fork").rank(some_work.task, some_work.chunks)
    first = next(finished)
    os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

    found = {chunk.digest: packed for chunk, packed in (first, *finished)}

    assert found == in_process


def test_a_pool_whose_processes_always_die_gives_up_with_a_reason(some_work: Work) -> None:
    over = Event()

    def killing() -> None:
        while not over.wait(0.001):
            for child in multiprocessing.active_children():
                child.kill()

    killer = Thread(target=killing)
    killer.start()
    try:
        with pytest.raises(WorkersLostError, match=r"died 3 times.*run the same command to go on"):
            list(LocalPool(2, "fork").rank(some_work.task, some_work.chunks))
    finally:
        over.set()
        killer.join()


def test_a_run_that_is_given_up_leaves_no_process(some_work: Work) -> None:
    finished = LocalPool(2, "fork").rank(some_work.task, some_work.chunks)
    next(finished)

    finished.close()

    assert multiprocessing.active_children() == []
